//! Hungarian.

use super::{Language, words};

pub(super) static HUNGARIAN: Language = Language {
    code: "hu",
    ordinal_stops: true,
    stopwords: words!(
        "a abban abból addig ahhoz ahogy ahol ahonnan aki akik akkor alatt amely amelyben amelyek amelyet
         ami amikor amíg annak arra arról az azok azon azonban azonnal azt aztán azután azért be belül
         benne bár csak de e ebben eddig egy egyes egyik egymás egyre egyéb egész el elé elég előbb
         először előtt ennek erre esetén ez ezek ezen ezt ezután ezért fel felé hanem helyett hisz hogy
         hogyan hozzá hát ide illetve ilyen inkább is ismét itt jobban jól ki konkrétan kívül közben
         köztük közé között le legalább legyen lehet lehetett lenne lennének lesz lett maga meg mellett
         mely melyek mert mi miatt mihelyt mikor milyen minden mindenki mindent mindig mint mintha mit
         mivel miért most már más másik még míg nagyon ne nekem neki nekik nem nincs noha náluk néha
         néhány nélkül olyan ott persze rá s saját sem semmi sok sokkal szemben szerint szinte számára
         talán te tehát teljes tovább továbbá több ugyanakkor ugyanis után utána vagy vagyis vagyok
         valaki valami valamint van vannak vele vissza viszont volna volt voltak végül által általában én
         éppen érte és így ön össze úgy ő ők"
    ),
    titles: words!("Dr Gen Id Ifj Ing Ozv Prof Szt dr gen id ifj prof szt un özv"),
    abbreviations: words!(
        "Co Inc Jr Kft Ltd Rt Zrt aug dec febr ill jan júl jún kb ker ld máj márc nov okt stb szept tel u
         utca vö ápr"
    ),
    counters: words!("Nr Tel cca kb kp kt max min old p pl sz tel évf"),
};
