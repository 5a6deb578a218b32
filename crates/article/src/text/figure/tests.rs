use super::*;
use proptest::prelude::*;

/// Checks the value, bound and text of each figure.
fn check(text: &str, expected: &[(f64, Bound, &str)]) {
    let found: Vec<(f64, Bound, &str)> =
        numbers(text).into_iter().map(|f| (f.value, f.bound, &text[f.range])).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn digits_and_words() {
    check(
        "Some 1,200 homes and 3.5 million trees burnt.",
        &[(1200.0, Bound::About, "Some 1,200 homes"), (3_500_000.0, Bound::Exact, "3.5 million trees burnt")],
    );
    check(
        "Twenty-two miners, three hundred and five guests and a dozen dogs.",
        &[
            (22.0, Bound::Exact, "Twenty-two miners"),
            (305.0, Bound::Exact, "three hundred and five guests"),
            (12.0, Bound::Exact, "a dozen dogs"),
        ],
    );
    check(
        "Two or three came; no one left.",
        &[(2.0, Bound::Exact, "Two"), (3.0, Bound::Exact, "three came")],
    );
    check("five hundred thousand doses", &[(500_000.0, Bound::Exact, "five hundred thousand doses")]);
}

#[test]
fn money_and_percent() {
    let found = numbers("It cost US$2.5bn, up 12% or 4 per cent, not 30 dollars.");
    let kinds: Vec<(f64, Kind)> = found.iter().map(|f| (f.value, f.kind)).collect();
    assert_eq!(
        kinds,
        [(2.5e9, Kind::Money), (12.0, Kind::Percent), (4.0, Kind::Percent), (30.0, Kind::Money)]
    );
}

#[test]
fn bounds() {
    check(
        "More than 40 ships, up to 12 crews, no more than 3 tugs, an estimated 9 boats.",
        &[
            (40.0, Bound::AtLeast, "More than 40 ships"),
            (12.0, Bound::AtMost, "up to 12 crews"),
            (3.0, Bound::AtMost, "no more than 3 tugs"),
            (9.0, Bound::About, "an estimated 9 boats"),
        ],
    );
}

#[test]
fn dates_times_and_names_are_no_figures() {
    check("On May 3, 2016 at 8 a.m. and 10:30 the No. 2 of Group 7 flew a Boeing 737 on 26 July.", &[]);
    check("Police 12 times denied it in 1987.", &[(12.0, Bound::Exact, "12 times denied")]);
}

#[test]
fn contradictions() {
    let of = |text: &'static str| numbers(text).remove(0);
    assert!(of("12 people died").contradicts(&of("18 people")));
    assert!(!of("at least 12 people").contradicts(&of("18 people")));
    assert!(!of("12 people").contradicts(&of("18 houses")));
    assert!(of("up to 5 percent").contradicts(&of("7%")));
    assert!(!of("about 100 guests").contradicts(&of("95 guest rooms")));
}

proptest! {
    #[test]
    fn figures_are_in_order_inside_the_text(text in "([0-9a-z,.$% -]|twenty|million| a dozen |at least ){0,30}|\\PC{0,60}") {
        let mut last = 0;
        for figure in numbers(&text) {
            prop_assert!(figure.range.start < figure.range.end && figure.range.end <= text.len());
            prop_assert!(figure.range.start >= last);
            prop_assert!(text.get(figure.range.clone()).is_some_and(|t| t.contains(figure.unit)));
            prop_assert!(figure.value.is_finite());
            last = figure.range.start;
        }
    }
}
