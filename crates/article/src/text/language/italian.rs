//! Italian.

use super::{Language, words};

pub(super) static ITALIAN: Language = Language {
    code: "it",
    ordinal_stops: false,
    stopwords: words!(
        "a abbiamo agli ai al alcuna alcuni all alla alle allo allora altra altre altri altro anche
         ancora anzi appena avere aveva avevano c che chi ci ciascuno circa ciò coi col come con contro
         così cui da dagli dai dal dall dalla dalle dallo degli dei del dell della delle dello dentro di
         dietro dopo dove dovrebbe due dunque durante e ecco ed entro era erano essa esse essere essi fa
         fino fra fu fuori furono già gli grazie ha hanno ho i ieri il in infatti infine inoltre intanto
         invece io l la le lei li lo loro lui lungo là ma mai me mediante mentre mi mia mio molta molte
         molti molto ne negli nei nel nell nella nelle nello nemmeno nessun nessuna nessuno niente noi
         non nonostante nostra nostro nulla né o od oggi ogni oltre oppure ora per perché perciò però più
         poco poi poiché presso prima proprio può qualche qualcosa qualcuno quale quali quando quanto
         quasi quella quelle quelli quello quest questa queste questi questo qui quindi saranno sarà se
         secondo sempre senza si sia siamo siano sino solo sono sopra sotto stata state stati stato
         stesso su sua sue sugli sui sul sull sulla sulle sullo suo suoi tale tali tanto te ti tra tranne
         tu tua tuo tutta tuttavia tutte tutti tutto un una uno verso vi voi vostro è"
    ),
    titles: words!(
        "Arch Avv Cap Card Cav Col Comm Dott Dottor Dr Fr Gen Geom Ing Magg Mons On Onn Pres Prof Proff
         Rag Rev Sen Sig Sigg Sigra Sr Ss Ten avv dott geom ing on onn prof sen sig"
    ),
    abbreviations: words!("Co Inc Jr Ltd Soc Spa Srl Univ apr dic ecc feb gen giu lug mag mar nov ott set"),
    counters: words!("Art Fig Nr Tel Vol art artt ca cap fig n nr p pag pagg pp tel vol"),
};
