//! `offwire backup`, `merge`, `optimize`

use crate::{
    args::{Backup, Global, Merge},
    exit::{ExitStatus, Result},
    output::{Out, bytes, number},
    talk::Talk,
};
use offwire_archive::{Archive, Counts};
use offwire_batch::display_name;
use serde_json::json;

pub(crate) fn backup(args: &Backup, global: &Global) -> Result<ExitStatus> {
    super::reading(global)?.backup(&args.file)?;
    let size = std::fs::metadata(&args.file).map_or(0, |m| m.len());
    let name = display_name(&args.file);
    tell(global, &json!({ "file": name, "bytes": size }), format!("{name}: {}", bytes(size)))
}

pub(crate) fn merge(args: &Merge, global: &Global, talk: &Talk) -> Result<ExitStatus> {
    let mut archive = Archive::open_or_create(&global.archive)?;
    let mut total = Counts::default();
    for file in &args.files {
        let counts =
            archive.merge(file, env!("CARGO_PKG_VERSION")).inspect_err(|_| archive.abandon_if_new())?;
        talk.note(format!("{}: {} records", display_name(file), number(counts.read)));
        total += counts;
    }
    let text = format!(
        "{} records read: {} imported, {} duplicates, {} new versions, {} quarantined",
        number(total.read),
        number(total.imported),
        number(total.duplicates),
        number(total.new_versions),
        number(total.quarantined)
    );
    tell(global, &serde_json::to_value(total).unwrap_or_default(), text)
}

pub(crate) fn optimize(global: &Global) -> Result<ExitStatus> {
    let mut archive = super::writing(global)?;
    let before = archive.info()?.bytes;
    archive.optimize()?;
    let after = archive.info()?.bytes;
    let text = format!("{} before, {} after", bytes(before), bytes(after));
    tell(global, &json!({ "bytes_before": before, "bytes": after }), text)
}

fn tell(global: &Global, record: &serde_json::Value, text: String) -> Result<ExitStatus> {
    let mut out = Out::new(global);
    out.one(record, |out, _| out.line(text))?;
    out.finish()?;
    Ok(ExitStatus::Done)
}
