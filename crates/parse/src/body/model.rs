//! The trained model: two stages for pages, two for dumps.

use super::scene::Scene;
use super::table::Table;
use offwire_forest::{Error, Forest, Opening};
use std::sync::LazyLock;

/// Two forests, the second of which reads what the first says of a block's surroundings.
///
/// Each is the mean of [`Model::FORESTS`]. The first of these is asked about every block; most are plain to it, and the
/// others are asked about the rest alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// The first stage.
    pub first: Forest,
    /// The second stage.
    pub second: Forest,
}

/// Log odds at which the first forest of a stage is sure of a block. Cross-validated, 1.5, 2.5 and 4 give bodies as good
/// as those of all three asked about every block.
const SURE: f32 = 4.0;

impl Model {
    /// Forests, of as many trees each, whose mean a stage is.
    pub const FORESTS: usize = 3;

    /// For each block the probability that it is part of the article's body.
    ///
    /// # Errors
    /// When the forests are not for the tables that this version makes.
    pub fn scores(&self, scene: &Scene) -> Result<Vec<f32>, Error> {
        self.scores_from(scene, scene.first())
    }

    /// The same, from the scene's first table.
    ///
    /// # Errors
    /// As [`Model::scores`].
    pub fn scores_from(&self, scene: &Scene, first: Table) -> Result<Vec<f32>, Error> {
        let scores = judge(&self.first, &first)?;
        judge(&self.second, &scene.second(first, &scores))
    }

    fn read(first: &[u8], second: &[u8]) -> Option<Self> {
        Some(Self { first: Forest::from_bytes(first).ok()?, second: Forest::from_bytes(second).ok()? })
    }
}

/// What a stage says of each block.
fn judge(stage: &Forest, table: &Table) -> Result<Vec<f32>, Error> {
    let mut scores = vec![0.0; table.columns().rows()];
    let opening = Opening { trees: stage.trees().div_ceil(Model::FORESTS), sure: SURE };
    stage.predict_in_turns(table.columns(), &mut scores, opening)?;
    Ok(scores)
}

static PAGE: LazyLock<Option<Model>> = LazyLock::new(|| {
    Model::read(include_bytes!("../../models/page-1.forest"), include_bytes!("../../models/page-2.forest"))
});
static DUMP: LazyLock<Option<Model>> = LazyLock::new(|| {
    Model::read(include_bytes!("../../models/dump-1.forest"), include_bytes!("../../models/dump-2.forest"))
});

/// The shipped model's score of each block.
pub(super) fn scores(scene: &Scene) -> Vec<f32> {
    let model = if scene.elements.is_some() { &PAGE } else { &DUMP };
    let scores = model.as_ref().and_then(|model| model.scores(scene).ok());
    // A test holds that the shipped forests fit, so that the zeros are never seen.
    scores.unwrap_or_else(|| vec![0.0; scene.blocks.len()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block;
    use offwire_article::Span;

    #[test]
    fn the_shipped_forests_fit_the_tables() {
        let lines = [("A line.", Span::new(0, 7))];
        let blocks = block::from_lines(lines);
        let scene = Scene::of_lines(&blocks);
        assert!(DUMP.as_ref().unwrap().scores(&scene).is_ok());
        let page = crate::page::Page::read(b"<p>A line.</p>", encoding_rs::UTF_8);
        let blocks = block::from_page(&page);
        let scene = Scene::of_page(&page, &blocks);
        assert!(PAGE.as_ref().unwrap().scores(&scene).is_ok());
    }
}
