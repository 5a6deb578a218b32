//! Start tags in the body.

use super::table::Within;
use super::{Light, Space, ends_scope};
use crate::page::attr::AttrScan;
use crate::page::tag::Tag;
use crate::page::token::{Mode, TagToken};

impl Light<'_> {
    pub(super) fn start_in_body_or_table(&mut self, token: &TagToken<'_>, tag: Tag) -> Mode {
        match tag {
            Tag::HTML => self.merge_attrs(self.open.first().map_or(0, |open| open.node), token),
            Tag::BODY => self.merge_attrs(self.body, token),
            Tag::HEAD | Tag::FRAME => {}
            Tag::FRAMESET => self.mark(),
            _ => {
                let within = self.within();
                return match within {
                    Within::Body => self.start_in_body(token, tag),
                    within => self.start_in_table(token, tag, within),
                };
            }
        }
        Mode::Data
    }

    pub(super) fn start_in_body(&mut self, token: &TagToken<'_>, tag: Tag) -> Mode {
        match tag {
            Tag::P | Tag::DIV => self.open_block(token, tag),
            Tag::A => self.open_link(token),
            Tag::NOBR => self.open_nobr(token),
            _ if tag.is_formatting() => self.open_formatting(token, tag),
            _ if is_block(tag) => self.open_block(token, tag),
            _ if tag.is_heading() => self.open_heading(token, tag),
            Tag::LI | Tag::DD | Tag::DT => self.open_item(token, tag),
            Tag::FORM => self.open_form(token),
            Tag::TABLE => self.open_table(token),
            Tag::BUTTON => self.open_button(token),
            Tag::APPLET | Tag::MARQUEE | Tag::OBJECT => self.open_object(token, tag),
            Tag::SVG | Tag::MATH => self.open_foreign(token, tag),
            Tag::SELECT | Tag::OPTION | Tag::OPTGROUP => self.open_in_select(token, tag),
            Tag::RB | Tag::RTC | Tag::RP | Tag::RT => self.open_ruby(token, tag),
            // Directly in a template they would mean something.
            _ if is_table_part(tag) => self.is_marked |= self.templates > 0,
            _ => return self.start_void_or_raw(token, tag),
        }
        Mode::Data
    }

    fn start_void_or_raw(&mut self, token: &TagToken<'_>, tag: Tag) -> Mode {
        match tag {
            Tag::NOSCRIPT | Tag::IFRAME | Tag::NOEMBED => self.open_element(token, tag),
            _ if super::head::is_head_element(tag) => return self.start_head_element(token, tag),
            Tag::PARAM | Tag::SOURCE | Tag::TRACK => self.add_element(token, tag),
            Tag::HR => self.add_rule(token),
            Tag::INPUT => self.add_input(token),
            Tag::AREA | Tag::BR | Tag::EMBED | Tag::IMG | Tag::KEYGEN | Tag::WBR | Tag::IMAGE => {
                self.reopen_formatting();
                self.add_element(token, if tag == Tag::IMAGE { Tag::IMG } else { tag })
            }
            Tag::PRE | Tag::LISTING | Tag::PLAINTEXT => {
                self.close_paragraph();
                self.skip_newline = tag != Tag::PLAINTEXT;
                self.open_element(token, tag)
            }
            Tag::TEXTAREA => {
                self.skip_newline = true;
                self.open_element(token, tag)
            }
            Tag::XMP => {
                self.close_paragraph();
                self.reopen_formatting();
                self.open_element(token, tag)
            }
            _ => {
                self.reopen_formatting();
                self.open_element(token, tag)
            }
        };
        match tag {
            Tag::NOSCRIPT | Tag::IFRAME | Tag::NOEMBED | Tag::XMP => Mode::Rawtext,
            Tag::TEXTAREA => Mode::Rcdata,
            Tag::PLAINTEXT => Mode::Plaintext,
            _ => Mode::Data,
        }
    }

    fn open_block(&mut self, token: &TagToken<'_>, tag: Tag) {
        self.close_paragraph();
        self.open_element(token, tag);
    }

    fn open_heading(&mut self, token: &TagToken<'_>, tag: Tag) {
        self.close_paragraph();
        if self.current_tag().is_heading() {
            self.close_current();
        }
        self.open_element(token, tag);
    }

    fn open_link(&mut self, token: &TagToken<'_>) {
        self.end_outer_link(token);
        self.open_formatting(token, Tag::A);
    }

    fn open_nobr(&mut self, token: &TagToken<'_>) {
        self.reopen_formatting();
        if self.in_scope(Tag::NOBR).is_some() {
            self.end_formatting(token, Tag::NOBR);
        }
        self.open_formatting(token, Tag::NOBR);
    }

    fn open_item(&mut self, token: &TagToken<'_>, tag: Tag) {
        let is_item =
            |open: Tag| if tag == Tag::LI { open == Tag::LI } else { matches!(open, Tag::DD | Tag::DT) };
        let ends_list = |open: Tag| {
            super::formatting::is_special(open) && !matches!(open, Tag::ADDRESS | Tag::DIV | Tag::P)
        };
        if [Tag::LI, Tag::DD, Tag::DT].into_iter().any(|tag| is_item(tag) && self.is_open(tag)) {
            let place = self.find(is_item, |open| ends_list(open.tag));
            place.into_iter().for_each(|place| self.close_to(place));
        }
        self.open_block(token, tag);
    }

    fn open_form(&mut self, token: &TagToken<'_>) {
        if self.form != crate::page::node::NONE && self.templates == 0 {
            return;
        }
        self.close_paragraph();
        let before = self.open.len();
        let form = self.open_element(token, Tag::FORM);
        if self.templates == 0 && self.open.len() > before {
            self.form = form;
        }
    }

    fn open_table(&mut self, token: &TagToken<'_>) {
        if self.is_open(Tag::P) {
            match self.quirks {
                super::Quirks::No => self.close_paragraph(),
                super::Quirks::Yes => {}
                super::Quirks::Unknown => self.mark(),
            }
        }
        self.open_element(token, Tag::TABLE);
    }

    fn open_button(&mut self, token: &TagToken<'_>) {
        self.close_in_scope(Tag::BUTTON);
        self.reopen_formatting();
        self.open_element(token, Tag::BUTTON);
    }

    fn open_object(&mut self, token: &TagToken<'_>, tag: Tag) {
        self.reopen_formatting();
        let before = self.open.len();
        self.open_element(token, tag);
        if self.open.len() > before {
            self.push_marker();
        }
    }

    fn open_in_select(&mut self, token: &TagToken<'_>, tag: Tag) {
        if tag == Tag::SELECT {
            if self.close_in_scope(Tag::SELECT) {
                return;
            }
        } else if self.in_scope(Tag::SELECT).is_some() {
            self.close_implied(if tag == Tag::OPTION { Tag::OPTGROUP } else { Tag::NONE });
        } else if self.current_tag() == Tag::OPTION {
            self.close_current();
        }
        self.reopen_formatting();
        self.open_element(token, tag);
    }

    fn open_ruby(&mut self, token: &TagToken<'_>, tag: Tag) {
        if self.in_scope(Tag::RUBY).is_some() {
            self.close_implied(if matches!(tag, Tag::RP | Tag::RT) { Tag::RTC } else { Tag::NONE });
        }
        self.open_element(token, tag);
    }

    fn add_rule(&mut self, token: &TagToken<'_>) -> u32 {
        self.close_paragraph();
        if self.in_scope(Tag::SELECT).is_some() {
            self.close_implied(Tag::NONE);
        }
        self.add_element(token, Tag::HR)
    }

    fn add_input(&mut self, token: &TagToken<'_>) -> u32 {
        self.close_in_scope(Tag::SELECT);
        self.reopen_formatting();
        self.add_element(token, Tag::INPUT)
    }

    fn open_foreign(&mut self, token: &TagToken<'_>, tag: Tag) {
        if tag == Tag::MATH {
            self.mark();
        }
        self.reopen_formatting();
        self.add_foreign(token, tag);
    }

    fn add_foreign(&mut self, token: &TagToken<'_>, tag: Tag) {
        let node = self.add_element(token, tag);
        if token.self_closing {
            return;
        }
        if self.open.len() >= super::DEEPEST {
            (self.beyond, self.is_too_deep) = (self.beyond + 1, true);
            return;
        }
        let space = match tag {
            Tag::FOREIGNOBJECT | Tag::DESC | Tag::TITLE => Space::Integration,
            _ => Space::Foreign,
        };
        self.push(node, Tag::NONE, space);
    }

    pub(super) fn start_in_foreign(&mut self, token: &TagToken<'_>, tag: Tag) -> Mode {
        if breaks_out(tag) || (tag == Tag::FONT && self.has_font_attr(token)) {
            while self.in_foreign() {
                self.close_current();
            }
            return self.start_in_body_or_table(token, tag);
        }
        self.add_foreign(token, tag);
        Mode::Data
    }

    fn has_font_attr(&self, token: &TagToken<'_>) -> bool {
        let mut attrs = AttrScan::new(self.bytes, token.start + 1 + token.name.len());
        let names: [&[u8]; 3] = [b"color", b"face", b"size"];
        attrs.any(|(name, _)| names.iter().any(|known| self.part(name.clone()).eq_ignore_ascii_case(known)))
    }

    /// The place of a heading in scope.
    pub(super) fn heading_in_scope(&self) -> Option<usize> {
        self.find(Tag::is_heading, ends_scope)
    }
}

/// Elements that end a paragraph and have no other rule.
pub(super) fn is_block(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::ADDRESS
            | Tag::ARTICLE
            | Tag::ASIDE
            | Tag::BLOCKQUOTE
            | Tag::CENTER
            | Tag::DETAILS
            | Tag::DIALOG
            | Tag::DIR
            | Tag::DIV
            | Tag::DL
            | Tag::FIELDSET
            | Tag::FIGCAPTION
            | Tag::FIGURE
            | Tag::FOOTER
            | Tag::HEADER
            | Tag::HGROUP
            | Tag::MAIN
            | Tag::MENU
            | Tag::NAV
            | Tag::OL
            | Tag::P
            | Tag::SEARCH
            | Tag::SECTION
            | Tag::SUMMARY
            | Tag::UL
    )
}

/// Parts of a table, which mean nothing outside of one.
pub(super) fn is_table_part(tag: Tag) -> bool {
    (Tag::CAPTION..=Tag::TH).contains(&tag)
}

/// HTML elements that end SVG.
fn breaks_out(tag: Tag) -> bool {
    tag.is_heading()
        || matches!(
            tag,
            Tag::B
                | Tag::BIG
                | Tag::BLOCKQUOTE
                | Tag::BODY
                | Tag::BR
                | Tag::CENTER
                | Tag::CODE
                | Tag::DD
                | Tag::DIV
                | Tag::DL
                | Tag::DT
                | Tag::EM
                | Tag::EMBED
                | Tag::HEAD
                | Tag::HR
                | Tag::I
                | Tag::IMG
                | Tag::LI
                | Tag::LISTING
                | Tag::MENU
                | Tag::META
                | Tag::NOBR
                | Tag::OL
                | Tag::P
                | Tag::PRE
                | Tag::RUBY
                | Tag::S
                | Tag::SMALL
                | Tag::SPAN
                | Tag::STRONG
                | Tag::STRIKE
                | Tag::SUB
                | Tag::SUP
                | Tag::TABLE
                | Tag::TT
                | Tag::U
                | Tag::UL
                | Tag::VAR
        )
}
