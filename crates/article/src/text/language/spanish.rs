//! Spanish.

use super::{Language, words};

pub(super) static SPANISH: Language = Language {
    code: "es",
    ordinal_stops: false,
    stopwords: words!(
        "a acerca además ahora al algo alguien alguna algunas alguno algunos algún allí ante antes apenas
         aquel aquella aquellas aquello aquellos aquí así aunque aún bajo bien cada casi como con conmigo
         contra cual cuales cualquier cuando cuanto cuál cuándo cuánto cómo de debe deben debido del
         desde después donde dos durante dónde e el ella ellas ello ellos en entonces entre era eran es
         esa esas ese eso esos esta estaba estaban estado estar estas este esto estos está están fue
         fueron gran ha haber había habían hace hacia han hasta hay he hoy incluso junto la las le les lo
         los luego mas me mediante mejor menos mi mientras mis misma mismo mucho muchos muy más mí nada
         nadie ni ninguna ningún no nos nosotros nuestra nuestro nuestros nunca o os otra otras otro
         otros para pero poco por porque puede pueden pues que quien quienes quién qué se sea según ser
         será si sido siempre siendo sin sino sobre solo son su sus sí sólo tal también tampoco tan tanto
         te tenía tiene tienen toda todas todavía todo todos tras tu tuvo tú un una unas uno unos usted
         ustedes va varias varios y ya yo él"
    ),
    titles: words!(
        "Arq Cap Cdte Cnel Col D Da Dr Dra Dras Dres Dña Exc Excmo Fr Gob Gral Hno Hnos Ilmo Ing Lcdo Lic
         Mons Mtra Mtro Pbro Pdte Prof Profa Rev Rvdo Sgto Sr Sra Sras Sres Srta Sta Sto Tte Ud Uds Vd
         Vds pdte"
    ),
    abbreviations: words!(
        "Av Avda Co Cía Dpto EE Inc Jr Ltd Ltda SA UU Univ abr ago dic ene etc feb jul jun mar nov oct
         sep sept"
    ),
    counters: words!("Art Fig No Nro Núm Tel Vol aprox art cap fig no nro núm p pp pág págs s tel vol"),
};
