//! `offwire show`

use crate::{
    args::{Global, OutputFormat, Show},
    exit::{ExitStatus, Result},
    output::{Out, count, visible, wrap},
    talk::Talk,
    work::parse::text,
};
use offwire_archive::{Archive, Sighting};
use offwire_article::Article;
use serde_json::json;

const SIGHTING: [&str; 7] =
    ["number", "run", "source.format", "source.path", "source.member", "source.offset", "source.sha256"];

pub(crate) fn run(args: &Show, global: &Global, talk: &Talk) -> Result<ExitStatus> {
    let archive = super::reading(global)?;
    let id = archive.id_of(&args.id)?;
    let mut out = Out::new(global);
    if args.raw {
        out.raw(&archive.raw(id)?)?;
    } else if args.provenance {
        out.list(&SIGHTING, &archive.sightings(id)?, sighting)?;
    } else if args.versions {
        let versions = archive.versions(&args.id)?;
        out.list(&super::list::COLUMNS, &versions, super::list::row)?;
    } else if args.duplicates {
        duplicates(&mut out, &archive, id)?;
        super::stories::tell_unlinked(&archive, talk)?;
    } else {
        let versions = archive.versions(&args.id)?;
        let later = versions.iter().find(|version| version.id == id).and_then(|own| own.superseded_by);
        article(&mut out, &archive.get(&id.to_string())?, later)?;
    }
    out.finish()?;
    Ok(ExitStatus::Done)
}

/// Exact copies are sightings of the article; near copies are linked.
fn duplicates(out: &mut Out, archive: &Archive, id: i64) -> Result<()> {
    let copies: Vec<Sighting> = archive.sightings(id)?.into_iter().skip(1).collect();
    let links = archive.links(id)?;
    out.one(&json!({ "copies": copies, "links": links }), |out, _| {
        copies.iter().try_for_each(|copy| sighting(out, copy))?;
        links.iter().try_for_each(|link| {
            let other = if link.from == id { link.to } else { link.from };
            out.line(format!("{other}  {} {:.2}: {}", link.kind.name(), link.score, visible(&link.reason)))
        })
    })
}

/// `later` is the version that supersedes it.
fn article(out: &mut Out, article: &Article, later: Option<i64>) -> Result<()> {
    if out.format != OutputFormat::Text {
        return out.one(article, |_, _| Ok(()));
    }
    if let Some(later) = later {
        out.line(out.style.yellow(&format!("superseded by {later}")))?;
    }
    out.raw(text(article, out.style, out.width).as_bytes())?;
    if let Some(summary) = &article.summary {
        out.line(format!("\n{} ({})", out.style.bold("Summary"), summary.method))?;
        out.line(wrap(&summary.text, out.width, "  "))?;
    }
    let uid = article.uid.as_ref().map(ToString::to_string).unwrap_or_default();
    out.line(out.style.dim(&format!("\nid {} · uid {uid}", article.id.unwrap_or(0))))
}

fn sighting(out: &mut Out, sighting: &Sighting) -> Result<()> {
    let source = &sighting.source;
    let member = source.member.as_ref().map_or_else(String::new, |m| format!("!/{m}"));
    let offset = source.offset.map_or_else(String::new, |o| format!(" at byte {o}"));
    out.line(visible(&format!("{}{member}{offset}", source.path)))?;
    out.line(out.style.dim(&format!(
        "    {}, {}, {}, run {}\n    sha256 {}",
        source.format,
        count(source.length, "byte"),
        source.encoding,
        sighting.run,
        source.sha256
    )))
}
