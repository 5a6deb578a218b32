//! Sentences that point at the page, at another part of the text, or at a list that a paragraph would not have.

use super::{label::is_labelled, signs::Signs};
use crate::{language::Language, phrases::Phrases};
use std::borrow::Cow;

/// Phrases that point elsewhere.
static POINTERS: Phrases<30> = Phrases::new([
    "see below",
    "see above",
    "as mentioned above",
    "as noted above",
    "as mentioned earlier",
    "mentioned above",
    "listed below",
    "pictured",
    "as follows",
    "in this article",
    "in this story",
    "this article is",
    "this story was",
    "in the video",
    "watch the video",
    "in the gallery",
    "the full list",
    "see the full",
    "shown below",
    "shown above",
    "described above",
    "in this column",
    "in this report",
    "below is",
    "below are",
    "photo above",
    "video above",
    "story so far",
    "what follows",
    "read the full",
]);

/// Phrases in which the page speaks of itself or to its reader, unless somebody is quoted.
static VOICE: Phrases<61> = Phrases::new([
    "this guide",
    "this tutorial",
    "this blog post",
    "this quick-start",
    "in this post",
    "in this guide",
    "in this blog",
    "in this video",
    "in this series",
    "this post will",
    "this list will",
    "the rest of this",
    "earlier in this",
    "later in this",
    "to the right place",
    "we've created",
    "we've compiled",
    "we've put together",
    "we've rounded up",
    "we've outlined",
    "we've gathered",
    "we've listed",
    "we've broken",
    "we'll introduce",
    "we'll explore",
    "we'll explain",
    "we'll look at",
    "we'll show you",
    "we'll walk you",
    "we'll cover",
    "we'll discuss",
    "we'll break down",
    "we'll dive",
    "we'll share",
    "i'll show you",
    "i'll explain",
    "i'll walk you",
    "i'll share",
    "i want to share",
    "let's take a look",
    "let's dive",
    "let's look at",
    "let's move on",
    "let's get started",
    "let's do this",
    "keep reading",
    "read on to",
    "find out more",
    "learn more",
    "stay tuned",
    "as i mentioned",
    "as we mentioned",
    "you'll find",
    "you will find",
    "step-by-step guide",
    "our guide to",
    "our readers",
    "dear reader",
    "this page is",
    "this website",
    "consider, then",
]);

/// Openings that announce a list or an answer.
const ANNOUNCING: [&str; 20] = [
    "here's",
    "here\u{2019}s",
    "here is",
    "here are",
    "the following",
    "q:",
    "a:",
    "question:",
    "answer:",
    "below,",
    "above,",
    "left,",
    "right,",
    "click",
    "check out ",
    "ahead are",
    "best for:",
    "note:",
    "pros:",
    "cons:",
];

/// Whether the sentence points elsewhere.
pub(super) fn refers(sentence: &str, signs: Signs) -> bool {
    let trimmed = sentence.trim_end();
    trimmed.ends_with(':')
        || is_header(trimmed)
        || signs.any(&[Signs::COLON]) && is_labelled(sentence)
        || opens_with(sentence.trim_start_matches(['"', '\u{201c}', '(']), &ANNOUNCING)
        || POINTERS.are_in(sentence)
        || is_call(trimmed)
        || is_voice_of_page(sentence, signs)
}

/// Whether the page speaks of itself or to its reader, and nobody else does.
fn is_voice_of_page(sentence: &str, signs: Signs) -> bool {
    let wide = signs.any(&[Signs::WIDE]);
    if signs.any(&[Signs::STRAIGHT]) || wide && sentence.contains('\u{201c}') {
        return false;
    }
    // One kind of apostrophe is enough to know both.
    let straight = if wide && sentence.contains('\u{2019}') {
        sentence.replace('\u{2019}', "'").into()
    } else {
        Cow::Borrowed(sentence)
    };
    VOICE.are_in(&straight) || is_numbered(sentence)
}

/// An entry of a numbered list: "11. Spider plant", "2) Wash the quay."
fn is_numbered(sentence: &str) -> bool {
    let digits = sentence.bytes().take_while(u8::is_ascii_digit).count();
    let rest = sentence.get(digits..).unwrap_or("");
    (1..=2).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") "))
}

/// Whether a sentence has too few words to tell anything: "Good catch!", "Future is now?"
pub(super) fn says_little(sentence: &str, language: Language) -> bool {
    if language.blank().is_empty() {
        return sentence.chars().filter(|c| c.is_alphanumeric()).nth(5).is_none();
    }
    sentence.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).nth(3).is_none()
}

/// Phrases in which pages of other languages than English speak of themselves or to their readers, in lower case.
const VOICE_ABROAD: [&str; 28] = [
    "in diesem artikel",
    "in diesem beitrag",
    "in diesem ratgeber",
    "in diesem blog",
    "diese seite gefunden",
    "erfahren sie hier",
    "erfährst du",
    "lesen sie",
    "weiterlesen",
    "dans cet article",
    "cet article",
    "lire aussi",
    "lire la suite",
    "revivez",
    "retrouvez",
    "en este artículo",
    "lea también",
    "lee también",
    "leer más",
    "in questo articolo",
    "leggi anche",
    "neste artigo",
    "leia também",
    "leia mais",
    "in dit artikel",
    "lees ook",
    "lees meer",
    "читайте также",
];
/// Last words of calls to follow a link.
const HERE: [&str; 8] = ["here", "hier", "ici", "aquí", "qui", "aqui", "здесь", "här"];
/// What such calls say the link is for.
const CALLS: [&str; 24] = [
    "find",
    "read",
    "click",
    "see",
    "watch",
    "learn",
    "more",
    "findest",
    "finden",
    "geht",
    "lesen",
    "klicken",
    "mehr",
    "lire",
    "cliquez",
    "voir",
    "trouverez",
    "lea",
    "consulte",
    "pinche",
    "leggi",
    "clique",
    "lees",
    "klik",
];

/// Whether a sentence of another language points elsewhere.
pub(super) fn refers_abroad(sentence: &str) -> bool {
    sentence.ends_with([':', '\u{ff1a}']) || is_header(sentence) || is_call(sentence) || {
        let lower = sentence.to_lowercase();
        let quoted = sentence.contains(['"', '\u{201c}', '\u{201e}', '\u{ab}']);
        !quoted && VOICE_ABROAD.iter().any(|phrase| lower.contains(phrase))
    }
}

/// Whether a short sentence calls the reader to follow a link: "All results are found here."
fn is_call(sentence: &str) -> bool {
    let last = sentence.trim_end_matches(|c: char| !c.is_alphanumeric()).rsplit(' ').next().unwrap_or("");
    let is_one_of = |list: &[&str], word: &str| list.contains(&word.to_lowercase().as_str());
    last.len() < 12
        && is_one_of(&HERE, last)
        && sentence.split_whitespace().nth(14).is_none()
        && sentence.split(|c: char| !c.is_alphanumeric()).any(|word| is_one_of(&CALLS, word))
}

fn opens_with(text: &str, openings: &[&str]) -> bool {
    let bytes = text.as_bytes();
    let first = bytes.first().map(u8::to_ascii_lowercase);
    let may_open = openings.iter().map(|o| o.as_bytes()).filter(|o| o.first().copied() == first);
    may_open.into_iter().any(|o| bytes.get(..o.len()).is_some_and(|head| head.eq_ignore_ascii_case(o)))
}

/// A label in front of a list, a line without an end, or an entry of a table: "MAIN POINTS", "1. The harbour",
/// "Referee: Ann Lee (8)".
pub(super) fn is_header(sentence: &str) -> bool {
    /// More letters are no label.
    const MOST: usize = 39;
    // Most sentences have more of ASCII alone, and those are counted at once.
    let letters = sentence.bytes().filter(u8::is_ascii_alphabetic).count();
    let short = letters <= MOST && sentence.chars().filter(|c| c.is_alphabetic()).nth(MOST).is_none();
    short && (!is_closed(sentence) && sentence.split_whitespace().count() < 7 || is_entry(sentence))
}

/// What ends a sentence in the scripts of news: full stop, exclamation, question, ellipsis, CJK, Arabic, danda, Armenian.
const ENDS: &str = ".!?\u{2026}\u{3002}\u{ff01}\u{ff1f}\u{ff0e}\u{61f}\u{6d4}\u{964}\u{965}\u{589}";
/// What may end one that is a quotation.
const QUOTES: &str = "\"\u{201d}\u{201c}'\u{2019}\u{2018}\u{ab}\u{bb}\u{203a}\u{2039}\u{300d}\u{300f}";

/// Whether a sentence ends as sentences do. A bracket closes one that it holds an end of: "(He left.)".
pub(crate) fn is_closed(sentence: &str) -> bool {
    let sentence = sentence.trim_end();
    let inner = sentence.trim_end_matches([')', ']', '\u{ff09}']);
    if inner.ends_with('.') {
        return true;
    }
    let ends = |c: char| ENDS.contains(c) || (inner.len() == sentence.len() && QUOTES.contains(c));
    inner.ends_with(ends)
}

/// Whether a sentence is a question of the story's own: those inside quotations end with a mark behind theirs.
pub(crate) fn is_question(sentence: &str) -> bool {
    sentence.trim_end().ends_with(['?', '\u{ff1f}', '\u{61f}'])
}

/// One or two words, a colon, and a few more words that begin with a capital or digit.
fn is_entry(sentence: &str) -> bool {
    let Some((label, rest)) = sentence.split_once(": ") else { return false };
    let named = label.starts_with(char::is_uppercase) && label.split_whitespace().count() <= 2;
    let told = rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    named && told && rest.split_whitespace().count() <= 5
}

#[cfg(test)]
mod tests {
    use super::{refers_abroad, says_little};
    use crate::{language::Language, readability::signs::Signs};

    fn refers(sentence: &str) -> bool {
        super::refers(sentence, Signs::of(sentence))
    }

    #[test]
    fn pages_of_other_languages_speak_of_themselves_too() {
        assert!(
            refers_abroad("In diesem Beitrag geht es um H\u{e4}fen.")
                && refers_abroad("Alles findest du HIER.")
        );
        assert!(refers_abroad("Revivez la r\u{e9}ouverture du port avec nous."));
        assert!(!refers_abroad("Der Hafen ist seit Montag wieder offen, sagte der B\u{fc}rgermeister."));
        assert!(!refers_abroad("\u{ab} Cet article de loi est mort \u{bb}, dit le maire de la ville."));
    }

    #[test]
    fn few_words_say_little() {
        let english = |sentence| says_little(sentence, Language::english());
        assert!(english("Good catch!") && english("(Harbour House, $20.)") && english("Lee .... said"));
        assert!(!english("The harbour reopened Monday."));
        let chinese = |sentence| says_little(sentence, Language::coded("zh"));
        assert!(chinese("\u{6e2f}\u{53e3}\u{5f00}\u{653e}\u{3002}"));
        assert!(!chinese("\u{6e2f}\u{53e3}\u{5468}\u{4e00}\u{91cd}\u{65b0}\u{5f00}\u{653e}\u{3002}"));
    }

    #[test]
    fn sentences_that_point_elsewhere_are_known() {
        for sentence in [
            "The towns are as follows.",
            "Here are five things to know.",
            "The mayor, pictured with his wife, denied it.",
            "The harbour has three parts:",
            "MAIN POINTS",
            "Referee: Ann Lee (8)",
            "Hosts: Visit the Mariners on Friday.",
            "Best for: Whoever wants a harbour of their own.",
            "In this guide, you learn how to mend a quay.",
            "We\u{2019}ve put together a list of harbours.",
            "You can find all results here.",
            "11. Spider crab (common): Found at every quay of the town.",
        ] {
            assert!(refers(sentence), "{sentence}");
        }
        for sentence in [
            "The harbour reopened.",
            "(It rained.)",
            "The leader was seen abroad.",
            "He left, and the town slept.",
            "\"We'll explore every harbour,\" Ann Lee said.",
            "12 ships were lost.",
            "The harbour is here.",
        ] {
            assert!(!refers(sentence), "{sentence}");
        }
    }
}
