//! German.

use super::{Language, words};

pub(super) static GERMAN: Language = Language {
    code: "de",
    ordinal_stops: true,
    stopwords: words!(
        "ab aber alle allem allen aller alles als also am an andere anderen anderer anderes auch auf aus
         außer außerdem bei beim bereits bevor bin bis bisher bist da dabei dadurch dafür dagegen daher
         dahin damals damit danach daneben dann daran darauf daraus darin darum darunter darüber das dass
         dasselbe davon davor dazu dein deine dem den denen denn dennoch der deren derselbe des deshalb
         dessen desto die dies diese diesem diesen dieser dieses doch dort du durch durfte ebenso ehe ein
         eine einem einen einer eines einige einigen einmal er erst es etwa etwas euch euer für gegen
         gegenüber gewesen gilt haben hat hatte hatten hier hinter hätte hätten ich ihm ihn ihnen ihr
         ihre ihrem ihren ihrer ihres im immer in indem infolge innerhalb ins ist ja jede jedem jeden
         jeder jedes jedoch jene jenen jener jetzt kann kein keine keinem keinen keiner können könnte
         könnten laut man manche mehr mein meine mich mir mit mittlerweile muss musste müssen nach
         nachdem neben nein nicht nichts noch nun nur ob obwohl oder ohne schon sehr sei sein seine
         seinem seinen seiner seines seit seitdem selbst sich sie sind so sobald sogar solche soll sollen
         sollte sollten somit sondern sonst sowie sowohl statt trotz trotzdem um und uns unser unsere
         unter viel viele vielen vom von vor war waren warum was weder wegen weil weiter welche welchem
         welchen welcher welches wem wen wenn wer werde werden wie wieder will wir wird wo wobei wodurch
         wohl wollen wollte worden wurde wurden während würde würden zu zudem zum zumindest zunächst zur
         zwar zwischen über"
    ),
    titles: words!(
        "Abg Bgm Dipl Dir Dr Frl Gebr Gen Hl Hptm Hr Hrn Ing Lt Mag Obst Pfr Prof Rev Skt St Stv bzw d ehem
         einschl evt exkl geb inkl med sog vgl zzgl"
    ),
    abbreviations: words!(
        "Anm Apr Aufl Aug Bde Chr Co Dez Feb Febr Ges Hrsg Inc Jan Jh Jhd Jr Jul Jun Mio Mrd Mwst Nov Okt
         Sek Sep Sept Std Str Tsd Univ allg amerik bes dt engl evtl frz gest ggf österr"
    ),
    counters: words!("Abb Abs Abt Art Bd Kap Nr Nrn Pkt Tab Tel Ziff ca etwa max min mind rd"),
};
