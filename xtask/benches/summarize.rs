//! How many stories of 400 words one core summarizes in a second, method by method.
//!
//! Each bench checks that every story gets a paragraph under its budget before it is timed.

use divan::{Bencher, counter::ItemsCount};
use offwire_article::{Article, Paragraph};
use offwire_summarize::{Method, Summarizer, SummaryOptions};

fn main() {
    divan::main();
}

const STORIES: usize = 64;
const PARAGRAPHS: usize = 12;

const WHO: [&str; 8] = [
    "Harbour master Ann Lee",
    "Mayor Tomas Berg",
    "The port authority",
    "A union of ferry crews",
    "The weather office",
    "Porto Nero's council",
    "Engineer Maria Costa",
    "The insurer Nordhav",
];
const DOES: [&str; 8] = [
    "said on Monday that repairs to",
    "warned that nobody had paid for",
    "promised to reopen",
    "voted to inspect",
    "blamed a lack of money for the state of",
    "counted the damage to",
    "rejected a plan to sell",
    "will rebuild",
];
const WHAT: [&str; 8] = [
    "the old harbour wall",
    "five cranes at the east quay",
    "the flooded fish market",
    "two ferries torn from their moorings",
    "the road to the islands",
    "the warehouse that burned in 1987",
    "nine schools in the lower town",
    "the lighthouse",
];
const MORE: [&str; 8] = [
    "after a storm that killed at least 12 people",
    "before winter, at a cost of 4 million crowns",
    "\"as soon as the sea allows\"",
    "which had been closed for nine days",
    "although the money is not yet there",
    "in spite of protests by fishermen",
    "because the floor is still under water",
    "together with neighbours from three towns",
];

/// A story of some 400 words in sentences that differ, by its number.
fn story(number: usize) -> Article {
    let pick = |list: &[&'static str; 8], at: usize| list[(number * 7 + at * 5 + at / 3) % 8];
    let mut article =
        Article { headline: Some("Storm closes the harbour of Porto Nero".into()), ..Article::default() };
    article.language = Some("en".into());
    for paragraph in 0..PARAGRAPHS {
        let sentences: Vec<String> = (0..2)
            .map(|sentence| {
                let at = paragraph * 2 + sentence;
                format!(
                    "{} {} {} {}.",
                    pick(&WHO, at),
                    pick(&DOES, at + 1),
                    pick(&WHAT, at + 2 + number / 8),
                    pick(&MORE, at + 3)
                )
            })
            .collect();
        article.paragraphs.push(Paragraph::text(sentences.join(" ")));
    }
    article
}

#[divan::bench(args = [Method::News, Method::Plain, Method::Lead, Method::Centroid, Method::LexRank, Method::TextRank])]
fn stories(bencher: Bencher<'_, '_>, method: &Method) {
    let stories: Vec<Article> = (0..STORIES).map(story).collect();
    let summarizer = Summarizer::new(SummaryOptions::default().method(*method));
    for story in &stories {
        let summary = summarizer.summarize(story).expect("every story has sentences");
        assert!(summary.words <= 75 || summary.sentences.len() == 1);
    }
    bencher.counter(ItemsCount::new(STORIES)).bench(|| {
        stories.iter().filter_map(|story| summarizer.summarize(story)).map(|s| s.words).sum::<usize>()
    });
}
