//! `offwire reparse`

use crate::{
    args::{Global, Reparse},
    exit::{ExitStatus, Result},
    output::{Out, number},
    talk::Talk,
    work::again::{Again, column_told},
};
use offwire_archive::{Archive, Counts, Error, Reparsed, RunId, RunInfo, RunReport, StoredSource};
use offwire_batch::display_name;
use serde_json::{Value, json};
use std::{collections::BTreeMap, time::Instant};

/// Records between two entries in the ledger.
const AT_ONCE: usize = 64;

/// What was found so far.
#[derive(Default)]
struct Found {
    same: u64,
    changed: u64,
    added: u64,
    kept: u64,
    failed: u64,
    bytes: u64,
    fields: BTreeMap<String, u64>,
}

pub(crate) fn run(args: &Reparse, global: &Global, talk: &Talk) -> Result<ExitStatus> {
    let began = Instant::now();
    // A look writes nothing, not even to the ledger.
    let mut archive = if args.dry_run { super::reading(global)? } else { super::writing(global)? };
    let again = Again::new(&archive, &args.reading)?;
    let run = if args.dry_run { None } else { Some(archive.start_run(&info(args, global))?) };
    let (mut found, mut after) = (Found::default(), 0);
    loop {
        let sources = archive.stored_sources(after, AT_ONCE)?;
        let Some(last) = sources.last() else { break };
        after = last.id;
        let before = (found.same + found.changed, found.failed);
        for source in &sources {
            found.take(&mut archive, &again, run, source, talk)?;
        }
        if let Some(run) = run {
            let (held, failed) = (found.same + found.changed - before.0, found.failed - before.1);
            let counts =
                Counts { read: held + failed, duplicates: held, quarantined: failed, ..Counts::default() };
            archive.book(run, counts)?;
        }
    }
    if let Some(run) = run {
        archive.settle()?;
        let (bytes, seconds) = (found.bytes, began.elapsed().as_secs_f64());
        let report = RunReport { bytes, seconds, details: found.record(false), ..RunReport::default() };
        archive.finish_run(run, &report)?;
    }
    found.tell(args.dry_run, global)?;
    Ok(if found.failed > 0 { ExitStatus::SomeFailed } else { ExitStatus::Done })
}

/// What the ledger says of the run.
fn info(args: &Reparse, global: &Global) -> RunInfo {
    let mut info = RunInfo::new("reparse", env!("CARGO_PKG_VERSION"));
    info.inputs = vec![display_name(&global.archive)];
    info.options = json!({
        "format": args.reading.format,
        "encoding": args.reading.encoding,
        "language": args.reading.language,
        "columns": args.reading.columns.iter().map(column_told).collect::<Vec<_>>(),
    });
    info
}

impl Found {
    /// Reads one record again. A damaged one is named and counted, and the others go on.
    fn take(
        &mut self,
        archive: &mut Archive,
        again: &Again,
        run: Option<RunId>,
        source: &StoredSource,
        talk: &Talk,
    ) -> Result<()> {
        let summarize = |article: &_, stored: &_| again.summarize(article, stored);
        let read = again.read(archive, source).and_then(|(record, articles)| {
            self.bytes += record.bytes.len() as u64;
            archive.reparse(run, source, &record, articles, &summarize)
        });
        match read {
            Ok(read) => self.add(read, talk),
            Err(error @ (Error::Source { .. } | Error::Stored { .. })) => {
                talk.warn(format!("{}: {}", name(source), crate::exit::with_causes(&error)));
                self.failed += 1;
            }
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    fn add(&mut self, read: Reparsed, talk: &Talk) {
        for (id, names) in &read.changed {
            talk.note(format!("{id}: {}", names.join(", ")));
            names.iter().for_each(|name| *self.fields.entry(name.clone()).or_default() += 1);
        }
        self.same += read.same;
        self.added += read.added;
        self.changed += read.changed.len() as u64;
        self.kept += read.kept.len() as u64;
    }

    fn record(&self, dry_run: bool) -> Value {
        json!({
            "same": self.same, "changed": self.changed, "added": self.added, "kept": self.kept,
            "failed": self.failed, "fields": self.fields, "dry_run": dry_run,
        })
    }

    fn tell(&self, dry_run: bool, global: &Global) -> Result<()> {
        let mut out = Out::new(global);
        out.one(&self.record(dry_run), |out, _| {
            out.line(format!(
                "{} the same, {} changed, {} new, {} not found again and kept, {} records failed{}",
                number(self.same),
                number(self.changed),
                number(self.added),
                number(self.kept),
                number(self.failed),
                if dry_run { "; nothing was written" } else { "" }
            ))?;
            self.fields.iter().try_for_each(|(name, n)| out.line(format!("  {name}: {}", number(*n))))
        })?;
        out.finish()
    }
}

/// A record by the place where it was found.
fn name(source: &StoredSource) -> String {
    let place = &source.place;
    let member = place.member.as_ref().map_or_else(String::new, |member| format!("!/{member}"));
    let offset = place.offset.map_or_else(String::new, |offset| format!(" at byte {offset}"));
    format!("{}{member}{offset}", place.path)
}
