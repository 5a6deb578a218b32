//! `offwire search`

use crate::{
    args::{Global, OutputFormat, Search, SortArg, VariantsArg},
    exit::{ExitStatus, Failure, Result},
    output::{Out, number, visible, wrap},
    setup,
    talk::Talk,
};
use offwire_archive::{Archive, Facet, Hit, Hits, Query, Search as Options, Sort};
use serde_json::json;

const COLUMNS: [&str; 8] = ["id", "uid", "headline", "agency", "published", "language", "score", "snippet"];

pub(crate) fn run(args: &Search, global: &Global, talk: &Talk) -> Result<ExitStatus> {
    let text = args.query.join(" ");
    let mut query = Query::parse(&text)?;
    let facets = facets(&args.facets)?;
    let mut out = Out::new(global);
    let archive = super::reading(global)?;
    match args.variants {
        Some(VariantsArg::Show) => return variants(&archive, &query, out),
        Some(VariantsArg::Use) => query = with_variants(&archive, &text, talk)?,
        None => {}
    }
    let mut options = Options { filter: setup::filter(&args.filters), ..Options::default() };
    if args.count {
        let total = archive.search_count(&query, &options.filter)?;
        out.one(&json!({ "total": total }), |out, _| out.line(total.to_string()))?;
        out.finish()?;
        return Ok(ExitStatus::Done);
    }
    options.sort = match args.sort {
        SortArg::Rank => Sort::Rank,
        SortArg::Date => Sort::Date,
        SortArg::Oldest => Sort::DateAscending,
    };
    (options.limit, options.offset) = (args.page.limit, args.page.offset);
    options.summaries = args.summaries;
    options.facets = facets;
    let hits = archive.search(&query, &options)?;
    match out.format {
        OutputFormat::Json => out.one(&hits, |_, _| Ok(()))?,
        _ => out.list(&COLUMNS, &hits.hits, hit)?,
    }
    tell(&mut out, &hits, args.page.offset as u64, talk)?;
    out.finish()?;
    Ok(ExitStatus::Done)
}

/// Spellings of each word of the search.
fn variants(archive: &Archive, query: &Query, mut out: Out) -> Result<ExitStatus> {
    let mut rows = Vec::new();
    for word in query.words() {
        for variant in archive.variants(word)? {
            rows.push(json!({ "word": word, "variant": variant.word, "articles": variant.articles }));
        }
    }
    out.list(&["word", "variant", "articles"], &rows, |out, row| {
        let text = |name: &str| visible(row[name].as_str().unwrap_or_default()).into_owned();
        out.line(format!("{}  {}  {}", text("word"), text("variant"), row["articles"]))
    })?;
    out.finish()?;
    Ok(ExitStatus::Done)
}

/// The search with the spellings of each word, which are told.
fn with_variants(archive: &Archive, text: &str, talk: &Talk) -> Result<Query> {
    let mut failed = None;
    let query = Query::parse_with(text, |word| {
        let found = archive.variants(word).unwrap_or_else(|error| {
            failed = Some(error);
            Vec::new()
        });
        let told: Vec<String> =
            found.iter().map(|v| format!("{} ({})", v.word, number(v.articles))).collect();
        if !told.is_empty() {
            talk.note(visible(&format!("{word}: also {}", told.join(", "))));
        }
        found.into_iter().map(|variant| variant.word).collect()
    })?;
    match failed {
        Some(error) => Err(error.into()),
        None => Ok(query),
    }
}

/// The facets of these names.
pub(crate) fn facets(names: &[String]) -> Result<Vec<Facet>> {
    let named = |name: &String| {
        Facet::named(name.trim()).ok_or_else(|| {
            Failure::usage(format!("`{name}` is nothing to count by"))
                .hint(format!("take {}", Facet::ALL.map(Facet::name).join(", ")))
        })
    };
    names.iter().map(named).collect()
}

fn hit(out: &mut Out, hit: &Hit) -> Result<()> {
    let article = &hit.article;
    let headline = visible(article.headline.as_deref().unwrap_or("(no headline)")).into_owned();
    out.line(format!("{}  {}", out.style.cyan(&article.id.to_string()), out.style.bold(&headline)))?;
    let facts = [&article.published, &article.agency, &article.language, &article.status];
    let mut facts: Vec<String> = facts.into_iter().flatten().map(|fact| visible(fact).into_owned()).collect();
    facts.extend(article.superseded_by.map(|later| format!("superseded by {later}")));
    if !facts.is_empty() {
        out.line(out.style.dim(&format!("    {}", facts.join(" · "))))?;
    }
    for text in [&hit.snippet, &hit.summary].into_iter().flatten() {
        // A snippet may span paragraphs; a hit is one block of lines.
        let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
        out.line(wrap(&folded, out.width, "    "))?;
    }
    out.line("")
}

/// How many there are, and the facets: among the results where they are read, else beside them.
fn tell(out: &mut Out, hits: &Hits, offset: u64, talk: &Talk) -> Result<()> {
    let shown = hits.hits.len() as u64;
    if shown < hits.total {
        let first = number(offset + u64::from(shown > 0));
        talk.note(format!("{first} to {} of {} articles", number(offset + shown), number(hits.total)));
    } else {
        talk.note(format!("{} articles", number(hits.total)));
    }
    match out.format {
        OutputFormat::Text => super::stats::facets(out, &hits.facets),
        OutputFormat::Jsonl if !hits.facets.is_empty() => {
            let facets = super::stats::by_name(&hits.facets);
            out.line(json!({ "total": hits.total, "facets": facets }).to_string())
        }
        _ => Ok(()),
    }
}
