//! Properties of the text tools over generated news prose and over any text.

use proptest::prelude::*;

mod property;

/// Pieces that news prose is made of, and that the rules look at.
const PIECES: &[&str] = &[
    "The port",
    " reopened",
    ". ",
    "! ",
    "? ",
    "... ",
    "\" ",
    " \"",
    "\u{201c}",
    "\u{201d} ",
    "(",
    ") ",
    "Gen. ",
    "U.S. ",
    "8 a.m. ",
    "Jan. 26 ",
    "No. 2 ",
    "\n",
    "\n\n",
    "\u{2022} ",
    "-- ",
    "3. ",
    "II. ",
    "\u{ab} ",
    " \u{bb}",
    "港口重开。",
    "」",
    "「",
    "た。",
    "हुआ। ",
    "نعم؟ ",
    "했다.그는",
    "Τι; ",
    "й",
    "e\u{301}",
    "\u{a0}",
    "1,200.5 ",
    "$3.5m ",
    "twenty-two ",
    "at least ",
    "l'eau ",
    "A",
    "b",
];

proptest! {
    #[test]
    fn tools_hold_over_news_prose(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40), number in any::<u8>()) {
        property::hold(property::language(number), &pieces.concat());
    }

    #[test]
    fn tools_hold_over_any_text(text in "\\PC{0,80}", number in any::<u8>()) {
        property::hold(property::language(number), &text);
    }

    #[test]
    fn tools_hold_over_control_characters(text in any::<String>(), number in any::<u8>()) {
        property::hold(property::language(number), &text);
    }
}
