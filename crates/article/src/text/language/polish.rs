//! Polish.

use super::{Language, words};

pub(super) static POLISH: Language = Language {
    code: "pl",
    ordinal_stops: true,
    stopwords: words!(
        "a aby albo ale ani aż bardziej bardzo bez bo bowiem być był była było były będzie będą chociaż
         choć ci co coraz coś czy czyli często dla dlaczego dlatego do dopiero dwa dzięki gdy gdyby gdyż
         gdzie go i ich ile im inne innych iż ja jak jakby jaki jakie jako je jeden jedna jednak jednej
         jego jej jemu jest jestem jeszcze jeśli jeżeli już każdy kiedy kilka kto która które którego
         której który których którym którzy ku lecz lub ma mają mamy mi mimo między mnie mogą może można
         mu musi my mój na nad nadal nam nami nas nasz nawet nic nich nie niech nim nimi niż no o obok od
         około on ona one oni oraz oto pan pani po pod podczas pomimo ponad ponieważ poza przed przede
         przez przy raz również sam się skąd sobie swoich swoje swoją swój są ta tak taki takie także tam
         te tego tej ten też to tobą tu tych tylko tym tymczasem u w we według wiele wielu więc więcej
         wobec wraz wszyscy wszystkich wszystkie wszystko wśród z za zanim zawsze zaś ze zgodnie znowu
         zostać został została zostały że żeby"
    ),
    titles: words!(
        "Bp Dr Gen Hab Inż Kpt Ks Mgr Mjr Por Prof Płk Red Sw al asp bp bryg dr gen hab im inż kpt ks mgr mjr os
         pl por prof płk red tzw ul Św św"
    ),
    abbreviations: words!("Co Inc Jr Ltd m.in np ur woj zm zob"),
    counters: words!("Art Nr Rys Tel art godz lit nr pkt poz proc r rys s str tel tom ust w"),
};
