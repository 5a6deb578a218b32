//! Near copies: found through the index of fingerprints, confirmed on the texts, kept as links.
//!
//! Links are derived: nothing is lost where they are dropped, and they do not depend on the order of import.

use crate::{
    Archive,
    align::{Alignment, align},
    error::Result,
    fingerprint::{Pair, pairs_of},
    near::{self, Posting},
};
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use std::collections::HashMap;

/// New articles that are compared in one walk over the index: bounds memory.
const STRIDE: i64 = 50_000;
/// A pair of words in more articles than this tells nothing of near copies.
const MOST_SHARED: usize = 64;
/// Up to so many articles of one pair of words are compared each with each, beyond with neighbours alone.
const FEW_SHARED: usize = 8;
/// Fewest common hashes of two samples, and fewest among those of the smaller.
const FEWEST_COMMON: usize = 2;
const COMMON_SHARE: f64 = 0.12;
/// Candidates of one article that are confirmed, those with most in common.
const MOST_CONFIRMED: usize = 8;

/// What kind of copy one text is of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum LinkKind {
    /// The same text but for a word here and there, or its headline.
    Copy,
    /// The same text, edited.
    Edited,
    /// The same text with letters wrong, as OCR makes them, or much rewritten.
    Noisy,
    /// A part of one text inside the other.
    Reprint,
    /// Another text about the same happening.
    Event,
}

impl LinkKind {
    /// The name in `links.kind`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Copy => "copy",
            Self::Edited => "edited",
            Self::Noisy => "noisy",
            Self::Reprint => "reprint",
            Self::Event => "event",
        }
    }

    fn named(name: &str) -> Option<Self> {
        let all = [Self::Copy, Self::Edited, Self::Noisy, Self::Reprint, Self::Event];
        all.into_iter().find(|kind| kind.name() == name)
    }

    /// What an alignment says; `None` where the texts have too little in common.
    fn of(alignment: &Alignment) -> Option<Self> {
        let (least, most) =
            (alignment.cover_a.min(alignment.cover_b), alignment.cover_a.max(alignment.cover_b));
        let size: usize = alignment.passages.iter().map(|passage| passage.hits).sum();
        match alignment.density {
            density if least >= 0.95 && density >= 0.95 => Some(Self::Copy),
            density if least >= 0.6 && density >= 0.6 => Some(Self::Edited),
            _ if least >= 0.5 => Some(Self::Noisy),
            _ if most >= 0.25 && size >= 12 => Some(Self::Reprint),
            _ => None,
        }
    }
}

/// A link between two articles.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Link {
    /// The later text.
    pub from: i64,
    /// The earlier text.
    pub to: i64,
    /// What kind of copy.
    pub kind: LinkKind,
    /// How much of the two texts is common, 0 to 1.
    pub score: f64,
    /// Why, in a sentence.
    pub reason: String,
    /// Common passages as character ranges of both bodies: `[from start, from end, to start, to end]`.
    pub passages: Vec<[usize; 4]>,
}

impl Archive {
    /// Number of articles that [`Archive::link`] has not held against the others yet.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn unlinked(&self) -> Result<u64> {
        let found = linked(&self.connection).and_then(|linked| {
            let sql = "SELECT count(*) FROM articles WHERE id > ?1";
            self.connection.query_row(sql, [linked], |row| row.get::<_, i64>(0))
        });
        self.sql("counting articles", found).map(i64::cast_unsigned)
    }

    /// Finds near copies among the articles that were stored since the last time, and links them; the number
    /// of links that were made.
    ///
    /// Each article costs one lookup of its fingerprint and the comparison of a few candidates, in bounded
    /// memory; each stride of articles is one transaction.
    ///
    /// # Errors
    /// [`crate::Error::UnderWay`], [`crate::Error::Locked`], [`crate::Error::DiskFull`] or what SQLite says.
    pub fn link(&mut self) -> Result<u64> {
        self.settled()?;
        let mut made = 0;
        loop {
            let begun = self.connection.execute_batch("BEGIN IMMEDIATE");
            self.sql("beginning to link", begun)?;
            match link_stride(&self.connection) {
                Ok(done) => {
                    let done_transaction = self.connection.execute_batch("COMMIT");
                    self.sql("storing links", done_transaction)?;
                    match done {
                        Some(links) => made += links,
                        None => return Ok(made),
                    }
                }
                Err(error) => {
                    let _ = self.connection.execute_batch("ROLLBACK");
                    return Err(self.failed("linking near copies", error));
                }
            }
        }
    }

    /// Links of one article, in both directions, the strongest first.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn links(&self, id: i64) -> Result<Vec<Link>> {
        let sql =
            "SELECT from_id, to_id, kind, score, reason, passages FROM links WHERE from_id = ?1 OR to_id = ?1
                   ORDER BY score DESC, from_id, to_id";
        let found = self.connection.prepare_cached(sql).and_then(|mut statement| {
            let rows = statement.query_map([id], |row| {
                let (kind, passages): (String, Option<String>) = (row.get(2)?, row.get(5)?);
                Ok(Link {
                    from: row.get(0)?,
                    to: row.get(1)?,
                    kind: LinkKind::named(&kind).unwrap_or(LinkKind::Reprint),
                    score: row.get(3)?,
                    reason: row.get::<_, Option<String>>(4)?.unwrap_or_default(),
                    passages: passages.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default(),
                })
            })?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        });
        self.sql("reading links", found)
    }
}

/// Up to which article near copies were looked for.
fn linked(connection: &Connection) -> rusqlite::Result<i64> {
    let sql = "SELECT value FROM facts WHERE name = 'linked'";
    Ok(connection.query_row(sql, [], |row| row.get(0)).optional()?.unwrap_or(0))
}

/// Links the next stride of new articles; `None` where there is none.
fn link_stride(connection: &Connection) -> rusqlite::Result<Option<u64>> {
    let linked = linked(connection)?;
    let sql = "SELECT max(id) FROM (SELECT id FROM articles WHERE id > ?1 ORDER BY id LIMIT ?2)";
    let Some(last): Option<i64> = connection.query_row(sql, params![linked, STRIDE], |row| row.get(0))?
    else {
        return Ok(None);
    };
    let candidates = candidates(connection, linked, last)?;
    let mut made = 0;
    let mut texts = Texts { connection, held: HashMap::new() };
    for (new, others) in candidates {
        for other in others {
            made += u64::from(confirm(&mut texts, new, other)?);
        }
    }
    let sql = "INSERT OR REPLACE INTO facts(name, value) VALUES('linked', ?1)";
    connection.execute(sql, [last])?;
    Ok(Some(made))
}

/// For each new article the others that share most of their samples.
fn candidates(connection: &Connection, linked: i64, last: i64) -> rusqlite::Result<Vec<(i64, Vec<i64>)>> {
    let mut pairs: Vec<(i64, i64)> = Vec::new();
    let mut sizes: HashMap<i64, usize> = HashMap::new();
    near::for_each_range(connection, last, linked, &mut |postings| {
        for group in postings.chunk_by(|a, b| a.hash == b.hash) {
            count_sizes(group, &mut sizes);
            push_pairs(group, linked, &mut pairs);
        }
    })?;
    pairs.sort_unstable();
    let mut counted: Vec<(i64, usize, i64)> = Vec::new();
    for equal in pairs.chunk_by(|a, b| a == b) {
        let Some(&(new, other)) = equal.first() else { continue };
        let size = |id| sizes.get(&id).copied().unwrap_or(usize::MAX);
        let smaller = size(new).min(size(other));
        let needed = FEWEST_COMMON.max((smaller as f64 * COMMON_SHARE).ceil() as usize).min(smaller.max(1));
        if equal.len() >= needed {
            counted.push((new, equal.len(), other));
        }
    }
    counted.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)));
    Ok(counted
        .chunk_by(|a, b| a.0 == b.0)
        .filter_map(|of_one| {
            let others = of_one.iter().take(MOST_CONFIRMED).map(|(_, _, other)| *other).collect();
            Some((of_one.first()?.0, others))
        })
        .collect())
}

fn count_sizes(group: &[Posting], sizes: &mut HashMap<i64, usize>) {
    for posting in group {
        *sizes.entry(posting.article).or_default() += 1;
    }
}

/// Pairs of articles that share one hash, the new one first.
fn push_pairs(group: &[Posting], linked: i64, pairs: &mut Vec<(i64, i64)>) {
    if group.len() > MOST_SHARED {
        return;
    }
    for (at, posting) in group.iter().enumerate().filter(|(_, posting)| posting.article > linked) {
        let before = group.get(..at).unwrap_or_default();
        if group.len() <= FEW_SHARED {
            pairs.extend(before.iter().map(|other| (posting.article, other.article)));
        } else {
            let neighbours = before.first().into_iter().chain(before.get(1..).and_then(<[_]>::last));
            pairs.extend(neighbours.map(|other| (posting.article, other.article)));
        }
    }
}

/// Texts that were read, as pairs; a few at a time.
struct Texts<'a> {
    connection: &'a Connection,
    held: HashMap<i64, std::rc::Rc<Text>>,
}

struct Text {
    uid: String,
    published: Option<String>,
    version_of: Option<i64>,
    body: String,
    pairs: Vec<Pair>,
}

impl Texts<'_> {
    fn get(&mut self, id: i64) -> rusqlite::Result<std::rc::Rc<Text>> {
        if let Some(text) = self.held.get(&id) {
            return Ok(text.clone());
        }
        if self.held.len() >= 512 {
            self.held.clear();
        }
        let sql = "SELECT uid, published, version_of, body FROM articles WHERE id = ?1";
        let text = self.connection.prepare_cached(sql)?.query_row([id], |row| {
            let body: String = row.get(3)?;
            let pairs = pairs_of(&body);
            Ok(Text { uid: row.get(0)?, published: row.get(1)?, version_of: row.get(2)?, body, pairs })
        })?;
        let text = std::rc::Rc::new(text);
        self.held.insert(id, text.clone());
        Ok(text)
    }
}

/// Compares two texts and stores the link; whether there is one.
fn confirm(texts: &mut Texts<'_>, one: i64, other: i64) -> rusqlite::Result<bool> {
    let (a, b) = (texts.get(one)?, texts.get(other)?);
    // The later text leads to the earlier; of two of one day that with the greater uid.
    let later = (&a.published, &a.uid) > (&b.published, &b.uid);
    let (from, from_text, to, to_text) = if later { (one, a, other, b) } else { (other, b, one, a) };
    let alignment = align(&from_text.pairs, &to_text.pairs);
    let Some(kind) = LinkKind::of(&alignment) else { return Ok(false) };
    let score = alignment.cover_a.max(alignment.cover_b) * alignment.density.max(0.5);
    let versions = if from_text.version_of.is_some() && from_text.version_of == to_text.version_of {
        "; they are versions of one story"
    } else {
        ""
    };
    let reason = format!(
        "{:.0} % of this text and {:.0} % of the other are common, {:.0} % of that letter by letter{versions}",
        alignment.cover_a * 100.0,
        alignment.cover_b * 100.0,
        alignment.density * 100.0
    );
    let passages = serde_json::to_string(&ranges(&alignment, &from_text, &to_text)).ok();
    let sql = "INSERT OR REPLACE INTO links(from_id, to_id, kind, score, reason, passages)
               VALUES(?1, ?2, ?3, ?4, ?5, ?6)";
    let values = params![from, to, kind.name(), (score * 1000.0).round() / 1000.0, reason, passages];
    texts.connection.prepare_cached(sql)?.execute(values)?;
    Ok(true)
}

/// Passages as character ranges of both bodies.
fn ranges(alignment: &Alignment, from: &Text, to: &Text) -> Vec<[usize; 4]> {
    let characters = |text: &Text, at: usize| text.body.get(..at).map_or(0, |before| before.chars().count());
    let range = |text: &Text, (first, last): (usize, usize)| {
        let start = text.pairs.get(first).map_or(0, |pair| pair.start);
        let end = text.pairs.get(last).map_or(start, |pair| pair.end);
        (characters(text, start), characters(text, end))
    };
    let passages = alignment.passages.iter().map(|passage| {
        let (from, to) = (range(from, passage.a), range(to, passage.b));
        [from.0, from.1, to.0, to.1]
    });
    passages.collect()
}
