//! Which blocks of a labelled page are its body.

use super::corpus::Gold;
use offwire_parse::block::Block;
use std::collections::HashSet;

type Run = Vec<String>;

/// Body, not body, or neither (in the body, but not in every equally good one).
///
/// A block of four words or more is body when half of its runs of four words stand in the gold; a shorter one when
/// it is a line of the gold close to body, or joins on to a body block in the gold's order.
pub(crate) fn labels(blocks: &[Block], gold: &Gold) -> Vec<Option<bool>> {
    let bodies: Vec<&String> = gold.bodies().collect();
    let sets: Vec<HashSet<Run>> = bodies.iter().map(|body| runs(&words(body))).collect();
    let all: HashSet<Run> = sets.iter().flatten().cloned().collect();
    let joined: Vec<String> = bodies.iter().map(|body| joined(&words(body))).collect();
    let lines: HashSet<String> =
        bodies.iter().flat_map(|body| body.lines()).map(|l| words(l).join(" ")).collect();
    let texts: Vec<Vec<String>> = blocks.iter().map(|block| words(&block.text)).collect();
    let mut body: Vec<bool> = texts.iter().map(|text| text.len() >= 4 && share(text, &all) >= 0.5).collect();
    for at in 0..texts.len() {
        if (1..4).contains(&texts[at].len()) {
            body[at] = is_short_body(at, &texts, &body, &lines, &joined[0]);
        }
    }
    let in_all = |text: &Vec<String>| match text.len() {
        0..4 => joined.iter().all(|joined_body| joined_body.contains(&joined_words(text))),
        _ => sets.iter().all(|set| share(text, set) >= 0.5),
    };
    let label = |(text, body): (&Vec<String>, bool)| if body && !in_all(text) { None } else { Some(body) };
    texts.iter().zip(body).map(label).collect()
}

fn words(text: &str) -> Vec<String> {
    super::score::words(text).into_iter().map(str::to_lowercase).collect()
}

fn runs(words: &[String]) -> HashSet<Run> {
    match words.len() {
        0 => HashSet::new(),
        1..4 => HashSet::from([words.to_vec()]),
        _ => words.windows(4).map(<[String]>::to_vec).collect(),
    }
}

fn share(text: &[String], all: &HashSet<Run>) -> f64 {
    let runs = runs(text);
    runs.iter().filter(|run| all.contains(*run)).count() as f64 / runs.len().max(1) as f64
}

fn joined(words: &[String]) -> String {
    format!(" {} ", words.join(" "))
}

fn joined_words(text: &[String]) -> String {
    joined(text)
}

fn is_short_body(
    at: usize,
    texts: &[Vec<String>],
    body: &[bool],
    lines: &HashSet<String>,
    gold: &str,
) -> bool {
    let text = &texts[at];
    let near = at.saturating_sub(4)..(at + 5).min(texts.len());
    if lines.contains(&text.join(" ")) && near.into_iter().any(|n| body[n] && texts[n].len() >= 4) {
        return true;
    }
    let before = (at.saturating_sub(2)..at).rev().find(|&n| body[n]).map(|n| &texts[n]);
    let behind = (at + 1..(at + 3).min(texts.len())).find(|&n| body[n]).map(|n| &texts[n]);
    let joins_before = before.is_some_and(|before| {
        let tail = &before[before.len().saturating_sub(3)..];
        gold.contains(&joined(&[tail, text].concat()))
    });
    joins_before
        || behind.is_some_and(|behind| {
            let head = &behind[..behind.len().min(3)];
            gold.contains(&joined(&[text, head].concat()))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_of_the_gold_are_body() {
        let gold = Gold {
            body: Some(
                "Storm hits the coast on Monday.\nThe boats\nAll boats were back in the harbour.".into(),
            ),
            body_alts: vec!["All boats were back in the harbour.".into()],
            ..Gold::default()
        };
        let block = |text: &str| Block { text: text.into(), ..Block::default() };
        let blocks = [
            "Home News",
            "Storm hits the coast on Monday.",
            "The boats",
            "All boats were back in the harbour.",
            "More",
        ];
        let blocks: Vec<Block> = blocks.into_iter().map(block).collect();
        assert_eq!(labels(&blocks, &gold), [Some(false), None, None, Some(true), Some(false)]);
    }
}
