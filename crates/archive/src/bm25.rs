//! BM25 as a function of FTS5's, quicker than its own.
//!
//! FTS5's `bm25()` first walks over all hits of each phrase to count them, gathers the places of each hit in a list
//! of their own, and looks up the length of each article that matches. Here one phrase alone needs no count, which
//! would weigh all its hits alike; places are added up where they lie; and lengths are looked up only for articles
//! that could still come among the best, if they end where their last hit does. What is left has the order of `bm25()`.
//!
//! FTS5 takes such a function through its C interface alone, so this file is the one of the crate with `unsafe`.
#![expect(unsafe_code, reason = "FTS5 takes functions through its C interface alone")]

use rusqlite::{Connection, ToSql, ffi, types::ToSqlOutput};
use std::{
    cell::{Cell, RefCell},
    cmp::Reverse,
    collections::BinaryHeap,
    ffi::{CStr, c_int, c_void},
    ptr,
};

/// Name of the function: `offwire_bm25(articles_fts, best)` is the relevance of a row, greater is better, or NULL
/// where as many rows before were at least as good as [`Best`] has room for. It keeps the best there, so that SQLite
/// need not hand out row after row.
pub(crate) const BM25: &str = "offwire_bm25";
const NAME: &CStr = c"offwire_bm25";
/// What SQLite calls the pointer to a [`Best`].
const BEST: &CStr = c"offwire_best";

/// What a word counts in each column of the index, in their order: rest, lead, headline, deck, pieces.
const WEIGHTS: [f64; 5] = [1.0, 2.0, 8.0, 4.0, 1.0];

/// Constants of BM25, those of FTS5's.
const K1: f64 = 1.2;
const B: f64 = 0.75;

/// Teaches a connection the function.
pub(crate) fn register(connection: &Connection) -> rusqlite::Result<()> {
    let mut api: *mut ffi::fts5_api = ptr::null_mut();
    let place = ToSqlOutput::Pointer(((&raw mut api).cast_const().cast(), c"fts5_api_ptr", None));
    connection.query_row("SELECT fts5(?1)", [place], |_| Ok(()))?;
    // SAFETY: SQLite has put the address of its interface there, or has left it null; it lives as long as SQLite
    // itself does, in which it is a part of the connection.
    let create = unsafe { api.as_ref() }.and_then(|api| api.xCreateFunction);
    let Some(create) = create else { return Err(failed(ffi::SQLITE_ERROR)) };
    // SAFETY: called as `fts5.h` says, with the interface itself, a name that ends in zero, and no data of ours.
    match unsafe { create(api, NAME.as_ptr(), ptr::null_mut(), Some(bm25), None) } {
        ffi::SQLITE_OK => Ok(()),
        code => Err(failed(code)),
    }
}

fn failed(code: c_int) -> rusqlite::Error {
    let told = Some(format!("FTS5 takes no function {BM25}"));
    rusqlite::Error::SqliteFailure(ffi::Error::new(code), told)
}

/// Relevance and number of an article.
pub(crate) type Ranked = (f64, i64);

/// A row that was found; the worst is the greatest, and of one relevance the later.
type Found = Reverse<(u64, Reverse<i64>)>;

/// The best rows of a search so far.
pub(crate) struct Best {
    /// How many are wanted.
    wanted: usize,
    /// The worst of them on top. Numbers above zero have the order of their bits.
    found: RefCell<BinaryHeap<Found>>,
    /// Rows that were looked at, whether they are kept or not.
    ranked: Cell<u64>,
}

impl Best {
    pub(crate) fn new(wanted: usize) -> Self {
        Self { wanted, found: RefCell::default(), ranked: Cell::default() }
    }

    /// The best first; of one relevance, as imported.
    pub(crate) fn into_sorted(self) -> Vec<Ranked> {
        let sorted = self.found.into_inner().into_sorted_vec();
        sorted.into_iter().map(|Reverse((relevance, Reverse(id)))| (f64::from_bits(relevance), id)).collect()
    }

    /// How many rows were looked at.
    pub(crate) fn ranked(&self) -> u64 {
        self.ranked.get()
    }

    /// Whether a row of this relevance would be among the best.
    fn wants(&self, relevance: f64) -> bool {
        let found = self.found.borrow();
        let worst = found.peek().map_or(0, |worst| worst.0.0);
        found.len() < self.wanted || relevance.to_bits() > worst
    }

    fn keep(&self, relevance: f64, id: i64) {
        let mut found = self.found.borrow_mut();
        if found.len() >= self.wanted {
            found.pop();
        }
        found.push(Reverse((relevance.to_bits(), Reverse(id))));
    }
}

impl ToSql for Best {
    /// Its address: it must be alive and in its place as long as it is bound.
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Pointer(((&raw const *self).cast(), BEST, None)))
    }
}

/// What is kept from one row of a search to the next.
struct Ranking {
    /// How much each phrase tells, by how few articles have it.
    idf: Vec<f64>,
    /// Words of an average article.
    average: f64,
    /// Weighted hits of each phrase in the row at hand.
    hits: Vec<f64>,
    /// Words of each column of the row at hand up to the last hit.
    reached: [c_int; WEIGHTS.len()],
}

impl Ranking {
    /// Relevance of the row at hand if it has so many words.
    fn relevance(&self, words: f64) -> f64 {
        let long = K1 * (1.0 - B + B * words / self.average);
        let of_phrase = |(idf, hits): (&f64, &f64)| idf * (hits * (K1 + 1.0)) / (hits + long);
        self.idf.iter().zip(&self.hits).map(of_phrase).sum()
    }
}

/// What FTS5 tells about the search and the row at hand.
struct Row<'a> {
    api: &'a ffi::Fts5ExtensionApi,
    context: *mut ffi::Fts5Context,
}

/// The code of SQLite's that an answer failed with.
type Answer<T> = Result<T, c_int>;

/// What a method of FTS5's came to.
fn answer<T>(code: c_int, value: T) -> Answer<T> {
    if code == ffi::SQLITE_OK { Ok(value) } else { Err(code) }
}

/// Calls a method of FTS5's interface.
macro_rules! call {
    ($row:expr, $method:ident $(, $argument:expr)*) => {
        match $row.api.$method {
            // SAFETY: the interface and its context come from FTS5 for the time of the call, and all pointers
            // beside them are to places of ours, of the types that `fts5.h` names.
            Some(method) => Ok(unsafe { method($row.context $(, $argument)*) }),
            None => Err(ffi::SQLITE_ERROR),
        }
    };
}

impl Row<'_> {
    fn phrases(&self) -> Answer<c_int> {
        call!(self, xPhraseCount)
    }

    /// All articles of the index, and all their words.
    fn totals(&self) -> Answer<(f64, f64)> {
        let (mut rows, mut words) = (0, 0);
        let code = call!(self, xRowCount, &raw mut rows)?;
        answer(code, ())?;
        let code = call!(self, xColumnTotalSize, -1, &raw mut words)?;
        answer(code, (rows as f64, words as f64))
    }

    /// Number of articles that have a phrase.
    fn articles(&self, phrase: c_int) -> Answer<f64> {
        let mut count: i64 = 0;
        let code = call!(self, xQueryPhrase, phrase, (&raw mut count).cast(), Some(count_row))?;
        answer(code, count as f64)
    }

    /// Weighted hits of a phrase in the row at hand, and how many words of each column there are up to the last.
    fn hits(&self, phrase: c_int, reached: &mut [c_int; WEIGHTS.len()]) -> Answer<f64> {
        let mut places = ffi::Fts5PhraseIter { a: ptr::null(), b: ptr::null() };
        let (mut column, mut offset) = (0, 0);
        let places = &raw mut places;
        let code = call!(self, xPhraseFirst, phrase, places, &raw mut column, &raw mut offset)?;
        answer(code, ())?;
        let mut hits = 0.0;
        while let Ok(number) = usize::try_from(column) {
            hits += WEIGHTS.get(number).copied().unwrap_or(1.0);
            if let Some(reached) = reached.get_mut(number) {
                *reached = (*reached).max(offset.saturating_add(1));
            }
            call!(self, xPhraseNext, places, &raw mut column, &raw mut offset)?;
        }
        Ok(hits)
    }

    /// Words of the row at hand.
    fn words(&self) -> Answer<f64> {
        let mut words = 0;
        let code = call!(self, xColumnSize, -1, &raw mut words)?;
        answer(code, f64::from(words))
    }

    /// Number of the article at hand.
    fn id(&self) -> Answer<i64> {
        call!(self, xRowid)
    }

    /// What is kept for the search, made at its first row.
    fn ranking(&self) -> Answer<*mut Ranking> {
        let mut kept = call!(self, xGetAuxdata, 0)?.cast::<Ranking>();
        if kept.is_null() {
            kept = Box::into_raw(Box::new(self.begin()?));
            // FTS5 lets go of it by `forget` at the end of the search, and at once where it fails to keep it.
            answer(call!(self, xSetAuxdata, kept.cast(), Some(forget))?, ())?;
        }
        Ok(kept)
    }

    fn begin(&self) -> Answer<Ranking> {
        let phrases = self.phrases()?;
        let (rows, words) = self.totals()?;
        let idf = |phrase: c_int| {
            if phrases == 1 {
                return Ok(1.0);
            }
            let having = self.articles(phrase)?;
            let idf = ((rows - having + 0.5) / (having + 0.5)).ln();
            // FTS5's own least: a phrase of more than half of all articles would otherwise count against them.
            Ok(if idf > 0.0 { idf } else { 1e-6 })
        };
        let idf = (0..phrases).map(idf).collect::<Answer<Vec<f64>>>()?;
        let hits = Vec::with_capacity(idf.len());
        Ok(Ranking { idf, average: words / rows, hits, reached: Default::default() })
    }

    /// Relevance of the row at hand, unless it is not among the best.
    fn rank(&self, best: &Best) -> Answer<Option<f64>> {
        // SAFETY: nothing but `Row::ranking` puts anything there, so it is a ranking, alive until FTS5 forgets it
        // behind the last row; nobody else refers to it while a row is ranked, of which each is at its own time.
        let ranking = unsafe { &mut *self.ranking()? };
        best.ranked.set(best.ranked() + 1);
        ranking.hits.clear();
        ranking.reached = Default::default();
        for phrase in (0..).take(ranking.idf.len()) {
            ranking.hits.push(self.hits(phrase, &mut ranking.reached)?);
        }
        // It is at least as long as its hits reach: where that is not relevant enough, its length need not be known.
        let least = ranking.reached.iter().map(|reached| f64::from(*reached)).sum();
        if !best.wants(ranking.relevance(least)) {
            return Ok(None);
        }
        let relevance = ranking.relevance(self.words()?);
        let wanted = best.wants(relevance);
        if wanted {
            best.keep(relevance, self.id()?);
        }
        Ok(wanted.then_some(relevance))
    }
}

/// The function that FTS5 calls for each row.
unsafe extern "C" fn bm25(
    api: *const ffi::Fts5ExtensionApi,
    context: *mut ffi::Fts5Context,
    result: *mut ffi::sqlite3_context,
    count: c_int,
    values: *mut *mut ffi::sqlite3_value,
) {
    // SAFETY: FTS5 calls with its interface, which is there as long as the connection is.
    let Some(api) = (unsafe { api.as_ref() }) else { return };
    // SAFETY: FTS5 hands over so many values, in a row, for the time of the call; the pointer in one is null unless it
    // was bound as a `Best`, and such a one is borrowed by its statement.
    let best = unsafe {
        if count < 1 || values.is_null() {
            None
        } else {
            ffi::sqlite3_value_pointer(*values, BEST.as_ptr()).cast::<Best>().as_ref()
        }
    };
    let Some(best) = best else {
        // SAFETY: as below.
        return unsafe { ffi::sqlite3_result_error_code(result, ffi::SQLITE_MISUSE) };
    };
    match (Row { api, context }).rank(best) {
        // SAFETY: the place of the result comes from SQLite for the time of the call, and is written to once.
        Ok(Some(relevance)) => unsafe { ffi::sqlite3_result_double(result, relevance) },
        // A result that is not set is NULL.
        Ok(None) => {}
        // SAFETY: as above.
        Err(code) => unsafe { ffi::sqlite3_result_error_code(result, code) },
    }
}

/// Counts a row of a phrase.
unsafe extern "C" fn count_row(
    _: *const ffi::Fts5ExtensionApi,
    _: *mut ffi::Fts5Context,
    count: *mut c_void,
) -> c_int {
    // SAFETY: FTS5 hands on the address of the number that `Row::articles` waits with.
    unsafe { *count.cast::<i64>() += 1 };
    ffi::SQLITE_OK
}

/// Frees what was kept for a search.
unsafe extern "C" fn forget(kept: *mut c_void) {
    // SAFETY: FTS5 hands back once what `Row::ranking` gave to it, which came out of a box.
    drop(unsafe { Box::from_raw(kept.cast::<Ranking>()) });
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// An index like that of an archive.
    fn index(articles: &[[String; 5]]) -> Connection {
        let connection = Connection::open_in_memory().unwrap();
        register(&connection).unwrap();
        connection
            .execute_batch(
                "CREATE VIRTUAL TABLE articles_fts USING fts5(rest, lead, headline, deck, pieces);
                 INSERT INTO articles_fts(articles_fts, rank) VALUES('rank', 'bm25(1.0, 2.0, 8.0, 4.0, 1.0)');",
            )
            .unwrap();
        for columns in articles {
            let sql =
                "INSERT INTO articles_fts(rest, lead, headline, deck, pieces) VALUES(?1, ?2, ?3, ?4, ?5)";
            connection.execute(sql, rusqlite::params_from_iter(columns)).unwrap();
        }
        connection
    }

    fn ranked(connection: &Connection, rank: &str, search: &str, best: &Best) -> Vec<(i64, Option<f64>)> {
        let sql =
            format!("SELECT rowid, {rank} FROM articles_fts WHERE articles_fts MATCH ?1 ORDER BY rowid");
        let mut statement = connection.prepare(&sql).unwrap();
        let values: &[&dyn ToSql] = if rank.contains('?') { &[&search, best] } else { &[&search] };
        let rows = statement.query_map(values, |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        rows.collect::<rusqlite::Result<_>>().unwrap()
    }

    fn own() -> String {
        format!("{BM25}(articles_fts, ?2)")
    }

    proptest! {
        #[test]
        fn the_best_are_those_of_fts5_in_its_order(
            articles in prop::collection::vec(prop::array::uniform5("([abcd] ){0,12}"), 1..60),
            search in prop::sample::select(vec![
                "a", "\"a b\"", "a AND b", "a OR b OR c", "{headline} : a", "a * NOT b", "NEAR(a b, 2)",
                "(a b) AND ({lead} : c)",
            ]),
            best in 1_usize..12,
        ) {
            let connection = index(&articles);
            let plain = ranked(&connection, "-rank", search, &Best::new(0));
            let kept = Best::new(best);
            let own = ranked(&connection, &own(), search, &kept);
            let ids = |rows: &[(i64, Option<f64>)]| rows.iter().map(|row| row.0).collect::<Vec<_>>();
            prop_assert_eq!(ids(&plain), ids(&own));

            let of_plain = |id: i64| plain.iter().find(|row| row.0 == id).unwrap().1.unwrap();
            let kept = kept.into_sorted();
            prop_assert!(kept.iter().all(|(relevance, id)| own.contains(&(*id, Some(*relevance)))));
            let mut wanted: Vec<f64> = plain.iter().map(|row| row.1.unwrap()).collect();
            wanted.sort_by(|one, other| other.total_cmp(one));
            wanted.truncate(best);
            prop_assert_eq!(kept.len(), wanted.len());
            // Of one relevance, either may come first: sums of the same numbers may differ in their last bit.
            for ((_, id), wanted) in kept.iter().zip(wanted) {
                prop_assert!((of_plain(*id) - wanted).abs() <= 1e-9 * wanted, "{search}: {id}");
            }
        }
    }

    #[test]
    fn of_several_words_the_relevance_is_that_of_fts5() {
        let article =
            |rest: &str, headline: &str| [rest, "", headline, "", ""].map(|column| column.to_owned());
        let connection = index(&[
            article("the harbour reopened", "Storm"),
            article("ships", "Harbour and storm"),
            article("nothing of that kind", "Fares"),
        ]);
        for search in ["harbour storm", "harbour OR ships", "sto* OR fares"] {
            let own = ranked(&connection, &own(), search, &Best::new(9));
            let plain = ranked(&connection, "-rank", search, &Best::new(0));
            let rows: Vec<(f64, f64)> =
                own.iter().zip(&plain).map(|(own, plain)| (own.1.unwrap(), plain.1.unwrap())).collect();
            assert!(!rows.is_empty());
            assert!(rows.iter().all(|(own, plain)| (own - plain).abs() < 1e-12), "{search}: {rows:?}");
        }
    }

    #[test]
    fn an_index_without_words_has_no_best() {
        let connection = index(&[]);
        assert!(ranked(&connection, &own(), "a", &Best::new(9)).is_empty());
    }

    #[test]
    fn without_a_place_for_the_best_it_is_an_error() {
        let connection = index(&[[const { String::new() }; 5].map(|_| "a".to_owned())]);
        for rank in [format!("{BM25}(articles_fts)"), format!("{BM25}(articles_fts, 9)")] {
            let sql = format!("SELECT {rank} FROM articles_fts WHERE articles_fts MATCH 'a'");
            assert!(connection.query_row(&sql, [], |row| row.get::<_, f64>(0)).is_err(), "{rank}");
        }
    }
}
