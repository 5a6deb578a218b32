//! `offwire import`

mod dry_run;
mod report;

use crate::{
    args::{Global, Import, Reading},
    exit::{ExitStatus, Failure, Result},
    output::{Out, bytes, count, number, seconds, table},
    progress::Shown,
    setup,
    talk::Talk,
    work::{again::column_told, import::ImportStep},
};
use offwire_archive::{Archive, RunInfo};
use offwire_batch::{Ended, Importer, Report, display_name};
use offwire_summarize::{Budget, Summarizer};
use report::Target;
use std::path::Path;

pub(crate) fn run(args: &Import, global: &Global, talk: &Talk) -> Result<ExitStatus> {
    let parser = setup::parser(&args.reading)?;
    let mut settings = setup::settings(&args.paths, &args.reading, Some(&args.files))?;
    let options = setup::summary(&args.paragraph.method, Budget::words(args.paragraph.words))?;
    let summarizer = (!args.no_summarize).then(|| Summarizer::new(options));
    let target = args.report.as_deref();
    let target = target.map(|path| Target::new(path, args, &settings.inputs, global)).transpose()?;
    settings.own.extend(target.as_ref().and_then(Target::file).map(Path::to_owned));
    settings.max_errors = args.max_errors;
    if args.dry_run {
        let look = dry_run::Look { parser, summarizer, days: args.days.clone(), target };
        return look.run(settings, global, talk);
    }
    let mut archive = Archive::open_or_create(&global.archive)?;
    let step =
        ImportStep { parser: parser.clone(), summarizer, packer: archive.packer(), days: args.days.clone() };
    let importer = Importer::builder()
        .settings(settings)
        .parser(parser)
        .info(info(args))
        .fresh(args.fresh)
        .fingerprint(fingerprint(args))
        .step(move |item| step.run(item))
        .build()?;
    let mut shown = Shown::new(global, talk);
    let report = importer.run(&mut archive, &mut shown);
    shown.finish();
    // What cannot begin leaves no empty archive behind.
    let report = report.inspect_err(|_| {
        archive.abandon_if_new();
    })?;
    let mut out = Out::new(global);
    if let Some(target) = &target {
        target.write(&report, &mut out)?;
    }
    if target != Some(Target::Output) {
        tell(&report, &mut out)?;
    }
    out.finish()?;
    ended(&report, args, talk)
}

/// What the end of the run means to who started it.
fn ended(report: &Report, args: &Import, talk: &Talk) -> Result<ExitStatus> {
    let (failed, read) = (count(report.counts.quarantined, "failed record"), number(report.counts.read));
    match (report.ended, args.max_errors) {
        (Ended::Interrupted, _) => {
            talk.note(format!("interrupted: {}", goes_on(args)));
            Ok(ExitStatus::Interrupted)
        }
        (Ended::TooManyErrors, Some(limit)) => {
            Err(Failure::some_failed(format!("stopped after {failed} of {read}: the limit is {limit}"))
                .hint(format!("`offwire quarantine list` names them; {}", goes_on(args))))
        }
        _ if report.counts.quarantined > 0 => Ok(ExitStatus::SomeFailed),
        _ => Ok(ExitStatus::Done),
    }
}

fn goes_on(args: &Import) -> &'static str {
    if args.fresh {
        "the same command without --fresh goes on from here"
    } else {
        "the same command goes on from here"
    }
}

/// The options that decide what a record becomes, as far as they are not the default ones; empty where all are. How
/// summaries are made is not among them: an article that is there keeps its own.
fn fingerprint(args: &Import) -> String {
    let (reading, usual) = (&args.reading, Reading::default());
    let columns: Vec<String> = reading.columns.iter().map(column_told).collect();
    let all = [
        ("format", (reading.format != usual.format).then(|| reading.format.clone().into())),
        ("encoding", reading.encoding.clone().map(Into::into)),
        ("language", reading.language.clone().map(Into::into)),
        ("columns", (!columns.is_empty()).then(|| columns.into())),
        ("max_record", (reading.max_record != usual.max_record).then(|| reading.max_record.into())),
        ("since", args.days.since.map(|date| date.to_string().into())),
        ("until", args.days.until.map(|date| date.to_string().into())),
    ];
    let told: serde_json::Map<String, serde_json::Value> =
        all.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect();
    if told.is_empty() { String::new() } else { serde_json::Value::Object(told).to_string() }
}

/// What the ledger says of the run.
fn info(args: &Import) -> RunInfo {
    let mut info = RunInfo::new("import", env!("CARGO_PKG_VERSION"));
    info.inputs = args.paths.iter().map(|path| display_name(path)).collect();
    info.options = serde_json::json!({
        "format": args.reading.format,
        "encoding": args.reading.encoding,
        "language": args.reading.language,
        "columns": args.reading.columns.iter().map(column_told).collect::<Vec<_>>(),
        "since": args.days.since,
        "until": args.days.until,
        "include": args.files.include,
        "exclude": args.files.exclude,
        "method": (!args.no_summarize).then_some(&args.paragraph.method),
        "words": (!args.no_summarize).then_some(args.paragraph.words),
    });
    info
}

/// The table at the end.
fn tell(report: &Report, out: &mut Out) -> Result<()> {
    out.one(report, |out, report| {
        out.raw(table(&books(report)).as_bytes())?;
        let memory = report.peak_memory.map_or_else(String::new, |n| format!(", peak memory {}", bytes(n)));
        out.line(format!(
            "{} read, {} unchanged; {} in {}: {:.1} MB/s, {:.0} articles/s{memory}",
            count(report.files as u64, "file"),
            number(report.unchanged as u64),
            bytes(report.bytes),
            seconds(report.seconds),
            report.megabytes_per_second(),
            report.records_per_second()
        ))
    })
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
