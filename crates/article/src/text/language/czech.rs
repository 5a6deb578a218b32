//! Czech.

use super::{Language, words};

pub(super) static CZECH: Language = Language {
    code: "cs",
    ordinal_stops: true,
    stopwords: words!(
        "a aby aj ale anebo ani ano asi aspoň až bez bude budou by byl byla byli bylo být co což další
         dnes do dokud dva dvou dál ho i jak jako jaký je jeden jedna jednou jedné jeho jej jejich její
         jen jenž jenže ještě ji jich jim jiné jiný již jsem jsi jsme jsou jste k kam kde kdo kdy když ke
         kolem kromě která které který kteří kvůli mají mezi mimo mnoho mně moci mohl mohla mohou moje my
         má málo mít mě může na nad naopak např navíc ne nebo nebyl nebyla nechť než nic nich nimi nové
         náš ní ním nýbrž o oba od okolo on ona oni ono pak po pod podle pokud poté pouze pro proti proto
         protože proč právě před přes přesto přestože při s se si sice skoro snad spolu stále svou své
         svého svých svůj sám ta tady tak také takže tam tato tedy tehdy ten tento to tohle toho tom tomu
         toto tu tuto ty tyto té této těch u už v ve vedle velmi vy více včera však všech všechno všechny
         vždy z za zatím zatímco zda ze či že"
    ),
    titles: words!(
        "Bc Dr Gen Ing JUDr MUDr Mgr Mudr PhDr Plk Prof RNDr Sv doc gen ing kpt mgr mjr plk por prof sv
         tzv"
    ),
    abbreviations: words!("Co Inc Jr Ltd hod ml např nám resp st tj ul vs zejm"),
    counters: words!("Tel cca hod max min obr odst písm r s sb st str tel tř ul zák Č č čl"),
};
