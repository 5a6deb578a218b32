//! End tags.

use super::formatting::is_special;
use super::table::Within;
use super::{Light, Phase, Space, ends_scope};
use crate::page::node::{Kind, NONE};
use crate::page::tag::Tag;
use crate::page::token::{TagToken, ends_name, rest};

impl Light<'_> {
    pub(super) fn end(&mut self, token: &TagToken<'_>, tag: Tag) {
        if self.open.last().is_some_and(|open| open.space != Space::Html) && self.end_in_foreign(token, tag) {
            return;
        }
        if self.phase < Phase::InBody && self.templates == 0 {
            return self.end_before_body(token, tag);
        }
        let within = self.within();
        if within != Within::Body && self.end_in_table(tag, within) {
            return;
        }
        self.end_in_body(token, tag);
    }

    fn end_in_body(&mut self, token: &TagToken<'_>, tag: Tag) {
        match tag {
            _ if tag.is_formatting() => self.end_formatting(token, tag),
            Tag::P => self.end_paragraph(token.start),
            Tag::BR => self.end_br(token.start),
            Tag::LI => {
                let place = self.find(
                    |open| open == Tag::LI,
                    |open| ends_scope(open) || matches!(open.tag, Tag::OL | Tag::UL),
                );
                place.into_iter().for_each(|place| self.close_to(place));
            }
            Tag::FORM => self.end_form(),
            Tag::TEMPLATE => self.end_template(),
            Tag::APPLET | Tag::MARQUEE | Tag::OBJECT => {
                if self.close_in_scope(tag) {
                    self.clear_to_marker();
                }
            }
            Tag::BODY | Tag::HTML => {}
            _ if tag.is_heading() => {
                let place = self.heading_in_scope();
                place.into_iter().for_each(|place| self.close_to(place));
            }
            Tag::DD | Tag::DT | Tag::BUTTON | Tag::LISTING | Tag::PRE | Tag::SELECT => {
                self.close_in_scope(tag);
            }
            _ if super::body::is_block(tag) => {
                self.close_in_scope(tag);
            }
            _ => self.end_other(token, tag),
        }
    }

    /// An end tag in a template that has no element yet is dropped, in one with elements it is not.
    fn is_unclear(&mut self) -> bool {
        let unclear = self.current_tag() == Tag::TEMPLATE;
        if unclear {
            self.mark();
        }
        unclear
    }

    fn end_paragraph(&mut self, at: usize) {
        if self.is_unclear() {
            return;
        }
        let place = self.find(|tag| tag == Tag::P, |open| open.tag == Tag::BUTTON || ends_scope(open));
        match place {
            Some(place) => self.close_to(place),
            None => {
                self.add(Tag::P, Kind::ImpliedElement, at..at);
            }
        }
    }

    fn end_br(&mut self, at: usize) {
        if !self.is_unclear() {
            self.reopen_formatting();
            self.add(Tag::BR, Kind::ImpliedElement, at..at);
        }
    }

    fn end_form(&mut self) {
        if self.templates > 0 {
            self.close_in_scope(Tag::FORM);
            return;
        }
        let form = std::mem::replace(&mut self.form, NONE);
        if form == NONE {
            return;
        }
        for place in (0..self.open.len()).rev() {
            let Some(open) = self.open.get(place).copied() else { return };
            if open.node == form && open.space == Space::Html {
                self.close_implied(Tag::NONE);
                return self.make_ghost(place);
            }
            if ends_scope(&open) {
                return;
            }
        }
    }

    fn end_template(&mut self) {
        if self.templates == 0 {
            return;
        }
        let place = self.open.iter().rposition(|open| open.tag == Tag::TEMPLATE);
        place.into_iter().for_each(|place| self.close_to(place));
        self.clear_to_marker();
        self.templates -= 1;
    }

    /// An end tag without a rule of its own: closes the nearest element of its name that no special element hides.
    pub(super) fn end_other(&mut self, token: &TagToken<'_>, tag: Tag) {
        if !self.is_open(tag) {
            return;
        }
        for place in (0..self.open.len()).rev() {
            let Some(open) = self.open.get(place).copied() else { return };
            if open.tag == tag && (tag != Tag::OTHER || self.is_named(open.node, token.name)) {
                return self.close_to(place);
            }
            if is_special(open.tag) {
                return;
            }
        }
    }

    /// Whether the element's tag has this name.
    fn is_named(&self, node: u32, name: &[u8]) -> bool {
        let Some(node) = self.node(node) else { return false };
        let tag = rest(self.bytes, node.start as usize + 1);
        tag.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
            && tag.get(name.len()).is_some_and(|&byte| ends_name(byte))
    }

    /// An end tag in SVG; whether it is dealt with.
    fn end_in_foreign(&mut self, token: &TagToken<'_>, tag: Tag) -> bool {
        if matches!(tag, Tag::P | Tag::BR) {
            while self.in_foreign() {
                self.close_current();
            }
            return false;
        }
        for place in (0..self.open.len()).rev() {
            let Some(open) = self.open.get(place).copied() else { return false };
            match open.space {
                Space::Html => return false,
                Space::Ghost => {}
                Space::Foreign | Space::Integration if self.is_named(open.node, token.name) => {
                    self.close_to(place);
                    return true;
                }
                Space::Foreign | Space::Integration => {}
            }
        }
        false
    }
}
