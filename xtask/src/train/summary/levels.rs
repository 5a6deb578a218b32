//! One level after another, each on what the level below says of stories it has not seen.

use super::jobs::side_by_side;
use offwire_forest::{
    Columns, Forest,
    train::{Dataset, Loss, Trainer},
};
use offwire_summarize::{
    Budget, Model,
    train::{Counts, Example, Given, Hedge, Known, Measured, assemble},
};

/// Settings of a training.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    /// Folds for what a level says of stories that it has not seen.
    pub(crate) folds: usize,
    /// Stems that fewer stories have are unknown to the model.
    pub(crate) fewest_stories: u16,
    pub(crate) words: Trainer,
    pub(crate) sentences: Trainer,
    pub(crate) paragraphs: Trainer,
    /// Forests of the last level, each with a seed and a draw of candidates of its own.
    pub(crate) bags: usize,
    /// Longest paragraph of the second opinion's labels, in words.
    pub(crate) label_words: usize,
    /// Longest candidate, in words.
    pub(crate) candidate_words: usize,
    /// Most candidates of a story in each bag.
    pub(crate) candidates: usize,
    pub(crate) sentence_hedge: Hedge,
    pub(crate) paragraph_hedge: Hedge,
}

impl Default for Settings {
    fn default() -> Self {
        let trees =
            Trainer { column_share: 0.6, row_share: 0.8, l2: 5.0, min_leaf: 40, ..Trainer::default() };
        Self {
            folds: 8,
            fewest_stories: 2,
            words: Trainer {
                loss: Loss::Logistic,
                rounds: 80,
                learning_rate: 0.12,
                leaves: 8,
                min_leaf: 100,
                ..trees.clone()
            },
            sentences: Trainer {
                rounds: 200,
                learning_rate: 0.05,
                leaves: 8,
                min_leaf: 100,
                column_share: 0.3,
                ..trees.clone()
            },
            paragraphs: Trainer {
                rounds: 200,
                learning_rate: 0.04,
                leaves: 8,
                min_leaf: 200,
                column_share: 0.3,
                ..trees
            },
            bags: 2,
            label_words: 75,
            candidate_words: 110,
            candidates: 150,
            sentence_hedge: Hedge(0.5),
            paragraph_hedge: Hedge(0.25),
        }
    }
}

impl Settings {
    /// Changes one setting by its name, `bags=4` or `sentences.rounds=200`.
    pub(crate) fn change(&mut self, change: &str) -> anyhow::Result<()> {
        let unknown = || anyhow::anyhow!("no setting that can be changed so: {change}");
        let (name, value) = change.split_once('=').ok_or_else(unknown)?;
        match name {
            "folds" => self.folds = value.parse()?,
            "fewest_stories" => self.fewest_stories = value.parse()?,
            "bags" => self.bags = value.parse()?,
            "label_words" => self.label_words = value.parse()?,
            "candidate_words" => self.candidate_words = value.parse()?,
            "candidates" => self.candidates = value.parse()?,
            "sentence_hedge" => self.sentence_hedge = Hedge(value.parse()?),
            "paragraph_hedge" => self.paragraph_hedge = Hedge(value.parse()?),
            _ => {
                let (level, name) = name.split_once('.').ok_or_else(unknown)?;
                let trainer = match level {
                    "words" => &mut self.words,
                    "sentences" => &mut self.sentences,
                    "paragraphs" => &mut self.paragraphs,
                    _ => return Err(unknown()),
                };
                match name {
                    "rounds" => trainer.rounds = value.parse()?,
                    "learning_rate" => trainer.learning_rate = value.parse()?,
                    "leaves" => trainer.leaves = value.parse()?,
                    "min_leaf" => trainer.min_leaf = value.parse()?,
                    "l2" => trainer.l2 = value.parse()?,
                    "column_share" => trainer.column_share = value.parse()?,
                    "row_share" => trainer.row_share = value.parse()?,
                    "seed" => trainer.seed = value.parse()?,
                    _ => return Err(unknown()),
                }
            }
        }
        Ok(())
    }
}

/// What a level says of each story of the training, by a forest that has not seen the story.
type Unseen = Vec<Vec<f32>>;

/// Trains all levels on these stories; `fold` gives for each story its inner fold.
pub(crate) fn fit(examples: &[&Example<'_>], fold: &[usize], settings: &Settings) -> anyhow::Result<Model> {
    let known = count(examples, settings.fewest_stories);
    let measured: Vec<Measured<'_, '_>> = examples.iter().map(|e| e.measure(&known, true)).collect();
    let words: Vec<(Vec<u32>, Columns, Vec<f32>)> = measured.iter().map(Measured::words).collect();
    let tables: Vec<&Columns> = words.iter().map(|(_, table, _)| table).collect();
    let labels: Vec<Vec<f32>> = words.iter().map(|(_, _, labels)| labels.clone()).collect();
    let (word_forest, unseen) = level(&settings.words, settings.folds, fold, &tables, &labels)?;
    let chances: Vec<Vec<f32>> = measured
        .iter()
        .zip(words.iter().zip(&unseen))
        .map(|(m, ((rows, _, _), values))| m.chances(rows, values))
        .collect();
    let sentences: Vec<Columns> = measured.iter().zip(&chances).map(|(m, c)| m.sentences(c)).collect();
    let tables: Vec<&Columns> = sentences.iter().collect();
    let (alone, best): (Vec<_>, Vec<_>) =
        measured.iter().map(|m| m.sentence_labels(settings.sentence_hedge, settings.label_words)).unzip();
    let second_settings = Trainer { seed: settings.sentences.seed + 1, ..settings.sentences.clone() };
    let (first_forest, first) = level(&settings.sentences, settings.folds, fold, &tables, &alone)?;
    let (second_forest, second) = level(&second_settings, settings.folds, fold, &tables, &best)?;
    let given: Vec<Given<'_>> = (0..measured.len())
        .map(|n| Given {
            chances: &chances[n],
            first: &first[n],
            second: &second[n],
            sentences: &sentences[n],
        })
        .collect();
    let bags: Vec<usize> = (0..settings.bags).collect();
    let paragraphs = side_by_side(&bags, |bag| bag_of_paragraphs(*bag, &measured, &given, settings))?;
    Ok(assemble(known, word_forest, first_forest, second_forest, paragraphs))
}

fn count(examples: &[&Example<'_>], fewest: u16) -> Known {
    let mut counts = Counts::default();
    examples.iter().for_each(|example| counts.add(example));
    counts.finish(fewest)
}

/// The forest of one level, and what forests without each story's fold say of it.
fn level(
    trainer: &Trainer,
    folds: usize,
    fold: &[usize],
    tables: &[&Columns],
    labels: &[Vec<f32>],
) -> anyhow::Result<(Forest, Unseen)> {
    // The last one leaves nothing out.
    let left_out: Vec<usize> = (0..=folds).collect();
    let mut forests = side_by_side(&left_out, |without| {
        let mut data = Dataset::new(tables.first().map_or(0, |t| t.width()));
        for ((table, labels), fold) in tables.iter().zip(labels).zip(fold) {
            if fold != without {
                data.extend(table, labels, &vec![1.0; labels.len()])?;
            }
        }
        Ok(trainer.fit(&data)?)
    })?;
    let whole = forests.pop().unwrap_or_else(|| unreachable!("one job for each fold and one more"));
    let unseen = tables.iter().zip(fold).map(|(table, fold)| {
        let mut values = vec![0.0; table.rows()];
        forests[*fold].predict_into(table, &mut values)?;
        Ok(values)
    });
    let unseen = unseen.collect::<anyhow::Result<Unseen>>()?;
    Ok((whole, unseen))
}

fn bag_of_paragraphs(
    bag: usize,
    measured: &[Measured<'_, '_>],
    given: &[Given<'_>],
    settings: &Settings,
) -> anyhow::Result<Forest> {
    let mut data: Option<Dataset> = None;
    let budget = Budget::words(settings.candidate_words);
    for (number, (measured, given)) in measured.iter().zip(given).enumerate() {
        let seed = (number * 31 + bag * 7_919) as u64;
        let (table, labels) =
            measured.paragraphs(given, budget, settings.paragraph_hedge, settings.candidates, seed);
        let data = data.get_or_insert_with(|| Dataset::new(table.width()));
        data.extend(&table, &labels, &vec![1.0; labels.len()])?;
    }
    let trainer = Trainer { seed: settings.paragraphs.seed + bag as u64, ..settings.paragraphs.clone() };
    Ok(trainer.fit(&data.unwrap_or_default())?)
}
