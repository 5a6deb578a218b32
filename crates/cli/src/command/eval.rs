//! `offwire eval`

use crate::{
    args::{Eval, EvalFiles, Global},
    exit::{ExitStatus, Failure, Result},
    output::Out,
    talk::Talk,
};
use offwire_article::eval as extract;
use offwire_summarize::eval as summary;
use serde::de::DeserializeOwned;
use std::{
    fs::File,
    io::{self, BufRead, BufReader},
    path::Path,
};

pub(crate) fn run(args: &Eval, global: &Global, talk: &Talk) -> Result<ExitStatus> {
    let mut out = Out::new(global);
    match args {
        Eval::Extract(files) => {
            let (gold, predicted) = read(files)?;
            let pairing = extract::pair(gold, predicted);
            unpaired(talk, &pairing.missing, &pairing.unknown);
            out.one(&extract::Report::of(&pairing), |out, report| out.line(report.to_string().trim_end()))?;
        }
        Eval::Summary(files) => {
            let (gold, predicted) = read(files)?;
            let pairing = summary::pair(gold, predicted);
            unpaired(talk, &pairing.missing, &pairing.unknown);
            let report = summary::Report::of(&pairing.pairs, &summary::EvalOptions::default());
            out.one(&report, |out, report| out.line(report.to_string().trim_end()))?;
        }
    }
    out.finish()?;
    Ok(ExitStatus::Done)
}

fn unpaired(talk: &Talk, missing: &[String], unknown: &[String]) {
    if let Some(first) = missing.first() {
        talk.warn(format!(
            "{} labelled records have no prediction and count as empty, such as {first}",
            missing.len()
        ));
    }
    if let Some(first) = unknown.first() {
        talk.warn(format!("{} predictions have no labelled record, such as {first}", unknown.len()));
    }
}

fn read<G: DeserializeOwned, P: DeserializeOwned>(files: &EvalFiles) -> Result<(Vec<G>, Vec<P>)> {
    Ok((lines(&files.gold)?, lines(&files.predicted)?))
}

/// The records of a file of JSON lines.
fn lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>> {
    let wrong = |e: io::Error| Failure::file(path, &e);
    let read: Box<dyn BufRead> = if path == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        Box::new(BufReader::new(File::open(path).map_err(wrong)?))
    };
    let mut records = Vec::new();
    for (number, line) in read.lines().enumerate() {
        let line = line.map_err(wrong)?;
        if line.trim().is_empty() {
            continue;
        }
        let name = || offwire_batch::display_name(path);
        let record = serde_json::from_str(&line)
            .map_err(|e| Failure::unavailable(format!("{}, line {}: {e}", name(), number + 1)))?;
        records.push(record);
    }
    Ok(records)
}
