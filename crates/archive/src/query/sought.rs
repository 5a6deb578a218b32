//! Where the words of a search stand in a text.

use super::parser::{Node, Term};
use crate::words::{Word, folded};
use offwire_article::text::fold_word;

/// A word or phrase that must or may stand in an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sought {
    /// Its words, without case and diacritics.
    words: Vec<String>,
    /// Whether the last is only the beginning of one.
    prefix: bool,
    /// The columns of the index that it must stand in; `None` where any will do.
    columns: Option<&'static str>,
}

/// What must or may stand in an article for a search.
pub(crate) fn of(node: &Node) -> Vec<Sought> {
    let mut sought = Vec::new();
    gather(node, None, &mut sought);
    sought
}

fn gather(node: &Node, columns: Option<&'static str>, sought: &mut Vec<Sought>) {
    match node {
        Node::Term(term) => sought.extend(term.sought(columns)),
        Node::Near(terms, _) => sought.extend(terms.iter().flat_map(|term| term.sought(columns))),
        Node::All(nodes) | Node::Any(nodes) => nodes.iter().for_each(|node| gather(node, columns, sought)),
        Node::Not(_) => {}
        Node::Within(columns, inner) => gather(inner, Some(columns), sought),
    }
}

impl Term {
    /// Runs with and without blanks may stand apart.
    fn sought(&self, columns: Option<&'static str>) -> impl Iterator<Item = Sought> {
        let parts = self.parts();
        let last = parts.len().saturating_sub(1);
        let of_part = move |(number, (cjk, text)): (usize, (bool, String))| Sought {
            words: folded(&text),
            prefix: self.prefix && number == last && !cjk,
            // The index does not know the column of letters without blanks.
            columns: columns.filter(|_| !cjk),
        };
        parts.into_iter().enumerate().map(of_part).filter(|sought| !sought.words.is_empty())
    }
}

impl Sought {
    /// Whether it may stand in a column of the index.
    pub(crate) fn is_of(&self, column: &str) -> bool {
        self.columns.is_none_or(|columns| columns.split(' ').any(|own| own == column))
    }

    /// How many words from the first of some on are this; `None` where they are not.
    pub(crate) fn length_at(&self, words: &[Word], text: &str) -> Option<usize> {
        let last = self.words.len().checked_sub(1)?;
        let fits = |(number, (own, word)): (usize, (&String, &Word))| {
            let of_text = text.get(word.range.clone()).unwrap_or_default();
            is_word(of_text, own, self.prefix && number == last)
        };
        let words = words.get(..=last)?;
        self.words.iter().zip(words).enumerate().all(fits).then_some(words.len())
    }
}

/// Whether a word of a text is one without case and diacritics, or begins so. Most are told apart by their first letters.
fn is_word(word: &str, folded: &str, prefix: bool) -> bool {
    let fits = |word: &str| word == folded || (prefix && word.starts_with(folded));
    match word.get(..folded.len()) {
        _ if !word.is_ascii() => fits(&fold_word(word)),
        Some(beginning) if prefix || word.len() == folded.len() => beginning.eq_ignore_ascii_case(folded),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{lexer, parser};
    use crate::words::words_of;

    /// What a search finds in a text, each with its number.
    fn found(search: &str, text: &str) -> Vec<(usize, String)> {
        let node = parser::parse(search, &lexer::tokens(search).unwrap()).unwrap().0.unwrap();
        let (sought, words) = (of(&node), words_of(text));
        let mut all = Vec::new();
        for first in 0..words.len() {
            for (number, sought) in sought.iter().enumerate() {
                if let Some(length) = sought.length_at(&words[first..], text) {
                    let range = words[first].range.start..words[first + length - 1].range.end;
                    all.push((number, text[range].to_owned()));
                }
            }
        }
        all
    }

    #[test]
    fn words_phrases_and_beginnings_are_found() {
        for (search, text, want) in [
            ("harb*", "Harbours, a HARBOUR, and Déharb", vec![(0, "Harbours"), (0, "HARBOUR")]),
            ("deces", "Décès, De\u{301}ce\u{300}s", vec![(0, "Décès"), (0, "De\u{301}ce\u{300}s")]),
            ("\"high wat\"* OR sea", "A high water, the sea", vec![(0, "high water"), (1, "sea")]),
            ("U.S.-led", "the U.S.-led force", vec![(0, "U.S.-led")]),
            ("sea NOT harbour", "sea, harbour", vec![(0, "sea")]),
            ("iPhone手机", "用iPhone的手机", vec![(0, "iPhone"), (1, "手机")]),
            ("NEAR(a b)", "a b", vec![(0, "a"), (1, "b")]),
            ("harbour", "harbours", vec![]),
        ] {
            let want: Vec<_> = want.into_iter().map(|(number, text)| (number, text.to_owned())).collect();
            assert_eq!(found(search, text), want, "{search} in {text}");
        }
    }

    #[test]
    fn a_field_is_a_place() {
        let node = parser::parse("body:(storm)", &lexer::tokens("body:(storm)").unwrap()).unwrap().0.unwrap();
        let sought = of(&node);
        assert!(sought[0].is_of("lead") && sought[0].is_of("rest") && !sought[0].is_of("headline"));
    }
}
