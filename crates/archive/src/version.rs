//! Versions of one story: takes, leads, corrections, and pages that changed under one address.

mod likeness;
mod order;

pub(crate) use order::members;

use crate::{
    Entry,
    columns::Columns,
    fingerprint::Fingerprint,
    keys::{self, Keys},
};
use rusqlite::{Connection, OptionalExtension, params};

/// Days between two versions of a wire story at most.
const DAYS_APART: i64 = 3;
/// Resemblance from which two texts under one address are one story.
const SAME_PAGE: f64 = 0.2;
/// Resemblance from which two texts under one slug are one story.
const SAME_SLUG: f64 = 0.15;
/// The articles with a key.
const FIND_BY_KEY: &str =
    "SELECT article_id FROM match_keys WHERE key = ?1 ORDER BY article_id DESC LIMIT ?2";
/// Candidates that are looked at, the latest first.
const MOST_CANDIDATES: i64 = 64;
/// Statuses that say that another version came before or comes behind.
const SUCCESSIVE: &[&str] =
    &["correction", "update", "writethru", "lead", "urgent", "kill", "withheld", "repeat"];

/// An article for which other versions are looked for.
pub(crate) struct Newcomer<'a> {
    pub(crate) id: i64,
    pub(crate) source: i64,
    pub(crate) keys: Keys,
    pub(crate) fingerprint: &'a Fingerprint,
    pub(crate) columns: &'a Columns,
    pub(crate) take: Option<u32>,
}

impl<'a> Newcomer<'a> {
    pub(crate) fn of(id: i64, source: i64, entry: &'a Entry) -> Self {
        let (fingerprint, columns) = (&entry.fingerprint, &entry.columns);
        Self { id, source, keys: entry.keys, fingerprint, columns, take: entry.take }
    }

    /// Whether it bears a mark of transmission.
    fn is_marked(&self) -> bool {
        is_marked(self.columns.status.as_deref(), self.take.is_some())
    }
}

/// What is known of an article that may be another version.
struct Candidate {
    id: i64,
    root: Option<i64>,
    source: i64,
    published: Option<String>,
    agency: Option<String>,
    status: Option<String>,
    headline: Option<String>,
    url_same: bool,
    /// Whether it was found by its text alone.
    by_text: bool,
    take: Option<i64>,
    body: String,
}

/// Notes the keys of a new article and joins it to the versions that it belongs to; whether there are any.
pub(crate) fn place(connection: &Connection, new: &Newcomer<'_>) -> rusqlite::Result<bool> {
    place_with(connection, new, None)
}

/// The same for an article whose record was written over: by the keys of its new record, and no longer by those of the
/// one before. The versions that it was joined to already stay with it.
pub(crate) fn place_again(
    connection: &Connection,
    new: &Newcomer<'_>,
    before: &Newcomer<'_>,
) -> rusqlite::Result<bool> {
    let mut delete =
        connection.prepare_cached("DELETE FROM match_keys WHERE key = ?1 AND article_id = ?2")?;
    for key in before.keys.iter().chain(likeness::own_keys(before)) {
        delete.execute(params![key, before.id])?;
    }
    let sql = "SELECT version_of FROM articles WHERE id = ?1";
    let root = connection.prepare_cached(sql)?.query_row([new.id], |row| row.get(0))?;
    place_with(connection, new, root)
}

fn place_with(connection: &Connection, new: &Newcomer<'_>, own: Option<i64>) -> rusqlite::Result<bool> {
    let found = candidates(connection, new)?;
    let others = found.iter().filter(|c| is_version(c, new)).map(|other| other.root.unwrap_or(other.id));
    let roots: Vec<i64> = others.chain(own).collect();
    let root = if roots.is_empty() { None } else { join(connection, new.id, roots)? };
    let mut insert =
        connection.prepare_cached("INSERT OR IGNORE INTO match_keys(key, article_id) VALUES(?1, ?2)")?;
    for key in new.keys.iter().chain(likeness::own_keys(new)) {
        insert.execute(params![key, new.id])?;
    }
    Ok(root.is_some())
}

fn candidates(connection: &Connection, new: &Newcomer<'_>) -> rusqlite::Result<Vec<Candidate>> {
    let mut find = connection.prepare_cached(FIND_BY_KEY)?;
    let mut ids = Vec::new();
    let by_text = likeness::keys_of_others(new).into_iter().map(|key| (key, true));
    for (key, by_text) in new.keys.iter().map(|key| (key, false)).chain(by_text) {
        for id in find.query_map(params![key, MOST_CANDIDATES], |row| row.get::<_, i64>(0))? {
            ids.push((id?, by_text));
        }
    }
    ids.sort_unstable();
    ids.dedup_by_key(|(id, _)| *id);
    let sql = "SELECT id, version_of, source_id, published, agency, status, headline,
                      json_extract(extra, '$.wire.take'), body,
                      EXISTS(SELECT 1 FROM match_keys WHERE key = ?2 AND article_id = ?1)
               FROM articles WHERE id = ?1";
    let mut read = connection.prepare_cached(sql)?;
    let rows = ids.into_iter().filter(|(id, _)| *id != new.id).map(|(id, by_text)| {
        read.query_row(params![id, new.keys.address], |row| {
            Ok(Candidate {
                id: row.get(0)?,
                root: row.get(1)?,
                source: row.get(2)?,
                published: row.get(3)?,
                agency: row.get(4)?,
                status: row.get(5)?,
                headline: row.get(6)?,
                take: row.get(7)?,
                body: row.get(8)?,
                url_same: row.get(9)?,
                by_text,
            })
        })
    });
    rows.collect()
}

/// Whether a candidate and the new article are versions of one story.
///
/// Under one address the text must still be the same story's; by headline, slug or text alone, one of the two must
/// bear a mark of transmission, since standing headlines return week by week.
fn is_version(candidate: &Candidate, new: &Newcomer<'_>) -> bool {
    if candidate.source == new.source {
        return false;
    }
    let headline = candidate.headline.as_deref().and_then(keys::of_headline);
    let same_headline = headline.is_some() && headline == new.keys.headline;
    let alike = || Fingerprint::of_texts([candidate.body.as_str()]).resemblance(new.fingerprint);
    if candidate.url_same {
        return same_headline || alike() >= SAME_PAGE;
    }
    let either_marked = is_marked(candidate.status.as_deref(), candidate.take.is_some()) || new.is_marked();
    let one_agency = match (&candidate.agency, &new.columns.agency) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    let near_in_time = match (candidate.published.as_deref(), new.columns.published.as_deref()) {
        (Some(a), Some(b)) => {
            day_number(a).zip(day_number(b)).is_some_and(|(a, b)| (a - b).abs() <= DAYS_APART)
        }
        _ => false,
    };
    if !(either_marked && one_agency && near_in_time) {
        return false;
    }
    if candidate.by_text {
        return likeness::are_alike(&candidate.body, &new.columns.body);
    }
    same_headline || alike() >= SAME_SLUG
}

/// Whether an article says that another version came before or comes behind.
fn is_marked(status: Option<&str>, take: bool) -> bool {
    take || status.is_some_and(|status| SUCCESSIVE.contains(&status))
}

/// Takes all articles out of their versions, before they are placed anew.
pub(crate) fn forget(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "DELETE FROM match_keys;
         UPDATE articles SET version_of = NULL, superseded_by = NULL
         WHERE version_of IS NOT NULL OR superseded_by IS NOT NULL;",
    )
}

/// How many articles are versions, noted in the transaction that makes them such.
const COUNT: &str = "versions";

fn count(connection: &Connection) -> rusqlite::Result<i64> {
    let sql = "SELECT count(*) FROM articles INDEXED BY articles_version WHERE version_of IS NOT NULL";
    connection.prepare_cached(sql)?.query_row([], |row| row.get(0))
}

/// Notes how many articles are versions, for `verify`.
pub(crate) fn note_count(connection: &Connection) -> rusqlite::Result<()> {
    let sql = "INSERT OR REPLACE INTO facts(name, value) VALUES(?1, ?2)";
    connection.prepare_cached(sql)?.execute(params![COUNT, count(connection)?]).map(|_| ())
}

/// How many articles were noted as versions; `None` where an earlier version of the program did not.
pub(crate) fn noted_count(connection: &Connection) -> rusqlite::Result<Option<i64>> {
    connection.query_row("SELECT value FROM facts WHERE name = ?1", [COUNT], |row| row.get(0)).optional()
}

/// Days since the year 0 of the day that an ISO date begins with, counting months of 31 days: enough to tell
/// neighbours within a month and over its end.
pub(crate) fn day_number(date: &str) -> Option<i64> {
    let part = |from: usize, to: usize| date.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (part(0, 4)?, part(5, 7)?, part(8, 10)?);
    // Fliegel and Van Flandern's count of days for the Gregorian calendar.
    let a = (month - 14) / 12;
    Some(
        1461 * (year + 4800 + a) / 4 + 367 * (month - 2 - 12 * a) / 12 - 3 * ((year + 4900 + a) / 100) / 4
            + day,
    )
}

/// Joins an article, and the groups of the others by what names them, into one group; its least number names it.
fn join(connection: &Connection, id: i64, mut roots: Vec<i64>) -> rusqlite::Result<Option<i64>> {
    roots.sort_unstable();
    roots.dedup();
    let Some(&root) = roots.first() else { return Ok(None) };
    let mut gathered = vec![id];
    for &other in &roots {
        gathered.push(other);
        gathered.extend(members(connection, other)?);
    }
    // One row a statement: a statement over many opens a journal of its own, and FTS5 then writes out a segment.
    let mut gather = connection.prepare_cached("UPDATE articles SET version_of = ?2 WHERE id = ?1")?;
    for member in gathered {
        gather.execute(params![member, root])?;
    }
    put_in_order(connection, root)?;
    Ok(Some(root))
}

/// Puts the versions of one group in order: each is superseded by the next.
fn put_in_order(connection: &Connection, root: i64) -> rusqlite::Result<()> {
    let versions = members(connection, root)?;
    let mut update = connection.prepare_cached("UPDATE articles SET superseded_by = ?2 WHERE id = ?1")?;
    for (number, id) in versions.iter().enumerate() {
        update.execute(params![id, versions.get(number + 1)])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::day_number;
    use crate::{Archive, Outcome, PackedSource, RunInfo};
    use offwire_article::{Article, Paragraph};
    use rusqlite::StatementStatus;

    #[test]
    fn a_commit_with_versions_writes_one_segment_of_the_index() {
        let folder = tempfile::tempdir().unwrap();
        let mut archive = Archive::open_or_create(folder.path().join("a.db")).unwrap();
        let run = archive.start_run(&RunInfo::new("import", "0.0.0")).unwrap();
        let outcome = |number: usize| {
            let mut article = Article {
                headline: Some(format!("Report on ship {}", number / 2)),
                url: Some(format!("https://example.org/{}", number / 2)),
                ..Article::default()
            };
            article.paragraphs.push(Paragraph::text(format!("Ships came in number {number}.")));
            Outcome::article(article, PackedSource::pack(number.to_string().as_bytes()).into(), None)
        };
        let outcomes: Vec<Outcome> = (0..20).map(outcome).collect();
        assert_eq!(archive.commit(run, &outcomes, &[]).unwrap().new_versions, 10);
        // The number of a segment stands above the lower 37 bits of a page's number.
        let sql = "SELECT count(DISTINCT id >> 37) FROM articles_fts_data WHERE id > 10";
        let segments: i64 = archive.connection.query_row(sql, [], |row| row.get(0)).unwrap();
        assert_eq!(segments, 1);
    }

    #[test]
    fn the_look_up_of_versions_is_compiled_once() {
        let folder = tempfile::tempdir().unwrap();
        let mut archive = Archive::open_or_create(folder.path().join("a.db")).unwrap();
        let run = archive.start_run(&RunInfo::new("import", "0.0.0")).unwrap();
        let outcome = |number: usize| {
            let headline = Some(format!("Report on ship {number}"));
            let article = Article { headline, ..Article::default() };
            Outcome::article(article, PackedSource::pack(number.to_string().as_bytes()).into(), None)
        };
        archive.commit(run, &(0..20).map(outcome).collect::<Vec<_>>(), &[]).unwrap();
        let statement = archive.connection.prepare_cached(super::FIND_BY_KEY).unwrap();
        assert_eq!(statement.get_status(StatementStatus::Run), 20);
        assert_eq!(statement.get_status(StatementStatus::RePrepare), 0);
    }

    #[test]
    fn neighbouring_days_differ_by_one() {
        for (a, b) in
            [("1999-12-31", "2000-01-01"), ("2000-02-28", "2000-02-29"), ("1987-02-28", "1987-03-01")]
        {
            assert_eq!(day_number(b).unwrap() - day_number(a).unwrap(), 1, "{a} {b}");
        }
        assert_eq!(day_number("1987-02"), None);
    }
}
