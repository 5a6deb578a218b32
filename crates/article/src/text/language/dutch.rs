//! Dutch.

use super::{Language, words};

pub(super) static DUTCH: Language = Language {
    code: "nl",
    ordinal_stops: false,
    stopwords: words!(
        "aan aangezien achter af al aldus alle alleen alles als altijd andere anderen beide ben bent bij
         binnen boven buiten daar daardoor daarin daarna daarom daarop daarvoor dan dat de deze die dit
         doch doen door dus echter een eens eerder eerst elk elke en enkele er erg ertoe even gaat geen
         geweest haar had hadden heb hebben heeft heel hem hen het hier hierdoor hij hoe hoewel hun ik in
         indien inmiddels is ja je jullie kan kon konden kunnen maar me meer meest men met mij mijn mocht
         moest moet moeten na naar naast nadat namelijk net niemand niet niets nog nu of om omdat
         omstreeks onder ons onze ook op over overigens per reeds rond sinds slechts snel soms steeds te
         tegelijk tegen tegenover ten tenzij ter terug terwijl tijdens toch toen tot totdat tussen u uit
         uw vaak van vanaf vanuit vanwege veel verder via volgens voor vooral voordat waar waarbij
         waardoor waarin waarna waarom waaronder wanneer want waren was wat we weer wegens wel welke werd
         werden wie wij wil worden wordt zal ze zelf zelfs zich zij zijn zo zoals zodat zonder zou zouden
         zowel zulke"
    ),
    titles: words!(
        "Burg Dhr Dr Drs Gebr Gen Ing Ir Kol Lt Mej Mevr Mgr Min Mr Mw Prof Sint St dhr dr drs ing ir mej
         mevr mr mw prof"
    ),
    abbreviations: words!("Chr Co Inc Jr Ltd apr aug bijv dec enz etc febr jan jul jun mnd mrt nov okt sept"),
    counters: words!("Art Nr Tel art blz ca fig max min nr nrs p pag tel vol"),
};
