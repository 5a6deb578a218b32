//! `offwire backup`, `merge`, `optimize`

use crate::{
    args::{Backup, Global, Merge},
    exit::{ExitStatus, Failure, Result},
    output::{Out, bytes, count, number},
    talk::Talk,
};
use offwire_archive::{Archive, Counts, Error};
use offwire_batch::display_name;
use serde_json::json;
use std::{
    fs::File,
    io::{self, IsTerminal, Read},
    path::{Path, PathBuf},
    sync::atomic::Ordering,
};

pub(crate) fn backup(args: &Backup, global: &Global, talk: &Talk) -> Result<ExitStatus> {
    let archive = super::reading(global)?;
    if args.file == Path::new("-") {
        return copy_out(&archive, global, talk);
    }
    archive.backup(&args.file)?;
    let size = std::fs::metadata(&args.file).map_or(0, |m| m.len());
    let name = display_name(&args.file);
    tell(global, &json!({ "file": name, "bytes": size }), format!("{name}: {}", bytes(size)))
}

/// Writes the copy to standard output. SQLite makes it as a file, which stands beside the archive until it is sent.
fn copy_out(archive: &Archive, global: &Global, talk: &Talk) -> Result<ExitStatus> {
    if io::stdout().is_terminal() {
        return Err(Failure::usage("an archive is nothing to read on a terminal")
            .hint("send it on: `offwire backup - > copy.db`, or name a file"));
    }
    let stop = crate::stop::on_interrupt()?;
    let name = format!(".offwire-backup-{}.partial", std::process::id());
    let copy = Removed(archive.path().with_file_name(name));
    archive.backup(&copy.0)?;
    let mut file = File::open(&copy.0).map_err(|e| Failure::file(&copy.0, &e))?;
    let mut out = Out::new(global);
    let (mut sent, mut buffer) = (0, vec![0; 1 << 20]);
    while !stop.load(Ordering::Relaxed) {
        let n = file.read(&mut buffer).map_err(|e| Failure::file(&copy.0, &e))?;
        let Some(part) = buffer.get(..n).filter(|part| !part.is_empty()) else {
            out.finish()?;
            talk.note(format!("{} written", bytes(sent)));
            return Ok(ExitStatus::Done);
        };
        out.raw(part)?;
        sent += n as u64;
    }
    Ok(ExitStatus::Interrupted)
}

/// A file that is removed when it is no longer needed, however that comes.
struct Removed(PathBuf);

impl Drop for Removed {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

pub(crate) fn merge(args: &Merge, global: &Global, talk: &Talk) -> Result<ExitStatus> {
    let mut archive = Archive::open_or_create(&global.archive)?;
    if let Some(itself) = args.files.iter().find(|file| archive.is_at(file)) {
        archive.abandon_if_new();
        return Err(Error::Itself { path: itself.clone() }.into());
    }
    let mut total = Counts::default();
    for file in &args.files {
        let counts = archive.merge(file, env!("CARGO_PKG_VERSION")).inspect_err(|_| {
            archive.abandon_if_new();
        })?;
        talk.note(format!("{}: {}", display_name(file), count(counts.read, "record")));
        total += counts;
    }
    let text = format!(
        "{} read: {} imported, {}, {}, {} quarantined",
        count(total.read, "record"),
        number(total.imported),
        count(total.duplicates, "duplicate"),
        count(total.new_versions, "new version"),
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
