use super::*;
use proptest::prelude::*;

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
}

#[test]
fn a_pair_worked_out_by_hand() {
    // Reference: the harbour reopen on monday / ship enter at noon (9 tokens); candidate: on monday the harbour reopen (5).
    let scores = score(
        &["The harbour reopened on Monday.", "Ships entered at noon."],
        &["On Monday the harbour reopened."],
    );
    near(scores.rouge1.precision, 1.0);
    near(scores.rouge1.recall, 5.0 / 9.0);
    // Pairs shared: the-harbour, harbour-reopen, on-monday; 8 and 4 in all.
    near(scores.rouge2.recall, 3.0 / 8.0);
    near(scores.rouge2.precision, 3.0 / 4.0);
    near(scores.rouge2.f1, 0.5);
    // Common subsequence: the harbour reopen.
    near(scores.rouge_l.recall, 3.0 / 9.0);
    near(scores.rouge_lsum.precision, 3.0 / 5.0);
}

#[test]
fn lsum_joins_what_lies_in_several_sentences() {
    let reference = ["red green blue white black"];
    let candidate = ["red green grey pink brown", "red blue brown gold black"];
    let scores = score(&reference, &candidate);
    // Union: red green blue black; "red" counts once, as the reference holds it.
    near(scores.rouge_lsum.recall, 4.0 / 5.0);
    near(scores.rouge_lsum.precision, 4.0 / 10.0);
    near(scores.rouge_l.recall, 4.0 / 5.0);
}

#[test]
fn repeated_words_are_clipped() {
    let scores = score(&["the cat"], &["the the the"]);
    near(scores.rouge1.precision, 1.0 / 3.0);
    near(scores.rouge1.recall, 0.5);
    near(scores.rouge2.f1, 0.0);
}

#[test]
fn nothing_scores_nothing() {
    for (a, b) in [(&[][..], &["word"][..]), (&["word"], &[]), (&[], &[]), (&["--"], &["…"])] {
        assert_eq!(score(a, b), Scores::default());
    }
}

#[test]
fn the_unicode_mode_reads_other_scripts() {
    let score = |tokens| Reference::new(&["港口重开"], tokens).score(&["港口今天重开"]);
    assert_eq!(score(Tokens::English), Scores::default());
    near(score(Tokens::Unicode).rouge1.recall, 1.0);
    near(score(Tokens::Unicode).rouge2.precision, 2.0 / 5.0);
}

proptest! {
    #[test]
    fn a_text_matches_itself(sentences in prop::collection::vec("[a-d ]{1,20}", 1..4)) {
        let scores = score(&sentences, &sentences);
        let whole = if sentences.iter().any(|s| !s.trim().is_empty()) { 1.0 } else { 0.0 };
        prop_assert_eq!(scores.rouge1.f1, whole);
        prop_assert_eq!(scores.rouge_l.f1, whole);
        prop_assert_eq!(scores.rouge_lsum.f1, whole);
    }

    #[test]
    fn swapping_the_texts_swaps_precision_and_recall(a in "[a-e ]{0,30}", b in "[a-e ]{0,30}") {
        let (one, other) = (score(&[&a], &[&b]), score(&[&b], &[&a]));
        prop_assert_eq!(one.rouge1.precision, other.rouge1.recall);
        prop_assert_eq!(one.rouge2.recall, other.rouge2.precision);
        prop_assert_eq!(one.rouge_l.f1, other.rouge_l.f1);
    }
}
