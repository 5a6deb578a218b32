//! What a reader could find wrong with a finished paragraph, counted.

use super::{Balance, Names, Needs, Opener, can_open_story, is_question};
use crate::{
    Budget, Size,
    language::Language,
    story::{Story, is_furniture, size_of},
};
use offwire_article::{Article, Summary};
use serde::Serialize;

/// Defects of one paragraph, as rules find them; no defect found is not the same as no defect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Audit {
    /// The first sentence opens with a pronoun, a connective or words that lean on a sentence before.
    pub opening: bool,
    /// Later sentences that open so without the article's own neighbour before them.
    pub loose: usize,
    /// Sentences with a pronoun before anything it could stand for, without their neighbour.
    pub dangling: usize,
    /// A quotation or bracket is opened and not closed, or closed and not opened.
    pub unbalanced: bool,
    /// Sentences that are page furniture.
    pub furniture: usize,
    /// Surnames used alone whose bearer the article introduces and the paragraph does not.
    pub unknown_names: usize,
    /// Sentences that are a quotation and nothing else, without the neighbour that has its speaker.
    pub speakerless: usize,
    /// Sentences in the voice of the page: they point elsewhere, announce what is not there, end with a colon.
    pub pointing: usize,
    /// Questions without the sentence that follows them in the article.
    pub unanswered: usize,
    /// The paragraph holds more than its budget, and is more than a single first sentence.
    pub over_budget: bool,
    /// Sentences that are no sentence of the article, changed openings and dates aside.
    pub cut: usize,
}

impl Audit {
    /// Whether nothing was found but, at most, unknown names and open questions, which some readers do not mind.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        Self { unknown_names: 0, unanswered: 0, ..*self } == Self::default()
    }
}

/// Reads a paragraph beside its article.
///
/// ```
/// use offwire_article::{Article, Paragraph};
/// use offwire_summarize::{Budget, Summarizer, audit};
/// let mut story = Article::default();
/// story.paragraphs.push(Paragraph::text("The harbour reopened on Monday. It had been closed for a week."));
/// let summary = Summarizer::default().summarize(&story).unwrap();
/// assert!(audit(&story, &summary, Budget::default()).is_clean());
/// ```
#[must_use]
pub fn audit(article: &Article, summary: &Summary, budget: Budget) -> Audit {
    let language = Language::of(article, None);
    let story = Story::read(article, language);
    let mut found = Audit::default();
    let places: Vec<Option<usize>> = places(&story, summary);
    let mut balance = Balance::default();
    for (number, sentence) in summary.sentences.iter().enumerate() {
        let needs = Needs::of(&sentence.text, language);
        let place = places.get(number).copied().flatten();
        let before = number.checked_sub(1).and_then(|b| places.get(b).copied().flatten());
        let follows = place.zip(before).is_some_and(|(at, before)| at == before + 1);
        if !follows {
            found.unbalanced |= !balance.is_even();
            balance = Balance::default();
            let opens_story = place == Some(0) && number == 0 && can_open_story(&sentence.text, &needs);
            let leans = !matches!(needs.opener, Opener::Free) && !opens_story;
            found.opening |= leans && number == 0;
            found.loose += usize::from(leans && number > 0);
            found.dangling += usize::from(needs.dangling && !opens_story);
            found.speakerless += usize::from(needs.quoted && place != Some(0));
        }
        balance = balance.and(needs.balance);
        let next = places.get(number + 1).copied().flatten();
        let answered = place.zip(next).is_some_and(|(at, next)| next == at + 1);
        found.unanswered += usize::from(is_question(&sentence.text) && !answered);
        found.pointing += usize::from(needs.refers);
        found.furniture += usize::from(is_furniture(&sentence.text));
        found.cut += usize::from(place.is_none() && !sentence.changed);
    }
    found.unbalanced |= !balance.is_even();
    found.unknown_names = Names::default().unknown(&story, places.into_iter().flatten()) as usize;
    let size = summary.sentences.iter().fold(Size::default(), |sum, s| sum.joined(size_of(&s.text)));
    found.over_budget = summary.sentences.len() > 1 && !budget.holds(size);
    found
}

/// Number in the story of each sentence of the summary.
fn places(story: &Story<'_>, summary: &Summary) -> Vec<Option<usize>> {
    let mut from = 0;
    summary
        .sentences
        .iter()
        .map(|sentence| {
            let tail: String = sentence.text.chars().skip(1).collect();
            let found = (from..story.len()).find(|at| {
                let text = story.text(*at);
                text == sentence.text || sentence.changed && text.ends_with(&tail)
            });
            from = found.map_or(from, |at| at + 1);
            found
        })
        .collect()
}
