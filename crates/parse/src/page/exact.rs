//! Our tokens into html5ever's own tree builder: the standard's tree, whatever the page holds.
//!
//! The tree builder looks at the text (white space or not) and at few attributes; it gets no more than that.

use super::Tree;
use super::arena::{Arena, Handle, Piece};
use super::attr::{AttrScan, canonical};
use super::decode::{self, Rules, decode, has_nul};
use super::node::Kind;
use super::tag::Tag;
use super::token::{Mode, TagToken, TokenSink, tokenize};
use encoding_rs::{Encoding, UTF_8};
use html5ever::interface::TreeSink;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{self, TagKind, Token, TokenSinkResult};
use html5ever::tree_builder::TreeBuilder;
use html5ever::{Attribute, LocalName, QualName, ns};
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;
use tokenizer::TokenSink as _;

/// The known names as html5ever's, by number.
static NAMES: LazyLock<Vec<LocalName>> =
    LazyLock::new(|| Tag::all().map(|tag| LocalName::from(tag.name())).collect());

/// Builds the tree of the page from `from` on; `None` where it would cost more than the page's size allows.
pub(super) fn build(bytes: &[u8], from: usize, encoding: &'static Encoding) -> Option<Tree> {
    let mut feed = Feed {
        bytes,
        encoding,
        builder: TreeBuilder::new(Arena::new(bytes, encoding), Default::default()),
        shared: shared(bytes, encoding),
        attr_sets: HashMap::new(),
        exhausted: false,
    };
    tokenize(bytes, from, &mut feed);
    if feed.exhausted {
        return None;
    }
    feed.give(Token::EOFToken, bytes.len()..bytes.len());
    feed.builder.end();
    Some(feed.builder.sink.finish())
}

/// The page as html5ever's own kind of string, if it is one: its parts are then shared, not copied.
fn shared(bytes: &[u8], encoding: &'static Encoding) -> Option<StrTendril> {
    let text = std::str::from_utf8(bytes).ok()?;
    (encoding == UTF_8 || text.is_ascii()).then(|| StrTendril::from_slice(text))
}

struct Feed<'a> {
    bytes: &'a [u8],
    encoding: &'static Encoding,
    builder: TreeBuilder<Handle, Arena<'a>>,
    shared: Option<StrTendril>,
    /// The attributes of formatting elements, in a form that is the same for the same attributes, to the number
    /// that stands in for them.
    attr_sets: HashMap<Vec<u8>, usize>,
    /// Set when the page has cost too much: nothing more is given to the tree builder.
    exhausted: bool,
}

impl Feed<'_> {
    fn give(&mut self, token: Token, range: Range<usize>) -> Mode {
        let arena = &self.builder.sink;
        arena.begin(range.start, range.end);
        // A doctype in the wrong place does not even make the tree builder hand over the text of a table.
        let flushes = matches!(token, Token::TagToken(_) | Token::CommentToken(_) | Token::EOFToken);
        let result = self.builder.process_token(token, 1);
        if flushes {
            self.builder.sink.forget_texts();
        }
        match result {
            TokenSinkResult::Plaintext => Mode::Plaintext,
            TokenSinkResult::RawData(RawKind::Rcdata) => Mode::Rcdata,
            TokenSinkResult::RawData(RawKind::Rawtext) => Mode::Rawtext,
            TokenSinkResult::RawData(RawKind::ScriptData | RawKind::ScriptDataEscaped(_)) => Mode::Script,
            _ => Mode::Data,
        }
    }

    fn part(&self, range: Range<usize>) -> &[u8] {
        self.bytes.get(range).unwrap_or_default()
    }

    fn give_text(&mut self, range: Range<usize>, kind: Kind) {
        let rules = kind.rules();
        let shared = self.shared.as_ref().filter(|_| decode::is_plain(self.part(range.clone()), rules));
        let shared = shared.and_then(|page| page.try_subtendril(range.start as u32, range.len() as u32).ok());
        let (text, plain) = match shared {
            Some(text) => (text, true),
            None => {
                let text = decode(self.part(range.clone()), self.encoding, rules);
                (StrTendril::from_slice(&text), matches!(text, Cow::Borrowed(_)))
            }
        };
        if text.is_empty() {
            return;
        }
        let piece = Piece { start: range.start, end: range.end, text: text.clone(), plain, kind };
        self.builder.sink.expect_text(piece);
        self.give(Token::CharacterTokens(text), range);
    }

    /// Text between tags that holds NUL. In HTML the tree builder drops them, but the first one can open the
    /// body; in SVG and MathML each becomes a character.
    fn give_text_with_nul(&mut self, range: Range<usize>) {
        let mut at = range.start;
        let foreign = self.in_foreign_content();
        while let Some(step) = memchr::memchr(0, self.part(at..range.end)) {
            let nul = at + step;
            self.give_text(at..nul, text_kind(foreign));
            if foreign {
                let text = StrTendril::from_char(char::REPLACEMENT_CHARACTER);
                let piece = Piece { start: nul, end: nul + 1, text, plain: false, kind: Kind::KeptText };
                self.builder.sink.expect_text(piece);
            }
            self.give(Token::NullCharacterToken, nul..nul + 1);
            at = nul + 1;
            if !foreign {
                break;
            }
        }
        self.give_text(at..range.end, text_kind(foreign));
    }

    /// The attributes that the tree builder looks at, of the tags where it does.
    fn attrs(&mut self, tag: &TagToken<'_>, known: Tag) -> Vec<Attribute> {
        match known {
            Tag::INPUT => self.named_attrs(tag, &["type"]),
            Tag::ANNOTATION_XML => self.named_attrs(tag, &["encoding"]),
            _ if known.is_formatting() => {
                let number = self.attr_set(tag);
                let mut attrs = vec![attribute("", &number.to_string())];
                if known == Tag::FONT {
                    attrs.extend(self.named_attrs(tag, &["color", "face", "size"]));
                }
                attrs
            }
            _ => Vec::new(),
        }
    }

    fn named_attrs(&self, tag: &TagToken<'_>, names: &[&str]) -> Vec<Attribute> {
        let mut attrs: Vec<Attribute> = Vec::new();
        for (name, value) in self.scan(tag) {
            let name = self.part(name);
            let Some(known) = names.iter().find(|known| name.eq_ignore_ascii_case(known.as_bytes())) else {
                continue;
            };
            if attrs.iter().all(|attr| *attr.name.local != **known) {
                attrs.push(attribute(known, &decode(self.part(value), self.encoding, Rules::ATTRIBUTE)));
            }
        }
        attrs
    }

    fn scan(&self, tag: &TagToken<'_>) -> AttrScan<'_> {
        AttrScan::new(self.bytes, tag.start + 1 + tag.name.len())
    }

    /// The number that stands in for a formatting element's attributes: the tree builder asks whether two
    /// elements have the same ones, and gives them to the copies that it makes.
    fn attr_set(&mut self, tag: &TagToken<'_>) -> usize {
        let name_end = tag.start + 1 + tag.name.len();
        let set = canonical(self.bytes, self.encoding, tag.start..tag.end, name_end);
        let mut origins = self.builder.sink.origins.borrow_mut();
        *self.attr_sets.entry(set).or_insert_with(|| {
            origins.push((tag.start as u32, tag.end as u32));
            origins.len() - 1
        })
    }

    fn name(&self, tag: &TagToken<'_>, known: Tag) -> LocalName {
        match NAMES.get(usize::from(known.number())) {
            Some(name) if known != Tag::OTHER => name.clone(),
            _ => {
                let name = decode(tag.name, self.encoding, Rules::RAW);
                LocalName::from(name.to_ascii_lowercase())
            }
        }
    }

    fn tag_token(&mut self, kind: TagKind, tag: &TagToken<'_>, known: Tag, name: LocalName) -> Token {
        let attrs = if kind == TagKind::StartTag { self.attrs(tag, known) } else { Vec::new() };
        let self_closing = tag.self_closing;
        Token::TagToken(tokenizer::Tag { kind, name, self_closing, attrs, had_duplicate_attributes: false })
    }
}

fn attribute(name: &str, value: &str) -> Attribute {
    let name = QualName::new(None, ns!(), LocalName::from(name));
    Attribute { name, value: StrTendril::from_slice(value) }
}

fn text_kind(foreign: bool) -> Kind {
    if foreign { Kind::KeptText } else { Kind::Text }
}

impl TokenSink for Feed<'_> {
    fn start_tag(&mut self, tag: &TagToken<'_>) -> Mode {
        let known = Tag::lookup(tag.name);
        if self.exhausted {
            return Mode::Data;
        }
        let name = self.name(tag, known);
        let token = self.tag_token(TagKind::StartTag, tag, known, name.clone());
        let before = self.builder.sink.len();
        let mode = self.give(token, tag.start..tag.end);
        self.builder.sink.adopt(before, tag, known, &name);
        if known.is_formatting() {
            self.builder.sink.count_formatting();
        }
        self.exhausted = self.builder.sink.is_exhausted();
        mode
    }

    fn end_tag(&mut self, tag: &TagToken<'_>) {
        if self.exhausted {
            return;
        }
        let known = Tag::lookup(tag.name);
        let name = self.name(tag, known);
        let token = self.tag_token(TagKind::EndTag, tag, known, name);
        self.give(token, tag.start..tag.end);
        self.exhausted = self.builder.sink.is_exhausted();
    }

    fn text(&mut self, range: Range<usize>, mode: Mode) {
        if self.exhausted {
            return;
        }
        match mode {
            Mode::Data if has_nul(self.part(range.clone())) => self.give_text_with_nul(range),
            Mode::Data => {
                let foreign = self.in_foreign_content();
                self.give_text(range, text_kind(foreign));
            }
            Mode::Rcdata => self.give_text(range, Kind::KeptText),
            Mode::Rawtext | Mode::Script | Mode::Plaintext => self.give_text(range, Kind::RawText),
        }
    }

    fn comment(&mut self, range: Range<usize>) {
        if !self.exhausted {
            self.give(Token::CommentToken(StrTendril::new()), range);
        }
    }

    fn doctype(&mut self, range: Range<usize>) {
        if !self.exhausted {
            let doctype = super::doctype::read(self.part(range.clone()));
            self.give(Token::DoctypeToken(doctype), range);
        }
    }

    fn in_foreign_content(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}
