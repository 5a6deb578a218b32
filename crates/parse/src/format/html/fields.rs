//! The fields of a page: candidates, the choice among them, and their places in the raw page.

use super::division::is_sign;
use super::link;
use super::locale::{declared_language, is_month_first};
use super::place::places;
use crate::block::Block;
use crate::body::Choice;
use crate::field::agency::{agency, bylined, credit_line};
use crate::field::candidate::{Candidates, Place};
use crate::field::date::DateHints;
use crate::field::markup::{Markup, squeezed, squeezes_to, strings};
use crate::field::ranker::{LEAST, Ranking, rank};
use crate::field::{authors, headline, locate, model, published};
use crate::format::Record;
use crate::page::Page;
use crate::{Article, CandidateTable, Explanation};
use offwire_article::{NewsDate, Span};
use offwire_forest::Columns;
use std::ops::Range;

/// Everything about the story that is not its body.
pub(super) struct Fields {
    markup: Markup,
    address: Option<String>,
    headlines: Candidates<String>,
    headline: Ranking,
    /// Number of the block that holds the headline.
    pub headline_block: Option<usize>,
    dates: published::Dates,
    date: Ranking,
    people: Candidates<Vec<String>>,
    person: Ranking,
    /// The language that the page declares.
    pub language: String,
    credit: Option<(&'static str, usize, Range<usize>)>,
    tables: [Columns; 3],
}

/// What is known of a story before its day and its authors are looked for.
struct Told {
    language: String,
    address: Option<String>,
    headlines: Candidates<String>,
    /// The block that is set as the headline, on a page that says so by type alone.
    set: Option<usize>,
}

impl Fields {
    /// Gathers the candidates and chooses.
    pub(super) fn read(page: &Page<'_>, record: &Record<'_>, blocks: &[Block], choices: &[Choice]) -> Self {
        let markup = Markup::read(page);
        let language = declared_language(&markup);
        let address = record.item.origin.url.clone().or_else(|| markup.address().map(str::to_owned));
        let mut headlines = headline::candidates(page, &markup, blocks);
        if let Some(at) = headline::above_the_text(blocks, choices).filter(|_| headlines.all.is_empty()) {
            add_heading(&mut headlines, blocks, at);
        }
        let title = markup.title.as_ref().map(|(title, _)| title.as_str());
        let set = page.is_early().then(|| {
            let is_plain = || title.is_none_or(headline::is_no_headline);
            let line = || headline::above_the_text(blocks, choices).filter(|_| is_plain());
            headline::typeset(page, title, blocks, choices).or_else(line)
        });
        let set = set.flatten();
        Self::choose(page, markup, Told { language, address, headlines, set }, blocks, choices)
    }

    /// The fields of one of the page's stories, which its heading in block `at` opens; these are the fields of the
    /// whole page. `nodes` are those of the story; none for the one that the page's head speaks of.
    pub(super) fn of_story(
        &self,
        page: &Page<'_>,
        nodes: Option<&Range<usize>>,
        at: usize,
        blocks: &[Block],
        choices: &[Choice],
    ) -> Self {
        let markup = nodes.map_or_else(|| self.markup.clone(), |nodes| self.markup.within(nodes));
        let mut headlines = Candidates::new(headline::SOURCES.len());
        let mut address = self.address.clone();
        add_heading(&mut headlines, blocks, at);
        if let Some(heading) = blocks.get(at) {
            address = nodes.and_then(|_| link::of(page, heading, address.as_deref())).or(address);
        }
        Self::choose(
            page,
            markup,
            Told { language: self.language.clone(), address, headlines, set: None },
            blocks,
            choices,
        )
    }

    fn choose(page: &Page<'_>, markup: Markup, told: Told, blocks: &[Block], choices: &[Choice]) -> Self {
        let Told { language, address, mut headlines, set } = told;
        let keys: Vec<String> =
            blocks.iter().take(authors::LOOKED_AT).map(|block| squeezed(&block.text)).collect();
        let first = choices.iter().position(|choice| choice.keep);
        let mut headline_table = headline::columns(&headlines, &markup, blocks, &keys);
        let mut headline = rank(&headlines, &headline_table, model::headline(), headline::ORDER, f32::MIN);
        let mut at = place_of(&headlines, &headline, blocks, first);
        if let Some(set) = set.filter(|set| headline::outdoes(page, blocks, *set, at)) {
            let key = add_heading(&mut headlines, blocks, set);
            headline_table = headline::columns(&headlines, &markup, blocks, &keys);
            headline = rank(&headlines, &headline_table, model::headline(), headline::ORDER, f32::MIN);
            headline.best = headlines.all.iter().position(|candidate| Some(&candidate.key) == key.as_ref());
            at = Some(set);
        }
        let hints =
            DateHints { language: &language, month_first: is_month_first(&language, address.as_deref()) };
        let dates = published::candidates(page, &markup, blocks, at, address.as_deref(), hints);
        let date_table = published::columns(&dates);
        let mut date = rank(&dates.found, &date_table, model::published(), published::ORDER, 0.0);
        date.best = date.best.map(|best| published::not_told_of(&dates, best));
        let last = choices.iter().rposition(|choice| choice.keep);
        let people = authors::candidates(page, &markup, blocks, at, last);
        let scene = authors::Scene::new(&markup, blocks, &keys, at, first.zip(last));
        let person_table = authors::columns(&people, &scene);
        let person = rank(&people, &person_table, model::authors(), authors::ORDER, LEAST);
        let credit = credit(blocks, at, first);
        let tables = [headline_table, date_table, person_table];
        Self {
            markup,
            address,
            headlines,
            headline,
            headline_block: at,
            dates,
            date,
            people,
            person,
            language,
            credit,
            tables,
        }
    }

    /// The first day on a line of its own above block `end`: that of an issue stands above its stories.
    pub(super) fn day_above(&self, blocks: &[Block], end: usize) -> Option<published::Given> {
        self.dates.raw.iter().find_map(|given| {
            let Place::Block(at, _) = given.place else { return None };
            let block = blocks.get(at).filter(|block| at < end && is_sign(block))?;
            Some(published::Given { place: Place::Element(block.run?), ..given.clone() })
        })
    }

    /// Gives a story that tells no day of its own another's.
    pub(super) fn lend_day(&mut self, day: Option<published::Given>) {
        if let Some(day) = day.filter(|_| self.date.best.is_none()) {
            self.dates = published::Dates::of_one(day);
            self.date = Ranking { best: Some(0), scores: Vec::new() };
        }
    }

    /// The headline that was chosen.
    pub(super) fn headline(&self) -> Option<&str> {
        let best = self.headline.best.and_then(|at| self.headlines.all.get(at))?;
        Some(&best.value)
    }

    /// The authors that were chosen.
    pub(super) fn authors(&self) -> &[String] {
        self.person.best.and_then(|at| self.people.all.get(at)).map_or(&[], |found| &found.value)
    }

    /// Puts the chosen values into the record.
    pub(super) fn fill(&self, article: &mut Article, page: &Page<'_>, blocks: &[Block]) {
        if let Some(candidate) = self.headline.best.and_then(|at| self.headlines.all.get(at)) {
            article.headline = Some(candidate.value.clone());
            let spans = candidate
                .places
                .iter()
                .rev()
                .map(|place| places(page, blocks, place, &candidate.value))
                .find(|s| !s.is_empty());
            put(article, "headline", spans.unwrap_or_default());
        }
        if let Some((date, ground, place)) = self.date.best.and_then(|at| published::moment(&self.dates, at))
        {
            (article.published, article.date_ground) = (Some(date), Some(ground));
            put(article, "published", places(page, blocks, &place, ""));
        }
        if let Some((date, place)) = published::modified(&self.dates, article.published) {
            article.modified = Some(date);
            put(article, "modified", places(page, blocks, &place, ""));
        }
        self.fill_people(article, page, blocks);
        self.fill_metadata(article);
        article.url = self.address.clone();
    }

    /// People, and the agency that a byline names in their stead.
    fn fill_people(&self, article: &mut Article, page: &Page<'_>, blocks: &[Block]) {
        if let Some((name, at, range)) = &self.credit {
            article.agency = Some((*name).to_owned());
            put(
                article,
                "agency",
                blocks.get(*at).map_or_else(Vec::new, |b| locate::in_block(page, b, range)),
            );
        } else if let Some(name) = self.bylined_agency() {
            article.agency = Some(name.to_owned());
        }
        let Some(candidate) = self.person.best.and_then(|at| self.people.all.get(at)) else { return };
        // A page named like its maker is no byline: "Holiday House Lee", headline and author of an advertisement.
        if candidate.value.iter().any(|name| Some(name) == article.headline.as_ref()) {
            return;
        }
        if article.agency.is_none() {
            article.agency = authors::agency_among(candidate).map(str::to_owned);
        }
        let people = authors::people_only(candidate);
        if people.is_empty() {
            return;
        }
        let found = candidate.places.iter().map(|place| {
            people.iter().flat_map(|name| places(page, blocks, place, name)).collect::<Vec<_>>()
        });
        put(article, "authors", found.max_by_key(Vec::len).unwrap_or_default());
        article.authors = people;
    }

    /// An agency that structured data names as the author or that the meta byline credits.
    fn bylined_agency(&self) -> Option<&'static str> {
        let metas = self.markup.meta_values(&[
            "author",
            "parsely-author",
            "byl",
            "dc.creator",
            "source",
            "dc.source",
        ]);
        let told = metas.map(|meta| meta.value.clone());
        let structured = self.markup.articles().into_iter().filter_map(|object| {
            let author = object.value.get("author")?;
            let author = author.as_array().and_then(|all| all.first()).unwrap_or(author);
            author.as_str().or_else(|| author.get("name")?.as_str()).map(str::to_owned)
        });
        told.chain(structured.collect::<Vec<_>>()).find_map(|value| agency(value.trim_start_matches("By ")))
    }

    /// Whether the page says of itself that it is one article.
    pub(super) fn declares_one(&self) -> bool {
        let kind = self.markup.meta_value(&["og:type"]);
        let objects = self.markup.objects.iter().filter(|object| object.is_article());
        kind.is_some_and(|kind| kind.eq_ignore_ascii_case("article")) || objects.count() == 1
    }

    /// Whether structured data says that the story is not free to read.
    pub(super) fn is_paid(&self) -> bool {
        let told = self.markup.articles().into_iter().filter_map(|o| o.value.get("isAccessibleForFree"));
        told.into_iter().any(|free| {
            free.as_bool() == Some(false) || free.as_str().is_some_and(|f| f.eq_ignore_ascii_case("false"))
        })
    }

    fn fill_metadata(&self, article: &mut Article) {
        let objects = self.markup.articles();
        let of = |key: &str| objects.iter().find_map(|o| o.value.get(key).map(strings)).unwrap_or_default();
        let section = of("articleSection").first().map(|s| (*s).to_owned());
        let told =
            self.markup.meta_value(&["article:section", "parsely-section", "section", "sailthru.section"]);
        article.section = section
            .or_else(|| told.map(str::to_owned))
            .map(|s| offwire_article::text::fold_space(&s))
            .filter(|s| !s.is_empty() && s.len() < 80);
        let mut keywords: Vec<String> =
            of("keywords").iter().flat_map(|k| k.split([',', ';'])).map(str::to_owned).collect();
        if keywords.is_empty() {
            let metas = self.markup.meta_values(&[
                "news_keywords",
                "keywords",
                "article:tag",
                "parsely-tags",
                "sailthru.tags",
            ]);
            keywords = metas
                .flat_map(|meta| meta.value.split([',', ';']).map(str::to_owned).collect::<Vec<_>>())
                .collect();
        }
        for keyword in keywords.iter().map(|k| offwire_article::text::fold_space(k)) {
            let is_new = !article.keywords.contains(&keyword);
            if is_new && (2..80).contains(&keyword.chars().count()) && article.keywords.len() < 40 {
                article.keywords.push(keyword);
            }
        }
    }

    /// The candidates with what their choice looks at.
    pub(super) fn candidates(self) -> Vec<CandidateTable> {
        let [headline, published, authors] = self.tables;
        vec![
            table("headline", headline, &self.headlines, &headline::SOURCES, headline::ORDER, |value| {
                vec![value.clone()]
            }),
            table("published", published, &self.dates.found, &published::SOURCES, published::ORDER, |date| {
                vec![date.to_string()]
            }),
            table("authors", authors, &self.people, authors::SOURCES, authors::ORDER, Vec::clone),
        ]
    }

    /// Tells which candidates there were and which won.
    pub(super) fn explain(&self, page: &Page<'_>, blocks: &[Block], told: &mut Vec<Explanation>) {
        let text = |value: &String| value.clone();
        let names = |names: &Vec<String>| names.join(", ");
        let found = [
            decisions("headline", &self.headlines, &self.headline, &headline::SOURCES, &text),
            decisions("published", &self.dates.found, &self.date, &published::SOURCES, &NewsDate::to_string),
            decisions("authors", &self.people, &self.person, authors::SOURCES, &names),
        ];
        for (mut decision, place) in found.into_iter().flatten() {
            decision.source =
                place.map_or_else(Vec::new, |place| places(page, blocks, &place, &decision.reading));
            told.push(decision);
        }
    }
}

/// Makes a block a candidate for the headline; its key.
fn add_heading(headlines: &mut Candidates<String>, blocks: &[Block], at: usize) -> Option<String> {
    let heading = blocks.get(at)?;
    let key = squeezed(&heading.text);
    let place = Place::Block(at, 0..heading.text.len());
    headlines.add(headline::HEADING, key.clone(), heading.text.clone(), place);
    Some(key)
}

/// The block that holds the chosen headline.
fn place_of(
    headlines: &Candidates<String>,
    chosen: &Ranking,
    blocks: &[Block],
    first: Option<usize>,
) -> Option<usize> {
    let candidate = headlines.all.get(chosen.best?)?;
    block_of(blocks, &candidate.key, first)
}

/// The candidates of a field for those who train and measure.
fn table<V>(
    model: &'static str,
    columns: Columns,
    found: &Candidates<V>,
    sources: &[&'static str],
    order: &[usize],
    show: impl Fn(&V) -> Vec<String>,
) -> CandidateTable {
    CandidateTable {
        model,
        values: found.all.iter().map(|c| show(&c.value)).collect(),
        sources: found.givers(sources),
        columns,
        by_rule: found.by_order(order),
        least: if model == "authors" { LEAST } else { f32::MIN },
    }
}

/// Each candidate of a field with who gave it and whether it won, and where it stands.
fn decisions<V>(
    field: &str,
    found: &Candidates<V>,
    ranking: &Ranking,
    sources: &[&str],
    show: &dyn Fn(&V) -> String,
) -> Vec<(Explanation, Option<Place>)> {
    let decide = |(at, candidate): (usize, &crate::field::candidate::Candidate<V>)| {
        let givers = sources.iter().enumerate().filter(|(source, _)| candidate.has(*source));
        let names: Vec<&str> = givers.map(|(_, name)| *name).collect();
        let reading = show(&candidate.value);
        let decision = Explanation {
            reading: reading.clone(),
            score: ranking.scores.get(at).copied(),
            kept: ranking.best == Some(at),
            reason: format!("given by {}", names.join(", ")),
            ..Explanation::about(field, reading)
        };
        (decision, candidate.places.first().cloned())
    };
    found.all.iter().enumerate().map(decide).collect()
}

pub(super) fn put(article: &mut Article, field: &str, spans: Vec<Span>) {
    if !spans.is_empty() {
        article.field_sources.insert(field.to_owned(), spans);
    }
}

/// The block that holds a headline, the last one before the body if there are several.
fn block_of(blocks: &[Block], key: &str, first: Option<usize>) -> Option<usize> {
    let is_it = |block: &Block| block.text.len() < 1_000 && squeezes_to(&block.text, key);
    let before = first.map_or(blocks.len(), |first| first + 1).min(blocks.len());
    let above = blocks.get(..before).unwrap_or_default().iter().rposition(is_it);
    above.or_else(|| blocks.iter().position(is_it))
}

/// The agency that a short line between headline and body credits.
fn credit(
    blocks: &[Block],
    headline: Option<usize>,
    first: Option<usize>,
) -> Option<(&'static str, usize, Range<usize>)> {
    let from = headline.or(first)?.saturating_sub(2);
    let to = first.map_or(from + 8, |first| first + 1).min(from + 16);
    (from..to).find_map(|at| {
        let text = &blocks.get(at).filter(|b| b.text.chars().count() < 90)?.text;
        let (name, range) = credit_line(text).or_else(|| bylined(text))?;
        Some((name, at, range))
    })
}
