//! Near copies, versions and reprints against planted truth.
//!
//! Stories are made by seed; shares of them are copied, edited, sent again as takes, misread letter by letter,
//! or half reprinted inside another story. A pair counts as true where both texts come from one original.

#[path = "../../../crates/archive/tests/archive/made.rs"]
mod made;

use anyhow::{Context, ensure};
use clap::Args;
use made::Dice;
use offwire_archive::{Archive, Filter, LinkKind, Order, Outcome, PackedSource, RunInfo, RunReport};
use offwire_article::{Article, Source, Status, WireMarks};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Instant,
};

#[derive(Args)]
pub(super) struct Options {
    /// Number of articles
    #[arg(long, default_value_t = 20_000)]
    articles: usize,
    /// Seed of the generator
    #[arg(long, default_value_t = 7)]
    seed: u64,
}

/// What was done to an original: its share of all articles, and the recall that must be reached.
const PLANTED: &[(&str, f64, f64)] = &[
    ("copy", 0.03, 1.0),
    ("edited", 0.05, 0.97),
    ("take", 0.02, 0.97),
    ("noisy", 0.03, 0.90),
    ("reprint", 0.02, 0.90),
];
/// Precision that must be reached over all pairs.
const PRECISION: f64 = 0.98;

/// A planted text: what was done, to which original; originals have no kind.
struct Planted {
    article: Article,
    kind: Option<&'static str>,
    original: usize,
}

pub(super) fn run(options: &Options) -> anyhow::Result<()> {
    let planted = plant(options);
    let folder = tempfile::tempdir()?;
    let mut archive = Archive::open_or_create(folder.path().join("planted.db"))?;
    store(&mut archive, &planted)?;
    let clock = Instant::now();
    let links = archive.link()?;
    println!("{} articles, {links} links in {:.1} s", planted.len(), clock.elapsed().as_secs_f64());
    let groups = originals_by_article(&archive, &planted)?;
    let found = found_pairs(&archive)?;
    score(&archive, &planted, &groups, &found)
}

fn plant(options: &Options) -> Vec<Planted> {
    let mut dice = Dice::new(options.seed);
    let changed: usize = PLANTED.iter().map(|(_, share, _)| (share * options.articles as f64) as usize).sum();
    let originals = options.articles.saturating_sub(changed);
    let mut all: Vec<Planted> = (0..originals)
        .map(|number| Planted { article: made::story(&mut dice, number), kind: None, original: number })
        .collect();
    for (kind, share, _) in PLANTED {
        for _ in 0..(share * options.articles as f64) as usize {
            let original = dice.below(originals);
            let Some(from) = all.get(original).map(|planted| planted.article.clone()) else { continue };
            let article = changed_article(kind, from, &mut dice, all.len());
            all.push(Planted { article, kind: Some(kind), original });
        }
    }
    for (number, planted) in all.iter_mut().enumerate() {
        let source = Source { format: "text".into(), path: format!("{number:06}.txt"), ..Source::default() };
        planted.article.source = Some(source);
        planted.article.seal();
    }
    all
}

fn changed_article(kind: &str, from: Article, dice: &mut Dice, number: usize) -> Article {
    let mut article = from;
    if kind == "copy" {
        return article;
    }
    article.url = Some(format!("https://example.org/{kind}/{number}"));
    match kind {
        "edited" => edit(&mut article, dice),
        "take" => next_take(&mut article, dice),
        "noisy" => {
            let rate = 0.02 + 0.08 * dice.part();
            misread(&mut article, rate, dice);
        }
        _ => reprint(&mut article, dice, number),
    }
    article
}

/// Some words changed, perhaps a paragraph cut, another headline.
fn edit(article: &mut Article, dice: &mut Dice) {
    for _ in 0..3 + dice.below(10) {
        let at = dice.below(article.paragraphs.len());
        let text = &mut article.paragraphs[at].text;
        let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
        let place = dice.below(words.len());
        words[place] = dice.word();
        *text = words.join(" ");
    }
    if dice.below(2) == 0 && article.paragraphs.len() > 3 {
        article.paragraphs.pop();
    }
    article.headline = Some((0..6).map(|_| dice.word()).collect::<Vec<_>>().join(" "));
}

/// A paragraph replaced, one added, marked as a later take.
fn next_take(article: &mut Article, dice: &mut Dice) {
    let fresh = made::story(dice, 0).paragraphs;
    let at = dice.below(article.paragraphs.len());
    article.paragraphs[at] = fresh[0].clone();
    article.paragraphs.push(fresh[1].clone());
    article.wire = Some(WireMarks { take: Some(1), prefix: Some("1st LD".into()), ..WireMarks::default() });
    article.status = Some(Status::Lead);
}

/// Letters changed, lost and doubled as OCR does, and a day on which the paper printed it.
fn misread(article: &mut Article, rate: f64, dice: &mut Dice) {
    let mut garble = |text: &str| -> String {
        let mut read = String::with_capacity(text.len());
        for c in text.chars() {
            if !c.is_alphabetic() || dice.part() >= rate {
                read.push(c);
                continue;
            }
            match (dice.below(6), c) {
                (0, _) => {}
                (1, _) => read.extend([c, ' ']),
                (_, 'm') => read.push_str("rn"),
                (_, 'e') => read.push('c'),
                (_, 's') => read.push('f'),
                (_, 'l') => read.push('1'),
                (_, 'i') => read.push('l'),
                (_, 'u') => read.push('n'),
                (_, 'h') => read.push('b'),
                _ => read.push((b'a' + dice.below(26) as u8) as char),
            }
        }
        read
    };
    article.headline = article.headline.as_deref().map(&mut garble);
    for paragraph in &mut article.paragraphs {
        paragraph.text = garble(&paragraph.text);
    }
}

/// The first half inside another story.
fn reprint(article: &mut Article, dice: &mut Dice, number: usize) {
    let mut carrier = made::story(dice, number);
    let half = article.paragraphs.len().div_ceil(2);
    let at = dice.below(carrier.paragraphs.len());
    let part: Vec<_> = article.paragraphs.drain(..half).collect();
    carrier.paragraphs.splice(at..at, part);
    *article = carrier;
}

fn store(archive: &mut Archive, planted: &[Planted]) -> anyhow::Result<()> {
    let run = archive.start_run(&RunInfo::new("import", "eval"))?;
    for part in planted.chunks(5000) {
        let outcomes: Vec<Outcome> = part
            .iter()
            .map(|planted| {
                let raw = planted.article.body();
                Outcome::article(planted.article.clone(), PackedSource::pack(raw.as_bytes()).into(), None)
            })
            .collect();
        archive.commit(run, &outcomes, &[])?;
    }
    Ok(archive.finish_run(run, &RunReport::default())?)
}

/// The originals that each article of the archive comes from.
fn originals_by_article(
    archive: &Archive,
    planted: &[Planted],
) -> anyhow::Result<BTreeMap<i64, BTreeSet<usize>>> {
    let mut groups: BTreeMap<i64, BTreeSet<usize>> = BTreeMap::new();
    for planted in planted {
        let uid = planted.article.uid.as_ref().context("every planted article is sealed")?;
        groups.entry(archive.id_of(uid.as_str())?).or_default().insert(planted.original);
    }
    Ok(groups)
}

/// Pairs that the archive tells: links, and versions of one story.
fn found_pairs(archive: &Archive) -> anyhow::Result<BTreeSet<(i64, i64)>> {
    let mut pairs = BTreeSet::new();
    for id in archive.ids(&Filter::default(), Order::Id)? {
        let copies = archive.links(id)?.into_iter().filter(|link| link.kind != LinkKind::Event);
        pairs.extend(copies.map(|link| (link.from.min(link.to), link.from.max(link.to))));
        let versions = archive.versions(&id.to_string())?;
        pairs.extend(versions.iter().filter(|other| other.id > id).map(|other| (id, other.id)));
    }
    Ok(pairs)
}

fn score(
    archive: &Archive,
    planted: &[Planted],
    groups: &BTreeMap<i64, BTreeSet<usize>>,
    found: &BTreeSet<(i64, i64)>,
) -> anyhow::Result<()> {
    let of_one = |a: &i64, b: &i64| match (groups.get(a), groups.get(b)) {
        (Some(a), Some(b)) => !a.is_disjoint(b),
        _ => false,
    };
    let right = found.iter().filter(|(a, b)| of_one(a, b)).count();
    let precision = right as f64 / found.len().max(1) as f64;
    println!("{:<10} {:>7} of {:>6} = {precision:.4} (must {PRECISION})", "precision", right, found.len());
    let mut missed = (precision < PRECISION).then_some("precision");
    for (kind, _, floor) in PLANTED {
        let (mut there, mut hit) = (0, 0);
        for copy in planted.iter().filter(|copy| copy.kind == Some(*kind)) {
            let Some(original) = planted.get(copy.original) else { continue };
            let id = |planted: &Planted| {
                archive.id_of(planted.article.uid.as_ref().map_or("", |uid| uid.as_str()))
            };
            let (a, b) = (id(original)?, id(copy)?);
            there += 1;
            hit += usize::from(a == b || found.contains(&(a.min(b), a.max(b))));
        }
        let recall = f64::from(u32::try_from(hit)?) / f64::from(u32::try_from(there.max(1))?);
        println!("{kind:<10} {hit:>7} of {there:>6} = {recall:.4} (must {floor})");
        if recall < *floor {
            missed = Some(kind);
        }
    }
    ensure!(missed.is_none(), "below what must be reached: {}", missed.unwrap_or_default());
    Ok(())
}
