use super::*;

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
}

fn sample() -> Vec<(Gold, Prediction)> {
    let gold = vec![
        Gold::new("a", &["The port reopened on Monday.", "Ships entered at noon."])
            .with_article(&["The port reopened on Monday. He was glad. Ships entered at noon."]),
        Gold::new("b", &["Rain fell."]).with_article(&["Rain fell. But \"it stopped soon."]),
        Gold::new("c", &["Snow fell."]),
    ];
    let predictions = vec![
        Prediction::new("b", &["But \"it stopped soon."]),
        Prediction::new("a", &["The port reopened on Monday.", "Ships entered at noon."]),
        Prediction::new("z", &["Nothing."]),
    ];
    pair(gold, predictions).pairs
}

#[test]
fn documents_without_a_prediction_count_as_nothing() {
    let report = Report::of(&sample(), &EvalOptions::default());
    assert_eq!((report.documents, report.empty, report.longest), (3, 1, 9));
    near(report.rouge1.f1, 100.0 / 3.0);
    near(report.rouge_lsum.recall, 100.0 / 3.0);
    near(report.mean_sentences, 1.0);
    near(report.novelty.unwrap(), 0.0);
}

#[test]
fn defects_of_paragraphs_are_counted() {
    let found = Report::of(&sample(), &EvalOptions::default()).readability;
    assert_eq!((found.opens_badly, found.unbalanced, found.any), (1, 1, 1), "{found:?}");
    assert_eq!((found.furniture, found.over_budget, found.cut), (0, 0, 0), "{found:?}");
    let tight = Report::of(&sample(), &EvalOptions::default().budget(Budget::words(5))).readability;
    assert_eq!(tight.over_budget, 1);
}

#[test]
fn without_an_article_sentences_are_read_alone() {
    let gold = vec![Gold::new("a", &["Rain."]), Gold::new("b", &["Rain."])];
    let predictions =
        vec![Prediction::new("a", &["He left and"]), Prediction::new("b", &["Rain fell on Monday."])];
    let report = Report::of(&pair(gold, predictions).pairs, &EvalOptions::default());
    assert_eq!((report.readability.opens_badly, report.readability.cut, report.readability.any), (1, 1, 1));
    assert_eq!((report.novelty, report.compression), (None, None));
}

#[test]
fn a_dateline_is_no_cut_and_half_a_sentence_is() {
    let article = "BEIJING, Jan. 26 (Xinhua) -- The port reopened on Monday, officials said. He was glad.";
    let count = |sentence: &str| {
        let gold = vec![Gold::new("a", &["Rain."]).with_article(&[article])];
        Report::of(
            &pair(gold, vec![Prediction::new("a", &[sentence, "He was glad."])]).pairs,
            &EvalOptions::default(),
        )
        .readability
    };
    let whole = count("BEIJING, Jan. 26 (Xinhua) -- The port reopened on Monday, officials said.");
    assert_eq!((whole.cut, whole.loose), (0, 0), "{whole:?}");
    assert_eq!(count("The port reopened on Monday").cut, 1);
    assert_eq!(count("Monday was the day of the reopening.").cut, 0);
}

#[test]
fn predictions_can_be_cut_to_whole_sentences() {
    let report = Report::of(&sample(), &EvalOptions::default().max_words(6));
    assert_eq!(report.longest, 5);
}

#[test]
fn pairing_names_what_does_not_fit() {
    let gold = vec![Gold::new("a", &["x"]), Gold::new("b", &["x"])];
    let predictions =
        vec![Prediction::new("a", &["1"]), Prediction::new("a", &["2"]), Prediction::new("q", &["3"])];
    let pairing = pair(gold, predictions);
    assert_eq!(pairing.missing, ["b"]);
    assert_eq!(pairing.unknown, ["q"]);
    assert_eq!(pairing.repeated, ["a"]);
    assert_eq!(pairing.pairs[0].1.summary, ["2"]);
}

#[test]
fn records_are_read_in_the_shapes_that_users_have() {
    let read = |line: &str| serde_json::from_str::<Prediction>(line).unwrap();
    assert_eq!(read(r#"{"id":7,"summary":"One. Two."}"#), Prediction::new("7", &["One. Two."]));
    assert_eq!(read(r#"{"id":"7","summary":["One.","Two."]}"#), Prediction::new("7", &["One.", "Two."]));
    let full = r#"{"id":"7","summary":{"text":"One. Two.","method":"news","words":2,"sentences":[{"text":"One.","paragraph":0},{"text":"Two."}]}}"#;
    assert_eq!(read(full), Prediction::new("7", &["One.", "Two."]));
    assert_eq!(read(r#"{"id":"7","summary":{"text":"One."}}"#), Prediction::new("7", &["One."]));
    assert_eq!(read(r#"{"id":"7","summary":null}"#).summary, [""; 0]);
    assert_eq!(read(r#"{"id":"7"}"#).summary, [""; 0]);
    let gold: Gold =
        serde_json::from_str(r#"{"id":1,"reference":"R.","paragraphs":[{"text":"P.","kind":"text"},"Q."]}"#)
            .unwrap();
    assert_eq!(gold, Gold::new("1", &["R."]).with_article(&["P.", "Q."]));
    assert!(serde_json::from_str::<Gold>(r#"{"id":1}"#).is_err());
}

#[test]
fn runs_are_compared_document_by_document() {
    let options = EvalOptions::default();
    let first = Report::of(&sample(), &options);
    let gold = sample().into_iter().map(|(gold, _)| gold).collect();
    let better =
        vec![Prediction::new("a", &["The port reopened on Monday."]), Prediction::new("b", &["Rain fell."])];
    let second = Report::of(&pair(gold, better).pairs, &options);
    let found = Comparison::of(&first, &second, &options);
    assert_eq!((found.documents, found.unmatched, found.rouge1.better, found.rouge1.worse), (3, 0, 1, 1));
    near(found.rouge1.mean, second.rouge1.f1 - first.rouge1.f1);
    assert!(found.rouge1.interval.unwrap().low <= found.rouge1.mean);
    assert!(found.to_string().contains("ROUGE-Lsum"));
}

#[test]
fn a_report_reads_as_a_table() {
    let report = Report::of(&sample(), &EvalOptions::default().resamples(0));
    let expected = "\
3 documents, 1 of them without a summary; 4.3 words in 1.00 sentences on average, 9 at most

x 100            F1  95 % interval    precision  recall
ROUGE-1       33.33  -                    33.33   33.33
";
    assert!(report.to_string().starts_with(expected), "{report}");
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["rougeLsum"]["f1"], json["rouge1"]["f1"]);
    assert!(json.get("by_document").is_none());
}
