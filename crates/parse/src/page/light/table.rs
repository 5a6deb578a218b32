//! Tables: rows, cells, and what may not stand between them.

use super::{Light, Open, Space};
use crate::page::attr::AttrScan;
use crate::page::decode::{Rules, decode};
use crate::page::node::NONE;
use crate::page::tag::Tag;
use crate::page::token::{Mode, TagToken};

/// The part of a table whose rules are in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    /// None.
    Body,
    Cell,
    Caption,
    Columns,
    Row,
    Section,
    Table,
}

/// Elements in which text has no place.
pub(super) fn is_between_cells(tag: Tag) -> bool {
    matches!(tag, Tag::TABLE | Tag::TBODY | Tag::THEAD | Tag::TFOOT | Tag::TR | Tag::COLGROUP)
}

fn is_section(tag: Tag) -> bool {
    matches!(tag, Tag::TBODY | Tag::THEAD | Tag::TFOOT)
}

fn ends_table_scope(open: &Open) -> bool {
    matches!(open.tag, Tag::HTML | Tag::TABLE | Tag::TEMPLATE)
}

impl Light<'_> {
    /// The nearest part of a table around the current node.
    pub(super) fn within(&self) -> Within {
        if !self.is_open(Tag::TABLE) {
            return Within::Body;
        }
        for open in self.open.iter().rev() {
            return match open.tag {
                Tag::TD | Tag::TH => Within::Cell,
                Tag::CAPTION => Within::Caption,
                Tag::COLGROUP => Within::Columns,
                Tag::TR => Within::Row,
                Tag::TBODY | Tag::THEAD | Tag::TFOOT => Within::Section,
                Tag::TABLE => Within::Table,
                Tag::TEMPLATE => Within::Body,
                _ => continue,
            };
        }
        Within::Body
    }

    fn in_table_scope(&self, wanted: impl Fn(Tag) -> bool) -> Option<usize> {
        self.find(wanted, ends_table_scope)
    }

    /// Closes what is open inside the nearest of the elements for which `is_context` holds.
    fn close_inside(&mut self, is_context: impl Fn(Tag) -> bool) {
        let place = self.open.iter().rposition(|open| {
            open.space == Space::Html
                && (is_context(open.tag) || matches!(open.tag, Tag::HTML | Tag::TEMPLATE))
        });
        place.into_iter().for_each(|place| self.close_to(place + 1));
    }

    pub(super) fn start_in_table(&mut self, token: &TagToken<'_>, tag: Tag, within: Within) -> Mode {
        let is_part = super::body::is_table_part(tag);
        match within {
            Within::Body => return self.start_in_body(token, tag),
            Within::Cell | Within::Caption if !is_part => return self.start_in_body(token, tag),
            Within::Cell => self.close_cell(|tag| matches!(tag, Tag::TD | Tag::TH)),
            Within::Caption => self.close_cell(|tag| tag == Tag::CAPTION),
            Within::Columns if tag == Tag::COL => {
                self.add_element(token, tag);
                return Mode::Data;
            }
            Within::Columns if tag == Tag::TEMPLATE => return self.start_head_element(token, tag),
            Within::Columns => self.close_inside_and(|tag| tag == Tag::COLGROUP),
            Within::Row | Within::Section | Within::Table if !is_part => {
                return self.start_between(token, tag);
            }
            _ => {}
        }
        if is_part {
            self.open_part(token, tag);
            return Mode::Data;
        }
        self.start_between(token, tag)
    }

    fn close_inside_and(&mut self, is_context: impl Fn(Tag) -> bool) {
        self.close_inside(is_context);
        self.close_current();
    }

    /// Closes a cell or caption, with the formatting in it.
    fn close_cell(&mut self, is_cell: impl Fn(Tag) -> bool) {
        if let Some(place) = self.in_table_scope(is_cell) {
            self.close_to(place);
            self.clear_to_marker();
        }
    }

    /// A part of a table, where no cell is open: closes and opens what it needs around it.
    fn open_part(&mut self, token: &TagToken<'_>, tag: Tag) {
        match tag {
            Tag::TD | Tag::TH => {
                self.close_inside(|open| open == Tag::TR || is_section(open) || open == Tag::TABLE);
                self.imply(Tag::TBODY, |open| open == Tag::TABLE, token.start);
                self.imply(Tag::TR, is_section, token.start);
            }
            Tag::TR => {
                self.close_inside(|open| is_section(open) || open == Tag::TABLE);
                self.imply(Tag::TBODY, |open| open == Tag::TABLE, token.start);
            }
            Tag::COL => {
                self.close_inside(|open| open == Tag::TABLE);
                self.imply(Tag::COLGROUP, |open| open == Tag::TABLE, token.start);
                self.add_element(token, tag);
                return;
            }
            _ => self.close_inside(|open| open == Tag::TABLE),
        }
        let before = self.open.len();
        self.open_element(token, tag);
        if matches!(tag, Tag::TD | Tag::TH | Tag::CAPTION) && self.open.len() > before {
            self.push_marker();
        }
    }

    fn imply(&mut self, tag: Tag, missing_in: impl Fn(Tag) -> bool, at: usize) {
        if missing_in(self.current_tag()) {
            self.open_implied(tag, at);
        }
    }

    /// A tag that has no place between cells: the standard puts most of them before the table.
    fn start_between(&mut self, token: &TagToken<'_>, tag: Tag) -> Mode {
        match tag {
            Tag::STYLE | Tag::SCRIPT | Tag::TEMPLATE => return self.start_head_element(token, tag),
            Tag::TABLE => {
                self.close_inside_and(|open| open == Tag::TABLE);
                return self.start_in_body_or_table(token, tag);
            }
            Tag::INPUT if self.is_hidden(token) => {
                self.add_element(token, tag);
                return Mode::Data;
            }
            Tag::FORM => {
                if self.templates == 0 && self.form == NONE {
                    self.form = self.add_element(token, tag);
                }
                return Mode::Data;
            }
            _ => {}
        }
        self.mark();
        self.start_in_body(token, tag)
    }

    fn is_hidden(&self, token: &TagToken<'_>) -> bool {
        let mut attrs = AttrScan::new(self.bytes, token.start + 1 + token.name.len());
        let kind = attrs.find(|(name, _)| self.part(name.clone()).eq_ignore_ascii_case(b"type"));
        kind.is_some_and(|(_, value)| {
            decode(self.part(value), self.encoding, Rules::ATTRIBUTE).eq_ignore_ascii_case("hidden")
        })
    }

    /// An end tag inside a table; whether it is dealt with.
    pub(super) fn end_in_table(&mut self, tag: Tag, within: Within) -> bool {
        match tag {
            Tag::TD | Tag::TH => {
                if within == Within::Cell {
                    self.close_cell(|open| open == tag);
                }
            }
            Tag::CAPTION => {
                if within == Within::Caption {
                    self.close_cell(|open| open == tag);
                }
            }
            Tag::COL | Tag::COLGROUP => {
                if tag == Tag::COLGROUP && self.current_tag() == Tag::COLGROUP {
                    self.close_current();
                }
            }
            Tag::TABLE if within == Within::Caption => {
                self.close_cell(|open| open == Tag::CAPTION);
                self.end_part(tag, Within::Table);
            }
            Tag::TR | Tag::TBODY | Tag::THEAD | Tag::TFOOT if within == Within::Caption => {}
            Tag::TR | Tag::TBODY | Tag::THEAD | Tag::TFOOT | Tag::TABLE => self.end_part(tag, within),
            _ if matches!(within, Within::Cell | Within::Caption) => return false,
            // The standard looks at them from outside the table; these two make an element, which goes before it.
            Tag::P | Tag::BR => {
                self.mark();
                return false;
            }
            _ => return false,
        }
        true
    }

    /// The end of a row, a section, a table.
    fn end_part(&mut self, tag: Tag, within: Within) {
        if within == Within::Columns && tag != Tag::TABLE {
            // The columns end, and what is ended is not open.
            self.close_inside_and(|open| open == Tag::COLGROUP);
            return;
        }
        let Some(place) = self.in_table_scope(|open| open == tag) else { return };
        if within == Within::Cell {
            self.close_cell(|open| matches!(open, Tag::TD | Tag::TH));
        }
        self.close_to(place);
    }
}
