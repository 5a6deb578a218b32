//! `offwire repair`

use crate::{
    args::{Global, Reading},
    exit::{ExitStatus, Result, with_causes},
    output::{Out, count, number},
    talk::Talk,
    work::again::Again,
};
use offwire_archive::{Archive, Error, Filter, Finding, Health, Order, StoredArticle};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// Findings that are named one by one.
const MOST_TOLD: usize = 20;

pub(crate) fn run(global: &Global, talk: &Talk) -> Result<ExitStatus> {
    let mut archive = super::writing(global)?;
    let again = Again::new(&archive, &Reading::default())?;
    let damaged = archive.damaged_articles()?;
    let restored = restore(&mut archive, &again, &damaged, talk)?;
    let summaries = archive.damaged_summaries()?;
    let rebuilt = archive.repair()?;
    let made = summarize(&mut archive, &again, summaries)?;
    let stay: Vec<i64> = archive.damaged_articles()?;
    let health = archive.verify()?;
    tell_left(&health, &stay, talk);
    if rebuilt.lost_places > 0 {
        talk.warn(format!(
            "{} where an article or its copy was found cannot be restored: nothing else in the archive says it; a new \
             import of the files with --fresh brings {} back",
            count(rebuilt.lost_places, "place"),
            if rebuilt.lost_places == 1 { "it" } else { "them" }
        ));
    }
    let record = json!({
        "articles": rebuilt.articles, "restored": restored, "summaries": made, "damaged": stay,
        "lost_places": rebuilt.lost_places, "findings": health.total,
    });
    let mut out = Out::new(global);
    out.one(&record, |out, _| {
        out.line(format!(
            "the indexes of {} articles were made anew; {} articles were restored from their sources, {} summaries \
             made again; {} articles are damaged, {} left in all",
            number(rebuilt.articles),
            number(restored.len() as u64),
            number(made),
            number(stay.len() as u64),
            count(health.total, "finding")
        ))
    })?;
    out.finish()?;
    Ok(if health.is_sound() && rebuilt.lost_places == 0 { ExitStatus::Done } else { ExitStatus::SomeFailed })
}

/// Names what is still wrong; damaged articles are named where they could not be restored.
fn tell_left(health: &Health, articles: &[i64], talk: &Talk) {
    let told = |finding: &&Finding| {
        finding.check == "article" && finding.id.is_some_and(|id| articles.contains(&id))
    };
    let mut left = health.findings.iter().filter(|finding| !told(finding));
    for Finding { check, id, detail } in left.by_ref().take(MOST_TOLD) {
        let id = id.map_or_else(String::new, |id| format!(" {id}"));
        talk.warn(format!("{check}{id}: {detail}"));
    }
    if left.next().is_some() {
        talk.warn("there is more: `offwire verify` names it");
    }
    if health.findings.iter().any(|finding| matches!(finding.check, "source" | "file")) {
        talk.warn("a new import of their files with --fresh brings damaged and lost sources back");
    }
}

/// Reads the sources of damaged articles again; names those that cannot be restored.
fn restore(archive: &mut Archive, again: &Again, damaged: &[i64], talk: &Talk) -> Result<Vec<i64>> {
    let mut restored = Vec::new();
    let mut done = BTreeSet::new();
    for id in damaged {
        let Some(source) = archive.stored_source_of(*id)? else {
            talk.warn(format!("article {id}: the archive does not say where it was found"));
            continue;
        };
        if !done.insert(source.id) {
            continue;
        }
        let make = |article: &_, stored: &_| again.summarize(article, stored);
        let read = again.read(archive, &source);
        let read =
            read.and_then(|(record, articles)| archive.restore(damaged, &source, &record, articles, &make));
        match read {
            Ok(ids) => restored.extend(ids),
            Err(error @ (Error::Source { .. } | Error::Stored { .. })) => {
                talk.warn(format!("article {id}: {}", with_causes(&error)));
            }
            Err(error) => return Err(error.into()),
        }
    }
    restored.sort_unstable();
    for id in damaged.iter().filter(|id| !restored.contains(id)) {
        talk.warn(format!("article {id} cannot be restored from its source"));
    }
    Ok(restored)
}

/// Makes summaries in place of damaged ones, and those that a run made and that are not there.
fn summarize(
    archive: &mut Archive,
    again: &Again,
    damaged: Vec<(i64, offwire_archive::Made)>,
) -> Result<u64> {
    let damaged: BTreeMap<i64, _> = damaged.into_iter().collect();
    archive.drop_summaries(&damaged.keys().copied().collect::<Vec<_>>())?;
    let mut made = 0;
    for id in missing_summaries(archive, again, &damaged)? {
        let article = archive.get(&id.to_string())?;
        let summary = damaged.get(&id).cloned();
        let stored = StoredArticle { id, run: article.run.unwrap_or(0), summary, ..StoredArticle::default() };
        if let Some(summary) = again.summarize(&article, &stored) {
            archive.store_summary(id, &summary)?;
            made += 1;
        }
    }
    Ok(made)
}

/// Articles without a summary that have text for one, and whose run made summaries or that had a damaged one.
pub(super) fn missing_summaries(
    archive: &Archive,
    again: &Again,
    damaged: &BTreeMap<i64, offwire_archive::Made>,
) -> Result<Vec<i64>> {
    let mut missing: Vec<i64> = Vec::new();
    if again.makes_no_summaries() && damaged.is_empty() {
        return Ok(missing);
    }
    for id in archive.ids(&Filter { without_summary: true, ..Filter::default() }, Order::Id)? {
        // Damaged rows are told by themselves.
        let Ok(article) = archive.get(&id.to_string()) else { continue };
        let summary = damaged.get(&id).cloned();
        let stored = StoredArticle { id, run: article.run.unwrap_or(0), summary, ..StoredArticle::default() };
        if again.summarize(&article, &stored).is_some() {
            missing.push(id);
        }
    }
    Ok(missing)
}
