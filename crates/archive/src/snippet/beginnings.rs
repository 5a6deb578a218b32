//! Snippets of searches for words by their beginnings.
//!
//! FTS5 gathers all words with a beginning, from all articles, each time it is asked about one article. So it is
//! asked for the words of that article instead, which its text tells.

use crate::{
    Archive,
    error::Result,
    search::{Hit, SNIPPET_WORDS},
    words::folded,
};
use rusqlite::{OptionalExtension, params};
use unicode_normalization::char::is_combining_mark;

/// A search in FTS5's language, cut at the words that it has by their beginnings.
pub(crate) struct Beginnings<'a> {
    /// What stands ahead of each, and what it is.
    parts: Vec<(&'a str, &'a str)>,
    /// What each is without case and diacritics.
    folded: Vec<String>,
    /// What stands behind the last.
    rest: &'a str,
}

impl<'a> Beginnings<'a> {
    /// `None` for a search without any, or with the beginning of a phrase.
    pub(crate) fn of(text: &'a str) -> Option<Self> {
        let (mut parts, mut all, mut rest) = (Vec::new(), Vec::new(), text);
        while let Some((before, behind)) = rest.split_once("\" *") {
            let (ahead, word) = before.rsplit_once('"')?;
            if word.is_empty() || !word.chars().all(char::is_alphanumeric) {
                return None;
            }
            parts.push((ahead, word));
            all.push(folded(word).into_iter().next()?);
            rest = behind;
        }
        (!parts.is_empty()).then_some(Self { parts, folded: all, rest })
    }

    /// The words of a text that begin so, in the order of the alphabet.
    fn words_of(&self, text: &str) -> Vec<String> {
        let begins = |word: &str| self.folded.iter().any(|beginning| word.starts_with(beginning.as_str()));
        let may_begin = |word: &str| {
            let start = |beginning: &String| {
                word.get(..beginning.len()).is_some_and(|w| w.eq_ignore_ascii_case(beginning))
            };
            !word.is_ascii() || self.folded.iter().any(start)
        };
        // Most words of most texts have nothing to fold but their case.
        let parts = text.split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c));
        let mut words: Vec<String> = parts.filter(|part| may_begin(part)).flat_map(folded).collect();
        words.retain(|word| begins(word));
        words.sort_unstable();
        words.dedup();
        words
    }

    /// The search with the words of a text in their places; `None` where it has none with one of the beginnings.
    fn written_out(&self, words: &[String]) -> Option<String> {
        let mut text = String::new();
        for ((ahead, _), beginning) in self.parts.iter().zip(&self.folded) {
            let found = words.iter().filter(|word| word.starts_with(beginning.as_str()));
            let mut quoted: Vec<String> = found.map(|word| format!("\"{word}\"")).collect();
            quoted.dedup();
            if quoted.is_empty() {
                return None;
            }
            text.push_str(ahead);
            text.push_str(&format!("({})", quoted.join(" OR ")));
        }
        text.push_str(self.rest);
        Some(text)
    }
}

impl Archive {
    /// Cuts the snippets of a page, of each article by the words that it has itself.
    pub(crate) fn cut_by_words(
        &self,
        beginnings: &Beginnings<'_>,
        sought: &[(String, bool)],
        hits: &mut [Hit],
        marks: &(String, String),
    ) -> Result<()> {
        for hit in hits {
            let words = beginnings.words_of(&self.text_of(hit.article.id)?);
            if let Some(text) = beginnings.written_out(&words) {
                hit.snippet = self.snippet(&text, hit.article.id, marks)?;
            }
            if hit.snippet.is_none() {
                self.cut_from_texts(sought, std::slice::from_mut(hit), marks)?;
            }
        }
        Ok(())
    }

    fn snippet(&self, text: &str, id: i64, marks: &(String, String)) -> Result<Option<String>> {
        let sql = "SELECT snippet(articles_fts, -1, ?3, ?4, '…', ?5) FROM articles_fts
                   WHERE articles_fts MATCH ?1 AND rowid = ?2";
        let found = self.connection.prepare_cached(sql).and_then(|mut statement| {
            let values = params![text, id, marks.0, marks.1, SNIPPET_WORDS];
            statement.query_row(values, |row| row.get(0)).optional()
        });
        Ok(self.sql("cutting snippets", found)?.flatten())
    }

    fn text_of(&self, id: i64) -> Result<String> {
        let sql = "SELECT concat_ws(char(10), headline, deck, body) FROM articles WHERE id = ?1";
        let found = self
            .connection
            .prepare_cached(sql)
            .and_then(|mut statement| statement.query_row([id], |row| row.get::<_, String>(0)).optional());
        Ok(self.sql("cutting snippets", found)?.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(search: &str, text: &str) -> Option<String> {
        let beginnings = Beginnings::of(search)?;
        beginnings.written_out(&beginnings.words_of(text))
    }

    #[test]
    fn beginnings_become_the_words_of_a_text() {
        assert_eq!(
            written(r#""Harb" * AND "sea""#, "Harbours, a harbour, and the sea").as_deref(),
            Some(r#"("harbour" OR "harbours") AND "sea""#)
        );
        assert_eq!(
            written(r#"{headline} : ("déc" * OR "x")"#, "Décès").as_deref(),
            Some(r#"{headline} : (("deces") OR "x")"#)
        );
        assert_eq!(written(r#""harb" *"#, "sea"), None);
        assert_eq!(written(r#""high wat" *"#, "high water"), None);
        assert_eq!(written(r#""harbour""#, "harbour"), None);
    }
}
