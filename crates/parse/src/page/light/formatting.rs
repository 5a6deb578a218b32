//! Formatting elements: what another element's end has closed is opened again by the text that follows.

use super::{Light, Space, ends_scope};
use crate::page::attr;
use crate::page::node::{Kind, NONE};
use crate::page::tag::Tag;
use crate::page::token::TagToken;

/// A formatting element that its own end tag has not closed yet, or a border that hides those before it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Active {
    /// `NONE` for a border.
    node: u32,
    tag: Tag,
}

/// Of more elements of one name, it is not looked which have the same attributes.
const MOST_COMPARED: usize = 32;

impl Active {
    fn is_marker(self) -> bool {
        self.node == NONE
    }
}

impl Light<'_> {
    /// Hides the formatting elements around a cell, an object, a template.
    pub(super) fn push_marker(&mut self) {
        self.active.push(Active { node: NONE, tag: Tag::NONE });
    }

    /// Forgets the formatting elements since the last border.
    pub(super) fn clear_to_marker(&mut self) {
        while self.active.pop().is_some_and(|active| !active.is_marker()) {}
        self.dangling = true;
    }

    /// The place of the last border, or the beginning.
    fn visible(&self) -> usize {
        self.active.iter().rposition(|active| active.is_marker()).map_or(0, |place| place + 1)
    }

    fn place_of(&self, node: u32) -> Option<usize> {
        self.open.iter().rposition(|open| open.node == node && open.space != Space::Ghost)
    }

    /// Opens formatting elements again that were closed without their end tag.
    pub(super) fn reopen_formatting(&mut self) {
        if !std::mem::take(&mut self.dangling) {
            return;
        }
        let from = self.visible();
        let open = self.active.iter().skip(from).rposition(|active| self.place_of(active.node).is_some());
        let closed = open.map_or(from, |place| from + place + 1);
        for place in closed..self.active.len() {
            self.reopen(place);
        }
    }

    /// Formatting that is opened again and again would cost more than the page's size allows.
    fn give_up(&mut self) {
        self.is_too_deep = true;
        self.active.clear();
    }

    fn reopen(&mut self, place: usize) {
        let Some(active) = self.active.get(place).copied() else { return };
        let Some(node) = self.node(active.node).copied() else { return };
        self.reopened += 1;
        if self.open.len() >= super::DEEPEST || self.reopened > 1000 + self.bytes.len() / 64 {
            return self.give_up();
        }
        // The copy takes its attributes from the tag of the first one.
        let copy = self.add(active.tag, Kind::ImpliedElement, node.start as usize..node.end as usize);
        self.push(copy, active.tag, Space::Html);
        if let Some(active) = self.active.get_mut(place) {
            active.node = copy;
        }
    }

    /// A formatting element's start tag.
    pub(super) fn open_formatting(&mut self, token: &TagToken<'_>, tag: Tag) {
        self.reopen_formatting();
        let before = self.open.len();
        self.drop_fourth(token, tag);
        let node = self.open_element(token, tag);
        if self.active.len() >= super::DEEPEST {
            self.give_up();
        } else if self.open.len() > before && !self.is_too_deep {
            self.active.push(Active { node, tag });
        }
    }

    /// Of the same element with the same attributes, no more than three are opened again.
    fn drop_fourth(&mut self, token: &TagToken<'_>, tag: Tag) {
        let from = self.visible();
        let same_tag = |active: &&Active| active.tag == tag;
        match self.active.iter().skip(from).filter(same_tag).count() {
            0..3 => return,
            3..MOST_COMPARED => {}
            _ => return self.mark(),
        }
        let attrs = self.canonical_attrs(token.start, token.end, tag);
        let same = |active: &Active| {
            let Some(node) = self.node(active.node) else { return false };
            active.tag == tag && self.canonical_attrs(node.start as usize, node.end as usize, tag) == attrs
        };
        let same: Vec<usize> =
            (from..self.active.len()).filter(|&at| self.active.get(at).is_some_and(same)).collect();
        if let [first, _, _, ..] = same.as_slice() {
            self.active.remove(*first);
        }
    }

    fn canonical_attrs(&self, start: usize, end: usize, tag: Tag) -> Vec<u8> {
        attr::canonical(self.bytes, self.encoding, start..end, start + 1 + tag.name().len())
    }

    /// A formatting element's end tag, or a start tag that implies it.
    pub(super) fn end_formatting(&mut self, token: &TagToken<'_>, tag: Tag) {
        let current = self.current();
        if self.current_tag() == tag && self.active.iter().all(|active| active.node != current) {
            return self.close_current();
        }
        let from = self.visible();
        let last =
            self.active.iter().skip(from).rposition(|active| active.tag == tag).map(|place| from + place);
        let Some(active) = last else {
            return self.end_other(token, tag);
        };
        let Some(node) = self.active.get(active).map(|active| active.node) else { return };
        let Some(place) = self.place_of(node) else {
            self.active.remove(active);
            return;
        };
        let above = self.open.get(place + 1..).unwrap_or_default();
        if above.iter().any(ends_scope) {
            return;
        }
        let overlaps = above.iter().any(|open| is_special(open.tag));
        self.active.remove(active);
        if overlaps {
            self.mark();
            self.make_ghost(place);
        } else {
            self.close_to(place);
        }
        // One that came before it may have been closed long ago.
        self.dangling = !self.active.is_empty();
    }

    /// A link in a link: the outer one ends.
    pub(super) fn end_outer_link(&mut self, token: &TagToken<'_>) {
        let from = self.visible();
        let Some(outer) = self.active.iter().skip(from).rfind(|active| active.tag == Tag::A).copied() else {
            return;
        };
        self.end_formatting(token, Tag::A);
        // It may have stayed, out of scope.
        self.active.retain(|active| active.node != outer.node);
        if let Some(place) = self.place_of(outer.node) {
            self.make_ghost(place);
        }
    }
}

/// Elements that an end tag of another name does not reach through.
pub(super) fn is_special(tag: Tag) -> bool {
    !matches!(tag, Tag::NONE | Tag::OTHER) && !is_ordinary(tag)
}

/// The known names that the standard does not call special.
fn is_ordinary(tag: Tag) -> bool {
    tag.is_formatting()
        || matches!(
            tag,
            Tag::SPAN
                | Tag::ABBR
                | Tag::ACRONYM
                | Tag::BDI
                | Tag::BDO
                | Tag::CITE
                | Tag::DATA
                | Tag::DEL
                | Tag::DFN
                | Tag::INS
                | Tag::KBD
                | Tag::MARK
                | Tag::Q
                | Tag::RUBY
                | Tag::RB
                | Tag::RT
                | Tag::RTC
                | Tag::RP
                | Tag::SAMP
                | Tag::SUB
                | Tag::SUP
                | Tag::TIME
                | Tag::VAR
                | Tag::BLINK
                | Tag::DIALOG
                | Tag::LEGEND
                | Tag::SEARCH
                | Tag::SLOT
                | Tag::DATALIST
                | Tag::KEYGEN
                | Tag::LABEL
                | Tag::METER
                | Tag::OPTGROUP
                | Tag::OPTION
                | Tag::OUTPUT
                | Tag::PROGRESS
                | Tag::AUDIO
                | Tag::CANVAS
                | Tag::IMAGE
                | Tag::MAP
                | Tag::PICTURE
                | Tag::VIDEO
        )
        || (Tag::SVG..=Tag::ANNOTATION_XML).contains(&tag)
}
