//! Before the body.

use super::{Light, Phase, Quirks};
use crate::page::doctype;
use crate::page::node::{Kind, NONE, Node};
use crate::page::tag::Tag;
use crate::page::token::{Mode, TagToken, is_space};
use std::ops::Range;

/// Whether a doctype asks for quirks, for those that nearly all pages have.
pub(super) fn quirks(bytes: &[u8]) -> Quirks {
    let doctype = doctype::read(bytes);
    if doctype.force_quirks || doctype.name.as_deref() != Some("html") {
        return Quirks::Yes;
    }
    let public = doctype.public_id.as_deref().unwrap_or_default();
    let strict = ["-//W3C//DTD XHTML 1.", "-//W3C//DTD HTML 4.01//", "-//W3C//DTD XHTML+RDFa"];
    let modern = doctype.system_id.as_deref().is_none_or(|system| system == "about:legacy-compat");
    let known = if public.is_empty() { modern } else { strict.iter().any(|known| public.starts_with(known)) };
    if known { Quirks::No } else { Quirks::Unknown }
}

impl Light<'_> {
    /// Goes on to a later phase: opens what it implies.
    fn advance(&mut self, phase: Phase, at: usize) {
        if self.phase <= Phase::BeforeHtml && phase > Phase::BeforeHtml {
            self.open_implied(Tag::HTML, at);
            self.phase = Phase::BeforeHead;
        }
        if self.phase == Phase::BeforeHead && phase > Phase::BeforeHead {
            self.head = self.open_implied(Tag::HEAD, at);
            self.phase = Phase::InHead;
        }
        if self.phase == Phase::InHead && phase > Phase::InHead {
            self.close_to(1);
            self.phase = Phase::AfterHead;
        }
    }

    /// Opens the body, if it is not yet.
    pub(super) fn enter_body(&mut self, at: usize) {
        if self.phase < Phase::InBody && self.templates == 0 {
            self.advance(Phase::AfterHead, at);
            self.write_between();
            self.body = self.open_implied(Tag::BODY, at);
            self.phase = Phase::InBody;
        }
    }

    /// Writes down what stood between head and body: from here on nothing is put into the head.
    fn write_between(&mut self) {
        for Node { start, end, kind, .. } in std::mem::take(&mut self.between) {
            self.add(Tag::NONE, kind, start as usize..end as usize);
        }
    }

    pub(super) fn start_before_body(&mut self, token: &TagToken<'_>, tag: Tag) -> Mode {
        self.phase = self.phase.max(Phase::BeforeHtml);
        match tag {
            Tag::HTML if self.phase <= Phase::BeforeHtml => {
                self.open_element(token, Tag::HTML);
                self.phase = Phase::BeforeHead;
            }
            Tag::HTML => self.merge_attrs(self.open.first().map_or(NONE, |open| open.node), token),
            Tag::HEAD => {
                self.advance(Phase::BeforeHead, token.start);
                if self.phase == Phase::BeforeHead {
                    self.head = self.open_element(token, Tag::HEAD);
                    self.phase = Phase::InHead;
                }
            }
            Tag::BODY => {
                self.advance(Phase::AfterHead, token.start);
                self.write_between();
                self.body = self.open_element(token, Tag::BODY);
                self.phase = Phase::InBody;
            }
            Tag::FRAMESET => self.mark(),
            Tag::NOSCRIPT if self.phase == Phase::AfterHead => return self.start_in_new_body(token, tag),
            _ if is_head_element(tag) => return self.head_element(token, tag),
            _ => return self.start_in_new_body(token, tag),
        }
        Mode::Data
    }

    fn start_in_new_body(&mut self, token: &TagToken<'_>, tag: Tag) -> Mode {
        self.enter_body(token.start);
        self.start_in_body_or_table(token, tag)
    }

    /// Puts an element into the head, though it may be closed already.
    fn head_element(&mut self, token: &TagToken<'_>, tag: Tag) -> Mode {
        self.advance(Phase::InHead, token.start);
        if self.phase == Phase::InHead {
            return self.start_head_element(token, tag);
        }
        // The head stays open while the element is put into it; templates in it hold on to that.
        if tag == Tag::TEMPLATE {
            self.mark();
        }
        self.push(self.head, Tag::HEAD, super::Space::Html);
        let mode = self.start_head_element(token, tag);
        let place = self.open.len().saturating_sub(if mode == Mode::Data { 1 } else { 2 });
        self.make_ghost(place);
        mode
    }

    /// The rules that head and body share for what belongs into the head.
    pub(super) fn start_head_element(&mut self, token: &TagToken<'_>, tag: Tag) -> Mode {
        match tag {
            Tag::BASE | Tag::BASEFONT | Tag::BGSOUND | Tag::LINK | Tag::META => {
                self.add_element(token, tag);
                return Mode::Data;
            }
            Tag::TEMPLATE => {
                self.open_template(token);
                return Mode::Data;
            }
            _ => self.open_element(token, tag),
        };
        match tag {
            Tag::TITLE => Mode::Rcdata,
            Tag::SCRIPT => Mode::Script,
            _ => Mode::Rawtext,
        }
    }

    fn open_template(&mut self, token: &TagToken<'_>) {
        let before = self.open.len();
        self.open_element(token, Tag::TEMPLATE);
        if self.open.len() > before {
            self.templates += 1;
            self.push_marker();
        }
    }

    /// The attributes of a second `html` or `body` tag count too, where the first has none of the name.
    pub(super) fn merge_attrs(&mut self, node: u32, token: &TagToken<'_>) {
        if self.templates == 0 && node != NONE {
            self.tree.more_tags.push((node, token.start as u32));
        }
    }

    pub(super) fn end_before_body(&mut self, token: &TagToken<'_>, tag: Tag) {
        self.phase = self.phase.max(Phase::BeforeHtml);
        match tag {
            Tag::HEAD if self.phase < Phase::AfterHead => self.advance(Phase::AfterHead, token.start),
            Tag::BODY | Tag::HTML => self.enter_body(token.start),
            Tag::BR => {
                self.enter_body(token.start);
                self.end(token, tag);
            }
            _ => {}
        }
    }

    pub(super) fn text_before_body(&mut self, range: Range<usize>, kind: Kind) {
        let text = self.part(range.clone());
        let spaces = text.iter().take_while(|&&byte| is_space(byte)).count();
        let (spaces, rest) = (range.start..range.start + spaces, range.start + spaces..range.end);
        if !spaces.is_empty() && self.phase == Phase::InHead {
            self.add(Tag::NONE, kind, spaces.clone());
        }
        if !spaces.is_empty() && self.phase == Phase::AfterHead {
            let (parent, start, end) = (self.current(), spaces.start as u32, spaces.end as u32);
            self.between.push(Node { parent, below_end: 0, start, end, tag: Tag::NONE, kind });
        }
        if rest.is_empty() {
            return;
        }
        // A reference may stand for more white space.
        if matches!(self.part(rest.clone()), [b'&', b'#' | b'T' | b'N', ..]) {
            self.mark();
        }
        self.enter_body(rest.start);
        self.text_in_body(rest, kind);
    }
}

/// Elements that go into the head where no body is open yet.
pub(super) fn is_head_element(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::BASE
            | Tag::BASEFONT
            | Tag::BGSOUND
            | Tag::LINK
            | Tag::META
            | Tag::NOFRAMES
            | Tag::NOSCRIPT
            | Tag::SCRIPT
            | Tag::STYLE
            | Tag::TEMPLATE
            | Tag::TITLE
    )
}
