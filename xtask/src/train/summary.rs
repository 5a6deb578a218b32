//! Trains the `news` method of offwire-summarize.

pub(crate) mod jobs;
pub(crate) mod levels;
pub(crate) mod material;

use anyhow::Context;
use clap::Args;
use levels::Settings;
use material::Document;
use offwire_article::uid::sha256;
use offwire_summarize::{Model, train::Example};

#[derive(Args)]
pub(crate) struct Options {
    /// Compares the packed model with the one in the crate instead of writing it
    #[arg(long)]
    check: bool,
}

/// Stories that are learned from: each of the first set also flat, if its name says so.
pub(crate) struct Material {
    documents: Vec<Document>,
}

impl Material {
    /// The training sets.
    pub(crate) fn load() -> anyhow::Result<Self> {
        let main = material::load("cnn_corpus")?;
        let flat: Vec<Document> = main.iter().filter(|d| d.fold(11) % 2 == 0).map(Document::flat).collect();
        let more = material::load("cnndm_train200")?;
        Ok(Self { documents: main.into_iter().chain(flat).chain(more).collect() })
    }

    /// Trains on all stories but those that `left_out` names.
    pub(crate) fn fit(
        &self,
        settings: &Settings,
        left_out: impl Fn(&Document) -> bool,
    ) -> anyhow::Result<Model> {
        let kept: Vec<&Document> = self.documents.iter().filter(|d| !left_out(d)).collect();
        let examples: Vec<(usize, Example<'_>)> = kept
            .iter()
            .filter_map(|d| Some((inner_fold(d, settings.folds), Example::new(&d.article, &d.reference)?)))
            .collect();
        let (folds, examples): (Vec<usize>, Vec<&Example<'_>>) =
            examples.iter().map(|(f, e)| (*f, e)).unzip();
        levels::fit(&examples, &folds, settings)
    }
}

/// Folds of cross-validation.
pub(crate) const FOLDS: usize = 5;

/// The fold of cross-validation that a story is tested in.
pub(crate) fn outer_fold(document: &Document) -> usize {
    document.fold(FOLDS as u64)
}

fn inner_fold(document: &Document, folds: usize) -> usize {
    document.fold(7 * folds as u64) % folds
}

/// What the model was made from and how, so that it can be made again and told apart.
fn record_of(bytes: &[u8], stories: usize) -> String {
    format!(
        "# Written by `cargo xtask train summary`.\n\
         material = \"cnn_corpus (955), half of it again without headline and paragraphs, cnndm_train200 (200)\"\n\
         stories = {stories}\n\
         bytes = {}\n\
         sha256 = {:?}\n\
         settings = {:?}\n",
        bytes.len(),
        sha256(bytes),
        format!("{:?}", Settings::default()),
    )
}

/// Trains on everything and writes the model into the crate.
pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    let material = Material::load()?;
    let model = material.fit(&Settings::default(), |_| false)?;
    let bytes = model.to_bytes();
    let path = crate::root::root().join("crates/summarize/src/news/model.bin");
    if options.check {
        let same = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))? == bytes;
        anyhow::ensure!(same, "the trained model is not the one in {}", path.display());
        println!("{} bytes, the same as in the crate", bytes.len());
        return Ok(());
    }
    std::fs::write(&path, &bytes).with_context(|| format!("cannot write {}", path.display()))?;
    let record = path.with_extension("toml");
    std::fs::write(&record, record_of(&bytes, material.documents.len()))
        .with_context(|| format!("cannot write {}", record.display()))?;
    println!("{} bytes written to {}", bytes.len(), path.display());
    Ok(())
}
