//! `offwire digest`

use crate::{
    args::{Digest, Global},
    exit::{ExitStatus, Result},
    output::{Out, count, visible, wrap},
    setup,
    talk::Talk,
};
use offwire_archive::{Archive, Filter, Order, Query};
use offwire_summarize::{Budget, Summarizer, SummaryOptions};

pub(crate) fn run(args: &Digest, global: &Global, talk: &Talk) -> Result<ExitStatus> {
    let archive = super::reading(global)?;
    let ids = chosen(args, &archive)?;
    let articles = ids.iter().map(|id| archive.get(&id.to_string())).collect::<Result<Vec<_>, _>>()?;
    let mut options = SummaryOptions::default().budget(Budget::words(args.words.max(1)));
    if let Some(query) = &args.query {
        options = options.query(query);
    }
    let digest = Summarizer::new(options).digest(&articles);
    let mut out = Out::new(global);
    out.one(&digest, |out, digest| {
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
            let claims: Vec<String> =
                contradiction.claims.iter().map(|c| visible(&c.figure).into_owned()).collect();
            out.line(format!("{} {}", out.style.yellow("figures differ:"), claims.join(" / ")))?;
        }
        Ok(())
    })?;
    out.finish()?;
    talk.note(format!("from {}", count(articles.len() as u64, "article")));
    Ok(ExitStatus::Done)
}

/// The articles, newest first, at most so many.
fn chosen(args: &Digest, archive: &Archive) -> Result<Vec<i64>> {
    let mut filter = setup::filter(&args.filters);
    if let Some(date) = args.date {
        (filter.since, filter.until) = (Some(date), Some(date));
    }
    if let Some(query) = &args.query {
        let found = archive.search_ids(&Query::parse(query)?, &filter)?;
        filter = Filter { ids: Some(found), ..Filter::default() };
    }
    let mut ids = archive.ids(&filter, Order::Date)?;
    ids.truncate(args.most);
    Ok(ids)
}
