//! `offwire quarantine retry`

use crate::{
    args::{Days, Reading},
    exit::{ExitStatus, Result},
    output::{Out, count},
    talk::Talk,
    work::{again::Again, import::ImportStep},
};
use offwire_archive::{Archive, Counts, Outcome, Quarantined, RunId, RunInfo, RunReport};
use offwire_parse::{Origin, RawItem};
use serde_json::json;
use std::{collections::HashMap, time::Instant};

/// What came of the records so far.
#[derive(Default)]
struct Tried {
    counts: Counts,
    failed: usize,
    bytes: u64,
    /// By file and member, the format of their articles.
    formats: HashMap<(String, Option<String>), String>,
}

/// Reads records again; what succeeds is imported and leaves the quarantine.
pub(super) fn run(
    archive: &mut Archive,
    ids: &[i64],
    reading: &Reading,
    mut out: Out,
    talk: &Talk,
) -> Result<ExitStatus> {
    let began = Instant::now();
    // A number that is none fails before the ledger has a line.
    let found: Vec<Quarantined> =
        ids.iter().map(|id| archive.quarantined(*id)).collect::<std::result::Result<_, _>>()?;
    let again = Again::new(archive, reading)?;
    let run = archive.start_run(&info(&again, &found, reading))?;
    let mut tried = Tried { formats: archive.formats_beside(ids)?, ..Tried::default() };
    for record in &found {
        tried.take(archive, &again, run, record, talk)?;
    }
    let (bytes, seconds) = (tried.bytes, began.elapsed().as_secs_f64());
    archive.finish_run(run, &RunReport { bytes, seconds, ..RunReport::default() })?;
    let (failed, imported) = (tried.failed, tried.counts.imported + tried.counts.new_versions);
    out.one(&json!({ "tried": ids.len(), "failed": failed, "imported": imported }), |out, _| {
        out.line(format!(
            "{} tried, {failed} failed again, {} imported",
            count(ids.len() as u64, "record"),
            count(imported, "article")
        ))
    })?;
    out.finish()?;
    Ok(if failed == 0 { ExitStatus::Done } else { ExitStatus::SomeFailed })
}

/// What the ledger says of the run.
fn info(again: &Again, found: &[Quarantined], reading: &Reading) -> RunInfo {
    let mut info = RunInfo::new("retry", env!("CARGO_PKG_VERSION"));
    let mut inputs: Vec<String> = found.iter().map(|record| record.path.clone()).collect();
    inputs.sort();
    inputs.dedup();
    info.inputs = inputs;
    let mut options = again.options_of(found.first().map_or(0, |record| record.run));
    options["format"] = reading.format.clone().into();
    info.options = options;
    info
}

impl Tried {
    fn take(
        &mut self,
        archive: &mut Archive,
        again: &Again,
        run: RunId,
        found: &Quarantined,
        talk: &Talk,
    ) -> Result<()> {
        let id = found.id;
        let Some(record) = archive.quarantined_record(id)? else {
            talk.warn(format!("{id}: its bytes were not kept; import {} again with --fresh", found.path));
            self.failed += 1;
            return Ok(());
        };
        self.bytes += record.bytes.len() as u64;
        let beside = self.formats.get(&(found.path.clone(), found.member.clone()));
        let origin = Origin {
            member: found.member.clone(),
            offset: found.offset,
            url: found.told.url.clone(),
            captured: found.told.captured,
            ..Origin::file(found.path.clone())
        };
        let item = RawItem {
            format: again.format_of(archive, found, beside)?,
            origin,
            bytes: record.bytes,
            charset: record.charset,
            context: record.context.map(Into::into),
            notes: found.told.notes.clone(),
        };
        let step = ImportStep {
            parser: again.parser_of(found.run).clone(),
            summarizer: again.summarizer_of(found.run),
            packer: archive.packer(),
            days: Days { since: None, until: None },
        };
        let outcomes = step.run(&item);
        let failed = outcomes.iter().find_map(|outcome| match outcome {
            Outcome::Quarantined { reason, detail, .. } => Some(format!("{id}: {reason}: {detail}")),
            _ => None,
        });
        if let Some(failed) = failed {
            talk.warn(failed);
            self.failed += 1;
            return Ok(());
        }
        self.counts += archive.commit(run, &outcomes, &[])?;
        archive.drop_quarantined(&[id])?;
        Ok(())
    }
}
