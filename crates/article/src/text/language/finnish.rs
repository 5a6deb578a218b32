//! Finnish.

use super::{Language, words};

pub(super) static FINNISH: Language = Language {
    code: "fi",
    ordinal_stops: true,
    stopwords: words!(
        "aikana aina ainakin aivan alla alle edelleen edellä ehkä ei eivät eli ellei emme en enemmän
         eniten ennen entä erittäin esimerkiksi että he heidän heidät heille heitä hän häneen hänelle
         hänen hänet ihan ilman itse ja jo joiden joihin joilla joissa joita joka jokin jolla jolle
         jolloin jonka jopa jos joskus jossa josta jota jotka jotkut jotta juuri kaikki kaikkien kanssa
         kauan kautta kerran keskellä kesken keskuudessa ketä kiitos kohti koko koska koskaan kuin kuinka
         kuitenkin kuka kukaan kun kunnes kuten kyllä kysyä lisäksi luona lähellä lähes läpi maan me
         mihin miksi mikä mikäli mikään millainen milloin minkä minua minulla minun minut minä missä
         mistä mitä mitään molemmat muiden mukaan mukana mutta muu muun muut muuten myöhemmin myös ne
         niiden niin niitä noin nuo nyt näiden näin nämä ole olemme olen oli olivat olla olleet ollut on
         onko ovat paitsi paljon pian pitkin pitää päin saakka sama samaan samalla sekä sen siellä siinä
         siis siitä siksi silloin sillä sinun sinä sitten sitä suuri taas tai takana takia te tosin tuo
         tuolla tällä tämä tämän tässä tästä tätä ulkopuolella useat vaan vai vaikka vailla vain vasta
         vielä vieressä voi voidaan voivat yhdessä yhä yli ympäri"
    ),
    titles: words!("Dr Ent Gen Kapt Prof St ent hra lääk prof rva toht tri"),
    abbreviations: words!("Co Inc Jr Ltd ao em esim huom jne klo ks ns nyk puh synt tms ts v"),
    counters: words!("Nro Puh klo n noin nro nrot p puh s ss v vol"),
};
