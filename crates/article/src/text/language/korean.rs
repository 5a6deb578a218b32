//! Korean.

use super::{Language, words};

pub(super) static KOREAN: Language = Language {
    code: "ko",
    ordinal_stops: false,
    stopwords: words!(
        "가 가장 각 간 같은 같이 것 것은 것을 것이 것이다 결국 경우 고 과 관련 그 그가 그것 그녀 그는 그동안 그들 그들은 그래서 그러나 그러면 그런 그런데 그리고 그의 기자
         나 내 너 는 다 다른 다시 당시 대한 대해 더 도 동안 되는 된 두 둘 들 듯 등 등을 등의 따라 따르면 때 때문 때문에 또 또는 또한 로 를 만 많은 많이 매우 먼저
         모두 모든 및 바 반면 밝혔다 번 보다 부터 뿐 사이 서 수 아니다 아니라 아주 아직 안 어떤 없는 없다 에 에게 에서 여기 여러 역시 와 우리 우리는 위한 위해 으로 은
         을 의 의해 이 이것 이날 이는 이다 이들 이러한 이런 이번 이어 있는 있다 있다고 있었다 있으며 자기 자신 저 전 전했다 점 제 조금 좀 주 중 즉 지금 지난 큰 통해
         특히 하고 하는 하지만 한 한다 한다고 함께 해 했다 했다고 현재"
    ),
    titles: words!(""),
    abbreviations: words!(""),
    counters: words!(""),
};
