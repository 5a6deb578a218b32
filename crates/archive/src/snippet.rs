//! Snippets: the passage of an article with most of the words, each marked.
//!
//! FTS5 cuts them from the column that matches. Of scripts written without blanks that is the column of pieces, which
//! nobody can read: there they are cut here, from the article's own text.

mod beginnings;

pub(crate) use beginnings::Beginnings;

use crate::{
    Archive,
    error::Result,
    pieces::is_cjk,
    search::{Hit, SNIPPET_WORDS},
};
use offwire_article::text::{fold_word, words};
use rusqlite::{OptionalExtension, params, types::Value};
use std::ops::Range;

/// Characters of a snippet of a script without blanks, and those before the first word.
const LENGTH: usize = 60;
const BEFORE: usize = 12;

/// Whether a search in FTS5's language asks for pieces.
pub(crate) fn is_of_pieces(text: &str) -> bool {
    text.contains("{pieces}")
}

impl Archive {
    /// Cuts the snippets of a page. One by one, each is looked up in the index anew, which is quick but for the
    /// beginning of a phrase, whose words are then gathered each time; of few hits it is quicker to walk over all.
    pub(crate) fn add_snippets(
        &self,
        text: &str,
        few: bool,
        hits: &mut [Hit],
        marks: &(String, String),
    ) -> Result<()> {
        let each = "SELECT rowid, snippet(articles_fts, -1, ?3, ?4, '…', ?5) FROM articles_fts
                    WHERE articles_fts MATCH ?1 AND";
        let in_one_walk = few || text.contains("\" *");
        let ids: Vec<i64> = hits.iter().map(|hit| hit.article.id).collect();
        let (sql, pages): (String, Vec<Value>) = if in_one_walk {
            let list = serde_json::Value::from(ids).to_string();
            (format!("{each} +rowid IN (SELECT value FROM json_each(?2))"), vec![Value::from(list)])
        } else {
            (format!("{each} rowid = ?2"), ids.into_iter().map(Value::from).collect())
        };
        let cut = |page: &Value| {
            let mut statement = self.connection.prepare_cached(&sql)?;
            let values = params![text, page, marks.0, marks.1, SNIPPET_WORDS];
            let rows = statement.query_map(values, |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect::<rusqlite::Result<Vec<(i64, Option<String>)>>>()
        };
        for page in &pages {
            for (id, snippet) in self.sql("cutting snippets", cut(page))? {
                if let Some(hit) = hits.iter_mut().find(|hit| hit.article.id == id) {
                    hit.snippet = snippet;
                }
            }
        }
        Ok(())
    }

    /// Cuts the snippets of a page from the texts of its articles.
    pub(crate) fn cut_from_texts(
        &self,
        sought: &[(String, bool)],
        hits: &mut [Hit],
        marks: &(String, String),
    ) -> Result<()> {
        for hit in hits {
            let sql = "SELECT headline, deck, body FROM articles WHERE id = ?1";
            let texts: rusqlite::Result<Option<[Option<String>; 3]>> =
                self.connection.prepare_cached(sql).and_then(|mut statement| {
                    let read = |row: &rusqlite::Row<'_>| Ok([row.get(0)?, row.get(1)?, row.get(2)?]);
                    statement.query_row([hit.article.id], read).optional()
                });
            let Some([headline, deck, body]) = self.sql("cutting snippets", texts)? else { continue };
            let texts = [body.as_deref(), headline.as_deref(), deck.as_deref()];
            let found = texts.into_iter().flatten().find_map(|text| passage(text, sought, marks));
            hit.snippet = found.or_else(|| Some(excerpt(body.as_deref()?, 0, &[], marks)));
        }
        Ok(())
    }
}

/// The passage with most of the words; `None` where the text has none of them.
fn passage(text: &str, sought: &[(String, bool)], marks: &(String, String)) -> Option<String> {
    let found = places(text, sought);
    let reach = LENGTH - BEFORE;
    let most = found.iter().enumerate().rev().max_by_key(|(at, (_, first))| {
        // Characters, not bytes: a byte is a third of a letter here.
        let within = |range: &Range<usize>| {
            text.get(first.start..range.end).is_some_and(|part| part.chars().count() <= reach)
        };
        let near = found.iter().skip(*at).take_while(|(_, range)| within(range));
        let mut words: Vec<usize> = near.map(|(word, _)| *word).collect();
        words.sort_unstable();
        words.dedup();
        words.len()
    });
    let (_, (_, first)) = most?;
    Some(excerpt(text, first.start, &found, marks))
}

/// Where the words stand, each with its number: runs without blanks as they are, others as whole words.
fn places(text: &str, sought: &[(String, bool)]) -> Vec<(usize, Range<usize>)> {
    let mut found = Vec::new();
    for (number, (term, prefix)) in sought.iter().enumerate() {
        for run in term.split(|c: char| !c.is_alphanumeric()).flat_map(runs) {
            if run.starts_with(is_cjk) {
                found.extend(text.match_indices(run).map(|(at, run)| (number, at..at + run.len())));
                continue;
            }
            let folded = fold_word(run);
            let fits = |word: &str| {
                let word = fold_word(word);
                word == folded || (*prefix && word.starts_with(folded.as_ref()))
            };
            found.extend(words(text).filter(|(_, word)| fits(word)).map(|(range, _)| (number, range)));
        }
    }
    found.sort_unstable_by_key(|(_, range)| (range.start, std::cmp::Reverse(range.end)));
    found
}

/// A term cut between letters that are written without blanks and others.
fn runs(term: &str) -> Vec<&str> {
    let mut runs = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (at, c) in term.char_indices() {
        if last.is_some_and(|last| last != is_cjk(c)) {
            runs.extend(term.get(start..at));
            start = at;
        }
        last = Some(is_cjk(c));
    }
    runs.extend(term.get(start..));
    runs.retain(|run| !run.is_empty());
    runs
}

/// A part of a text from some characters before a place on, with marks around what was found.
fn excerpt(text: &str, at: usize, found: &[(usize, Range<usize>)], marks: &(String, String)) -> String {
    let before = text.get(..at).unwrap_or_default();
    let start = before.char_indices().rev().take(BEFORE).last().map_or(at, |(start, _)| start);
    let rest = text.get(start..).unwrap_or_default();
    let end = start + rest.char_indices().nth(LENGTH).map_or(rest.len(), |(end, _)| end);
    let mut snippet = String::from(if start > 0 { "…" } else { "" });
    let mut done = start;
    for (_, range) in found.iter().filter(|(_, range)| range.start >= start && range.end <= end) {
        if range.start < done {
            continue;
        }
        snippet.push_str(text.get(done..range.start).unwrap_or_default());
        snippet.push_str(&marks.0);
        snippet.push_str(text.get(range.clone()).unwrap_or_default());
        snippet.push_str(&marks.1);
        done = range.end;
    }
    snippet.push_str(text.get(done..end).unwrap_or_default());
    snippet.push_str(if end < text.len() { "…" } else { "" });
    snippet
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, sought: &[&str]) -> Option<String> {
        let sought: Vec<_> = sought.iter().map(|word| ((*word).to_owned(), false)).collect();
        passage(text, &sought, &("[".into(), "]".into()))
    }

    #[test]
    fn words_without_blanks_are_marked_where_they_stand() {
        assert_eq!(cut("中山三乡招聘。", &["中山"]).as_deref(), Some("[中山]三乡招聘。"));
        assert_eq!(cut("用iPhone手机拍照", &["iPhone手机"]).as_deref(), Some("用[iPhone][手机]拍照"));
        assert_eq!(cut("三乡招聘", &["中山"]), None);
        let long = format!("{}中山大学{}", "前".repeat(40), "后".repeat(80));
        let snippet = cut(&long, &["中山", "大学"]).unwrap();
        assert!(snippet.starts_with("…前") && snippet.contains("[中山][大学]后") && snippet.ends_with("后…"));
    }

    #[test]
    fn the_passage_with_most_of_the_words_is_taken() {
        let text = format!("北京{}上海和北京开会", "很".repeat(90));
        assert!(cut(&text, &["北京", "上海"]).unwrap().contains("[上海]和[北京]"));
    }
}
