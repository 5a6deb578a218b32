//! Danish.

use super::{Language, words};

pub(super) static DANISH: Language = Language {
    code: "da",
    ordinal_stops: true,
    stopwords: words!(
        "ad af al alle alt altså anden andet andre at bag blandt blev blive bliver blot både da de dem
         den denne der derefter deres derfor derimod dermed des det dette dig din disse dog du efter
         efterfølgende eller ellers en end endnu enkelte er et fem flere for foran forbi fordi fra få får
         før først gennem gør ham han hans har havde have hele hen hende hendes her hos hun hvad hvem
         hver hvilken hvis hvor hvordan hvorefter hvorfor hvornår i ifølge igen igennem ikke imellem
         imens imod ind inden indtil ingen intet ja jeg jer jo kan kom kommer kun kunne lige man mange
         med meget mellem men mens mere mest mig min mod må måske ned nej netop nogen noget nogle nok nu
         når nær og også om omkring op os over overfor på samme samt samtidig seks selv selvom senere ses
         siden sig sin sine sit skal skulle som stadig stor så sådan ti til to tre trods ud uden under
         undtagen var ved vi via vil ville vores være været"
    ),
    titles: words!("Dr Fr Frk Gen Hr Ing Kapt Prof Sct St dr evt fr frk hr med prof"),
    abbreviations: words!(
        "Co Inc Jr Ltd apr aug bl dec feb febr fx jan jf kgl kl kr nov obs okt sept skt stk"
    ),
    counters: words!("Nr Tel ca fig kap kl max min nr p pct s tlf vol"),
};
