//! From an article to its paragraph.

use crate::{
    Dates, Error, ExplainedSentence, Explanation, Method, SummaryOptions,
    dates::Calendar,
    language::Language,
    method,
    news::Model,
    paragraph::{Choice, Dropped, Ground, ranking, size_of_text},
    query::Focus,
    readability::{Bonds, Names},
    story::Story,
    terms::Terms,
};
use offwire_article::{Article, Summary, SummarySentence};
use std::sync::Arc;

/// Makes paragraphs by one set of options; cheap to clone, to be shared between threads.
///
/// ```
/// use offwire_article::{Article, Paragraph};
/// use offwire_summarize::{Budget, Method, Summarizer, SummaryOptions};
///
/// let mut story = Article { headline: Some("Harbour reopens".into()), ..Article::default() };
/// story.paragraphs.push(Paragraph::text("PORTO NERO, May 3 (AP) -- The harbour reopened on Monday after a storm."));
/// story.paragraphs.push(Paragraph::text("But ferries will not sail before Thursday."));
/// story.paragraphs.push(Paragraph::text("He said so himself."));
///
/// let options = SummaryOptions::default().method(Method::Lead).budget(Budget::words(15));
/// let summary = Summarizer::new(options).summarize(&story).unwrap();
/// assert_eq!(summary.text, "The harbour reopened on Monday after a storm. But ferries will not sail before Thursday.");
/// assert_eq!(summary.sentences[1].paragraph, 1);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Summarizer {
    options: SummaryOptions,
    model: Option<Arc<Model>>,
}

/// All that is known of one story while its paragraph is made.
struct Work<'a> {
    story: Story<'a>,
    bonds: Bonds,
    names: Names,
    terms: Option<Terms>,
    scores: Vec<f32>,
    choice: Choice,
    whole: bool,
}

impl Summarizer {
    /// A summarizer with these options.
    #[must_use]
    pub fn new(options: SummaryOptions) -> Self {
        Self { options, model: None }
    }

    /// The same with another model for [`Method::News`] than the one that the crate carries.
    #[must_use]
    pub fn with_model(self, model: Arc<Model>) -> Self {
        Self { model: Some(model), ..self }
    }

    /// The same with other options.
    pub(crate) fn with_options(self, options: SummaryOptions) -> Self {
        Self { options, ..self }
    }

    /// The model that answers for this language, if any.
    fn model(&self, language: Language) -> Option<&Model> {
        if self.options.method != Method::News || !language.is_english() {
            return None;
        }
        self.model.as_deref().or_else(|| Model::built_in())
    }

    /// The options.
    #[must_use]
    pub fn options(&self) -> &SummaryOptions {
        &self.options
    }

    /// The paragraph about an article; none where the article has no sentence of its own.
    ///
    /// Every sentence stands in the order of the story and leads back to it: the index of its paragraph, and its byte
    /// ranges where the paragraph has them (exact where the paragraph is one range with as many bytes as its text; else
    /// all ranges of the paragraph).
    #[must_use]
    pub fn summarize(&self, article: &Article) -> Option<Summary> {
        let work = self.work(article);
        self.finish(&work)
    }

    /// The same with the standing of every sentence and the reasons for it.
    #[must_use]
    pub fn explain(&self, article: &Article) -> Explanation {
        let mut work = self.work(article);
        self.tell_dropped(&mut work);
        let sentences = (0..work.story.len()).map(|index| work.explained(index)).collect();
        Explanation {
            method: self.options.method.to_string(),
            language: work.story.language.code().to_owned(),
            sentences,
            summary: self.finish(&work),
        }
    }

    fn work<'a>(&self, article: &'a Article) -> Work<'a> {
        let language = Language::of(article, self.options.language.as_deref());
        let mut story = Story::read(article, language);
        if let Some(calendar) = self.calendar(article) {
            // A date is longer than the name of a day: the budget is of what is printed.
            story.measure(|text| calendar.resolve(text));
        }
        let bonds = Bonds::of(&story);
        let names = Names::default();
        let mut work = Work {
            story,
            bonds,
            names,
            terms: None,
            scores: Vec::new(),
            choice: Choice::default(),
            whole: false,
        };
        self.choose(&mut work);
        work
    }

    fn choose(&self, work: &mut Work<'_>) {
        let ground = Ground {
            story: &work.story,
            bonds: &work.bonds,
            names: &work.names,
            budget: self.options.budget,
        };
        let focus = self.options.query.as_deref();
        if let Some(chosen) = ground.whole() {
            work.scores = method::scores_of_lead(&work.story);
            (work.choice.chosen, work.whole) = (chosen, true);
            return;
        }
        let has_nothing_to_say = self.options.method == Method::News && work.story.unended;
        if (self.options.method == Method::Lead || has_nothing_to_say) && focus.is_none() {
            work.scores = method::scores_of_lead(&work.story);
            work.choice = ground.lead();
            return;
        }
        let terms = match self.options.method {
            Method::Centroid | Method::Kl if focus.is_none() => Terms::unstemmed(&work.story),
            _ => Terms::of(&work.story),
        };
        let focus = focus.map(|query| Focus::new(query, &terms, work.story.language));
        if let Some(model) = self.model(work.story.language) {
            (work.scores, work.choice) = model.choose(&ground, &terms, focus.as_ref());
        } else {
            work.scores = method::scores(self.options.method, &work.story, &terms);
            if let Some(focus) = &focus {
                focus.sharpen(&terms, &mut work.scores);
            }
            let repeats = |one, other| terms.overlap(one, other);
            let ranked = ranking(&work.scores);
            work.choice = match self.options.method {
                Method::News | Method::Plain if focus.is_none() => {
                    ground.choose_from_lede(&ranked, method::worth_telling(&work.scores), repeats)
                }
                _ => ground.choose(&[], &ranked, repeats),
            };
        }
        work.terms = Some(terms);
    }

    /// What days are counted from, if they are to be resolved and the story has a day.
    fn calendar(&self, article: &Article) -> Option<Calendar> {
        (self.options.dates == Dates::Resolve).then(|| Calendar::of(article)).flatten()
    }

    /// Why each sentence that was not chosen finds no place beside the chosen ones, where choosing did not tell.
    fn tell_dropped(&self, work: &mut Work<'_>) {
        let Some(terms) = work.terms.as_ref() else { return };
        let ground = self.ground(work);
        let told = |index: usize| {
            let choice = &work.choice;
            choice.chosen.contains(&index) || choice.dropped.iter().any(|(dropped, _)| *dropped == index)
        };
        let why =
            |index: usize| ground.why_not(index, &work.choice.chosen, |one, other| terms.overlap(one, other));
        let untold = (0..work.story.len()).filter(|index| !told(*index));
        let dropped: Vec<(usize, Dropped)> = untold.filter_map(|index| Some((index, why(index)?))).collect();
        work.choice.dropped.extend(dropped);
    }

    /// What choosing rests on.
    fn ground<'w, 'a>(&self, work: &'w Work<'a>) -> Ground<'w, 'a> {
        Ground { story: &work.story, bonds: &work.bonds, names: &work.names, budget: self.options.budget }
    }

    fn finish(&self, work: &Work<'_>) -> Option<Summary> {
        let ground = self.ground(work);
        let calendar = self.calendar(work.story.article);
        let mut sentences: Vec<SummarySentence> = Vec::new();
        let mut before: Option<usize> = None;
        for &index in &work.choice.chosen {
            let follows = before.is_some_and(|b| b + 1 == index);
            let (mut text, mut changed) = ground.wording(index, follows);
            if let Some(resolved) = calendar.as_ref().and_then(|c| c.resolve(&text)) {
                (text, changed) = (resolved, true);
            }
            let score = work.scores.get(index).copied().unwrap_or(0.0);
            let paragraph = work.story.sentences.get(index)?.paragraph;
            sentences.push(SummarySentence {
                text,
                paragraph,
                source: work.story.source(index),
                score,
                changed,
            });
            before = Some(index);
        }
        if sentences.is_empty() {
            return None;
        }
        let text =
            sentences.iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join(work.story.language.blank());
        let words = size_of_text(sentences.iter().map(|s| s.text.as_str())).words;
        Some(Summary { text, method: self.options.method.to_string(), words, sentences })
    }
}

impl Work<'_> {
    fn explained(&self, index: usize) -> ExplainedSentence {
        let kept = self.choice.chosen.contains(&index);
        ExplainedSentence {
            text: self.story.text(index).to_owned(),
            paragraph: self.story.sentences.get(index).map_or(0, |s| s.paragraph),
            place: index,
            source: self.story.source(index),
            score: self.scores.get(index).copied().unwrap_or(0.0),
            kept,
            reasons: if kept { self.reasons_for(index) } else { self.reasons_against(index) },
        }
    }

    fn reasons_for(&self, index: usize) -> Vec<String> {
        if self.whole {
            return vec!["the whole story fits".to_owned()];
        }
        let mut reasons = Vec::new();
        let rank = ranking(&self.scores).iter().position(|i| *i == index).map_or(0, |r| r + 1);
        reasons.push(format!("rank {rank} of {}", self.story.len()));
        if index == 0 {
            reasons.push("opens the story".to_owned());
        }
        if let Some(terms) = &self.terms {
            let bag = terms.bag(index);
            let held =
                terms.headline.iter().filter(|t| bag.binary_search_by_key(*t, |(b, _)| *b).is_ok()).count();
            if held > 0 {
                reasons.push(format!("{held} of {} headline words", terms.headline.len()));
            }
        }
        if let Some(needed) = self.needed_by(index) {
            reasons.push(format!("sentence {needed} cannot stand without it"));
        }
        reasons
    }

    /// The chosen sentence for whose sake this one may be there.
    fn needed_by(&self, index: usize) -> Option<usize> {
        let needs = |other: &&usize| {
            **other != index && self.bonds.run(&self.story, **other).is_some_and(|run| run.contains(&index))
        };
        self.choice.chosen.iter().find(needs).copied()
    }

    fn reasons_against(&self, index: usize) -> Vec<String> {
        let rank = ranking(&self.scores).iter().position(|i| *i == index).map_or(0, |r| r + 1);
        let mut reasons = vec![format!("rank {rank} of {}", self.story.len())];
        let found = self.choice.dropped.iter().find(|(dropped, _)| *dropped == index).map(|(_, why)| *why);
        reasons.push(match found {
            Some(Dropped::Furniture) => "page furniture".to_owned(),
            Some(Dropped::CannotStand(why)) => why.to_owned(),
            Some(Dropped::TooLong) => "too long for the room beside the chosen ones".to_owned(),
            Some(Dropped::Full) => "the chosen ones leave no room".to_owned(),
            Some(Dropped::Repeats(other)) => format!("repeats sentence {other}"),
            Some(Dropped::UnknownName) => "uses a surname that nothing introduces".to_owned(),
            None => match self.bonds.needs(&self.story, index).and_then(|n| n.reason()) {
                Some(why) => why.to_owned(),
                None => "other sentences together were better".to_owned(),
            },
        });
        reasons
    }
}

impl TryFrom<&str> for Summarizer {
    type Error = Error;

    /// A summarizer with the default options and the method of this name.
    fn try_from(method: &str) -> Result<Self, Error> {
        Ok(Self::new(SummaryOptions::default().method(method.parse()?)))
    }
}
