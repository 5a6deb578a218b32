//! Pronouns inside a sentence that come before anything they could stand for.

use super::{
    openings::PERSONS,
    quotation::without_quotations,
    signs::Signs,
    words::{OneOf, Word, words},
};

static DETERMINERS: OneOf<14> = OneOf::new([
    "the", "a", "an", "two", "three", "four", "five", "some", "many", "his", "her", "several", "most", "no",
]);
/// Words that open clauses and can be nothing's antecedent.
static EMPTY: OneOf<97> = OneOf::new([
    "the",
    "a",
    "an",
    "in",
    "on",
    "at",
    "by",
    "for",
    "from",
    "to",
    "of",
    "with",
    "as",
    "when",
    "while",
    "after",
    "before",
    "if",
    "though",
    "although",
    "because",
    "during",
    "under",
    "over",
    "and",
    "or",
    "but",
    "who",
    "which",
    "that",
    "it",
    "is",
    "was",
    "were",
    "are",
    "be",
    "been",
    "has",
    "have",
    "had",
    "will",
    "would",
    "could",
    "should",
    "can",
    "may",
    "might",
    "there",
    "not",
    "no",
    "what",
    "where",
    "how",
    "why",
    "this",
    "these",
    "those",
    "such",
    "its",
    "itself",
    "both",
    "eventually",
    "soon",
    "later",
    "now",
    "today",
    "tomorrow",
    "yesterday",
    "sometimes",
    "often",
    "once",
    "here",
    "afterwards",
    "earlier",
    "perhaps",
    "maybe",
    "only",
    "even",
    "just",
    "like",
    "despite",
    "without",
    "within",
    "until",
    "between",
    "among",
    "through",
    "i",
    "we",
    "you",
    "my",
    "our",
    "your",
    "says",
    "said",
    "asked",
    "does",
]);

/// Days and months are nobody.
static DAYS: OneOf<17> = OneOf::new([
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "september",
    "october",
    "november",
    "december",
]);
/// Times, occasions and writings, in which persons act and speak: none of them can be "he".
static OCCASIONS: OneOf<64> = OneOf::new([
    "address",
    "afternoon",
    "appearance",
    "article",
    "beginning",
    "blog",
    "briefing",
    "broadcast",
    "career",
    "case",
    "century",
    "column",
    "conference",
    "day",
    "days",
    "decade",
    "decades",
    "email",
    "end",
    "essay",
    "evening",
    "event",
    "following",
    "hearing",
    "hour",
    "hours",
    "interview",
    "last",
    "lecture",
    "letter",
    "meeting",
    "memo",
    "message",
    "minute",
    "minutes",
    "moment",
    "month",
    "months",
    "morning",
    "news",
    "next",
    "night",
    "past",
    "post",
    "press",
    "rally",
    "recent",
    "report",
    "same",
    "season",
    "speech",
    "spring",
    "statement",
    "summer",
    "telephone",
    "time",
    "times",
    "trial",
    "tweet",
    "video",
    "week",
    "weeks",
    "year",
    "years",
]);
/// Pronouns that several must stand behind.
static PLURAL: OneOf<5> = OneOf::new(["they", "their", "them", "theirs", "themselves"]);
/// What opens a phrase in which a pronoun may come before its name: "After his arrest, Ann Lee's brother …".
static PHRASE_OPENERS: OneOf<20> = OneOf::new([
    "in",
    "after",
    "before",
    "despite",
    "during",
    "as",
    "when",
    "while",
    "if",
    "since",
    "with",
    "at",
    "on",
    "for",
    "from",
    "by",
    "through",
    "following",
    "although",
    "though",
]);

/// Verbs that tell what was said.
static SPEAKING: OneOf<14> = OneOf::new([
    "said",
    "says",
    "added",
    "adds",
    "told",
    "also",
    "explained",
    "noted",
    "continued",
    "went",
    "called",
    "says",
    "stressed",
    "argued",
]);

/// What an antecedent of a pronoun could be: one person, or several or nothing that is a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meant {
    Nothing,
    Several,
    Person,
}

/// Whether a personal pronoun outside quotations comes before any name or noun phrase that it could stand for.
pub(super) fn dangles(sentence: &str, signs: Signs) -> bool {
    let spoken = without_quotations(sentence, signs);
    let mut before: Option<&str> = None;
    let mut several = false;
    for (number, word) in words(&spoken).enumerate() {
        let stem = word.stem();
        if PERSONS.has(stem.text) {
            let told = several && PLURAL.has(stem.text);
            return !told && !is_named_behind(&spoken, word);
        }
        match meant(number, stem.text, before) {
            Meant::Person => return false,
            Meant::Several => several = true,
            Meant::Nothing => {}
        }
        before = Some(stem.text);
    }
    false
}

/// Words that, at the end of a sentence, leave out what the sentence before told: "The others were."
static LEFT_OVER: OneOf<28> = OneOf::new([
    "was", "were", "did", "does", "do", "has", "had", "have", "will", "would", "could", "should", "too",
    "either", "didn't", "doesn't", "don't", "wasn't", "weren't", "won't", "couldn't", "wouldn't", "haven't",
    "hasn't", "hadn't", "isn't", "aren't", "can't",
]);

/// Whether a sentence leaves out its verb, which only the sentence before tells: "In all, 13 people were."
pub(crate) fn leaves_verb_out(sentence: &str) -> bool {
    let Some(end) = sentence.trim_end().strip_suffix('.') else { return false };
    let last = end.get(end.rfind(' ').map_or(0, |at| at + 1)..).unwrap_or("");
    // One kind of apostrophe is enough to know both.
    if last.is_ascii() { LEFT_OVER.has(last) } else { LEFT_OVER.has(&last.replace('\u{2019}', "'")) }
}

/// Whether the pronoun stands in the phrase that opens the sentence and the name right behind its comma.
pub(super) fn is_named_behind(sentence: &str, pronoun: Word<'_>) -> bool {
    let opens = words(sentence).next().is_some_and(|first| PHRASE_OPENERS.has(first.text));
    let rest = sentence.get(pronoun.end()..).unwrap_or("");
    let Some((_, behind)) = rest.split_once(", ").filter(|_| opens) else { return false };
    words(behind).next().is_some_and(|word| {
        let stem = word.stem();
        word.is_capitalized() && stem.text != "I" && !DAYS.has(stem.text)
    })
}

/// Whether a pronoun of a person opens the sentence, or its first phrase, and a full name comes behind it. What is told
/// to have been said ("He added that …") goes on with what was told before.
pub(super) fn names_person(sentence: &str) -> bool {
    let mut from = words(sentence).skip_while(|word| !PERSONS.has(word.stem().text));
    if from.next().is_none() || from.next().is_none_or(|word| SPEAKING.has(word.text)) {
        return false;
    }
    let mut before: Option<Word<'_>> = None;
    from.any(|word| {
        let named = |word: Word<'_>| word.is_capitalized() && !DAYS.has(word.stem().text);
        let full =
            named(word) && before.is_some_and(|b| named(b) && sentence.get(b.end()..word.at) == Some(" "));
        before = Some(word);
        full
    })
}

fn meant(number: usize, word: &str, before: Option<&str>) -> Meant {
    if EMPTY.has(word) || DAYS.has(word) || OCCASIONS.has(word) {
        return Meant::Nothing;
    }
    let capital = word.starts_with(char::is_uppercase);
    let several = word.ends_with('s') && word.len() > 4 && word.starts_with(char::is_alphabetic);
    if number == 0 {
        return if capital && !word.ends_with("ly") && !word.ends_with("ing") {
            if several { Meant::Several } else { Meant::Person }
        } else if several {
            Meant::Several
        } else {
            Meant::Nothing
        };
    }
    // "In London, he …": nobody is meant by the place.
    let placed = before.is_some_and(|b| matches!(b, "in" | "In" | "at" | "At" | "near" | "Near"));
    if capital && word != "I" {
        return if placed { Meant::Several } else { Meant::Person };
    }
    if several {
        Meant::Several
    } else if before.is_some_and(|b| DETERMINERS.has(b)) {
        Meant::Person
    } else {
        Meant::Nothing
    }
}

#[cfg(test)]
mod tests {
    use super::{leaves_verb_out, names_person};
    use crate::readability::signs::Signs;

    fn dangles(sentence: &str) -> bool {
        super::dangles(sentence, Signs::of(sentence))
    }

    #[test]
    fn a_pronoun_before_every_name_dangles() {
        assert!(dangles("\"We won,\" he said."));
        assert!(dangles("When asked, she declined."));
        assert!(dangles("In 1990 he moved to Leeds."));
        assert!(!dangles("Ann Lee said she would go."));
        assert!(!dangles("Officials said they would go."));
        assert!(!dangles("The mayor lost his seat."));
        assert!(!dangles("\"He won,\" Ann Lee said."));
    }

    #[test]
    fn days_places_and_occasions_are_nobody() {
        assert!(dangles("On Wednesday, he announced the plan."));
        assert!(dangles("In a statement, she denied it."));
        assert!(dangles("For years he lived by the harbour."));
        assert!(dangles("In London, he met the owners."));
        assert!(dangles("Officials said he would go."));
        assert!(!dangles("In London, owners said they would go."));
        assert!(!dangles("The spokesman said he would go."));
    }

    #[test]
    fn a_name_may_follow_the_phrase_with_its_pronoun() {
        assert!(!dangles("After his arrest on Monday, Lee was taken to Leeds."));
        assert!(!dangles("When she left, Ann Lee said nothing."));
        assert!(dangles("When she left, Sunday was over."));
        assert!(dangles("After his arrest, it rained."));
    }

    #[test]
    fn a_verb_at_the_end_leans_on_another() {
        assert!(leaves_verb_out("In all, 13 people were.") && leaves_verb_out("Many ships didn't."));
        assert!(!leaves_verb_out("The harbour was closed.") && !leaves_verb_out("Who was there?"));
    }

    #[test]
    fn a_story_may_name_its_person_late() {
        assert!(names_person("He slept for a month, but the mayor's aide Ann Lee is awake."));
        assert!(!names_person("She added that Ann Lee could appeal."));
        assert!(!names_person("He slept for a month in Leeds."));
    }
}
