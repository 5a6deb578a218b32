//! Where a page may name its authors.

use super::source::{SOURCES, Source};
use crate::block::Block;
use crate::field::byline::{
    SmallWords, bare_people, bare_people_of, is_person, may_be_family, opening, people,
};
use crate::field::candidate::{Candidates, Place};
use crate::field::markup::{Markup, squeezed};
use crate::page::Page;

/// All candidates: each a list of names. `headline` is the number of the block that holds the headline, `last` that
/// of the last block of the body.
pub(crate) fn candidates(
    page: &Page<'_>,
    markup: &Markup,
    blocks: &[Block],
    headline: Option<usize>,
    last: Option<usize>,
) -> Candidates<Vec<String>> {
    let mut gather = Gather { page, found: Candidates::new(SOURCES.len()) };
    gather.json_ld(markup);
    gather.metas(markup);
    gather.elements(markup);
    gather.visible(blocks, headline, last);
    gather.scripts(markup);
    gather.site(markup);
    gather.found
}

pub(super) struct Gather<'p, 'a> {
    pub(super) page: &'p Page<'a>,
    found: Candidates<Vec<String>>,
}

impl Gather<'_, '_> {
    /// Adds a list of names, each once.
    pub(super) fn add(&mut self, source: Source, names: Vec<String>, place: Place) {
        let mut distinct: Vec<String> = Vec::new();
        for name in names {
            if !distinct.iter().any(|known| squeezed(known) == squeezed(&name)) {
                distinct.push(name);
            }
        }
        let mut keys: Vec<String> = distinct.iter().map(|name| squeezed(name)).collect();
        if distinct.is_empty() || distinct.len() > 11 || keys.iter().any(String::is_empty) {
            return;
        }
        keys.sort();
        self.found.add(source as usize, keys.join("|"), distinct, place);
    }
}

/// Names of people in a value.
pub(super) fn names(value: &str) -> Vec<String> {
    people(value).into_iter().map(|person| person.name).collect()
}

/// Names of people in an element that its mark-up calls a byline: none of one word, and none of East Asia without a
/// family's name, unless the text opens as a byline.
pub(super) fn full_names(text: &str) -> Vec<String> {
    let is_told = opening(text).is_some();
    let found = people(text).into_iter().map(|person| person.name);
    let is_name = |name: &String| is_person(name, true) && may_be_family(name);
    found.filter(|name| is_told || is_name(name)).collect()
}

/// Names of people in a text that nothing calls a byline, on the ground of a date beside it.
pub(super) fn dated_names(text: &str, page: &SmallWords<'_>) -> Vec<String> {
    bare_people_of(text, page).into_iter().map(|person| person.name).collect()
}

/// Names of people in a text that nothing calls a byline.
pub(super) fn bare_names(text: &str) -> Vec<String> {
    bare_people(text).into_iter().map(|person| person.name).collect()
}
