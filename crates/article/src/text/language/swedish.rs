//! Swedish.

use super::{Language, words};

pub(super) static SWEDISH: Language = Language {
    code: "sv",
    ordinal_stops: false,
    stopwords: words!(
        "alla allt alltså andra annan att av bakom bara bland blev bli blir båda både ca de dem den denna
         dens deras dess dessa det detta dig din dock du där därefter därför då efter eftersom ej eller
         emot en enligt ens er ett fick finns fler flera fram från få får för före förut genom ha hade
         han hans har helt henne hennes hon honom hos hur här i ibland icke in inför inga ingen inget
         innan inne inom inte ja jag ju kan kanske kom kommer kunde kvar lika man med medan mellan men
         mer mest mig min mitt mot mycket måste ned nej ner nu när nästan någon något några och också om
         oss på redan samma samt samtidigt sedan sen senare sig sin sina sitt själv ska skall skulle som
         strax säger så sådan till tre trots två under upp ur ut utan utanför utom vad var vara varför
         varit varje vars vem vi vid vidare vilka vilken vilket vill vår våra vårt än ändå ännu är även
         åt över"
    ),
    titles: words!("Dr Fr Frk Gen Hr Ing Kapt Prof St dr fr frk hr prof s.k"),
    abbreviations: words!(
        "Co Inc Jr Ltd apr aug bl dec ev feb febr forts ggr jan jfr jr kl kr nov obs okt osv sept st t.ex"
    ),
    counters: words!("Nr Tel bil ca fig kap kl max min nr p s sid tel vol"),
};
