//! `offwire summarize`

use crate::{
    args::{DatesArg, Global, Summarize},
    exit::{ExitStatus, Failure, Result},
    output::Out,
    progress::Shown,
    setup,
    talk::Talk,
    work::{
        document::Document,
        lines::Writing,
        summarize::{COLUMNS, Paragraphs, SummarizeWork},
    },
};
use offwire_article::Uid;
use offwire_summarize::{Budget, Dates, Summarizer, SummaryOptions};
use std::path::{Path, PathBuf};

pub(crate) fn run(args: &Summarize, global: &Global, talk: &Talk) -> Result<ExitStatus> {
    let out = Out::new(global);
    let paragraphs = Paragraphs {
        summarizer: Summarizer::new(options(args)?),
        explain: args.explain,
        format: out.format,
        style: out.style,
        width: out.width,
    };
    let (ids, paths): (Vec<&String>, Vec<&String>) = args.inputs.iter().partition(|input| is_id(input));
    if ids.is_empty() {
        let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
        let parser = setup::parser(&args.reading)?;
        let settings = setup::settings(&paths, &args.reading, None)?;
        let mut shown = Shown::new(global, talk);
        let work = SummarizeWork { parser: parser.clone(), paragraphs };
        let finished = super::parse::write(settings, parser, work, out, &mut shown, &COLUMNS)?;
        return Ok(ExitStatus::of(&finished));
    }
    if !paths.is_empty() {
        return Err(Failure::usage("name articles of the archive or files, not both")
            .hint("a file whose name is a number is written as ./12"));
    }
    archived(args, &ids, &paragraphs, out, global, talk)
}

fn options(args: &Summarize) -> Result<SummaryOptions> {
    let has_limit = args.words.or(args.sentences).or(args.chars).is_some();
    let words = if has_limit { args.words } else { Some(75) };
    let budget = Budget { words, sentences: args.sentences, chars: args.chars };
    let mut options = setup::summary(&args.method, budget)?;
    if let Some(query) = &args.query {
        options = options.query(query);
    }
    if let Some(language) = &args.reading.language {
        options = options.language(language);
    }
    Ok(if args.dates == DatesArg::Resolve { options.dates(Dates::Resolve) } else { options })
}

/// Whether an input names an article of the archive.
fn is_id(input: &str) -> bool {
    let is_uid = Uid::parse(input).is_some() && !Path::new(input).exists();
    is_uid || input.parse::<i64>().is_ok_and(|id| id > 0)
}

fn archived(
    args: &Summarize,
    ids: &[&String],
    paragraphs: &Paragraphs,
    mut out: Out,
    global: &Global,
    talk: &Talk,
) -> Result<ExitStatus> {
    let mut archive = if args.store { super::writing(global)? } else { super::reading(global)? };
    let mut writing = Writing::new(&mut out, &COLUMNS);
    let mut status = ExitStatus::Done;
    for id in ids {
        let mut article = match archive.get(id) {
            Ok(article) => article,
            Err(error @ offwire_archive::Error::NoArticle(_)) => {
                talk.warn(error.to_string());
                status = ExitStatus::SomeFailed;
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        let number = article.id.take();
        if let (true, Some(number)) = (args.store, number)
            && let Some(summary) = paragraphs.summarizer.summarize(&article)
        {
            archive.store_summary(number, &summary)?;
        }
        match paragraphs.line(Document::new(number.map(Into::into), article)) {
            Some(bytes) => writing.write(&bytes)?,
            None => {
                talk.warn(format!("{id}: no sentence to choose from"));
                status = ExitStatus::SomeFailed;
            }
        }
    }
    writing.finish()?;
    Ok(status)
}
