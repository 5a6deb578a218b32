//! What holds for every paragraph, whatever the story.

use offwire_article::{Article, Paragraph, Span};
use offwire_summarize::{Budget, Dates, Method, Summarizer, SummaryOptions, audit};
use proptest::prelude::*;

/// Sentences of many kinds, good and bad openings, halves of quotations, furniture among them.
fn sentence() -> impl Strategy<Value = String> {
    let news = prop_oneof![
        Just("The harbour of Porto Nero reopened on Monday."),
        Just("But ferries will not sail before Thursday, the mayor said."),
        Just("He said so himself."),
        Just("\"We must go on."),
        Just("We will win,\" Ann Lee said."),
        Just("Read more: storm warnings for the coast"),
        Just("However, five cranes (of nine) are working."),
        Just("Lee told reporters that 12 people died."),
        Just("The group denied it."),
        Just("Here are five things to know:"),
        Just("Copyright 2016. All rights reserved."),
        Just("In 1990 she moved to Leeds, where she opened a bakery that became known far beyond the town."),
    ];
    prop_oneof![9 => news.prop_map(str::to_owned), 1 => "\\PC{0,60}"]
}

fn story() -> impl Strategy<Value = Article> {
    let paragraphs = prop::collection::vec(prop::collection::vec(sentence(), 1..4), 0..9);
    (paragraphs, prop::option::of("[A-Z][a-z]{2,8} [a-z]{3,9}")).prop_map(|(paragraphs, headline)| {
        let mut article = Article { headline, ..Article::default() };
        article.published = "2016-07-21".parse().ok();
        let mut offset = 100;
        for sentences in paragraphs {
            let text = sentences.join(" ");
            let span = Span::of(offset, offset + text.len());
            offset += text.len() + 7;
            article.paragraphs.push(Paragraph::text(text).with_source(vec![span]));
        }
        article
    })
}

fn budget() -> impl Strategy<Value = Budget> {
    prop_oneof![
        (1_usize..150).prop_map(Budget::words),
        (1_usize..8).prop_map(Budget::sentences),
        (1_usize..900).prop_map(Budget::chars),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_paragraph_keeps_to_its_rules(story in story(), budget in budget(), method in prop::sample::select(Method::all())) {
        let summarizer = Summarizer::new(SummaryOptions::default().method(method).budget(budget));
        let Some(summary) = summarizer.summarize(&story) else { return Ok(()) };
        let found = audit(&story, &summary, budget);
        prop_assert!(!found.over_budget, "{method} {budget:?} {}", summary.text);
        prop_assert_eq!(found.cut, 0, "{}", &summary.text);
        prop_assert!(!summary.sentences.is_empty());
        let places: Vec<usize> = summary.sentences.iter().map(|s| s.paragraph).collect();
        prop_assert!(places.is_sorted());
        for sentence in summary.sentences.iter().filter(|s| !s.changed) {
            let paragraph = &story.paragraphs[sentence.paragraph];
            prop_assert!(paragraph.text.contains(&sentence.text));
            let start = (sentence.source[0].start - paragraph.source[0].start) as usize;
            let end = (sentence.source[0].end - paragraph.source[0].start) as usize;
            prop_assert_eq!(paragraph.text[start..end].trim(), sentence.text.as_str());
        }
    }

    #[test]
    fn the_same_story_gives_the_same_paragraph(story in story(), query in "[a-z]{0,8}") {
        let options = SummaryOptions::default().query(query).dates(Dates::Resolve);
        let (one, other) = (Summarizer::new(options.clone()), Summarizer::new(options));
        prop_assert_eq!(one.summarize(&story), other.summarize(&story));
        let explanation = one.explain(&story);
        prop_assert_eq!(&explanation.summary, &one.summarize(&story));
        let kept = explanation.sentences.iter().filter(|s| s.kept).count();
        prop_assert_eq!(kept, explanation.summary.map_or(0, |s| s.sentences.len()));
        prop_assert!(explanation.sentences.iter().all(|s| !s.reasons.is_empty()));
    }

    #[test]
    fn no_text_panics(paragraphs in prop::collection::vec("\\PC{0,200}", 0..6)) {
        let mut article = Article::default();
        article.paragraphs.extend(paragraphs.iter().map(Paragraph::text));
        for method in Method::all() {
            let _ = Summarizer::new(SummaryOptions::default().method(method).dates(Dates::Resolve)).explain(&article);
        }
        let _ = Summarizer::default().digest(&[article.clone(), article]);
    }
}
