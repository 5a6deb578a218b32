//! A one-paragraph summary whose sentences lead back to the story.

use crate::{
    Paragraph, Span,
    text::{fold_word, sentences, words},
};
use serde::{Deserialize, Serialize, Serializer};
use std::{collections::BTreeSet, ops::Range};

/// A paragraph about a story, made of the story's own sentences.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Summary {
    /// The paragraph as a reader sees it.
    pub text: String,
    /// Name of the method that was asked for. `news` stands for the whole of it: where it has no model, as in languages
    /// other than English, its rules alone chose.
    pub method: String,
    /// Number of words in `text`, counted between white space.
    pub words: usize,
    /// The sentences in the order of the story.
    pub sentences: Vec<SummarySentence>,
}

/// One sentence of a summary.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct SummarySentence {
    /// The sentence as it stands in the summary.
    pub text: String,
    /// Index of its paragraph in the article's `paragraphs`, from 0.
    pub paragraph: usize,
    /// Byte ranges in the raw record of the paragraph's pieces that hold it; empty where the paragraph has none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub source: Vec<Span>,
    /// What the method made of it; comparable within one summary only. One that is no number is written as 0.
    #[serde(serialize_with = "finite")]
    pub score: f32,
    /// Whether the text differs from the story's (a connective cut off, a date resolved).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub changed: bool,
}

/// JSON has no word for what is no number.
fn finite<S: Serializer>(score: &f32, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f32(if score.is_finite() { *score } else { 0.0 })
}

impl SummarySentence {
    /// Where the sentence stands in its paragraph letter by letter, as bytes of the paragraph's text; of several such
    /// places the one that the sentence was taken from. `None` where its wording was changed.
    ///
    /// ```
    /// use offwire_article::{Paragraph, SummarySentence};
    /// let sentence = SummarySentence { text: "Ships came.".into(), ..SummarySentence::default() };
    /// assert_eq!(sentence.place(&Paragraph::text("Rain fell. Ships came.")), Some(11..22));
    /// ```
    #[must_use]
    pub fn place(&self, paragraph: &Paragraph) -> Option<Range<usize>> {
        if self.changed || self.text.is_empty() {
            return None;
        }
        let mut places = paragraph.text.match_indices(&self.text).map(|(at, text)| at..at + text.len());
        // A sentence that the paragraph has twice is told by its place in the record.
        places.find(|place| paragraph.source_of(place.clone()) == self.source)
    }

    /// The sentence of its paragraph that it was made from: itself where it stands there, else the one that has most of
    /// its words. `None` where the paragraph has none of them.
    #[must_use]
    pub fn origin(&self, paragraph: &Paragraph, language: Option<&str>) -> Option<Range<usize>> {
        let whole = || paragraph.text.find(&self.text).map(|at| at..at + self.text.len());
        if let Some(place) = self.place(paragraph).or_else(whole).filter(|place| !place.is_empty()) {
            return Some(place);
        }
        let folded = |text: &str| -> BTreeSet<String> {
            words(text).map(|(_, word)| fold_word(word).into_owned()).collect()
        };
        let own = folded(&self.text);
        let common = |place: &Range<usize>| {
            paragraph.text.get(place.clone()).map_or(0, |text| folded(text).intersection(&own).count())
        };
        let all = sentences(&paragraph.text, language).into_iter().map(|place| (common(&place), place));
        // The first of those that have as many.
        let best = all.rev().max_by_key(|(common, _)| *common)?;
        (best.0 > 0).then_some(best.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_that_is_no_number_is_read_again() {
        let sentence = SummarySentence { score: f32::NAN, ..SummarySentence::default() };
        let written = serde_json::to_string(&sentence).unwrap();
        assert_eq!(serde_json::from_str::<SummarySentence>(&written).unwrap().score, 0.0);
    }

    #[test]
    fn a_sentence_is_found_where_it_was_taken_from() {
        let paragraph =
            Paragraph::text("Ships came. Rain fell. Ships came.").with_source(vec![Span::of(5, 39)]);
        let second = SummarySentence {
            text: "Ships came.".into(),
            source: vec![Span::of(28, 39)],
            ..SummarySentence::default()
        };
        assert_eq!(second.place(&paragraph), Some(23..34));
        let elsewhere = SummarySentence { source: vec![Span::of(90, 99)], ..second.clone() };
        assert_eq!(elsewhere.place(&paragraph), None);
        assert_eq!(elsewhere.origin(&paragraph, None), Some(0..11));
    }

    #[test]
    fn a_changed_sentence_leads_to_the_one_it_was_made_from() {
        let paragraph = Paragraph::text("Rain fell all day. But the harbour stayed open on Monday. The end.");
        let sentence =
            |text: &str| SummarySentence { text: text.into(), changed: true, ..SummarySentence::default() };
        let made = sentence("The harbour stayed open on 26 February 1987.");
        assert_eq!(made.place(&paragraph), None);
        let place = made.origin(&paragraph, Some("en")).unwrap();
        assert_eq!(paragraph.text[place].trim(), "But the harbour stayed open on Monday.");
        assert_eq!(sentence("Nothing alike").origin(&paragraph, Some("en")), None);
        assert_eq!(sentence("").origin(&paragraph, None), None);
    }
}
