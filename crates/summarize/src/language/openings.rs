//! Openings that lead back to the sentence before, for languages other than English.

use offwire_article::text;

/// For each language, first words (lower case) of a sentence that leans on the one before.
const LEANING: [(&str, &[&str]); 12] = [
    (
        "de",
        &[
            "er",
            "sie",
            "es",
            "ihm",
            "ihr",
            "ihre",
            "sein",
            "seine",
            "dieser",
            "diese",
            "dieses",
            "dies",
            "das",
            "aber",
            "doch",
            "denn",
            "deshalb",
            "daher",
            "darum",
            "dabei",
            "dazu",
            "damit",
            "dadurch",
            "zudem",
            "außerdem",
            "allerdings",
            "jedoch",
            "auch",
            "dann",
            "dort",
            "so",
            "und",
            "oder",
            "trotzdem",
            "dennoch",
        ],
    ),
    (
        "fr",
        &[
            "il",
            "elle",
            "ils",
            "elles",
            "ce",
            "cela",
            "c",
            "cette",
            "cet",
            "ces",
            "son",
            "sa",
            "ses",
            "leur",
            "leurs",
            "mais",
            "et",
            "or",
            "donc",
            "car",
            "ainsi",
            "pourtant",
            "cependant",
            "toutefois",
            "puis",
            "ensuite",
            "aussi",
            "celui",
            "celle",
            "celles",
            "ceux",
            "lui",
        ],
    ),
    (
        "es",
        &[
            "él", "ella", "ellos", "ellas", "este", "esta", "esto", "estos", "estas", "ese", "esa", "eso",
            "su", "sus", "pero", "y", "además", "también", "sin", "entonces", "así", "por", "aunque",
            "asimismo", "luego", "aquel",
        ],
    ),
    (
        "it",
        &[
            "lui", "lei", "egli", "ella", "loro", "esso", "essa", "questo", "questa", "questi", "queste",
            "quello", "quella", "suo", "sua", "suoi", "sue", "ma", "e", "però", "tuttavia", "inoltre",
            "anche", "poi", "così", "infatti", "dunque", "quindi",
        ],
    ),
    (
        "pt",
        &[
            "ele", "ela", "eles", "elas", "este", "esta", "isto", "isso", "esse", "essa", "seu", "sua",
            "seus", "suas", "mas", "e", "porém", "contudo", "além", "também", "então", "assim", "depois",
            "aquele", "aquela",
        ],
    ),
    (
        "nl",
        &[
            "hij",
            "zij",
            "ze",
            "het",
            "zijn",
            "haar",
            "hun",
            "dit",
            "dat",
            "deze",
            "die",
            "maar",
            "en",
            "dus",
            "want",
            "ook",
            "toch",
            "echter",
            "daarom",
            "daarna",
            "daarbij",
            "bovendien",
            "toen",
            "daar",
            "zo",
        ],
    ),
    (
        "sv",
        &[
            "han", "hon", "den", "det", "de", "hans", "hennes", "deras", "detta", "denna", "dessa", "men",
            "och", "dock", "också", "sedan", "därför", "dessutom", "då", "där", "så",
        ],
    ),
    (
        "nb",
        &[
            "han", "hun", "den", "det", "de", "hans", "hennes", "deres", "dette", "denne", "disse", "men",
            "og", "også", "deretter", "derfor", "dessuten", "da", "der", "så", "likevel",
        ],
    ),
    (
        "da",
        &[
            "han", "hun", "den", "det", "de", "hans", "hendes", "deres", "dette", "denne", "disse", "men",
            "og", "også", "derefter", "derfor", "desuden", "da", "der", "så", "dog",
        ],
    ),
    (
        "ru",
        &[
            "он",
            "она",
            "оно",
            "они",
            "его",
            "её",
            "ее",
            "их",
            "это",
            "этот",
            "эта",
            "эти",
            "но",
            "и",
            "а",
            "однако",
            "также",
            "поэтому",
            "затем",
            "при",
            "тогда",
            "так",
            "кроме",
        ],
    ),
    (
        "pl",
        &[
            "on",
            "ona",
            "ono",
            "oni",
            "one",
            "jego",
            "jej",
            "ich",
            "to",
            "ten",
            "ta",
            "te",
            "ale",
            "i",
            "a",
            "jednak",
            "także",
            "dlatego",
            "potem",
            "również",
            "wtedy",
            "natomiast",
            "ponadto",
        ],
    ),
    (
        "tr",
        &["o", "onlar", "onun", "bu", "bunlar", "ama", "ve", "ancak", "fakat", "ayrıca", "sonra", "böylece"],
    ),
];

/// Openings of scripts without blanks, by their first characters.
const LEANING_WIDE: [(&str, &[&str]); 2] = [
    (
        "zh",
        &[
            "他", "她", "它", "他们", "她们", "这", "那", "但", "而", "因此", "所以", "此外", "同时", "不过",
            "然而", "并且", "其中", "该",
        ],
    ),
    (
        "ja",
        &[
            "彼",
            "彼女",
            "これ",
            "それ",
            "その",
            "この",
            "しかし",
            "だが",
            "また",
            "そして",
            "さらに",
            "このため",
            "一方",
            "同",
        ],
    ),
];

/// Whether the sentence leans on the one before.
pub(super) fn leans(code: &str, sentence: &str) -> bool {
    let bare = sentence.trim_start_matches(|c: char| !c.is_alphanumeric());
    if let Some((_, openings)) = LEANING_WIDE.iter().find(|(c, _)| *c == code) {
        return openings.iter().any(|opening| bare.starts_with(opening));
    }
    let Some((_, openings)) = LEANING.iter().find(|(c, _)| *c == code) else { return false };
    text::words(bare).next().is_some_and(|(_, word)| openings.contains(&word.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::leans;

    #[test]
    fn leaning_openings_are_known() {
        assert!(leans("de", "Er sagte nichts."));
        assert!(leans("fr", "\u{ab} Mais non, dit-il."));
        assert!(leans("zh", "他说没有。"));
        assert!(!leans("de", "Erfurt liegt in Th\u{fc}ringen."));
        assert!(!leans("xx", "Er sagte nichts."));
    }
}
