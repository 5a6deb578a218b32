//! The features of the first stage.

mod dump;
mod head;
mod near;
mod place;
mod text;
mod tree;

pub(super) use place::running;

use super::scene::Scene;
use super::table::Table;
use crate::block::BlockKind;
use crate::page::Tag;

/// Adds all columns.
pub(super) fn push_all(scene: &Scene, table: &mut Table) {
    text::push(scene, table);
    place::push(scene, table);
    let title = scene.elements.as_ref().map(|elements| {
        let title = head::push(scene, table);
        tree::push(scene, elements, title, table);
        title
    });
    near::push(scene, title.is_some(), table);
    if title.is_none() {
        dump::push(scene, table);
    }
}

/// What kind of element each block stands in, as a number: the tags of running text first.
fn text_kind(scene: &Scene) -> Vec<f32> {
    let Some(elements) = &scene.elements else {
        return scene.blocks.iter().map(|b| f32::from(b.kind == BlockKind::ListItem)).collect();
    };
    let number = |row: usize| {
        let tag = elements.get(elements.node(row)).map_or(Tag::NONE, |e| e.tag);
        KINDS.iter().position(|&kind| kind == tag).unwrap_or(KINDS.len()) as f32
    };
    (0..scene.blocks.len()).map(number).collect()
}

const KINDS: [Tag; 28] = [
    Tag::P,
    Tag::DIV,
    Tag::LI,
    Tag::H1,
    Tag::H2,
    Tag::H3,
    Tag::H4,
    Tag::H5,
    Tag::H6,
    Tag::BLOCKQUOTE,
    Tag::FIGCAPTION,
    Tag::TD,
    Tag::PRE,
    Tag::DD,
    Tag::DT,
    Tag::ARTICLE,
    Tag::SECTION,
    Tag::MAIN,
    Tag::HEADER,
    Tag::FOOTER,
    Tag::ASIDE,
    Tag::NAV,
    Tag::FIGURE,
    Tag::BODY,
    Tag::FORM,
    Tag::UL,
    Tag::ADDRESS,
    Tag::TR,
];
