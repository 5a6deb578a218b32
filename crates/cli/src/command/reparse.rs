//! `offwire reparse`

use crate::{
    args::{Global, Reparse},
    exit::{ExitStatus, Result},
    output::{Out, number},
    setup,
    talk::Talk,
};
use offwire_archive::{Reparsed, RunInfo, RunReport, StoredSource};
use offwire_article::{Article, Summary};
use offwire_parse::{Origin, Parser, RawItem};
use offwire_summarize::Summarizer;
use serde_json::json;
use std::collections::BTreeMap;

/// Sources that are held in memory at once.
const AT_ONCE: usize = 64;

pub(crate) fn run(args: &Reparse, global: &Global, talk: &Talk) -> Result<ExitStatus> {
    let parser = setup::parser(&args.reading)?;
    let summarizer = Summarizer::default();
    let mut archive = super::writing(global)?;
    let run = archive.start_run(&RunInfo::new("reparse", env!("CARGO_PKG_VERSION")))?;
    let (mut total, mut fields) = (Reparsed::default(), BTreeMap::<String, u64>::new());
    let mut after = 0;
    loop {
        let sources = archive.stored_sources(after, AT_ONCE)?;
        let Some(last) = sources.last() else { break };
        after = last.id;
        for source in &sources {
            let articles = again(&parser, &summarizer, source);
            let found = archive.reparse(run, source, articles, args.dry_run)?;
            for (id, names) in &found.changed {
                talk.note(format!("{id}: {}", names.join(", ")));
                names.iter().for_each(|name| *fields.entry(name.clone()).or_default() += 1);
            }
            total.same += found.same;
            total.added += found.added;
            total.changed.extend(found.changed);
            total.kept.extend(found.kept);
        }
    }
    archive.finish_run(run, &RunReport::default())?;
    let record = json!({
        "same": total.same, "changed": total.changed.len(), "added": total.added, "kept": total.kept.len(),
        "fields": fields, "dry_run": args.dry_run,
    });
    let mut out = Out::new(global);
    out.one(&record, |out, _| {
        out.line(format!(
            "{} the same, {} changed, {} new, {} not found again and kept{}",
            number(total.same),
            number(total.changed.len() as u64),
            number(total.added),
            number(total.kept.len() as u64),
            if args.dry_run { "; nothing was written" } else { "" }
        ))?;
        fields.iter().try_for_each(|(name, n)| out.line(format!("  {name}: {}", number(*n))))
    })?;
    out.finish()?;
    Ok(ExitStatus::Done)
}

/// What a stored record gives today.
fn again(parser: &Parser, summarizer: &Summarizer, source: &StoredSource) -> Vec<(Article, Option<Summary>)> {
    let (place, record) = (&source.place, &source.record);
    let origin =
        Origin { member: place.member.clone(), offset: place.offset, ..Origin::file(place.path.clone()) };
    let format = offwire_parse::format_named(&source.format).map(|info| info.name);
    let item = RawItem {
        origin,
        bytes: record.bytes.clone(),
        format,
        charset: record.charset.clone(),
        context: record.context.clone().map(Into::into),
        ..RawItem::default()
    };
    let articles = parser.parse(&item).into_iter().filter_map(Result::ok);
    articles.map(|article| (summarizer.summarize(&article), article)).map(|(s, a)| (a, s)).collect()
}
