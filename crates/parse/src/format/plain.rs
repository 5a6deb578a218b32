//! A page dumped to plain text, or a story kept as text.

mod common;
pub(crate) mod dates;
mod explain;
pub(crate) mod headline;
mod inside;
mod label;
pub(crate) mod line;
mod people;
pub(crate) mod prose;
mod related;
mod stories;
mod wire_line;

use super::{Family, Format, FormatInfo, Parsed, Record, Reject, blocks};
use crate::block::{self, Block};
use crate::boilerplate::{LONGEST_NOTICE, says_no_page};
use crate::field::agency::bylined;
use crate::field::date::DateHints;
use crate::field::sign::tells_of_day;
use crate::field::{language, locate, model, published, ranker, story};
use crate::sniff::Head;
use crate::text::Mapped;
use crate::{Article, CandidateTable, Explanation, Reason, body};
use headline::Spot;
use line::{Known, Line};
use offwire_article::{DateGround, Span};
use std::ops::Range;

/// See the module.
pub(crate) struct Plain;

impl Format for Plain {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "text",
            title: "Plain text and page dumps",
            family: Family::Desk,
            recognised: "text of no other format",
            example: "seed.txt",
            kept: "headline, wire prefix, agency, byline, dateline, date, paragraphs, end mark, related headlines, language",
            not_kept: "navigation, share bars, footers",
        }
    }

    fn recognise(&self, _head: &Head<'_>) -> bool {
        true
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        let stories = Dump::all(record);
        let lines: usize = stories.iter().map(|dump| dump.blocks.len()).sum();
        let is_cut = stories.len() > 1 && lines >= block::MOST_BLOCKS;
        let rest = is_cut.then(|| {
            let detail = format!(
                "what stands behind line {lines} of several stories in one text is not read: divide it"
            );
            Err(Reject::new(Reason::TooLarge, detail))
        });
        stories.iter().map(Dump::article).chain(rest).collect()
    }

    fn candidates(&self, record: &Record<'_>) -> Vec<CandidateTable> {
        Dump::all(record).iter().flat_map(Dump::candidates).collect()
    }

    fn explain(&self, record: &Record<'_>) -> Vec<Explanation> {
        Dump::all(record).iter().flat_map(Dump::explain).collect()
    }
}

/// Score below which a printed date is believed less than the one in the file's name.
const UNSURE_DATE: f32 = 0.3;

/// Longest line that is looked into for the agency of a byline, in characters.
const LONGEST_BYLINE: usize = 90;

/// Score of the best line below which the prose tells what is body.
const UNSURE_BODY: f32 = 0.2;

/// A dump with what was read in its lines.
struct Dump<'a> {
    record: &'a Record<'a>,
    blocks: Vec<Block>,
    lines: Vec<Line>,
    /// Scores of the model, and whether each line is body.
    scores: Vec<f32>,
    kept: Vec<bool>,
    /// Where a text that is a story and nothing else begins.
    lead: Option<usize>,
    /// What was body before the headline was chosen.
    chosen: Vec<bool>,
    headline: Option<Spot>,
    language: Option<String>,
}

impl<'a> Dump<'a> {
    /// The stories of a record: nearly always one.
    fn all(record: &'a Record<'a>) -> Vec<Self> {
        let blocks = lines_of(record.text());
        stories::cut(blocks).into_iter().map(|blocks| Self::read(record, blocks)).collect()
    }

    fn read(record: &'a Record<'a>, blocks: Vec<Block>) -> Self {
        let told = record.options.language.clone().unwrap_or_default();
        let longest: String = longest_lines(&blocks);
        let language = language::language(&longest, &told);
        let hints = DateHints {
            language: language.as_deref().unwrap_or(""),
            month_first: language.as_deref() == Some("en"),
        };
        let scene = body::Scene::of_lines(&blocks);
        let read = |(at, block): (usize, &Block)| Line::read(block, Known::of(&scene, at), hints);
        let lines: Vec<Line> = blocks.iter().enumerate().map(read).collect();
        let choices = body::choose_lines(&scene);
        let scores: Vec<f32> = choices.iter().map(|c| c.score).collect();
        let mut kept: Vec<bool> = choices.iter().map(|c| c.keep).collect();
        // Of a dump unlike all that it has seen, such as one of five lines, the model says little of any line.
        if scores.iter().all(|score| *score < UNSURE_BODY) {
            kept = prose::choose(&blocks);
        }
        let lead = prose::whole_story(&blocks, &scene.furniture);
        if let Some(lead) = lead {
            kept.iter_mut().skip(lead).for_each(|kept| *kept = true);
        }
        if let [only] = blocks.as_slice() {
            kept = vec![prose::is_told(&only.text)];
        }
        let mut lines = lines;
        wire_line::mark(&blocks, &mut lines);
        let mut dump =
            Self { record, blocks, lines, scores, kept, lead, chosen: Vec::new(), headline: None, language };
        dump.correct();
        dump
    }

    /// What the rules know better than the model: furniture goes, the headline and what stands above it are no
    /// body, and nothing follows an end mark.
    fn correct(&mut self) {
        for (kept, line) in self.kept.iter_mut().zip(&self.lines) {
            *kept &= line.furniture.is_none() && line.wire.is_none();
        }
        self.begin_at_wire_lead();
        self.fill_to_end_mark();
        self.chosen.clone_from(&self.kept);
        self.headline = self.choose_headline();
        let body = self.body();
        let headline = self.headline_line();
        let credit_end = headline.map_or(0, |h| h + 6);
        for (at, (kept, line)) in self.kept.iter_mut().zip(&self.lines).enumerate() {
            let is_above = headline.is_some_and(|h| at <= h);
            let is_edge = at < credit_end || body.is_some_and(|(_, last)| at + 2 > last);
            let is_told = || self.blocks.get(at).is_some_and(|block| tells_of_day(&block.text));
            *kept &= !(is_above || line.is_credit() && is_edge && !(line.people.is_empty() && is_told()));
        }
        let is_mark = |block: &Block| crate::field::end_mark::end_mark(&block.text).is_some();
        let end = self.blocks.iter().zip(&self.kept).position(|(block, kept)| *kept && is_mark(block));
        let behind = self.blocks.iter().position(|b| crate::field::end_mark::is_end_mark(&b.text));
        if let Some(end) = end {
            self.kept.iter_mut().skip(end + 1).for_each(|kept| *kept = false);
        } else if let Some(mark) =
            behind.filter(|at| self.kept.get(..*at).is_some_and(|before| before.contains(&true)))
        {
            self.kept.iter_mut().skip(mark).for_each(|kept| *kept = false);
            if let Some(kept) = self.kept.get_mut(mark) {
                *kept = true;
            }
        }
    }

    /// A dateline tells where a wire story begins, whatever the model made of its first lines.
    fn begin_at_wire_lead(&mut self) {
        let Some(first) = self.kept.iter().position(|kept| *kept) else { return };
        let Some(lead) = headline::wire_lead(&self.blocks, &self.lines, first) else { return };
        if let Some(kept) = self.kept.get_mut(lead) {
            *kept = true;
        }
        let between = self.kept.iter_mut().zip(&self.lines).take(first).skip(lead);
        between.for_each(|(kept, line)| *kept = line.furniture.is_none() && !line.is_credit());
    }

    /// All prose between the first line of the body and an end mark is body.
    fn fill_to_end_mark(&mut self) {
        let is_end = |block: &Block| crate::field::end_mark::end_mark(&block.text).is_some();
        let Some(first) = self.kept.iter().position(|kept| *kept) else { return };
        let Some(end) = self.blocks.iter().skip(first).position(is_end).map(|at| first + at) else { return };
        let between = self.kept.iter_mut().zip(&self.blocks).zip(&self.lines).take(end + 1).skip(first);
        for ((kept, block), line) in between {
            *kept |= line.furniture.is_none() && !line.is_credit() && prose::is_prose(&block.text);
        }
    }

    fn headline_text(&self) -> Option<&str> {
        let spot = self.headline.as_ref()?;
        self.blocks.get(spot.line)?.text.get(spot.part.clone())
    }

    /// The line of the headline.
    fn headline_line(&self) -> Option<usize> {
        self.headline.as_ref().map(|spot| spot.line)
    }

    /// The headline; what stands alone is the story itself.
    fn choose_headline(&self) -> Option<Spot> {
        if self.blocks.len() < 2 {
            return None;
        }
        let found = headline::headlines(&self.blocks, &self.lines, &self.kept, &self.scores);
        let mut scores = ranker::scores(&found.columns, model::dump_headline(), &found.scores);
        if let Some(lead) = self.lead {
            // A story without a page around it may have no headline: its first sentence is none.
            for (score, spot) in scores.iter_mut().zip(&found.spots) {
                let text = self.blocks.get(spot.line).map_or("", |block| block.text.as_str());
                if spot.line >= lead && prose::is_told_out(text) {
                    *score = f32::MIN;
                }
            }
        }
        let best =
            ranker::top(&scores, 0.0).filter(|best| scores.get(*best).is_some_and(|s| *s > f32::MIN))?;
        let mut spot = found.spots.get(best).cloned()?;
        let line = self.blocks.get(spot.line).and_then(|block| block.text.get(spot.part.clone()));
        spot.part.start += line.map_or(0, label::length_of_label);
        Some(spot)
    }

    /// Numbers of the first and last lines of the body.
    fn body(&self) -> Option<(usize, usize)> {
        Some((self.kept.iter().position(|k| *k)?, self.kept.iter().rposition(|k| *k)?))
    }

    fn article(&self) -> Result<Article, Reject> {
        let mut article = Article::default();
        let kept: Vec<usize> =
            (0..self.blocks.len()).filter(|at| self.kept.get(*at) == Some(&true)).collect();
        if kept.is_empty() {
            let detail = format!("no story among {} lines: none reads like running text", self.blocks.len());
            return Err(Reject::new(Reason::NoArticle, detail));
        }
        let text: usize =
            kept.iter().filter_map(|at| self.blocks.get(*at)).map(|b| b.text.chars().count()).sum();
        if text < LONGEST_NOTICE && self.headline_text().is_some_and(says_no_page) {
            return Err(Reject::new(Reason::NoArticle, "a site's notice that it has no such page"));
        }
        let chosen: Vec<Block> = kept.iter().filter_map(|at| self.blocks.get(*at).cloned()).collect();
        article.paragraphs = body::paragraphs(
            &chosen,
            &vec![body::Choice { score: 1.0, keep: true, reason: body::Reason::Body }; chosen.len()],
        );
        self.set_headline(&mut article);
        self.set_wire(&mut article);
        self.set_date(&mut article);
        self.set_people(&mut article);
        self.set_agency(&mut article);
        article.related = related::related(&self.blocks, &self.lines, &self.kept, self.headline_line());
        let locate = |at: usize, part: &Range<usize>| {
            kept.get(at).map_or_else(Vec::new, |line| self.place(*line, part))
        };
        story::complete(&mut article, &locate, self.language.as_deref().unwrap_or(""));
        Ok(article)
    }

    /// Where a part of a line stands in the raw record.
    fn place(&self, line: usize, part: &Range<usize>) -> Vec<Span> {
        let Some(block) = self.blocks.get(line) else { return Vec::new() };
        let encoding = self.record.charset().encoding;
        let whole = block.spans.iter().copied();
        whole.map(|span| locate::in_line(self.record.bytes(), span, encoding, &block.text, part)).collect()
    }

    fn set_headline(&self, article: &mut Article) {
        let Some(spot) = &self.headline else { return };
        article.headline = self.headline_text().map(str::to_owned);
        article.field_sources.insert("headline".into(), self.place(spot.line, &spot.part));
    }

    /// Slug, urgency and notes to editors, from the lines that a wire sets above its story.
    fn set_wire(&self, article: &mut Article) {
        self.lines.iter().filter_map(|line| line.wire.as_ref()).for_each(|wire| wire.put(article));
    }

    fn set_date(&self, article: &mut Article) {
        let found = dates::dates(&self.blocks, &self.lines, self.headline_line(), self.body());
        let scores = ranker::scores(&found.columns, model::dump_published(), &found.scores);
        let named = published::in_name(self.record.item.origin.name());
        let least = if named.is_some() { UNSURE_DATE } else { 0.0 };
        if let Some(printed) = ranker::top(&scores, least).and_then(|at| found.all.get(at)) {
            article.published = Some(printed.date);
            article.date_ground = Some(DateGround::Page);
            article.field_sources.insert("published".into(), self.place(printed.line, &printed.found.range));
            let later = found
                .all
                .iter()
                .find(|p| p.is_update && p.line.abs_diff(printed.line) < 4 && p.date > printed.date);
            article.modified = later.map(|p| p.date);
        } else if let Some(date) = named {
            article.published = Some(date);
            article.date_ground = Some(DateGround::File);
        }
    }

    fn set_people(&self, article: &mut Article) {
        let found = people::signed(&self.blocks, &self.lines, self.headline_line(), self.body());
        let scores = ranker::scores(&found.columns, model::dump_authors(), &found.scores);
        let Some(signed) = ranker::top(&scores, ranker::LEAST).and_then(|at| found.all.get(at)) else {
            return;
        };
        let places = signed.people.iter().flat_map(|(line, person)| self.place(*line, &person.range));
        article.field_sources.insert("authors".into(), places.collect());
        article.authors = signed.people.iter().map(|(_, person)| person.name.clone()).collect();
    }

    /// The agency of a credit line beside the headline; a dateline may still overrule it.
    fn set_agency(&self, article: &mut Article) {
        let at = self.headline_line().or_else(|| self.body().map(|b| b.0)).unwrap_or(0);
        let end = self.body().map_or(at, |(first, _)| first + 2);
        let mut near = (at.saturating_sub(3)..end.min(at + 12))
            .filter_map(|i| Some((i, self.lines.get(i)?.agency.clone()?)));
        let credit = near.find(|(i, _)| self.lines.get(*i).is_some_and(|l| l.other_words <= 6));
        let is_short = |i: &usize| self.lines.get(*i).is_some_and(|line| line.chars < LONGEST_BYLINE);
        let credit = credit.or_else(|| {
            let mut near = (at.saturating_sub(3)..end.min(at + 12)).filter(is_short);
            near.find_map(|i| Some((i, bylined(&self.blocks.get(i)?.text)?)))
        });
        if let Some((line, (name, range))) = credit {
            article.agency = Some(name.to_owned());
            article.field_sources.insert("agency".into(), self.place(line, &range));
        }
    }
}

/// The lines of a dump, those that a width had ended joined.
pub(crate) fn lines_of(text: &Mapped) -> Vec<Block> {
    let mut lines = block::Lines::default();
    for unit in blocks::units(text) {
        if lines.is_full() {
            break;
        }
        lines.gap |= unit.gap;
        lines.push(unit.text.into(), unit.is_plain, unit.span);
    }
    lines.blocks
}

/// Some of the longest lines, by which the language is told.
fn longest_lines(blocks: &[Block]) -> String {
    /// Bytes that say enough.
    const ENOUGH: usize = 2_500;
    let mut lines: Vec<&str> = blocks.iter().map(|b| b.text.as_str()).collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.len()));
    let mut longest = String::new();
    for line in lines.into_iter().take(8) {
        if longest.len() >= ENOUGH {
            break;
        }
        longest.push_str(line);
        longest.push(' ');
    }
    longest
}
