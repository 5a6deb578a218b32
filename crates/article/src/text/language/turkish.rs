//! Turkish.

use super::{Language, words};

pub(super) static TURKISH: Language = Language {
    code: "tr",
    ordinal_stops: true,
    stopwords: words!(
        "acaba ama ancak artık aslında ayrıca az bana bazı belki ben beni benim beri bile bir biraz biri
         birkaç birçok biz bize bizim bu buna bunda bundan bunlar bunları bunu bunun burada böyle bütün
         da daha dahi de defa değil diye diğer dolayı dolayısıyla en eğer fakat gibi göre hangi hatta hem
         henüz hep her herkes hiç hâlâ ile ilgili ise itibaren için işte kadar karşı karşın kendi kendine
         kendisi kez ki kim kimi mi mu mü mı nasıl ne neden nedenle nerede niye niçin o olan olarak oldu
         olduğu olduğunu olmak olması olup olur on ona ondan onlar onların onu onun oysa pek rağmen
         sadece sanki siz son sonra tarafından tüm var ve veya ya yalnız yani yerine yine yok yoksa zaten
         çok çünkü öyle üzere üzerine şey şimdi şu şöyle"
    ),
    titles: words!("Alb Av Bn Bşk Doç Dr Gen Hz Kur Ord Org Prof Sn Sok St Uzm Yrd av doç dr prof sn Öğr"),
    abbreviations: words!("Cad Co Inc Jr Ltd Mah apt bkz bul cad mah sok vb vs yy Şti"),
    counters: words!("Md No Tel md no s sf tel yak"),
};
