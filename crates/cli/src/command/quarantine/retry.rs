//! `offwire quarantine retry`

use crate::{
    args::{Days, Reading},
    exit::{ExitStatus, Result},
    output::{Out, count},
    setup,
    talk::Talk,
    work::import::ImportStep,
};
use offwire_archive::{Archive, Counts, Outcome, RunInfo, RunReport};
use offwire_parse::{Origin, RawItem};
use offwire_summarize::Summarizer;
use serde_json::json;

/// Reads records again; what succeeds is imported and leaves the quarantine.
pub(super) fn run(
    archive: &mut Archive,
    ids: &[i64],
    reading: &Reading,
    mut out: Out,
    talk: &Talk,
) -> Result<ExitStatus> {
    let step = ImportStep {
        parser: setup::parser(reading)?,
        summarizer: Some(Summarizer::default()),
        packer: archive.packer(),
        days: Days { since: None, until: None },
    };
    let run = archive.start_run(&RunInfo::new("retry", env!("CARGO_PKG_VERSION")))?;
    let (mut counts, mut failed) = (Counts::default(), 0_usize);
    for id in ids {
        let found = archive.quarantined(*id)?;
        let Some(record) = archive.quarantined_record(*id)? else {
            talk.warn(format!("{id}: its bytes were not kept; import {} again with --fresh", found.path));
            failed += 1;
            continue;
        };
        let origin = Origin { member: found.member, offset: found.offset, ..Origin::file(found.path) };
        let (charset, context) = (record.charset, record.context.map(Into::into));
        let item = RawItem { origin, bytes: record.bytes, charset, context, ..RawItem::default() };
        let outcomes = step.run(&item);
        if let Some(Outcome::Quarantined { reason, detail, .. }) =
            outcomes.iter().find(|o| matches!(o, Outcome::Quarantined { .. }))
        {
            talk.warn(format!("{id}: {reason}: {detail}"));
            failed += 1;
            continue;
        }
        counts += archive.commit(run, &outcomes, &[])?;
        archive.drop_quarantined(&[*id])?;
    }
    archive.finish_run(run, &RunReport::default())?;
    let tried = ids.len();
    out.one(&json!({ "tried": tried, "failed": failed, "imported": counts.imported }), |out, _| {
        out.line(format!(
            "{} tried, {failed} failed again, {} imported",
            count(tried as u64, "record"),
            count(counts.imported, "article")
        ))
    })?;
    out.finish()?;
    Ok(if failed == 0 { ExitStatus::Done } else { ExitStatus::SomeFailed })
}
