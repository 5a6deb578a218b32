//! `offwire quarantine`

mod retry;

use crate::{
    args::{Global, Page, Quarantine},
    exit::{ExitStatus, Failure, Result},
    output::{Out, count, number, visible, wrap},
    talk::Talk,
};
use offwire_archive::{Archive, Quarantined};
use serde_json::json;

const COLUMNS: [&str; 8] = ["id", "run", "path", "member", "offset", "reason", "detail", "kept"];

pub(crate) fn run(args: &Quarantine, global: &Global, talk: &Talk) -> Result<ExitStatus> {
    let mut out = Out::new(global);
    match args {
        Quarantine::List { reason, page } => list(&mut out, reason.as_deref(), *page, global, talk)?,
        Quarantine::Show { id, raw } => show(&mut out, *id, *raw, global)?,
        Quarantine::Retry { ids, reason, all, reading } => {
            let mut archive = super::writing(global)?;
            let ids = wanted(&archive, ids, reason.as_deref(), *all)?;
            return retry::run(&mut archive, &ids, reading, out, talk);
        }
        Quarantine::Drop { ids, reason, all } => {
            let mut archive = super::writing(global)?;
            let ids = wanted(&archive, ids, reason.as_deref(), *all)?;
            let dropped = archive.drop_quarantined(&ids)?;
            out.one(&json!({ "dropped": dropped }), |out, _| {
                out.line(format!("{} dropped", count(dropped as u64, "record")))
            })?;
        }
    }
    out.finish()?;
    Ok(ExitStatus::Done)
}

/// The records that the user names one by one, by reason, or all.
fn wanted(archive: &Archive, ids: &[i64], reason: Option<&str>, all: bool) -> Result<Vec<i64>> {
    let mut ids = ids.to_vec();
    if all || reason.is_some() {
        ids.extend(archive.quarantine(reason, usize::MAX, 0)?.iter().map(|record| record.id));
    }
    Ok(ids)
}

fn list(out: &mut Out, reason: Option<&str>, page: Page, global: &Global, talk: &Talk) -> Result<()> {
    let archive = super::reading(global)?;
    let records = archive.quarantine(reason, page.limit, page.offset)?;
    out.list(&COLUMNS, &records, record)?;
    let reasons = archive.quarantine_reasons()?;
    let total: u64 = reasons.iter().map(|(_, n)| n).sum();
    let named: Vec<String> = reasons.iter().map(|(reason, n)| format!("{reason} {}", number(*n))).collect();
    let named = if named.is_empty() { String::new() } else { format!(": {}", named.join(", ")) };
    talk.note(format!("{} in quarantine{named}", count(total, "record")));
    Ok(())
}

fn show(out: &mut Out, id: i64, raw: bool, global: &Global) -> Result<()> {
    let archive = super::reading(global)?;
    let found = archive.quarantined(id)?;
    if !raw {
        return out.one(&found, record);
    }
    let kept = archive.quarantined_record(id)?.ok_or_else(|| {
        Failure::some_failed(format!("the bytes of record {id} were not kept"))
            .hint(format!("they are in {}", found.path))
    })?;
    out.raw(&kept.bytes)
}

fn record(out: &mut Out, record: &Quarantined) -> Result<()> {
    let member = record.member.as_ref().map_or_else(String::new, |m| format!("!/{m}"));
    let offset = record.offset.map_or_else(String::new, |o| format!(" at byte {o}"));
    let place = visible(&format!("{}{member}{offset}", record.path)).into_owned();
    let id = out.style.cyan(&format!("{:>6}", record.id));
    out.line(format!("{id}  {}  {place}", out.style.yellow(&record.reason)))?;
    out.line(wrap(&record.detail, out.width, "        "))
}
