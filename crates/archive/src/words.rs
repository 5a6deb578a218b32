//! Words of a filter: as in a search, but without its operators. Case and diacritics do not count, a star behind a
//! word makes it a beginning, and quotation marks make a phrase.

use crate::pieces::is_cjk;
use offwire_article::text::fold_word;
use rusqlite::{Connection, functions::FunctionFlags};
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// Name of the function by which SQLite asks whether a text has the words of a filter.
pub(crate) const HOLDS: &str = "offwire_holds";

/// Words that must follow one another in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wanted {
    text: String,
    prefix: bool,
}

/// The words and phrases of a filter; none where it has no letter. A quotation mark without its partner is literal.
pub(crate) fn wanted(filter: &str) -> Vec<Wanted> {
    let mut all = Vec::new();
    let mut rest = filter.trim_start();
    while !rest.is_empty() {
        let quoted = rest.strip_prefix('"').and_then(|behind| behind.split_once('"'));
        let (text, behind) = match quoted {
            Some(parts) => parts,
            None => rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len())),
        };
        let (text, behind, prefix) = match (text.strip_suffix('*'), behind.strip_prefix('*')) {
            (Some(word), _) if quoted.is_none() => (word, behind, true),
            (_, Some(behind)) if quoted.is_some() => (text, behind, true),
            _ => (text, behind, false),
        };
        if text.chars().any(char::is_alphanumeric) {
            all.push(Wanted { text: text.to_owned(), prefix });
        }
        rest = behind.trim_start();
    }
    all
}

/// The same for the full-text index, within a column; `None` where a script is written without blanks, of which the
/// index does not know the column.
pub(crate) fn in_column(column: &str, wanted: &[Wanted]) -> Option<String> {
    if wanted.is_empty() || wanted.iter().any(|wanted| wanted.text.chars().any(is_cjk)) {
        return None;
    }
    let terms = wanted.iter().map(|wanted| {
        let star = if wanted.prefix { " *" } else { "" };
        format!("\"{}\"{star}", wanted.text.replace('"', "\"\""))
    });
    Some(format!("{{{column}}} : ({})", terms.collect::<Vec<_>>().join(" AND ")))
}

/// Whether a text has all the words of a filter.
pub(crate) fn holds(text: &str, filter: &str) -> bool {
    let wanted = wanted(filter);
    if wanted.is_empty() {
        return text.contains(filter);
    }
    let words = folded(text);
    wanted.iter().all(|wanted| {
        let sought = folded(&wanted.text);
        let last = sought.len().saturating_sub(1);
        let fits = |(number, (word, sought)): (usize, (&String, &String))| {
            word == sought || (wanted.prefix && number == last && word.starts_with(sought.as_str()))
        };
        !sought.is_empty()
            && words.windows(sought.len()).any(|window| window.iter().zip(&sought).enumerate().all(fits))
    })
}

/// Words without case and diacritics.
pub(crate) fn folded(text: &str) -> Vec<String> {
    let words = words_of(text).into_iter().filter_map(|word| text.get(word.range));
    words.map(|word| fold_word(word).into_owned()).collect()
}

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) range: Range<usize>,
    /// Whether it is a letter of a script without blanks.
    pub(crate) cjk: bool,
}

/// The words of a text, cut as the index cuts them, but that each letter of a script without blanks is a word of its own.
pub(crate) fn words_of(text: &str) -> Vec<Word> {
    let mut words = Vec::with_capacity(text.len() / 6);
    let mut begun = None;
    for (at, c) in text.char_indices() {
        let ascii = c.is_ascii();
        let cjk = !ascii && is_cjk(c);
        if !cjk && (c.is_alphanumeric() || (!ascii && begun.is_some() && is_combining_mark(c))) {
            begun = begun.or(Some(at));
            continue;
        }
        words.extend(begun.take().map(|start| Word { range: start..at, cjk: false }));
        if cjk {
            words.push(Word { range: at..at + c.len_utf8(), cjk: true });
        }
    }
    words.extend(begun.map(|start| Word { range: start..text.len(), cjk: false }));
    words
}

/// Teaches a connection the function.
pub(crate) fn register(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function(HOLDS, 2, flags, |context| {
        let text: Option<String> = context.get(0)?;
        let filter: String = context.get(1)?;
        Ok(text.is_some_and(|text| holds(&text, &filter)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole_in_any_case_and_without_diacritics() {
        for (text, filter) in [
            ("COCOA prices fall", "cocoa"),
            ("Décès d'un ministre", "deces"),
            ("Deces of a word", "Décès"),
            ("De\u{301}ce\u{300}s", "deces"),
            ("Cocoa prices", "coco*"),
            ("Cocoa prices", "\"cocoa prices\""),
            ("Cocoa prices", "\"cocoa pri\"*"),
            ("Cocoa prices", "\"cocoa"),
            ("Prices of cocoa", "cocoa prices"),
            ("北京市新闻", "京市"),
            ("100 % sure", "%"),
        ] {
            assert!(holds(text, filter), "{filter} in {text}");
        }
        for (text, filter) in
            [("COCOA prices", "oco"), ("Cocoa prices", "\"prices cocoa\""), ("Cocoa", "cocoas"), ("", "a")]
        {
            assert!(!holds(text, filter), "{filter} in {text}");
        }
    }

    #[test]
    fn the_index_is_asked_in_its_own_language() {
        let of = |filter| in_column("headline", &wanted(filter));
        assert_eq!(
            of("coco* \"high water\"").as_deref(),
            Some(r#"{headline} : ("coco" * AND "high water")"#)
        );
        assert_eq!(of("\"cocoa").as_deref(), Some(r#"{headline} : ("""cocoa")"#));
        assert_eq!(of("北京"), None);
        assert_eq!(of("?!"), None);
    }
}
