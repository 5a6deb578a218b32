//! How a sentence begins: with a pronoun, with a connective, or with words that lean on the sentence before.

use super::{
    definite::is_bare_noun,
    openings::{
        BARE, BOUND, LEANING, PERSONS, PHRASES, POINTERS, PREPOSITIONS, SPANS_OF_TIME, SUBORDINATORS,
        WITH_COMMA,
    },
    signs::Signs,
    words::{Word, words},
};
use crate::phrases::Phrases;

/// What the first words of a sentence ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Opener {
    /// Nothing.
    Free,
    /// "But ", "However, ": stands in the way, and the sentence stands without it from this offset on.
    Removable(usize),
    /// "He", "This", "They": the sentence before must stand before it.
    Pronoun,
    /// "As a result", "Nor": the sentence before must stand before it.
    Connective,
    /// "Another", "The next day": the sentence before must stand before it.
    Leaning,
    /// "The group said": the same, unless it opens the story, whose headline stands before it.
    Definite,
}

/// Reads the opening of a sentence with these marks.
pub(super) fn opener(sentence: &str, signs: Signs) -> Opener {
    let mut head = words(sentence);
    let Some(first) = head.next() else { return Opener::Free };
    if signs.any(&[Signs::COLON]) && labels_pronoun(sentence) {
        return Opener::Leaning;
    }
    let (second, third) = (head.next(), head.next());
    if let Some(offset) = removable(sentence, first, second) {
        return match opener_of_rest(sentence, offset, signs) {
            Opener::Free => Opener::Removable(offset),
            other => other,
        };
    }
    if is_so_far(first, second) {
        return Opener::Free;
    }
    if is_bound(first, second) || phrase(sentence, first, &PHRASES).is_some() || contrasts(sentence) {
        return Opener::Connective;
    }
    if is_pronoun(first, second) {
        return Opener::Pronoun;
    }
    if leans(sentence, first) || points_back(first, second, third) || points_behind_phrase(sentence, first) {
        Opener::Leaning
    } else if is_bare_noun(sentence, first, second, third) {
        Opener::Definite
    } else {
        Opener::Free
    }
}

/// Whether a sentence is the rest of one: it begins in lower case ("of the harbour"), but no name does ("iPhone"), or
/// with the second half of a span ("-10.2.2023").
pub(super) fn goes_on(sentence: &str) -> bool {
    let mut letters = sentence.chars();
    match (letters.next(), letters.next()) {
        (Some(first), second) if first.is_lowercase() => second.is_none_or(|c| !c.is_uppercase()),
        (Some('-' | '\u{2013}'), Some(second)) => second.is_ascii_digit(),
        _ => false,
    }
}

/// Whether a pronoun follows a label that opens the sentence: "The guarantee: It lasts a year."
fn labels_pronoun(sentence: &str) -> bool {
    let Some((label, rest)) = sentence.split_once(": ") else { return false };
    let short = label.split(' ').count() <= 4;
    short && words(rest).next().is_some_and(|word| is_pronoun(word, words(rest).nth(1)))
}

/// The opening behind a connective that was cut off; never another cut.
fn opener_of_rest(sentence: &str, offset: usize, signs: Signs) -> Opener {
    match opener(sentence.get(offset..).unwrap_or(""), signs) {
        Opener::Removable(_) => Opener::Connective,
        other => other,
    }
}

/// Offset behind a connective that can go.
fn removable(sentence: &str, first: Word<'_>, second: Option<Word<'_>>) -> Option<usize> {
    if sentence.get(..first.at).is_some_and(|before| !before.is_empty()) {
        return None;
    }
    let after = |end: usize| {
        let rest = sentence.get(end..)?;
        let trimmed = rest.trim_start_matches([',', ' ', '\u{2014}', '\u{2013}']);
        (trimmed.starts_with(char::is_alphanumeric)).then_some(sentence.len() - trimmed.len())
    };
    let comma = |end: usize| sentence.get(end..).is_some_and(|r| r.starts_with(','));
    if first.is_any(&BARE) && !is_so_far(first, second) {
        let bound = second
            .is_some_and(|w| w.is_any(&["for", "then", "so", "yet", "not", "did", "does", "do", "never"]));
        return if bound { None } else { after(first.end()) };
    }
    if WITH_COMMA.has(first.text) && comma(first.end()) {
        return after(first.end());
    }
    let end = phrase(sentence, first, &PHRASES)?;
    if comma(end) { after(end) } else { None }
}

/// Offset behind the phrase that the sentence begins with.
fn phrase<const N: usize>(sentence: &str, first: Word<'_>, phrases: &Phrases<N>) -> Option<usize> {
    let bytes = sentence.as_bytes().get(first.at..)?;
    let is_whole = |phrase: &&str| !bytes.get(phrase.len()).is_some_and(u8::is_ascii_alphanumeric);
    phrases.all_at(bytes).find(is_whole).map(|phrase| first.at + phrase.len())
}

fn is_so_far(first: Word<'_>, second: Option<Word<'_>>) -> bool {
    first.is("so")
        && second.is_some_and(|w| w.is_any(&["far", "called", "many", "much", "few", "that", "long"]))
        || first.text.len() > 3 && first.text.get(..3).is_some_and(|h| h.eq_ignore_ascii_case("so-"))
}

fn is_bound(first: Word<'_>, second: Option<Word<'_>>) -> bool {
    // "Still images", "Then-President": the word belongs to the clause.
    let clause =
        first.is("still") && second.is_some_and(|w| w.is_any(&["images", "life", "photos", "waters"]));
    BOUND.has(first.text) && !clause
}

fn is_pronoun(first: Word<'_>, second: Option<Word<'_>>) -> bool {
    let stem = first.stem();
    if PERSONS.has(stem.text) || stem.is_any(&["one's"]) {
        return true;
    }
    if !POINTERS.has(stem.text) {
        return false;
    }
    let dated =
        stem.is_any(&["this", "that", "these", "those"]) && second.is_some_and(|w| SPANS_OF_TIME.has(w.text));
    let named = stem.is("both") && second.is_some_and(Word::is_capitalized);
    let dummy = stem.is("such") && second.is_some_and(|w| w.is("as"));
    !(dated || named || dummy) || stem.is("that") && dated
}

fn leans(sentence: &str, first: Word<'_>) -> bool {
    let Some(end) = phrase(sentence, first, &LEANING) else { return false };
    // "The two leaders" tells its own; "Second-half sales", "The Third Way" and "Next week" are no links.
    let rest = sentence.get(end..).unwrap_or("");
    let next = words(rest).next();
    let head = sentence.get(first.at..end).unwrap_or("");
    match head.to_ascii_lowercase().as_str() {
        "next" => next.is_none_or(|w| !SPANS_OF_TIME.has(w.text) && !w.is_capitalized()),
        "second" | "third" | "fourth" | "finally" | "lastly" => rest.starts_with(','),
        "a second" => next.is_none_or(|w| !w.is_capitalized() && !w.is("term")) && !rest.starts_with('-'),
        "the two" | "the three" | "the second" | "the third" | "the pair" | "the couple" | "the former" => {
            next.is_none_or(|w| !w.is_capitalized()) && !rest.starts_with('-')
        }
        _ => !rest.starts_with('-'),
    }
}

/// Whether a connective stands behind the subject: "The mayor, however, denied it."
fn contrasts(sentence: &str) -> bool {
    /// Words of a subject at most.
    const SUBJECT: usize = 10;
    let commas = || sentence.match_indices(',').map(|(at, _)| at);
    let before =
        |word: &str| commas().find(|at| sentence.get(*at..).is_some_and(|rest| rest.starts_with(word)));
    let at = before(", however,").or_else(|| before(", though,"));
    at.and_then(|at| sentence.get(..at)).is_some_and(|subject| words(subject).nth(SUBJECT).is_none())
}

/// Whether the subject behind the phrase that opens the sentence points at something told: "Founded in 1955, this
/// paper was small."
fn points_behind_phrase(sentence: &str, first: Word<'_>) -> bool {
    let opens = PREPOSITIONS.has(first.text)
        || SUBORDINATORS.has(first.text)
        || first.text.len() > 4 && (first.text.ends_with("ing") || first.text.ends_with("ed"));
    let Some((_, rest)) = sentence.split_once(", ").filter(|_| opens) else { return false };
    let mut head = words(rest);
    let pointer = head.next().is_some_and(|word| word.at == 0 && word.is_any(&["this", "these"]));
    pointer && head.next().is_some_and(|word| !SPANS_OF_TIME.has(word.stem().text) && !word.is_capitalized())
}

/// Whether the phrase that opens the sentence points at something told: "Under such rules", "Using this method".
fn points_back(first: Word<'_>, second: Option<Word<'_>>, third: Option<Word<'_>>) -> bool {
    let opens = PREPOSITIONS.has(first.text) || first.text.len() > 4 && first.text.ends_with("ing");
    let pointer = second.filter(|w| opens && w.is_any(&["this", "these", "those", "such"]));
    pointer.is_some_and(|pointer| {
        !third.is_some_and(|w| {
            // "For those who", "in this day and age", "in this June's vote" point at nothing.
            SPANS_OF_TIME.has(w.text)
                || w.is_any(&["day", "week's", "year's", "month's", "point", "stage"])
                || w.is_capitalized()
                || pointer.is("those") && w.is_any(&["who", "whose", "with", "in", "of"])
                || pointer.is("such") && w.is("as")
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sentence: &str, want: Opener) {
        assert_eq!(opener(sentence, Signs::of(sentence)), want, "{sentence}");
    }

    #[test]
    fn the_rest_of_a_sentence_leans_on_its_beginning() {
        assert!(goes_on("of the harbour wall.") && goes_on("-10.2.2023 the wall was repaired."));
        assert!(!goes_on("iPhones are sold at the harbour.") && !goes_on("- The harbour"));
        check("The guarantee: It lasts a year.", Opener::Leaning);
        check("With that in mind, the town built a wall.", Opener::Leaning);
        check("The service will then offer a plan.", Opener::Definite);
        check("The verdict: The wall will hold.", Opener::Free);
    }

    #[test]
    fn connectives_go_where_the_rest_stands_alone() {
        check("But the chief warned against haste.", Opener::Removable(4));
        check("However, the chief warned against haste.", Opener::Removable(9));
        check("As a result, prices rose.", Opener::Removable(13));
        check("And, officials said, prices rose.", Opener::Removable(5));
        check("But he warned against haste.", Opener::Pronoun);
        check("But then prices rose.", Opener::Connective);
        check("However hard it tries, the town floods.", Opener::Connective);
        check("\"But the town floods,\" the mayor said.", Opener::Connective);
    }

    #[test]
    fn pronouns_need_what_went_before() {
        check("He's from Leeds.", Opener::Pronoun);
        check("This was the fourth time.", Opener::Pronoun);
        check("It is unclear who did it.", Opener::Pronoun);
        check("This week, the harbour reopened.", Opener::Free);
        check("Both Iran and Iraq agreed.", Opener::Free);
    }

    #[test]
    fn leaning_openings_are_known() {
        check("The group said it would go on.", Opener::Definite);
        check("The group of ministers met in Paris.", Opener::Free);
        check("Another man was hurt.", Opener::Leaning);
        check("The next day, it rained.", Opener::Leaning);
        check("Second, the town floods.", Opener::Leaning);
        check("Second-quarter sales rose.", Opener::Free);
        check("So far, the town is dry.", Opener::Free);
        check("The harbour reopened on Monday.", Opener::Free);
        check("Under such rules, ships pay twice.", Opener::Leaning);
        check("Using this method, the town built a wall.", Opener::Leaning);
        check("In this year of storms, the town built a wall.", Opener::Free);
        check("For those who stayed, the wall came late.", Opener::Free);
        check("Up to this point, the town was dry.", Opener::Leaning);
        check("In response, the town built a wall.", Opener::Leaning);
        check("In response to the flood, the town built a wall.", Opener::Free);
        check("The result: a wall.", Opener::Leaning);
        check("The results of the vote were told.", Opener::Free);
        check("The figures reaffirm that prices rose.", Opener::Definite);
        check("The company, which has two quays, denied it.", Opener::Definite);
        check("The company, Porto Lines, denied it.", Opener::Free);
        check("The film's star denied it.", Opener::Definite);
        check("The museum was closed.", Opener::Definite);
        check("The museum of the harbour was closed.", Opener::Free);
        check("Founded by three sailors, this paper is read at sea.", Opener::Leaning);
        check("When it rains, these quays are flooded.", Opener::Leaning);
        check("In Porto Nero, this week's market is closed.", Opener::Free);
        check("The harbour, this town's pride, reopened.", Opener::Free);
        check("The mayor, however, denied it.", Opener::Connective);
        check("As a comparison, two ships came last year.", Opener::Removable(17));
    }
}
