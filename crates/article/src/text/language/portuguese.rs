//! Portuguese.

use super::{Language, words};

pub(super) static PORTUGUESE: Language = Language {
    code: "pt",
    ordinal_stops: false,
    stopwords: words!(
        "a ainda algo algum alguma algumas alguns alguém ali além ambos ante antes ao aos apenas após
         aquela aquelas aquele aqueles aqui aquilo as assim através até bem cada com como contra contudo
         cuja cujo da dado daquele das de debaixo dela delas dele deles depois desde dessa desse desta
         deste deve devem do dois dos durante e ela elas ele eles em embora enquanto entanto entre então
         era eram essa essas esse esses esta estar estas estava estavam este estes está estão eu foi for
         foram fosse hoje há isso isto já lhe lhes logo lá mais mas me mediante mesma mesmo meu meus
         minha muita muitas muito muitos na nada nas nem nenhum nenhuma ninguém no nos nossa nosso num
         numa nunca não nós o onde ontem os ou outra outras outro outros para pela pelas pelo pelos
         perante pode podem pois por porque portanto porém pouco quais qual qualquer quando quanto quase
         que quem se segundo seja sem sempre sendo ser será seu seus si sido sob sobre sua suas são tal
         também tampouco tanto te tem ter tinha tinham toda todas todavia todo todos tu tudo tão têm um
         uma umas uns você vocês vários à às é"
    ),
    titles: words!(
        "Alm Arq Cap Cel Cmte Col D Dep Dr Dra Dras Drs Em Eng Exa Exma Exmo Gal Gen Gov Ilmo Maj Min
         Mons Pe Pres Prof Profa Sen Sgt Sr Sra Sras Srs Srta Sta Sto Ten Ver dep sen"
    ),
    abbreviations: words!(
        "Av Cia Co Depto Inc Jr Lda Ltd Ltda Univ abr ago dez etc fev jan jul jun mar nov out set"
    ),
    counters: words!("Art Fig No Nº Tel Vol aprox art cap fig no nº p pp pág págs tel vol"),
};
