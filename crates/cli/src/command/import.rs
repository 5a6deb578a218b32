//! `offwire import`

mod dry_run;

use crate::{
    args::{Global, Import},
    exit::{ExitStatus, Failure, Result},
    output::{Out, bytes, number, seconds, table},
    progress::Shown,
    setup,
    talk::Talk,
    work::import::ImportStep,
};
use offwire_archive::{Archive, RunInfo};
use offwire_batch::{Ended, Importer, Report, display_name};
use offwire_summarize::Summarizer;
use std::path::Path;

pub(crate) fn run(args: &Import, global: &Global, talk: &Talk) -> Result<ExitStatus> {
    let parser = setup::parser(&args.reading)?;
    let settings = setup::settings(&args.paths, &args.reading, Some(&args.files))?;
    let options = setup::summary(&args.paragraph.method, Some(args.paragraph.words), None)?;
    let summarizer = (!args.no_summarize).then(|| Summarizer::new(options));
    if args.dry_run {
        return dry_run::run(settings, parser, summarizer, global, talk);
    }
    let mut archive = Archive::open_or_create(&global.archive)?;
    let step =
        ImportStep { parser: parser.clone(), summarizer, packer: archive.packer(), days: args.days.clone() };
    let mut builder = Importer::builder()
        .settings(settings)
        .parser(parser)
        .info(info(args))
        .fresh(args.fresh)
        .step(move |item| step.run(item));
    if let Some(limit) = args.max_errors {
        builder = builder.max_errors(limit);
    }
    let importer = builder.build()?;
    let mut shown = Shown::new(global, talk);
    let report = importer.run(&mut archive, &mut shown);
    shown.finish();
    let report = report?;
    if let Some(path) = &args.report {
        write_report(path, &report)?;
    }
    tell(&report, global)?;
    Ok(match report.ended {
        Ended::Interrupted => {
            talk.note("interrupted: the same command goes on from here");
            ExitStatus::Interrupted
        }
        _ if report.counts.quarantined > 0 => ExitStatus::SomeFailed,
        _ => ExitStatus::Done,
    })
}

/// What the ledger says of the run.
fn info(args: &Import) -> RunInfo {
    let mut info = RunInfo::new("import", env!("CARGO_PKG_VERSION"));
    info.inputs = args.paths.iter().map(|path| display_name(path)).collect();
    info.options = serde_json::json!({
        "format": args.reading.format,
        "encoding": args.reading.encoding,
        "language": args.reading.language,
        "since": args.days.since,
        "until": args.days.until,
        "include": args.files.include,
        "exclude": args.files.exclude,
        "method": (!args.no_summarize).then_some(&args.paragraph.method),
        "words": (!args.no_summarize).then_some(args.paragraph.words),
    });
    info
}

fn write_report(path: &Path, report: &Report) -> Result<()> {
    let json = serde_json::to_vec_pretty(report).map_err(|e| Failure::unavailable(e.to_string()))?;
    std::fs::write(path, json).map_err(|e| Failure::file(path, &e))
}

/// The table at the end.
fn tell(report: &Report, global: &Global) -> Result<()> {
    let mut out = Out::new(global);
    out.one(report, |out, report| {
        out.raw(table(&books(report)).as_bytes())?;
        let memory = report.peak_memory.map_or_else(String::new, |n| format!(", peak memory {}", bytes(n)));
        out.line(format!(
            "{} files read, {} unchanged; {} in {}: {:.1} MB/s, {:.0} articles/s{memory}",
            number(report.files as u64),
            number(report.unchanged as u64),
            bytes(report.bytes),
            seconds(report.seconds),
            report.megabytes_per_second(),
            report.records_per_second()
        ))
    })?;
    out.finish()
}

fn books(report: &Report) -> Vec<Vec<String>> {
    let counts = &report.counts;
    let row = |name: String, n: u64| vec![name, number(n)];
    let mut rows = vec![
        row("records read".into(), counts.read),
        row("  imported".into(), counts.imported),
        row("  duplicates".into(), counts.duplicates),
        row("  new versions".into(), counts.new_versions),
        row("  excluded".into(), counts.excluded),
        row("  quarantined".into(), counts.quarantined),
    ];
    rows.extend(report.quarantined_by.iter().map(|(reason, n)| row(format!("    {reason}"), *n)));
    rows
}
