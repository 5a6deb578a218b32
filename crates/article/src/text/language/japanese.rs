//! Japanese.

use super::{Language, words};

pub(super) static JAPANESE: Language = Language {
    code: "ja",
    ordinal_stops: false,
    stopwords: words!(
        "あの あり ある あるいは いう いた いる う うち え お おいて および おり か から が き く け こ こと この これ これら さ され された し しかし した して しない
         す する すると せ そ そこ そして その それ それぞれ それら た たい ただし たち ため だ だけ だった つ つい ついて て で でき できる です では でも と という
         といった とき ところ として とともに とも な ない なお なく なった など なに なら なり なる に において における について によって により による に対して に関する ぬ
         ね の ので のみ は ば へ ほか ほど ま ます ません また または まで み む め も もの や よ よう より よる ら られ られる り る れ れる わ を ん 及び 年 日
         月 的 等 者"
    ),
    titles: words!(""),
    abbreviations: words!(""),
    counters: words!(""),
};
