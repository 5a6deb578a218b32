//! Candidates for a field: values with the sources that gave them.

use crate::page::NodeId;
use std::ops::Range;

/// Where a candidate stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// An attribute's value.
    Attribute(NodeId, &'static str),
    /// Text of an element.
    Element(NodeId),
    /// A key of JSON-LD in a script's text node.
    Script(NodeId, &'static str),
    /// A part of a block's text.
    Block(usize, Range<usize>),
    /// Nowhere in the record: the address or name it came under.
    Outside,
}

/// A value with all that gave it. Values that differ in nothing but case, marks and blanks are one.
#[derive(Debug, Clone)]
pub(crate) struct Candidate<V> {
    pub value: V,
    /// What makes two values one.
    pub key: String,
    /// Numbers of the sources that gave it, as bits.
    pub sources: u64,
    /// Where it stands, in the order of the sources.
    pub places: Vec<Place>,
}

impl<V> Candidate<V> {
    /// Whether a source gave it.
    pub(crate) fn has(&self, source: usize) -> bool {
        self.sources >> source & 1 == 1
    }
}

/// Candidates in the order in which they were first given.
#[derive(Debug, Clone)]
pub(crate) struct Candidates<V> {
    pub all: Vec<Candidate<V>>,
    /// For each source the number of the candidate that it gave first.
    first: Vec<Option<usize>>,
}

/// Most candidates of one field.
const MOST: usize = 48;

impl<V> Candidates<V> {
    /// No candidate from any of `sources` sources, of which there may be 64.
    pub(crate) fn new(sources: usize) -> Self {
        Self { all: Vec::new(), first: vec![None; sources.min(64)] }
    }

    /// Adds what a source gives.
    pub(crate) fn add(&mut self, source: usize, key: String, value: V, place: Place) {
        let known = self.all.iter().position(|candidate| candidate.key == key);
        let at = match known {
            Some(at) => at,
            None if self.all.len() >= MOST => return,
            None => {
                self.all.push(Candidate { value, key, sources: 0, places: Vec::new() });
                self.all.len() - 1
            }
        };
        if let Some(candidate) = self.all.get_mut(at) {
            candidate.sources |= 1 << source;
            if candidate.places.len() < 8 {
                candidate.places.push(place);
            }
        }
        if let Some(first) = self.first.get_mut(source).filter(|first| first.is_none()) {
            *first = Some(at);
        }
    }

    /// What a source gave first.
    pub(crate) fn first_of(&self, source: usize) -> Option<&Candidate<V>> {
        self.first.get(source).copied().flatten().and_then(|at| self.all.get(at))
    }

    /// Names of the sources of each candidate.
    pub(crate) fn givers(&self, names: &[&'static str]) -> Vec<Vec<&'static str>> {
        let of = |candidate: &Candidate<V>| {
            let given = names.iter().enumerate().filter(|(source, _)| candidate.has(*source));
            given.map(|(_, name)| *name).collect()
        };
        self.all.iter().map(of).collect()
    }

    /// Number of the candidate that the first of the sources gives which gives any.
    pub(crate) fn by_order(&self, order: &[usize]) -> Option<usize> {
        order.iter().find_map(|source| self.first.get(*source).copied().flatten())
    }
}
