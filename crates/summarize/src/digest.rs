//! Many articles told in one short list of sentences.

mod figures;
mod pool;
mod subject;

pub use figures::{Claim, Contradiction};

use crate::{Budget, Size, Summarizer, story::size_of};
use offwire_article::{Article, NewsDate, Span, Uid};
use pool::{Line, Pool};
use serde::{Deserialize, Serialize};

/// A line of whose content another tells more than this share says nothing new.
const TOLD: f32 = 0.6;

/// What several articles say, without saying anything twice.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Digest {
    /// The sentences in one paragraph.
    pub text: String,
    /// Number of words in `text`, counted between white space.
    pub words: usize,
    /// The sentences, by the day of their article, then in the order of the articles.
    pub sentences: Vec<DigestSentence>,
    /// Figures that the articles give differently for the same thing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contradictions: Vec<Contradiction>,
}

/// One sentence of a digest.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DigestSentence {
    /// The sentence.
    pub text: String,
    /// Index of its article among those given, from 0.
    pub article: usize,
    /// The article's `uid`, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uid: Option<Uid>,
    /// When the article was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<NewsDate>,
    /// Index of its paragraph in the article's `paragraphs`, from 0.
    pub paragraph: usize,
    /// Byte ranges in the raw record, as in a summary.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub source: Vec<Span>,
    /// Articles that tell the same, by their index; the sentence's own is not among them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<usize>,
    /// What the sentence is worth beside the others; comparable within one digest only.
    pub score: f32,
    /// Whether the text differs from the story's.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub changed: bool,
}

impl Summarizer {
    /// A digest of many articles under the summarizer's budget.
    ///
    /// Every article puts forward the sentences of its own paragraph that stand alone; what many articles tell comes first,
    /// and a sentence that repeats a chosen one is only named as told by its article too.
    ///
    /// ```
    /// use offwire_article::{Article, Paragraph};
    /// use offwire_summarize::{Summarizer, SummaryOptions};
    /// let story = |text: &str| {
    ///     let mut article = Article::default();
    ///     article.paragraphs.push(Paragraph::text(text));
    ///     article
    /// };
    /// let digest = Summarizer::default().digest(&[
    ///     story("A storm killed at least 12 people in Porto Nero on Monday."),
    ///     story("The storm in Porto Nero on Monday killed 18 people, officials said."),
    ///     story("Bakers in Leeds raised the price of bread."),
    /// ]);
    /// assert_eq!(digest.sentences.len(), 2);
    /// assert_eq!(digest.sentences[0].also, [1]);
    /// assert_eq!(digest.contradictions[0].claims[1].figure, "18 people");
    /// ```
    #[must_use]
    pub fn digest(&self, articles: &[Article]) -> Digest {
        let pool = Pool::of(self, articles);
        let mut chosen = choose(&pool, self.options().budget);
        chosen.sort_by_key(|(line, _)| {
            let published = articles.get(line.article).and_then(|article| article.published);
            (published.is_none(), published, line.article, line.paragraph, line.place)
        });
        let mut text = String::new();
        for (at, (line, _)) in chosen.iter().enumerate() {
            text.push_str(if at > 0 { line.language.blank() } else { "" });
            text.push_str(&line.text);
        }
        let sentences: Vec<DigestSentence> =
            chosen.iter().map(|(line, also)| sentence(line, also, articles)).collect();
        let size = sentences.iter().fold(Size::default(), |sum, s| sum.joined(size_of(&s.text)));
        Digest {
            text,
            words: size.words,
            sentences,
            contradictions: figures::contradictions(&pool, articles),
        }
    }
}

/// The best lines under the budget, each with the articles that tell the same.
fn choose(pool: &Pool, budget: Budget) -> Vec<(Line, Vec<usize>)> {
    let mut chosen: Vec<(Line, Vec<usize>)> = Vec::new();
    let mut size = Size::default();
    for line in pool.ranked() {
        // "Quarterly dividend two cents" is said of any company: what names nobody is told by its figures.
        let is_of =
            |other: &Line| line.shares_name(other) || line.may_be_of(other) && line.figures_agree(other);
        let is_told =
            |other: &Line| is_of(other) && (line.repeats(other) > TOLD || other.repeats(line) > TOLD);
        if let Some((other, also)) = chosen.iter_mut().find(|(other, _)| is_told(other)) {
            if other.article != line.article && !also.contains(&line.article) {
                also.push(line.article);
            }
            continue;
        }
        let larger = size.joined(size_of(&line.text));
        if chosen.is_empty() || budget.holds(larger) {
            size = larger;
            chosen.push((line.clone(), Vec::new()));
        }
    }
    chosen
}

fn sentence(line: &Line, also: &[usize], articles: &[Article]) -> DigestSentence {
    let article = articles.get(line.article);
    let mut also = also.to_vec();
    also.sort_unstable();
    DigestSentence {
        text: line.text.clone(),
        article: line.article,
        uid: article.and_then(|a| a.uid.clone()),
        published: article.and_then(|a| a.published),
        paragraph: line.paragraph,
        source: line.source.clone(),
        also,
        score: line.score,
        changed: line.changed,
    }
}

#[cfg(test)]
mod tests {
    use crate::Summarizer;
    use offwire_article::{Article, Paragraph};

    #[test]
    fn sentences_stand_in_the_order_and_the_manner_of_their_story() {
        let story = |language: &str, text: &str| Article {
            language: Some(language.into()),
            paragraphs: vec![Paragraph::text(text)],
            ..Article::default()
        };
        let digest = Summarizer::default().digest(&[
            story("zh", "北京今天下雪。学校关闭。"),
            story("en", "Bakers in Leeds raised the price of bread."),
        ]);
        assert_eq!(digest.text, "北京今天下雪。学校关闭。 Bakers in Leeds raised the price of bread.");
    }
}
