//! Work that is given up: who asked has gone away, or the time for it is over.

use crate::{Archive, error::Result};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

/// Steps of SQLite's machine between two looks at the flag: some ten thousand looks a second cost nothing that can be
/// measured, and an answer comes at once.
const STEPS: i32 = 10_000;

impl Archive {
    /// Once `stop` is set, the statement under way and all later ones of this opening end with [`crate::Error::Stopped`];
    /// in the place of the flag that was given before.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn stop_on(&mut self, stop: Arc<AtomicBool>) -> Result<()> {
        let is_set = move || stop.load(Ordering::Relaxed);
        let done = self.connection.progress_handler(STEPS, Some(is_set));
        self.sql("listening for a stop", done)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    #[test]
    fn a_statement_without_end_is_given_up() {
        let folder = tempfile::tempdir().unwrap();
        let mut archive = Archive::open_or_create(folder.path().join("a.db")).unwrap();
        let stop = Arc::new(AtomicBool::new(false));
        archive.stop_on(Arc::clone(&stop)).unwrap();
        let endless = |archive: &Archive| {
            let sql =
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
            let ended = archive.connection.query_row(sql, [], |row| row.get::<_, i64>(0));
            archive.sql("counting without end", ended)
        };
        stop.store(true, Ordering::Relaxed);
        let error = endless(&archive).unwrap_err();
        assert!(matches!(error, Error::Stopped { doing: "counting without end", .. }), "{error}");
        archive.stop_on(Arc::default()).unwrap();
        assert_eq!(archive.connection.query_row("SELECT 1", [], |row| row.get::<_, i64>(0)), Ok(1));
    }
}
