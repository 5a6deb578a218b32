use super::*;
use crate::{Article, Paragraph};

fn near(found: Option<f64>, expected: f64) {
    let found = found.unwrap();
    assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
}

fn page(line: &str) -> Gold {
    serde_json::from_str(line).unwrap()
}

fn found(line: &str) -> Prediction {
    serde_json::from_str(line).unwrap()
}

fn report(gold: &[&str], predictions: &[&str]) -> Report {
    Report::of(&pair(gold.iter().map(|l| page(l)).collect(), predictions.iter().map(|l| found(l)).collect()))
}

#[test]
fn bodies_are_compared_by_shingles_of_four() {
    // Gold has a b c d, b c d e; found has b c d e, c d e f.
    let report = report(&[r#"{"id":"1","body":"a b c d e"}"#], &[r#"{"id":"1","body":"b c d e f"}"#]);
    near(report.precision, 0.5);
    near(report.recall, 0.5);
    near(report.f1, 0.5);
    near(report.word_f1, 0.8);
    near(report.accuracy, 0.0);
}

#[test]
fn the_best_of_equally_good_bodies_counts() {
    let report = report(
        &[r#"{"id":"1","body":"Deck. A b c d.","body_alts":["A b c d."]}"#],
        &[r#"{"id":"1","body":"A b c d"}"#],
    );
    near(report.f1, 1.0);
    near(report.accuracy, 1.0);
}

#[test]
fn a_page_without_prediction_lowers_recall_but_has_no_precision() {
    let report = report(
        &[r#"{"id":"1","body":"a b c d"}"#, r#"{"id":"2","body":"a b c d"}"#],
        &[r#"{"id":"1","body":"a b c d"}"#],
    );
    assert_eq!(report.missing, 1);
    near(report.precision, 1.0);
    near(report.recall, 0.5);
    near(report.f1_page, 0.5);
}

#[test]
fn optional_paragraphs_may_be_there_or_not() {
    let gold = r#"{"id":"1","paragraphs":["[Deck]","One “word”.","Two."]}"#;
    let without = report(&[gold], &[r#"{"id":"1","body":"One “word”.\n\nTwo."}"#]);
    near(without.para_f1, 1.0);
    let with = report(&[gold], &[r#"{"id":"1","body":"Deck\nOne \"word\".\nTwo.\nMore"}"#]);
    near(with.para_p, 0.5);
    near(with.para_r, 2.0 / 3.0);
    near(with.para_norm_f1, 2.0 * 0.75 / 1.75);
}

#[test]
fn snippets_are_pooled_over_pages() {
    let gold = [
        r#"{"id":"1","with":["a  b","c"],"without":["x","y"]}"#,
        r#"{"id":"2","with":["d"],"without":["z"]}"#,
    ];
    let report = report(&gold, &[r#"{"id":"1","body":"a\nb x"}"#, r#"{"id":2,"body":"d"}"#]);
    near(report.snip_p, 2.0 / 3.0);
    near(report.snip_r, 2.0 / 3.0);
    near(report.snip_acc, 4.0 / 6.0);
}

#[test]
fn fields_are_normalized_before_they_are_compared() {
    let gold = r#"{"id":"1","title":"“Port” reopens!","date":"2016-07-21","authors":["Zoë Oak","Bob Elm"]}"#;
    let prediction =
        r#"{"id":"1","title":"Port re-opens","date":"2016-07-21T09:00Z","authors":"By Zoe Oak and Cy Fir"}"#;
    let report = report(&[gold], &[prediction]);
    near(report.title, 1.0);
    near(report.date, 1.0);
    near(report.author_f1, 0.5);
    near(report.author_exact, 0.0);
    assert_eq!((report.n_title, report.n_date, report.n_author), (1, 1, 1));
}

#[test]
fn article_records_are_predictions_too() {
    let record = r#"{"uid":"x","headline":"Port reopens","published":"2016-07-21","authors":["Ann Oak"],
        "paragraphs":[{"text":"One.","kind":"text"},{"text":"Two.","kind":"text"}],"source":{"format":"html","path":"pages/p.7.html"}}"#;
    let mut article = Article {
        headline: Some("Port reopens".into()),
        authors: vec!["Ann Oak".into()],
        ..Article::default()
    };
    article.published = "2016-07-21".parse().ok();
    article.paragraphs.extend([Paragraph::text("One."), Paragraph::text("Two.")]);
    assert_eq!(found(record), Prediction::of("p.7", &article));
    assert!(serde_json::from_str::<Prediction>(r#"{"body":"x"}"#).is_err());
}

#[test]
fn of_several_predictions_the_longest_body_counts() {
    let predictions =
        ["{\"id\":\"1\",\"body\":\"a\"}", "{\"id\":\"1\",\"body\":\"a b\"}", "{\"id\":\"9\",\"body\":\"\"}"];
    let pairing = pair(vec![page(r#"{"id":"1"}"#)], predictions.iter().map(|l| found(l)).collect());
    assert_eq!(pairing.pairs[0].1.body, "a b");
    assert_eq!((pairing.repeated, pairing.unknown), (vec!["1".to_owned()], vec!["9".to_owned()]));
}

#[test]
fn a_report_reads_as_a_table() {
    let report = report(
        &[r#"{"id":"1","body":"a b c d","title":"T"}"#],
        &[r#"{"id":"1","body":"a b c d","title":"t"}"#],
    );
    let expected = "\
1 page, 0 of them without a prediction
body        precision             1.0000
            recall                1.0000
            f1                    1.0000  [1.0000, 1.0000]
            f1, mean of pages     1.0000
            f1 of words           1.0000
            pages exactly right   1.0000
title       right                 1.0000  of 1
";
    assert_eq!(report.to_string(), expected);
}
