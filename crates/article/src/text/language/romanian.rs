//! Romanian.

use super::{Language, words};

pub(super) static ROMANIAN: Language = Language {
    code: "ro",
    ordinal_stops: false,
    stopwords: words!(
        "a acea aceasta această aceea aceeași acei aceia acel acela acele acelea acest acesta aceste
         acestea acestei acestor acestui acolo acum ai aici al ale alt alta alte altfel altă alți am apoi
         ar are asemenea astfel astăzi asupra atunci atât au avea avut azi ca care ce cea cei cel cele
         celor cine cineva conform cu cum când cât câte câteva câți că cărei căror cărui către da dacă
         dar de deasupra deci decât deja deoarece departe despre deși din dintr dintre doar doi două după
         ea ei el ele era erau este eu face fi fie fiecare fiind foarte fost fostul fără iar ieri la le
         li lor lui lângă mai mare mea mei mele meu mult multe multă mulți ne nici niciodată nimeni nimic
         niște noastră noi nostru nu numai o ori oricare orice oricât pe pentru peste poate pot prea prin
         printr printre până sa sale sau se spre sub sunt suntem să săi său toate toată tot totuși toți
         tu un una unde unei unele unii unor unui unul va voi vor vostru vă îi îl împotriva în înainte
         înapoi încât încă însă între întrucât își și"
    ),
    titles: words!("Acad Col Cpt Dl Dna Dr Gen Ing Lt Mr Prof Sf acad dl dna dr gen ing lt prof sf"),
    abbreviations: words!("Co Inc Jr Ltd SA SRL apr aug bd dec feb ian iul iun jud loc noi oct sept str"),
    counters: words!("Art Fig Nr Tel al alin art cap cca fig lit nr p pag pct tel vol"),
};
