//! Scores of extracted bodies, by the definitions of the public benchmarks.
//!
//! Body: runs of four words, counted as multisets and normalised by page; precision and recall are means over pages
//! and f1 their harmonic mean (article-extraction-benchmark). Of equally good bodies the nearest counts.
//! Paragraphs: exact match after NFKC and unifying quotation marks and dashes, the best over optional paragraphs kept
//! or dropped (fundus-evaluation). Snippets: substrings of the body, pooled over pages (trafilatura).

use super::corpus::Gold;
use std::collections::HashMap;
use std::hash::Hash;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Optional paragraphs above which only "all" and "none" are tried.
const MOST_OPTIONAL: usize = 4;

/// Scores of one page.
#[derive(Debug, Clone, Default)]
pub(crate) struct PageScore {
    /// Precision, recall, f1 and whether all words are the gold's.
    pub(crate) body: Option<(Option<f64>, Option<f64>, f64, bool)>,
    pub(crate) paragraphs: Option<f64>,
    /// Wanted and found, unwanted and found, wanted and not found.
    pub(crate) snippets: Option<(f64, f64, f64)>,
}

impl PageScore {
    pub(crate) fn of(gold: &Gold, paragraphs: &[String]) -> Self {
        let body = paragraphs.join("\n\n");
        Self {
            body: gold.body.as_ref().map(|_| score_body(gold, &body)),
            paragraphs: (!gold.paragraphs.is_empty()).then(|| score_paragraphs(&gold.paragraphs, paragraphs)),
            snippets: (!gold.with.is_empty()).then(|| score_snippets(gold, &body)),
        }
    }

    /// One figure to compare runs page by page.
    pub(crate) fn figure(&self) -> f64 {
        let snippets = |(tp, fp, fneg): (f64, f64, f64)| 2.0 * tp / (2.0 * tp + fp + fneg).max(1.0);
        self.body.map(|b| b.2).or(self.snippets.map(snippets)).unwrap_or(0.0)
    }
}

fn score_body(gold: &Gold, body: &str) -> (Option<f64>, Option<f64>, f64, bool) {
    let found = words(body);
    let runs = counts(runs(&found));
    let mut best: Option<(Option<f64>, Option<f64>, f64)> = None;
    let mut exact = false;
    for reference in gold.bodies() {
        let wanted = words(reference);
        exact |= wanted == found;
        let score = overlap(&counts(self::runs(&wanted)), &runs);
        if best.is_none_or(|best| score.2 > best.2) {
            best = Some(score);
        }
    }
    let (precision, recall, f1) = best.unwrap_or((None, None, 1.0));
    (precision, recall, f1, exact)
}

/// Words as `\w+` finds them.
pub(crate) fn words(text: &str) -> Vec<&str> {
    let is_word = |c: char| c == '_' || (c.is_alphanumeric() && !is_combining_mark(c));
    text.split(|c| !is_word(c)).filter(|word| !word.is_empty()).collect()
}

fn runs<'a>(words: &'a [&'a str]) -> Vec<&'a [&'a str]> {
    match words.len() {
        0 => Vec::new(),
        1..4 => vec![words],
        _ => words.windows(4).collect(),
    }
}

fn counts<T: Eq + Hash>(items: Vec<T>) -> HashMap<T, f64> {
    let mut counts = HashMap::new();
    for item in items {
        *counts.entry(item).or_default() += 1.0;
    }
    counts
}

fn common<T: Eq + Hash>(a: &HashMap<T, f64>, b: &HashMap<T, f64>) -> f64 {
    a.iter().map(|(item, n)| n.min(b.get(item).copied().unwrap_or(0.0))).sum()
}

fn overlap<T: Eq + Hash>(
    wanted: &HashMap<T, f64>,
    found: &HashMap<T, f64>,
) -> (Option<f64>, Option<f64>, f64) {
    let tp = common(wanted, found);
    let (found, wanted) = (found.values().sum::<f64>(), wanted.values().sum::<f64>());
    let share = |all: f64| (all > 0.0).then(|| tp / all);
    let f1 = if found + wanted > 0.0 { 2.0 * tp / (found + wanted) } else { 1.0 };
    (share(found), share(wanted), f1)
}

fn score_paragraphs(gold: &[String], found: &[String]) -> f64 {
    let lines = found.iter().flat_map(|p| p.split('\n')).map(normalize).filter(|p| !p.is_empty());
    let found = counts(lines.collect());
    let optional: Vec<usize> = (0..gold.len()).filter(|&n| is_optional(&gold[n])).collect();
    let dropped: Vec<Vec<usize>> = if optional.len() > MOST_OPTIONAL {
        vec![Vec::new(), optional]
    } else {
        (0..1_u32 << optional.len()).map(|set| choose(&optional, set)).collect()
    };
    let score = |dropped: &Vec<usize>| {
        let kept = gold.iter().enumerate().filter(|(n, _)| !dropped.contains(n));
        let wanted = kept.map(|(_, p)| normalize(if is_optional(p) { inner(p) } else { p })).collect();
        overlap(&counts(wanted), &found).2
    };
    dropped.iter().map(score).fold(0.0, f64::max)
}

fn choose(optional: &[usize], set: u32) -> Vec<usize> {
    optional.iter().enumerate().filter(|(bit, _)| set >> bit & 1 == 1).map(|(_, &n)| n).collect()
}

fn is_optional(paragraph: &str) -> bool {
    paragraph.len() > 1 && paragraph.starts_with('[') && paragraph.ends_with(']')
}

fn inner(paragraph: &str) -> &str {
    &paragraph[1..paragraph.len() - 1]
}

fn normalize(paragraph: impl AsRef<str>) -> String {
    let unified: String = paragraph
        .as_ref()
        .nfkc()
        .map(|c| match c {
            '\u{2018}'..='\u{201b}' | '\u{2032}' => '\'',
            '\u{201c}'..='\u{201e}' | '\u{ab}' | '\u{bb}' | '\u{2033}' => '"',
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            other => other,
        })
        .collect();
    squeeze(&unified)
}

/// White space folded.
pub(crate) fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn score_snippets(gold: &Gold, body: &str) -> (f64, f64, f64) {
    let body = squeeze(body);
    let found = |snippets: &[String]| snippets.iter().filter(|s| body.contains(&squeeze(s))).count() as f64;
    let tp = found(&gold.with);
    (tp, found(&gold.without), gold.with.len() as f64 - tp)
}

/// Scores of a set.
#[derive(Debug, Clone, Default)]
pub(crate) struct SetScore {
    pub(crate) pages: usize,
    /// Name and value of each figure that the set has.
    pub(crate) figures: Vec<(&'static str, f64)>,
}

impl SetScore {
    pub(crate) fn of(pages: &[PageScore]) -> Self {
        let mut figures = Vec::new();
        let bodies: Vec<_> = pages.iter().filter_map(|p| p.body).collect();
        if !bodies.is_empty() {
            let precision = mean(bodies.iter().filter_map(|b| b.0));
            let recall = mean(bodies.iter().filter_map(|b| b.1));
            figures.push(("f1", 2.0 * precision * recall / (precision + recall).max(1e-9)));
            figures.push(("precision", precision));
            figures.push(("recall", recall));
            figures.push(("exact", mean(bodies.iter().map(|b| f64::from(u8::from(b.3))))));
        }
        let paragraphs: Vec<f64> = pages.iter().filter_map(|p| p.paragraphs).collect();
        if !paragraphs.is_empty() {
            figures.push(("para_norm_f1", mean(paragraphs.into_iter())));
        }
        let snippets: Vec<_> = pages.iter().filter_map(|p| p.snippets).collect();
        if !snippets.is_empty() {
            let sum = |part: fn(&(f64, f64, f64)) -> f64| snippets.iter().map(part).sum::<f64>();
            let (tp, fp, missed) = (sum(|s| s.0), sum(|s| s.1), sum(|s| s.2));
            figures.push(("snip_f1", 2.0 * tp / (2.0 * tp + fp + missed).max(1.0)));
        }
        Self { pages: pages.len(), figures }
    }
}

pub(crate) fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    if count > 0.0 { sum / count } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gold(body: &str, paragraphs: &[&str]) -> Gold {
        Gold {
            body: Some(body.into()),
            paragraphs: paragraphs.iter().map(|p| (*p).to_owned()).collect(),
            with: vec!["two three".into(), "nine".into()],
            without: vec!["seven".into()],
            ..Gold::default()
        }
    }

    #[test]
    fn a_page_by_hand() {
        let gold = gold("one two three four five", &["[one two]", "three four five"]);
        let score = PageScore::of(&gold, &["one two three four".into(), "seven".into()]);
        let (precision, recall, f1, exact) = score.body.unwrap();
        assert_eq!((precision, recall, f1, exact), (Some(0.5), Some(0.5), 0.5, false));
        assert_eq!(score.paragraphs, Some(0.0));
        assert_eq!(score.snippets, Some((1.0, 1.0, 1.0)));
    }

    #[test]
    fn optional_paragraphs_may_be_left_out() {
        let gold = gold("three four five", &["[one two]", "\u{201c}three\u{201d} four \u{2013} five"]);
        let score = PageScore::of(&gold, &["\"three\" four - five".into()]);
        assert_eq!(score.paragraphs, Some(1.0));
        assert!(score.body.unwrap().3);
    }
}
