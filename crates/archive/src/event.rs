//! Events: articles that tell of the same happening in words of their own.
//!
//! Each article is known by the rare words and names of its headline and lead. In the order of their days it
//! joins the event that it has most in common with, or begins one: an event is known by its first article
//! alone, so that no chain of half-likenesses ties different happenings together (leader clustering, J. Allan,
//! "Topic Detection and Tracking", 2002).

use crate::{pieces::is_cjk, version::day_number};
use offwire_article::text::{fold_word, stopwords, words};
use rusqlite::{Connection, params};
use std::collections::{HashMap, VecDeque};
use xxhash_rust::xxh3::xxh3_64;

/// Days that an event lasts.
const DAYS: i64 = 3;
/// Words that an article is known by, those that say most.
const MOST_TERMS: usize = 24;
/// Likeness (cosine) from which two articles tell of one happening, and fewest words in common.
const ALIKE: f64 = 0.3;
const FEWEST_COMMON: usize = 4;
/// How much more a name says than another word as rare.
const NAME: f64 = 1.6;
/// Counters of words; two words that share one count as more frequent than they are, which only makes them say less.
const COUNTERS: usize = 1 << 20;
/// Events of one span that share a word; a word of more tells nothing of one happening.
const MOST_SHARED: usize = 256;
/// Common words that a reason names.
const NAMED: usize = 6;

/// A word of a headline or lead.
struct Term {
    hash: u64,
    text: String,
    name: bool,
}

/// What is known of an article.
struct Profile {
    id: i64,
    day: i64,
    terms: Vec<(u64, f64, String)>,
}

/// Finds events anew and links each article to the first of its event; the number of links.
pub(crate) fn link(connection: &Connection) -> rusqlite::Result<u64> {
    connection.execute("DELETE FROM links WHERE kind = 'event'", [])?;
    let ids = dated(connection)?;
    let mut frequency = Frequency::new();
    for id in &ids {
        if let Some((_, terms)) = read(connection, *id)? {
            frequency.add(&terms);
        }
    }
    let mut made = 0;
    let mut open = Open::default();
    let sql =
        "INSERT OR IGNORE INTO links(from_id, to_id, kind, score, reason) VALUES(?1, ?2, 'event', ?3, ?4)";
    let mut insert = connection.prepare(sql)?;
    for id in ids {
        let Some((day, terms)) = read(connection, id)? else { continue };
        let profile = Profile { id, day, terms: frequency.profile(terms) };
        open.close_before(day - DAYS);
        match open.nearest(&profile) {
            Some((first, score, common)) => {
                let reason = format!("both tell of {}", common.join(", "));
                let score = (score * 1000.0).round() / 1000.0;
                made += insert.execute(params![id, first, score, reason])? as u64;
            }
            None => open.begin(profile),
        }
    }
    Ok(made)
}

/// Articles whose date names a day, in an order that does not depend on that of import.
fn dated(connection: &Connection) -> rusqlite::Result<Vec<i64>> {
    let sql = "SELECT id FROM articles WHERE length(published) >= 10 ORDER BY published, uid";
    connection.prepare(sql)?.query_map([], |row| row.get(0))?.collect()
}

fn read(connection: &Connection, id: i64) -> rusqlite::Result<Option<(i64, Vec<Term>)>> {
    let sql = "SELECT published, language, headline, lead, place FROM articles WHERE id = ?1";
    connection.prepare_cached(sql)?.query_row([id], |row| {
        let published: String = row.get(0)?;
        let language: Option<String> = row.get(1)?;
        let texts: [Option<String>; 3] = [row.get(2)?, row.get(3)?, row.get(4)?];
        let terms = terms(&texts, language.as_deref().unwrap_or_default());
        Ok(day_number(&published).map(|day| (day, terms)))
    })
}

/// The content words of headline, lead and place, each once.
fn terms([headline, lead, place]: &[Option<String>; 3], language: &str) -> Vec<Term> {
    let common = stopwords(language);
    let mut found: HashMap<u64, Term> = HashMap::new();
    // Capitals of a headline are a matter of house style.
    for (text, capitals_tell) in [(headline, false), (lead, true), (place, true)] {
        let Some(text) = text else { continue };
        let mut end_of_last = 0;
        let mut last = "";
        for (range, word) in words(text) {
            let between = text.get(end_of_last..range.start).unwrap_or_default();
            let joined = between.is_empty() && is_run(last) && is_run(word);
            let opens = end_of_last == 0 || between.contains(['.', '!', '?', '"', '\u{201c}', '\n', ':']);
            let name = capitals_tell && !opens && word.starts_with(char::is_uppercase);
            end_of_last = range.end;
            let term = if joined { format!("{last}{word}") } else { fold_word(word).to_lowercase() };
            last = word;
            let short = term.chars().count() < if joined { 2 } else { 3 };
            let figure = term.starts_with(|c: char| c.is_ascii_digit());
            if short || figure || (is_run(&term) && !joined) || common.binary_search(&term.as_str()).is_ok() {
                continue;
            }
            let hash = xxh3_64(term.as_bytes());
            let held = found.entry(hash).or_insert_with(|| Term { hash, text: word.to_owned(), name: false });
            if joined {
                held.text = term;
            }
            held.name |= name || joined;
        }
    }
    let mut terms: Vec<Term> = found.into_values().collect();
    terms.sort_by_key(|term| term.hash);
    terms
}

/// Whether a word is a letter of a script that is written without blanks.
fn is_run(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(is_cjk) && letters.next().is_none()
}

/// In how many articles each word is, in bounded memory.
struct Frequency {
    counters: Vec<u32>,
    articles: u32,
}

impl Frequency {
    fn new() -> Self {
        Self { counters: vec![0; COUNTERS], articles: 0 }
    }

    fn add(&mut self, terms: &[Term]) {
        self.articles += 1;
        for term in terms {
            if let Some(counter) = self.counters.get_mut(term.hash as usize % COUNTERS) {
                *counter += 1;
            }
        }
    }

    /// The words that say most, with their weights; the weights' squares sum up to 1.
    fn profile(&self, terms: Vec<Term>) -> Vec<(u64, f64, String)> {
        let mut weighted: Vec<(u64, f64, String)> = terms
            .into_iter()
            .map(|term| {
                let count = self.counters.get(term.hash as usize % COUNTERS).copied().unwrap_or(1).max(1);
                let rarity = (1.0 + f64::from(self.articles) / f64::from(count)).ln();
                (term.hash, rarity * if term.name { NAME } else { 1.0 }, term.text)
            })
            .collect();
        weighted.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        weighted.truncate(MOST_TERMS);
        let length = weighted.iter().map(|(_, weight, _)| weight * weight).sum::<f64>().sqrt();
        for (_, weight, _) in &mut weighted {
            *weight /= length;
        }
        weighted
    }
}

/// Events that may still grow.
#[derive(Default)]
struct Open {
    events: VecDeque<Profile>,
    /// Number of the first event in the queue, counted from the beginning.
    passed: usize,
    by_term: HashMap<u64, VecDeque<(usize, f64)>>,
}

impl Open {
    /// Forgets events that began before a day.
    fn close_before(&mut self, day: i64) {
        while self.events.front().is_some_and(|event| event.day < day) {
            let Some(event) = self.events.pop_front() else { return };
            for (hash, ..) in event.terms {
                if let Some(events) = self.by_term.get_mut(&hash) {
                    events.pop_front();
                    if events.is_empty() {
                        self.by_term.remove(&hash);
                    }
                }
            }
            self.passed += 1;
        }
    }

    fn begin(&mut self, profile: Profile) {
        let number = self.passed + self.events.len();
        for (hash, weight, _) in &profile.terms {
            self.by_term.entry(*hash).or_default().push_back((number, *weight));
        }
        self.events.push_back(profile);
    }

    /// The event that an article belongs to: its first article, the likeness, the words in common.
    fn nearest(&self, profile: &Profile) -> Option<(i64, f64, Vec<String>)> {
        let mut shared: HashMap<usize, (f64, usize)> = HashMap::new();
        for (hash, weight, _) in &profile.terms {
            let events = self.by_term.get(hash).filter(|events| events.len() <= MOST_SHARED);
            for (number, other) in events.into_iter().flatten() {
                let (likeness, common) = shared.entry(*number).or_default();
                *likeness += weight * other;
                *common += 1;
            }
        }
        let (number, (likeness, _)) = shared
            .into_iter()
            .filter(|(_, (likeness, common))| *likeness >= ALIKE && *common >= FEWEST_COMMON)
            .max_by(|a, b| a.1.0.total_cmp(&b.1.0).then(b.0.cmp(&a.0)))?;
        let event = self.events.get(number.checked_sub(self.passed)?)?;
        let both = |hash: &u64| event.terms.iter().any(|(other, ..)| other == hash);
        let common = profile.terms.iter().filter(|(hash, ..)| both(hash)).take(NAMED);
        Some((event.id, likeness, common.map(|(.., text)| text.clone()).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_pairs_of_letters_are_told_from_common_words() {
        let lead = Some("The mayor of Norvik met Ilse Brandt. Rain fell on the 12 boats.".to_owned());
        let found = terms(&[Some("MAYOR MEETS".into()), lead, None], "en");
        let names: Vec<&str> = found.iter().filter(|t| t.name).map(|t| t.text.as_str()).collect();
        assert_eq!(names.len(), 3, "{names:?}");
        assert!(found.iter().all(|term| term.text != "the" && term.text != "12"));
        let found = terms(&[None, Some("北京市".into()), None], "zh");
        let mut pairs: Vec<&str> = found.iter().map(|t| t.text.as_str()).collect();
        pairs.sort_unstable();
        assert_eq!(pairs, ["京市", "北京"]);
    }
}
