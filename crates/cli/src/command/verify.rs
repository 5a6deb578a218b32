//! `offwire verify`

use crate::{
    args::{Global, Reading},
    exit::{ExitStatus, Result},
    output::{Out, count, visible},
    work::again::Again,
};
use offwire_archive::{Finding, Health};
use std::collections::BTreeMap;

pub(crate) fn run(global: &Global) -> Result<ExitStatus> {
    // The index is checked by a command that counts as writing; where that may not be, the rest is checked.
    let archive = super::writing(global).or_else(|_| super::reading(global))?;
    let mut health = archive.verify()?;
    let again = Again::new(&archive, &Reading::default())?;
    for id in super::repair::missing_summaries(&archive, &again, &BTreeMap::new())? {
        let detail = "its run made summaries, and it has none".into();
        health.total += 1;
        health.findings.push(Finding { check: "summary", id: Some(id), detail });
    }
    let mut out = Out::new(global);
    out.one(&health, text)?;
    out.finish()?;
    Ok(if health.is_sound() { ExitStatus::Done } else { ExitStatus::SomeFailed })
}

fn text(out: &mut Out, health: &Health) -> Result<()> {
    for finding in &health.findings {
        let id = finding.id.map_or_else(String::new, |id| format!(" {id}"));
        out.line(format!("{}{id}: {}", out.style.red(finding.check), visible(&finding.detail)))?;
    }
    for skipped in &health.skipped {
        out.line(format!("{} {}", out.style.yellow("not checked:"), visible(skipped)))?;
    }
    let sound = if health.is_sound() { "sound".into() } else { count(health.total, "finding") };
    out.line(format!(
        "{}, {}, {} checked: {sound}",
        count(health.articles, "article"),
        count(health.sources, "source"),
        count(health.ranges, "byte range")
    ))
}
