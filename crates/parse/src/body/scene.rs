//! All that is known of a page's blocks before anything is decided.

use super::element::Elements;
use super::hints::Hints;
use super::measure::Measure;
use super::table::Table;
use super::{columns, second};
use crate::block::Block;
use crate::boilerplate::{Furniture, furniture_with};
use crate::field::byline::{Opening, opening};
use crate::page::Page;

/// The blocks of one page or dump with their measures, their elements and what the head says.
///
/// It makes the two tables that the model reads: [`Scene::first`] from the page alone, [`Scene::second`] with the
/// first stage's scores of a block's surroundings.
#[derive(Debug)]
pub struct Scene<'a> {
    pub(crate) blocks: &'a [Block],
    pub(crate) measures: Vec<Measure>,
    /// `None` for a dump.
    pub(crate) elements: Option<Elements>,
    pub(crate) hints: Hints,
    /// What the words of each line say; of a page nothing is asked of them.
    pub(crate) furniture: Vec<Option<Furniture>>,
    /// How each line opens a byline that is short enough for one; of a page nothing is asked.
    pub(crate) openings: Vec<Option<Opening>>,
}

/// Longest line of which is asked whether it opens a byline, in characters.
const LONGEST_OPENING: f32 = 200.0;

impl<'a> Scene<'a> {
    /// The blocks of an HTML page.
    #[must_use]
    pub fn of_page(page: &Page, blocks: &'a [Block]) -> Self {
        let measures: Vec<Measure> = blocks.iter().map(Measure::of).collect();
        let elements = Some(Elements::new(page, blocks, &measures));
        Self {
            blocks,
            measures,
            elements,
            hints: Hints::of(page),
            furniture: Vec::new(),
            openings: Vec::new(),
        }
    }

    /// The lines of a text dump.
    #[must_use]
    pub fn of_lines(blocks: &'a [Block]) -> Self {
        let measures: Vec<Measure> = blocks.iter().map(Measure::of).collect();
        let mut lower = String::new();
        let furniture = blocks.iter().map(|block| furniture_with(&block.text, &mut lower)).collect();
        let opens = |(block, measure): (&Block, &Measure)| {
            if measure.chars <= LONGEST_OPENING { opening(&block.text) } else { None }
        };
        let openings = blocks.iter().zip(&measures).map(opens).collect();
        Self { blocks, measures, elements: None, hints: Hints::default(), furniture, openings }
    }

    /// What the first stage reads: a row a block.
    #[must_use]
    pub fn first(&self) -> Table {
        let mut table = Table::new(self.blocks.len());
        columns::push_all(self, &mut table);
        table
    }

    /// What the second stage reads: the first stage's table and what its scores say of the surroundings.
    #[must_use]
    pub fn second(&self, first: Table, scores: &[f32]) -> Table {
        second::push_all(self, first, scores)
    }
}
