//! Why a dump was read as it was: its lines with their scores, and the candidates for its fields.

use super::headline::{self, Spot};
use super::line::Line;
use super::{Dump, dates, people};
use crate::block::Block;
use crate::field::{model, ranker};
use crate::{CandidateTable, Explanation, body};

impl Dump<'_> {
    /// The candidates with what their choice looks at; those for date and byline rest on the headline chosen.
    pub(super) fn candidates(&self) -> Vec<CandidateTable> {
        let headlines = headline::headlines(&self.blocks, &self.lines, &self.chosen, &self.scores);
        let dates = dates::dates(&self.blocks, &self.lines, self.headline_line(), self.body());
        let signed = people::signed(&self.blocks, &self.lines, self.headline_line(), self.body());
        let text = |spot: &Spot| {
            let part = self.blocks.get(spot.line).and_then(|b| b.text.get(spot.part.clone()));
            vec![part.unwrap_or_default().to_owned()]
        };
        let names = |s: &people::Signed| s.people.iter().map(|(_, person)| person.name.clone()).collect();
        vec![
            CandidateTable {
                model: "dump-headline",
                values: headlines.spots.iter().map(text).collect(),
                sources: headlines.spots.iter().map(|spot| vec![spot.how()]).collect(),
                columns: headlines.columns,
                by_rule: ranker::top(&headlines.scores, f32::MIN),
                least: f32::MIN,
            },
            CandidateTable {
                model: "dump-published",
                values: dates.all.iter().map(|p| vec![p.date.to_string()]).collect(),
                sources: vec![vec!["line"]; dates.all.len()],
                columns: dates.columns,
                by_rule: ranker::top(&dates.scores, 0.0),
                least: f32::MIN,
            },
            CandidateTable {
                model: "dump-authors",
                values: signed.all.iter().map(names).collect(),
                sources: signed.all.iter().map(|s| vec![s.how()]).collect(),
                columns: signed.columns,
                by_rule: ranker::top(&signed.scores, ranker::LEAST),
                least: ranker::LEAST,
            },
        ]
    }

    pub(super) fn explain(&self) -> Vec<Explanation> {
        let block = |at: usize, block: &Block| {
            let line = self.lines.get(at);
            let kept = self.kept.get(at) == Some(&true);
            let furniture = line.and_then(|l| l.furniture);
            let (reading, reason) = match () {
                () if self.headline_line() == Some(at) => {
                    ("headline", "looks most like the headline of the text below")
                }
                () if kept => ("paragraph", body::Reason::Body.text()),
                () if furniture.is_some() => ("furniture", furniture.map_or("", |f| f.text())),
                () if line.is_some_and(Line::is_credit) => ("credit", "a date line, byline or credit"),
                () => ("furniture", body::Reason::Furniture.text()),
            };
            Explanation {
                source: block.spans.clone(),
                reading: reading.into(),
                score: self.scores.get(at).copied(),
                kept,
                reason: reason.into(),
                ..Explanation::about("block", block.text.clone())
            }
        };
        let mut told: Vec<Explanation> = self.blocks.iter().enumerate().map(|(at, b)| block(at, b)).collect();
        told.extend(self.explain_dates());
        told
    }

    fn explain_dates(&self) -> Vec<Explanation> {
        let found = dates::dates(&self.blocks, &self.lines, self.headline_line(), self.body());
        let scores = ranker::scores(&found.columns, model::dump_published(), &found.scores);
        let best = ranker::top(&scores, 0.0);
        (found.all.iter().zip(&scores).enumerate())
            .map(|(at, (printed, score))| {
                let wins = best == Some(at);
                let text = self.blocks.get(printed.line).map_or("", |b| b.text.as_str());
                let above = self.headline_line().is_some_and(|h| printed.line < h);
                let reason = if wins {
                    "nearest to the headline"
                } else if above {
                    "above the headline"
                } else {
                    "further from the headline"
                };
                Explanation {
                    source: self.place(printed.line, &printed.found.range),
                    reading: printed.date.to_string(),
                    score: Some(*score),
                    kept: wins,
                    reason: reason.into(),
                    ..Explanation::about("published", text)
                }
            })
            .collect()
    }
}
