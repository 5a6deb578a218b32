//! Two-letter pieces of Chinese, Japanese and Korean text.
//!
//! SQLite's tokenizer takes a run of such letters for one word. The column `pieces` holds the pairs of
//! neighbours of each run, and each run's last letter, so that words of two letters are found by the index,
//! longer ones as a phrase of pieces, and single letters by prefix.

/// Whether a letter belongs to a script that is written without blanks between words, or joins words to
/// their endings: Han, Kana, Bopomofo, Hangul.
pub(crate) fn is_cjk(c: char) -> bool {
    matches!(u32::from(c),
        0x1100..=0x11ff | 0x2e80..=0x2fdf | 0x3005..=0x3007 | 0x3041..=0x30ff | 0x3105..=0x312f
        | 0x3131..=0x318e | 0x31a0..=0x31bf | 0x31f0..=0x31ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff
        | 0xa960..=0xa97f | 0xac00..=0xd7ff | 0xf900..=0xfaff | 0xff66..=0xff9f | 0x20000..=0x323af)
        && c != '\u{30fb}'
}

/// The pieces of a text, parted by blanks; `None` where it has no such letter.
pub(crate) fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let mut pieces = String::new();
    for text in texts {
        if may_hold_cjk(text.as_bytes()) {
            push_pieces(text, &mut pieces);
        }
    }
    (!pieces.is_empty()).then_some(pieces)
}

/// Whether bytes of UTF-8 may hold such a letter: one begins with E1 or more, but not with E2 and less than BA, as
/// typographic quotation marks and dashes do. No branch, so that a text is looked at many bytes at a time.
fn may_hold_cjk(text: &[u8]) -> bool {
    let second = text.get(1..).unwrap_or_default();
    text.iter()
        .zip(second)
        .fold(false, |found, (&lead, &next)| found | ((lead >= 0xe1) & ((lead != 0xe2) | (next >= 0xba))))
}

fn push_pieces(text: &str, pieces: &mut String) {
    let mut last: Option<char> = None;
    for c in text.chars().chain(['\n']) {
        let cjk = is_cjk(c);
        if let Some(before) = last {
            if !pieces.is_empty() {
                pieces.push(' ');
            }
            pieces.push(before);
            if cjk {
                pieces.push(c);
            }
        }
        last = cjk.then_some(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_letter_is_overlooked() {
        for c in (0..=0x32_3ff).filter_map(char::from_u32).filter(|c| is_cjk(*c)) {
            assert!(may_hold_cjk(format!("a{c}").as_bytes()), "{c:?}");
        }
        assert!(!may_hold_cjk("“Über” – naïve…".as_bytes()));
    }

    #[test]
    fn runs_become_pairs_and_a_last_letter() {
        assert_eq!(of(["北京市 abc"]).as_deref(), Some("北京 京市 市"));
        assert_eq!(of(["2018年", "ソウル"]).as_deref(), Some("年 ソウ ウル ル"));
        assert_eq!(of(["Über uns", "plain"]), None);
    }
}
