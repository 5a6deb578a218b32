//! `offwire digest`

use crate::{
    args::{self, Global},
    exit::{ExitStatus, Result},
    output::{Out, count, visible, wrap},
    setup,
    talk::Talk,
};
use offwire_archive::{Archive, Filter, Order, Query};
use offwire_article::{Article, NewsDate, Uid};
use offwire_summarize::{Budget, Digest, Summarizer, SummaryOptions};
use serde::Serialize;
use std::collections::BTreeSet;

pub(crate) fn run(args: &args::Digest, global: &Global, talk: &Talk) -> Result<ExitStatus> {
    let archive = super::reading(global)?;
    let ids = chosen(args, &archive)?;
    let articles = ids.iter().map(|id| archive.get(&id.to_string())).collect::<Result<Vec<_>, _>>()?;
    let mut options = SummaryOptions::default().budget(Budget::words(args.words.max(1)));
    if let Some(query) = &args.query {
        options = options.query(query);
    }
    let digest = Summarizer::new(options).digest(&articles);
    let mut out = Out::new(global);
    let told = Told { digest: &digest, articles: cited(&digest, &articles) };
    out.one(&told, |out, told| {
        let digest = told.digest;
        for sentence in &digest.sentences {
            out.line(wrap(&sentence.text, out.width, ""))?;
            let article = articles.get(sentence.article);
            let id = article.and_then(|a| a.id).unwrap_or(0);
            let headline = article.and_then(|a| a.headline.as_deref()).unwrap_or("(no headline)");
            let date = sentence.published.map_or_else(String::new, |d| format!("{} · ", d.date_only()));
            let also = match sentence.also.len() {
                0 => String::new(),
                n => format!(" · told by {n} more"),
            };
            let place =
                format!("    {date}{id}, paragraph {} · {}{also}", sentence.paragraph + 1, visible(headline));
            out.line(out.style.dim(&place))?;
        }
        for contradiction in &digest.contradictions {
            out.line(out.style.yellow("figures differ:"))?;
            for claim in &contradiction.claims {
                let id = articles.get(claim.article).and_then(|a| a.id).unwrap_or(0);
                let day = claim.published.map_or_else(|| "no date".to_owned(), |d| d.to_string());
                out.line(wrap(&format!("{}: {}", claim.figure, claim.sentence), out.width, "    "))?;
                out.line(out.style.dim(&format!("    {day} · {id}")))?;
            }
        }
        Ok(())
    })?;
    out.finish()?;
    super::stories::tell_lacking(&archive, args.filters.story, talk)?;
    talk.note(format!("from {}", count(articles.len() as u64, "article")));
    Ok(ExitStatus::Done)
}

/// A digest with the articles that it draws on.
#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    digest: &'a Digest,
    articles: Vec<Cited<'a>>,
}

/// An article by the number that the digest has for it.
#[derive(Serialize)]
struct Cited<'a> {
    article: usize,
    id: Option<i64>,
    uid: Option<&'a Uid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<NewsDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<&'a str>,
}

fn cited<'a>(digest: &Digest, articles: &'a [Article]) -> Vec<Cited<'a>> {
    let told = digest.sentences.iter().flat_map(|s| s.also.iter().copied().chain([s.article]));
    let claimed = digest.contradictions.iter().flat_map(|c| &c.claims).map(|claim| claim.article);
    let numbers: BTreeSet<usize> = told.chain(claimed).collect();
    let of = |article: usize| {
        let found = articles.get(article)?;
        let (uid, headline) = (found.uid.as_ref(), found.headline.as_deref());
        Some(Cited { article, id: found.id, uid, published: found.published, headline })
    };
    numbers.into_iter().filter_map(of).collect()
}

/// The articles, newest first, at most so many. What was corrected or written through is told by the version that did so
/// where that is asked for too, and what was withdrawn not at all.
fn chosen(args: &args::Digest, archive: &Archive) -> Result<Vec<i64>> {
    let mut filter = setup::filter(&args.filters);
    if let Some(date) = args.date {
        (filter.since, filter.until) = (Some(date), Some(date));
    }
    if let Some(query) = &args.query {
        let found = archive.search_ids(&Query::parse(query)?, &filter)?;
        filter = Filter { ids: Some(found), ..Filter::default() };
    }
    let mut ids = archive.standing(&archive.ids(&filter, Order::Date)?)?;
    ids.truncate(args.most);
    Ok(ids)
}
