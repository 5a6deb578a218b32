//! English.

use super::{Language, words};

pub(super) static ENGLISH: Language = Language {
    code: "en",
    ordinal_stops: false,
    stopwords: words!(
        "a about above according across after afterwards again against all almost along already also
         although always am amid among an and another any anybody anyone anything anywhere are around as
         aside at away back be became because become been before behind being below beneath beside
         besides between beyond both but by can cannot could despite did do does doing done down due
         during each either else elsewhere enough even ever every everybody everyone everything
         everywhere except few first for former from further get gets getting got had has have having he
         hence her here hers herself him himself his how however i if in indeed inside instead into is it
         its itself just last later least less like may me meanwhile might mine more moreover most much
         must my myself near nearly neither never nevertheless next no nobody none nor not nothing now of
         off often on once one only onto or other others otherwise our ours ourselves out outside over
         own per perhaps quite rather same several shall she should since so some somebody someone
         something sometimes somewhere soon still such than that the their theirs them themselves then
         there therefore these they this those though through throughout thus till to together too toward
         towards two under underneath unless unlike until up upon us very was we well were what whatever
         when whenever where whereas wherever whether which while who whoever whole whom whose why will
         with within without would yes yet you your yours yourself yourselves"
    ),
    titles: words!(
        "Adm Ald Amb Asst Atty Attys Br Brig Capt Cdr Cllr Cmdr Col Cols Comdr Cpl Cpt Dep Det Dets Dist
         Dr Drs Ens Ft Gen Gens Gov Govs Hon Insp Lt Maj Messrs Mlle Mme Mmes Mr Mrs Ms Msgr Mt Mx Ofc
         Pfc Pres Prof Profs Pvt Rep Reps Rev Revs Rt Sen Sens Sgt Sgts Spc Supt Treas v vs"
    ),
    abbreviations: words!(
        "Ala Alta Apr Ariz Ark Assn Assns Aug Ave Bldg Blvd Bros Calif Co Colo Conn Corp Cos Dec Del Dept
         Depts Esq Feb Fla Fr Ga Govt Hwy Ill Inc Ind Intl Jan Jr Jul Jun Kan Kans Ky La Ltd Mar Mass Md
         Mfg Mich Minn Miss Mo Mont Natl Neb Nebr Nev Nov Oct Okla Ont Ore Oreg Pa Penn Pkwy Plc Que Rd
         Sask Sep Sept Sr St Ste Sts Tenn Tex Univ Va Vt Wash Wis Wisc Wyo al"
    ),
    counters: words!(
        "Apt Art Ch Div Ext Fig Figs Flt Fri Mon Rm Rte Sat Sec Sun Tel Thu Thur Thurs Tue Tues Vol Wed
         Weds approx art ca cap cf ch chap circa est ext fig figs no nos p para pp pt sec tel ver vol
         vols"
    ),
};
