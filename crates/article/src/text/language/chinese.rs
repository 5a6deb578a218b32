//! Chinese.

use super::{Language, words};

pub(super) static CHINESE: Language = Language {
    code: "zh",
    ordinal_stops: false,
    stopwords: words!(
        "一 一个 一些 上 下 不 与 且 两 並 个 个人 中 为 为了 之 也 了 于 些 人 什么 从 他 他们 以 以及 们 会 但 但是 何 你 使 來 來自 個 們 再 则 到 却 又 及
         另 只 可 可以 向 吗 否则 吧 呢 和 因 因为 因此 在 地 她 如 如果 如此 它 它们 对 将 將 對 就 已 已经 年 并 并且 很 很多 後 得 從 您 我 我们 或 或者 所
         所以 把 据 於 日 时 是 是否 更 最 會 月 有 有些 沒 沒有 没 没有 為 现在 用 由 由于 的 着 等 给 而 而且 能 與 號 虽然 被 要 說 让 该 说 谁 过 还 还是
         这 这个 这些 这样 這 過 還 那 那个 那些 都 里 除了 随着 非"
    ),
    titles: words!(""),
    abbreviations: words!(""),
    counters: words!(""),
};
