//! No search may be an error of SQLite: it is understood, or explained by the query language itself.
#![no_main]

use libfuzzer_sys::fuzz_target;
use offwire_archive::Query;
use rusqlite::Connection;

thread_local! {
    static INDEX: Connection = {
        let connection = Connection::open_in_memory().expect("memory");
        let sql = "CREATE VIRTUAL TABLE t USING fts5(rest, lead, headline, deck, pieces)";
        connection.execute_batch(sql).expect("an index");
        connection
    };
}

fuzz_target!(|text: &str| {
    match Query::parse(text) {
        Ok(query) => {
            if let Some(fts) = query.text() {
                let sql = "SELECT count(*) FROM t WHERE t MATCH ?1";
                INDEX.with(|index| index.query_row(sql, [fts], |row| row.get::<_, i64>(0))).expect("a good search");
            }
        }
        Err(error) => assert!(error.at <= text.chars().count()),
    }
});
