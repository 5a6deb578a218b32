//! Snippets: the passage of an article with most of the words, each marked.
//!
//! FTS5's `snippet()` would look each hit up in the index anew, for the beginnings of words gather them from all
//! articles first, and of scripts without blanks cut the column of pieces, which nobody can read. Here the article's
//! own text is cut. As there, a passage with more of the words is better, and of those that have as many, one that
//! begins with a sentence.

use crate::{
    Archive,
    error::Result,
    query::Sought,
    search::Hit,
    words::{Word, words_of},
};
use rusqlite::OptionalExtension;
use std::ops::Range;

/// How long a snippet is: so many words, or twice as many letters of scripts without blanks.
const ROOM: usize = 56;
const OF_WORD: usize = 2;
const OF_LETTER: usize = 1;
/// Bytes of a word beyond which it takes the room of another: what an encoder left is one word, however long.
const LONG: usize = 32;
/// Bytes between two marks beyond which the rest is left out.
const LONGEST: usize = 1000;

/// What a passage is worth for each word that is not in it yet, each once more, and a sentence or the text that it begins
/// with.
const ANOTHER: usize = 1000;
const AGAIN: usize = 1;
const SENTENCE: usize = 100;
const BEGINNING: usize = 120;

impl Archive {
    /// Cuts the snippets of a page.
    pub(crate) fn add_snippets(
        &self,
        sought: &[Sought],
        hits: &mut [Hit],
        marks: &(String, String),
    ) -> Result<()> {
        let sql = "SELECT body, headline, deck FROM articles WHERE id = ?1";
        for hit in hits {
            let cut = self.connection.prepare_cached(sql).and_then(|mut statement| {
                let cut = |row: &rusqlite::Row<'_>| {
                    let columns = [(0, &["lead", "rest"][..]), (1, &["headline"]), (2, &["deck"])];
                    let mut texts = Vec::new();
                    for (number, columns) in columns {
                        let text = row.get_ref(number)?.as_str_or_null()?.unwrap_or_default();
                        texts.push(Passages::of(text, columns, sought));
                    }
                    Ok(best_of(&texts, marks))
                };
                statement.query_row([hit.article.id], cut).optional()
            });
            hit.snippet = self.sql("cutting snippets", cut)?.flatten();
        }
        Ok(())
    }
}

/// The best passage of some texts, of those with as many of the words that of the first; the beginning of the first text
/// where none has one.
fn best_of(texts: &[Passages<'_>], marks: &(String, String)) -> Option<String> {
    let best = texts.iter().rev().filter_map(|text| Some((text.best()?, text)));
    let best = best.max_by_key(|((worth, _), _)| worth / ANOTHER).map(|((_, first), text)| (first, text));
    let (first, text) = best.or_else(|| texts.first().map(|text| (0, text)))?;
    (!text.words.is_empty()).then(|| text.cut(first, marks))
}

/// A sought word or phrase where it stands.
struct Found {
    /// Which of them it is.
    number: usize,
    words: Range<usize>,
}

/// What of a search a text has.
struct Passages<'a> {
    text: &'a str,
    words: Vec<Word>,
    /// In the order in which they begin.
    found: Vec<Found>,
}

impl<'a> Passages<'a> {
    fn of(text: &'a str, columns: &[&str], sought: &[Sought]) -> Self {
        let words = words_of(text);
        let here = |(_, sought): &(usize, &Sought)| columns.iter().any(|column| sought.is_of(column));
        let sought: Vec<(usize, &Sought)> = sought.iter().enumerate().filter(here).collect();
        let mut found = Vec::new();
        for first in 0..words.len() {
            let rest = words.get(first..).unwrap_or_default();
            for (number, sought) in &sought {
                let length = sought.length_at(rest, text);
                found.extend(length.map(|length| Found { number: *number, words: first..first + length }));
            }
        }
        Self { text, words, found }
    }

    /// What the best passage is worth, and its first word.
    fn best(&self) -> Option<(usize, usize)> {
        let mut best = None;
        for (nth, found) in self.found.iter().enumerate() {
            let passages = [Some(self.around(nth)), self.sentence_before(found.words.start)];
            for first in passages.into_iter().flatten() {
                let worth = self.worth(nth, first);
                if best.is_none_or(|(most, _)| worth > most) {
                    best = Some((worth, first));
                }
            }
        }
        best
    }

    /// The first word of the passage that has what is found from one place on in its middle.
    fn around(&self, nth: usize) -> usize {
        let Some(first) = self.found.get(nth).map(|found| found.words.start) else { return 0 };
        let end = self.end(first);
        let within = self.found.iter().skip(nth).take_while(|found| found.words.end <= end);
        let last = within.map(|found| found.words.end).max().unwrap_or(first);
        let free = ROOM.saturating_sub(self.room(first..last));
        let behind = self.room(last..self.end_within(last, free));
        self.begin_within(first, free - (free / 2).min(behind))
    }

    /// The first word of the last sentence that begins before a word and not too far from it.
    fn sentence_before(&self, word: usize) -> Option<usize> {
        let farthest = self.begin_within(word, ROOM);
        (farthest..=word).rev().find(|first| self.begins_sentence(*first))
    }

    fn begins_sentence(&self, word: usize) -> bool {
        let Some(before) = word.checked_sub(1) else { return true };
        let at = |word: usize| self.words.get(word).map(|word| word.range.clone());
        let between = at(before).zip(at(word)).and_then(|(one, other)| self.text.get(one.end..other.start));
        let between = between.unwrap_or_default();
        let ended = between.trim_end();
        let closed = ended.trim_end_matches(['"', '”', '’', '»', ')']);
        let full_stop = closed.ends_with(['。', '！', '？']);
        let blank = ended.len() < between.len();
        between.contains('\n') || full_stop || (blank && closed.ends_with(['.', '!', '?', ':']))
    }

    fn worth(&self, nth: usize, first: usize) -> usize {
        let end = self.end(first);
        let within = |found: &&Found| found.words.start >= first && found.words.end <= end;
        let before = self.found.get(..nth).unwrap_or_default().iter().rev();
        let before = before.take_while(|found| found.words.start >= first);
        let behind = self.found.iter().skip(nth).take_while(|found| found.words.start < end);
        let mut numbers: Vec<usize> = before.chain(behind).filter(within).map(|found| found.number).collect();
        numbers.sort_unstable();
        let all = numbers.len();
        numbers.dedup();
        let begins = match first {
            _ if numbers.is_empty() => 0,
            0 => BEGINNING,
            _ if self.begins_sentence(first) => SENTENCE,
            _ => 0,
        };
        ANOTHER * numbers.len() + AGAIN * (all - numbers.len()) + begins
    }

    /// The word behind the passage that begins with one.
    fn end(&self, first: usize) -> usize {
        self.end_within(first, ROOM).max(first + 1)
    }

    fn end_within(&self, first: usize, room: usize) -> usize {
        let behind = self.words.get(first..).unwrap_or_default().iter();
        first + fitting(behind, room)
    }

    fn begin_within(&self, end: usize, room: usize) -> usize {
        let before = self.words.get(..end).unwrap_or_default().iter();
        end - fitting(before.rev(), room)
    }

    fn room(&self, words: Range<usize>) -> usize {
        self.words.get(words).unwrap_or_default().iter().map(room_of).sum()
    }

    /// The passage from a word on, with marks around what was found.
    fn cut(&self, first: usize, marks: &(String, String)) -> String {
        let end = self.end(first);
        let at = |word: usize| self.words.get(word).map(|word| word.range.clone());
        let start = if first == 0 { 0 } else { at(first).map_or(0, |range| range.start) };
        let stop = match end.checked_sub(1).and_then(at) {
            Some(range) if end < self.words.len() => range.end,
            _ => self.text.len(),
        };
        let mut snippet = String::from(if start > 0 { "…" } else { "" });
        let mut done = start;
        for found in self.found.iter().filter(|found| found.words.start >= first && found.words.end <= end) {
            let range = at(found.words.start).zip(at(found.words.end - 1));
            let Some(range) = range.map(|(one, last)| one.start..last.end) else { continue };
            if range.start < done {
                continue;
            }
            push_shortened(&mut snippet, self.text.get(done..range.start).unwrap_or_default());
            snippet.push_str(&marks.0);
            push_shortened(&mut snippet, self.text.get(range.clone()).unwrap_or_default());
            snippet.push_str(&marks.1);
            done = range.end;
        }
        push_shortened(&mut snippet, self.text.get(done..stop).unwrap_or_default());
        snippet.push_str(if stop < self.text.len() { "…" } else { "" });
        snippet
    }
}

fn room_of(word: &Word) -> usize {
    if word.cjk { OF_LETTER } else { OF_WORD * (1 + word.range.len() / LONG) }
}

/// Adds a part of the text, or its beginning where it is very long.
fn push_shortened(snippet: &mut String, part: &str) {
    if part.len() <= LONGEST {
        snippet.push_str(part);
        return;
    }
    let end = part.char_indices().map(|(at, _)| at).take_while(|at| *at <= LONGEST).last();
    snippet.push_str(part.get(..end.unwrap_or(0)).unwrap_or_default());
    snippet.push('…');
}

/// How many of some words there is room for.
fn fitting<'a>(words: impl Iterator<Item = &'a Word>, room: usize) -> usize {
    let taken = words.scan(0, |taken, word| {
        *taken += room_of(word);
        Some(*taken)
    });
    taken.take_while(|taken| *taken <= room).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Query;
    use proptest::prelude::*;

    fn cut(texts: [&str; 3], search: &str) -> Option<String> {
        let query = Query::parse(search).unwrap();
        let columns = [&["lead", "rest"][..], &["headline"], &["deck"]];
        let texts: Vec<_> = std::iter::zip(texts, columns)
            .map(|(text, columns)| Passages::of(text, columns, query.sought()))
            .collect();
        best_of(&texts, &("[".into(), "]".into()))
    }

    fn of_body(body: &str, search: &str) -> String {
        cut([body, "", ""], search).unwrap()
    }

    #[test]
    fn words_without_blanks_are_marked_where_they_stand() {
        assert_eq!(of_body("中山三乡招聘。", "中山"), "[中山]三乡招聘。");
        assert_eq!(of_body("用iPhone手机拍照", "iPhone手机"), "用[iPhone][手机]拍照");
        assert_eq!(of_body("三乡招聘", "中山"), "三乡招聘");
        let long = format!("{}中山大学{}", "前".repeat(60), "后".repeat(80));
        let snippet = of_body(&long, "中山 大学");
        assert!(snippet.starts_with("…前") && snippet.contains("[中山][大学]后") && snippet.ends_with("后…"));
    }

    #[test]
    fn the_passage_with_most_of_the_words_is_taken() {
        let text = format!("北京{}上海和北京开会", "很".repeat(90));
        assert!(of_body(&text, "北京 上海").contains("[上海]和[北京]"));
        let text = format!("A storm came. {} The storm shut the harbour.", "It rained on. ".repeat(40));
        let snippet = of_body(&text, "storm harbour");
        assert!(snippet.ends_with("The [storm] shut the [harbour]."), "{snippet}");
    }

    #[test]
    fn it_begins_with_a_sentence_that_is_near_and_has_the_words_in_its_middle_otherwise() {
        let text = format!("{}. Ships left the harbour at noon {}", "far ".repeat(40), "and on ".repeat(30));
        assert!(of_body(&text, "harbour").starts_with("…Ships left the [harbour] at noon and on"));
        let text = format!("{}harbour {}", "far ".repeat(40), "on ".repeat(40));
        let snippet = of_body(&text, "harbour");
        assert_eq!(snippet, format!("…{}[harbour]{}…", "far ".repeat(13), " on".repeat(14)));
    }

    #[test]
    fn words_and_gaps_without_end_are_cut_short() {
        let (word, gap) = ("e\u{301}".repeat(90_000), "-".repeat(90_000));
        for text in [
            format!("{word} harbour {gap} storm {word}"),
            format!("harbour{word} storm"),
            format!("The {gap}harbour{gap}storm"),
        ] {
            let snippet = of_body(&text, "harb* OR storm");
            assert!(snippet.len() < 4 * LONGEST && snippet.contains("[harb"), "{} bytes", snippet.len());
        }
    }

    #[test]
    fn the_text_comes_before_the_headline_but_where_that_has_more() {
        let texts = ["The storm rose.", "Storm shuts harbour", ""];
        assert_eq!(cut(texts, "storm").unwrap(), "The [storm] rose.");
        assert_eq!(cut(texts, "storm harbour").unwrap(), "[Storm] shuts [harbour]");
        assert_eq!(cut(texts, "headline:storm").unwrap(), "[Storm] shuts harbour");
        assert_eq!(cut(["", "", ""], "storm"), None);
    }

    proptest! {
        #[test]
        fn it_has_as_many_of_the_words_as_that_of_fts5(
            body in r"((harbou?r|Ha\u{301}rbours|sea|stone|ß|U\.S\.|[a-c]|it['’]s)(, |\. |\n| |-)){0,120}",
            search in prop::sample::select(vec![
                "harbour", "harb*", "\"the sea\" OR a", "a b", "\"a b\"", "sea OR harb* OR c", "\"b har\"*", "U.S.", "it's",
            ]),
        ) {
            let connection = rusqlite::Connection::open_in_memory().unwrap();
            connection.execute_batch(
                "CREATE VIRTUAL TABLE t USING fts5(rest, tokenize = 'unicode61 remove_diacritics 2')",
            ).unwrap();
            connection.execute("INSERT INTO t VALUES(?1)", [&body]).unwrap();
            let query = Query::parse(search).unwrap();
            let sql = "SELECT snippet(t, -1, '[', ']', '…', 28), highlight(t, 0, '[', ']') FROM t WHERE t MATCH ?1";
            let of_fts5 = connection.query_row(sql, [query.text()], |row| Ok((row.get(0)?, row.get(1)?)));
            let of_fts5: Option<(String, String)> = of_fts5.optional().unwrap();
            let snippet = cut([&body, "", ""], search).unwrap_or_default();
            let marked = |text: &str| {
                let mut words: Vec<String> = text.split('[').skip(1)
                    .filter_map(|part| Some(part.split_once(']')?.0.to_lowercase())).collect();
                words.sort();
                words.dedup();
                words.len()
            };
            if let Some((passage, _)) = of_fts5 {
                prop_assert!(snippet.contains('['), "{snippet}");
                let different = query.sought().len().min(marked(&passage));
                prop_assert!(marked(&snippet) >= different, "{snippet}\n{passage}");
            }
        }
    }
}
