//! `offwire search`

use crate::{
    args::{Global, OutputFormat, Page, Search, SortArg, VariantsArg},
    exit::{ExitStatus, Failure, Result},
    output::{Out, count, hang, number, visible, wrap},
    setup,
    talk::Talk,
};
use offwire_archive::{Archive, Error, Facet, Hit, Hits, Query, Search as Options, Sort, Variant};
use serde_json::{Value, json};

const COLUMNS: [&str; 8] = ["id", "uid", "headline", "agency", "published", "language", "score", "snippet"];

pub(crate) fn run(args: &Search, global: &Global, talk: &Talk) -> Result<ExitStatus> {
    let text = args.query.join(" ");
    let mut query = Query::parse(&text)?;
    let facets = facets(&args.facets)?;
    let mut out = Out::new(global);
    let archive = super::reading(global)?;
    match args.variants {
        Some(VariantsArg::Show) if args.count || args.summaries || !facets.is_empty() => {
            return Err(Failure::usage(
                "--variants lists spellings, and no --count, --facets or --summaries with them",
            )
            .hint("--variants=use searches for them"));
        }
        Some(VariantsArg::Show) => return variants(&archive, &query, out),
        Some(VariantsArg::Use) => query = with_variants(&archive, &text, talk)?,
        None => {}
    }
    let mut options = Options { filter: setup::filter(&args.filters), ..Options::default() };
    if args.count {
        return counts(&archive, &query, options, facets, out);
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
    write(&mut out, &hits, args.summaries)?;
    tell(&mut out, &hits, args.page, talk)?;
    super::stories::tell_lacking(&archive, options.filter.story, talk)?;
    out.finish()?;
    Ok(ExitStatus::Done)
}

/// How many there are, and of what.
fn counts(
    archive: &Archive,
    query: &Query,
    mut options: Options,
    facets: Vec<Facet>,
    mut out: Out,
) -> Result<ExitStatus> {
    let total = archive.search_count(query, &options.filter)?;
    let mut record = json!({ "total": total });
    let mut counted = Vec::new();
    if !facets.is_empty() {
        (options.limit, options.facets) = (0, facets);
        counted = archive.search(query, &options)?.facets;
        record = json!({ "total": total, "facets": super::stats::by_name(&counted) });
    }
    out.one(&record, |out, _| {
        out.line(total.to_string())?;
        super::stats::facets(out, &counted)
    })?;
    out.finish()?;
    Ok(ExitStatus::Done)
}

/// The hits; in one document, what was counted stands beside them.
fn write(out: &mut Out, hits: &Hits, summaries: bool) -> Result<()> {
    if out.format == OutputFormat::Json {
        return out.one(&document(hits), |_, _| Ok(()));
    }
    let columns: Vec<&str> = COLUMNS.into_iter().chain(summaries.then_some("summary")).collect();
    out.list(&columns, &hits.hits, hit)
}

/// The hits as one record.
pub(crate) fn document(hits: &Hits) -> Value {
    let mut document = json!({ "total": hits.total, "more": hits.more, "hits": hits.hits });
    if let (false, Some(fields)) = (hits.facets.is_empty(), document.as_object_mut()) {
        fields.insert("facets".into(), super::stats::by_name(&hits.facets));
    }
    document
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
    let tell = |word: &str, found: &[Variant]| {
        let told: Vec<String> =
            found.iter().map(|v| format!("{} ({})", v.word, number(v.articles))).collect();
        if !told.is_empty() {
            talk.note(visible(&format!("{word}: also {}", told.join(", "))));
        }
    };
    Ok(spelled(archive, text, tell)?)
}

/// The search with the spellings of each word; `tell` is handed those that were found.
pub(crate) fn spelled(
    archive: &Archive,
    text: &str,
    mut tell: impl FnMut(&str, &[Variant]),
) -> Result<Query, Error> {
    let mut failed = None;
    let query = Query::parse_with(text, |word| {
        let found = archive.variants(word).unwrap_or_else(|error| {
            failed = Some(error);
            Vec::new()
        });
        tell(word, &found);
        found.into_iter().map(|variant| variant.word).collect()
    })?;
    match failed {
        Some(error) => Err(error),
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
    let id = article.id.to_string();
    let headline = article.headline.as_deref().unwrap_or("(no headline)");
    let block = hang(&format!("{id}  {headline}"), out.width, "    ");
    let headline = block.strip_prefix(&id).unwrap_or(&block);
    out.line(format!("{}{}", out.style.cyan(&id), out.style.bold(headline)))?;
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
fn tell(out: &mut Out, hits: &Hits, page: Page, talk: &Talk) -> Result<()> {
    let shown = hits.hits.len();
    let note = if (shown as u64) < hits.total {
        super::list::span(page, shown, hits.total, "article")
    } else {
        count(hits.total, "article")
    };
    // Beyond some number a search is not counted to its end.
    talk.note(if hits.more { format!("{note} and more: --count counts them") } else { note });
    match out.format {
        OutputFormat::Text => super::stats::facets(out, &hits.facets),
        OutputFormat::Jsonl if !hits.facets.is_empty() => {
            let facets = super::stats::by_name(&hits.facets);
            out.line(json!({ "total": hits.total, "facets": facets }).to_string())
        }
        _ => Ok(()),
    }
}
