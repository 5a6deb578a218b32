//! Which blocks of a page are the article's body.
//!
//! A small boosted-tree model reads a block's text by its shape, its place, its element and its surroundings, and
//! knows no word and no site; a second stage reads what the first says of the blocks around. What it chooses is
//! put together into paragraphs with their kinds and byte ranges.

mod assemble;
mod cohesion;
mod columns;
mod element;
mod hints;
mod kind;
mod measure;
mod model;
mod scene;
mod second;
mod stem;
mod table;
pub(crate) mod token;

pub use assemble::paragraphs;
pub use hints::Hints;
pub use kind::{PageKind, page_kind};
pub(crate) use measure::is_cjk;
pub use model::Model;
pub use scene::Scene;
pub use table::Table;

use crate::block::Block;
use crate::page::Page;

/// What was decided about one block.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Choice {
    /// Probability that the block is body, 0 to 1.
    pub score: f32,
    /// Whether it is taken.
    pub keep: bool,
    /// Why.
    pub reason: Reason,
}

/// Why a block is taken or left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// Its score is above the bar.
    Body,
    /// Its score is below the bar.
    Furniture,
    /// The same text is taken already.
    Repeat,
    /// It is the line above or below the headline.
    Beside,
}

impl Reason {
    /// The reason in a few words.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Body => "reads like the article's text",
            Self::Furniture => "reads like page furniture",
            Self::Repeat => "repeats a block that is taken",
            Self::Beside => "the line above or below the headline",
        }
    }
}

/// Decides about each block of an HTML page, in order.
#[must_use]
pub fn choose_page(page: &Page, blocks: &[Block]) -> Vec<Choice> {
    let scene = Scene::of_page(page, blocks);
    let scores = model::scores(&scene);
    assemble::choose(&scene, &scores)
}

/// Decides about each line of a text dump, in order.
#[must_use]
pub fn choose_lines(scene: &Scene) -> Vec<Choice> {
    assemble::choose(scene, &model::scores(scene))
}

/// Decides from scores that were computed elsewhere, one for each block of the scene.
#[must_use]
pub fn choose_by(scene: &Scene, scores: &[f32]) -> Vec<Choice> {
    assemble::choose(scene, scores)
}
