//! What a reader would stumble over, counted over many paragraphs.

use super::Gold;
use crate::{
    Audit, Budget, Size, audit,
    language::Language,
    readability::{Balance, Needs, Opener},
    story::{Story, is_furniture, size_of},
};
use offwire_article::{Article, Paragraph, Summary, SummarySentence, text};
use serde::{Deserialize, Serialize};

/// Numbers of paragraphs with a defect, as rules find them: 0 means that the rules find none, not that a reader would.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Readability {
    /// The first sentence opens with a pronoun, a connective or words that lean on a sentence before.
    pub opens_badly: usize,
    /// A later sentence does, without the article's own neighbour before it. Told only where the article is given.
    pub loose: usize,
    /// A pronoun comes before anything that it could stand for.
    pub dangling: usize,
    /// A quotation or bracket has one end only.
    pub unbalanced: usize,
    /// A sentence is page furniture: a credit, a rights line, a call to read on.
    pub furniture: usize,
    /// A quotation and nothing else, without the neighbour that has its speaker. Told only where the article is given.
    #[serde(default)]
    pub speakerless: usize,
    /// A sentence is in the voice of the page: it points elsewhere, announces what is not there, ends with a colon.
    #[serde(default)]
    pub pointing: usize,
    /// A surname stands alone whose bearer the article introduces and the paragraph does not; not among `any`.
    #[serde(default)]
    pub unknown_names: usize,
    /// A question lacks the sentence that follows it in the article; not among `any`.
    #[serde(default)]
    pub unanswered: usize,
    /// The paragraph exceeds its budget, and is more than a single first sentence.
    pub over_budget: usize,
    /// A sentence stops inside one of the article's; or it is none of the article's and has no end.
    pub cut: usize,
    /// Any of these.
    pub any: usize,
}

impl Readability {
    pub(super) fn add(&mut self, found: &Audit) {
        let marks = [
            (&mut self.opens_badly, found.opening),
            (&mut self.loose, found.loose > 0),
            (&mut self.dangling, found.dangling > 0),
            (&mut self.unbalanced, found.unbalanced),
            (&mut self.furniture, found.furniture > 0),
            (&mut self.speakerless, found.speakerless > 0),
            (&mut self.pointing, found.pointing > 0),
            (&mut self.unknown_names, found.unknown_names > 0),
            (&mut self.unanswered, found.unanswered > 0),
            (&mut self.over_budget, found.over_budget),
            (&mut self.cut, found.cut > 0),
            (&mut self.any, !found.is_clean()),
        ];
        for (count, is_found) in marks {
            *count += usize::from(is_found);
        }
    }
}

/// The defects of one paragraph.
pub(super) fn read(gold: &Gold, sentences: &[String], budget: Budget) -> Audit {
    let mut article = Article { language: gold.language.clone(), ..Article::default() };
    if gold.paragraphs.is_empty() {
        article.paragraphs.extend(sentences.iter().map(Paragraph::text));
        return read_alone(sentences, Language::of(&article, None), budget);
    }
    article.paragraphs.extend(gold.paragraphs.iter().map(Paragraph::text));
    let story = Story::read(&article, Language::of(&article, None));
    let summary =
        sentences.iter().map(|s| SummarySentence { text: as_told(&story, s), ..SummarySentence::default() });
    let mut found = audit(&article, &Summary { sentences: summary.collect(), ..Summary::default() }, budget);
    found.cut = sentences.iter().filter(|sentence| is_cut(gold, sentence)).count();
    found
}

/// The story's own form of a sentence, which has no dateline, or the sentence itself where the story has none like it.
fn as_told(story: &Story<'_>, sentence: &str) -> String {
    /// Longest dateline, in bytes.
    const DATELINE: usize = 80;
    let told = (0..story.len()).map(|at| story.text(at)).find(|told| {
        !told.is_empty() && sentence.strip_suffix(told).is_some_and(|head| head.len() <= DATELINE)
    });
    told.unwrap_or(sentence).to_owned()
}

/// Whether a sentence stops inside one of the article's; one that the article does not hold must at least have an end.
fn is_cut(gold: &Gold, sentence: &str) -> bool {
    let sentence = sentence.trim();
    let held = gold
        .paragraphs
        .iter()
        .find_map(|paragraph| paragraph.find(sentence).map(|at| (paragraph, at + sentence.len())));
    let Some((paragraph, end)) = held else { return !is_ended(sentence) };
    !text::sentences(paragraph, gold.language.as_deref()).iter().any(|range| range.end == end)
}

/// The same without the article: every sentence is taken to stand alone.
fn read_alone(sentences: &[String], language: Language, budget: Budget) -> Audit {
    let mut found = Audit::default();
    let (mut balance, mut size) = (Balance::default(), Size::default());
    for (number, sentence) in sentences.iter().enumerate() {
        let needs = Needs::of(sentence, language);
        found.opening |= number == 0 && !matches!(needs.opener, Opener::Free);
        found.dangling += usize::from(number == 0 && needs.dangling);
        found.furniture += usize::from(is_furniture(sentence));
        found.pointing += usize::from(needs.refers);
        found.cut += usize::from(!is_ended(sentence));
        balance = balance.and(needs.balance);
        size = size.joined(size_of(sentence));
    }
    found.unbalanced = !balance.is_even();
    found.over_budget = sentences.len() > 1 && !budget.holds(size);
    found
}

/// Whether a sentence ends with a stop, quotation marks and brackets behind it left out.
fn is_ended(sentence: &str) -> bool {
    let closers = |c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '”' | '’' | '“' | '»' | '«' | ')' | ']' | '」' | '』')
    };
    let stops = ['.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।', '։', ';', ':'];
    sentence.trim_end_matches(closers).ends_with(stops)
}
