//! `offwire eval`

use crate::{
    args::{Eval, EvalFiles, EvalSummary, Global},
    exit::{ExitStatus, Failure, Result},
    output::{Out, count, visible},
    talk::Talk,
};
use offwire_article::eval as extract;
use offwire_batch::display_name;
use offwire_summarize::{Budget, eval as summary, rouge::Tokens};
use serde::de::DeserializeOwned;
use serde_json::json;
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
            if !gold.iter().any(is_labelled) {
                return Err(Failure::usage(format!(
                    "{}: no line holds anything to compare: body, paragraphs, with, title, date or authors",
                    visible(&display_name(&files.gold))
                )));
            }
            let pairing = extract::pair(gold, predicted);
            unpaired(talk, &pairing.missing, &pairing.unknown);
            out.one(&extract::Report::of(&pairing), |out, report| out.line(report.to_string().trim_end()))?;
        }
        Eval::Summary(args) => summaries(args, &mut out, talk)?,
    }
    out.finish()?;
    Ok(ExitStatus::Done)
}

/// Whether a labelled record says anything of its page.
fn is_labelled(gold: &extract::Gold) -> bool {
    let has_text = gold.body.is_some() || !gold.paragraphs.is_empty() || !gold.with.is_empty();
    has_text || gold.title.is_some() || gold.date.is_some() || !gold.authors.is_empty()
}

/// One run, or two with their difference.
fn summaries(args: &EvalSummary, out: &mut Out, talk: &Talk) -> Result<()> {
    if [&args.files.gold, &args.files.predicted]
        .into_iter()
        .chain(&args.other)
        .filter(|p| **p == Path::new("-"))
        .count()
        > 1
    {
        return Err(Failure::usage("standard input can be read once"));
    }
    let gold: Vec<summary::Gold> = lines(&args.files.gold)?;
    let tokens = if args.unicode { Tokens::Unicode } else { Tokens::English };
    let budget = Budget { words: args.words, sentences: None, chars: None };
    let options = summary::EvalOptions::default().tokens(tokens).budget(budget);
    let report = |path: &Path| -> Result<summary::Report> {
        let pairing = summary::pair(gold.clone(), lines(path)?);
        unpaired(talk, &pairing.missing, &pairing.unknown);
        Ok(summary::Report::of(&pairing.pairs, &options))
    };
    let first = report(&args.files.predicted)?;
    let Some(other) = &args.other else {
        return out.one(&first, |out, report| out.line(report.to_string().trim_end()));
    };
    let second = report(other)?;
    let difference = summary::Comparison::of(&first, &second, &options);
    out.one(&json!({ "first": first, "second": second, "difference": difference }), |out, _| {
        for (path, report) in [(&args.files.predicted, &first), (other, &second)] {
            out.line(out.style.bold(&visible(&display_name(path))))?;
            out.line(report.to_string())?;
        }
        out.line(out.style.bold("second less first"))?;
        out.line(difference.to_string().trim_end())
    })
}

fn unpaired(talk: &Talk, missing: &[String], unknown: &[String]) {
    if let Some(first) = missing.first() {
        let missing = count(missing.len() as u64, "labelled record");
        talk.warn(format!("without a prediction, and counted as empty: {missing}, such as {first}"));
    }
    if let Some(first) = unknown.first() {
        let unknown = count(unknown.len() as u64, "prediction");
        talk.warn(format!("without a labelled record: {unknown}, such as {first}"));
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
        let name = || display_name(path);
        let record = serde_json::from_str(&line)
            .map_err(|e| Failure::unavailable(format!("{}, line {}: {e}", name(), number + 1)))?;
        records.push(record);
    }
    Ok(records)
}
