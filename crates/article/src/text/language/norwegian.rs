//! Norwegian.

use super::{Language, words};

pub(super) static NORWEGIAN: Language = Language {
    code: "nb",
    ordinal_stops: true,
    stopwords: words!(
        "alle alt altså andre annen at av bak bare begge ble bli blir blitt både da de dem den denne der
         dere deres derfor derimod dermed det dette din disse du eg ei ein eit eller ellers en enda ennå
         er et etter ettersom for foran fordi foreløpig forrige fra fram få får før først gjennom gjør
         går ha hadde han hans har hele henne hennes her hos hun hva hvem hver hvilke hvilken hvis hvor
         hvordan hvorfor i ifølge igjen ikke ikkje imens imidlertid imot ingen inn innen ja jeg kan
         kanskje kom kommer kun kunne langs lik man mange med meg meget mellom men mens mer mest min mine
         mot mye må måtte ned nei noe noen nok nå når nær og også om omkring opp oss over på rundt samme
         samt samtidig seg selv selvom senere siden sin sine sitt skal skulle som stadig store så sånn
         til tilbake to tre tross under unntatt ut uten var ved vi via videre vil ville vår våre være
         vært å"
    ),
    titles: words!("Dr Fr Frk Gen Hr Ing Kapt Prof St dr evt fr frk hr med prof"),
    abbreviations: words!("Co Inc Jr Ltd apr aug bl des feb febr jan jf kgl kl kr nov obs okt sept"),
    counters: words!("Nr Tel ca fig kap kl max min nr p pst s tlf vol"),
};
