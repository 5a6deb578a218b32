//! The names of HTML as small numbers.

/// An element's name as a number: one constant for each known name, [`Tag::OTHER`] for all others.
///
/// ```
/// use offwire_parse::page::Tag;
/// assert_eq!(Tag::of("blockquote"), Tag::BLOCKQUOTE);
/// assert_eq!(Tag::of("x-teaser"), Tag::OTHER);
/// assert!(Tag::H2.is_heading());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(u8);

macro_rules! tags {
    ($($id:ident $name:literal)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Index { NONE, OTHER, $($id),* }

        impl Tag {
            /// No name: the document, a text, a comment.
            pub const NONE: Tag = Tag(Index::NONE as u8);
            /// An element whose name has no constant.
            pub const OTHER: Tag = Tag(Index::OTHER as u8);
            $(#[doc = concat!("`", $name, "`")] pub const $id: Tag = Tag(Index::$id as u8);)*
        }

        /// The names in the order of their numbers, all lower case.
        const NAMES: &[&str] = &["", "", $($name),*];
    };
}

tags! {
    HTML "html" HEAD "head" BODY "body" FRAMESET "frameset" FRAME "frame" NOFRAMES "noframes"
    P "p" DIV "div" SPAN "span" BR "br" HR "hr" WBR "wbr"
    A "a" B "b" BIG "big" CODE "code" EM "em" FONT "font" I "i" NOBR "nobr" S "s" SMALL "small"
    STRIKE "strike" STRONG "strong" TT "tt" U "u"
    ABBR "abbr" ACRONYM "acronym" BDI "bdi" BDO "bdo" CITE "cite" DATA "data" DEL "del" DFN "dfn" INS "ins"
    KBD "kbd" MARK "mark" Q "q" RUBY "ruby" RB "rb" RT "rt" RTC "rtc" RP "rp" SAMP "samp" SUB "sub" SUP "sup"
    TIME "time" VAR "var" BLINK "blink"
    H1 "h1" H2 "h2" H3 "h3" H4 "h4" H5 "h5" H6 "h6" HGROUP "hgroup"
    ADDRESS "address" ARTICLE "article" ASIDE "aside" BLOCKQUOTE "blockquote" CENTER "center" DETAILS "details"
    DIALOG "dialog" DIR "dir" DL "dl" DT "dt" DD "dd" FIELDSET "fieldset" FIGCAPTION "figcaption"
    FIGURE "figure" FOOTER "footer" HEADER "header" LEGEND "legend" LI "li" LISTING "listing" MAIN "main"
    MENU "menu" NAV "nav" OL "ol" PRE "pre" PLAINTEXT "plaintext" SEARCH "search" SECTION "section"
    SUMMARY "summary" UL "ul" XMP "xmp" MARQUEE "marquee" SLOT "slot"
    TABLE "table" CAPTION "caption" COLGROUP "colgroup" COL "col" TBODY "tbody" THEAD "thead" TFOOT "tfoot"
    TR "tr" TD "td" TH "th"
    FORM "form" BUTTON "button" DATALIST "datalist" INPUT "input" KEYGEN "keygen" LABEL "label" METER "meter"
    OPTGROUP "optgroup" OPTION "option" OUTPUT "output" PROGRESS "progress" SELECT "select"
    TEXTAREA "textarea" ISINDEX "isindex"
    BASE "base" BASEFONT "basefont" BGSOUND "bgsound" LINK "link" META "meta" NOSCRIPT "noscript"
    SCRIPT "script" STYLE "style" TEMPLATE "template" TITLE "title"
    AREA "area" AUDIO "audio" CANVAS "canvas" EMBED "embed" IFRAME "iframe" IMAGE "image" IMG "img" MAP "map"
    NOEMBED "noembed" OBJECT "object" APPLET "applet" PARAM "param" PICTURE "picture" SOURCE "source"
    TRACK "track" VIDEO "video"
    SVG "svg" G "g" PATH "path" USE "use" SYMBOL "symbol" DEFS "defs" RECT "rect" CIRCLE "circle" DESC "desc"
    FOREIGNOBJECT "foreignobject" POLYGON "polygon" POLYLINE "polyline" ELLIPSE "ellipse" LINE "line"
    TEXT "text" TSPAN "tspan" STOP "stop"
    MATH "math" MI "mi" MO "mo" MN "mn" MS "ms" MTEXT "mtext" MROW "mrow" MGLYPH "mglyph"
    MALIGNMARK "malignmark" ANNOTATION_XML "annotation-xml"
}

/// Places in the hash table; a power of two, several times the number of names.
const SLOTS: usize = 1024;
const _: () = assert!(NAMES.len() < 256);

/// From a name's hash to the number of the name that stands there, 0 for none.
static TABLE: [u8; SLOTS] = table();

#[allow(clippy::indexing_slicing)]
const fn table() -> [u8; SLOTS] {
    let mut table = [0; SLOTS];
    let mut at = 2;
    while at < NAMES.len() {
        let name = NAMES[at].as_bytes();
        let mut slot = slot(name);
        while table[slot] != 0 {
            slot = (slot + 1) % SLOTS;
        }
        table[slot] = at as u8;
        at += 1;
    }
    table
}

/// Hash of a name whatever its case.
#[allow(clippy::indexing_slicing)]
const fn slot(name: &[u8]) -> usize {
    let mut hash = name.len() as u32;
    let mut at = 0;
    while at < name.len() {
        hash = (hash ^ (name[at] | 0x20) as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    (hash.wrapping_mul(0x9E37_79B1) >> 22) as usize % SLOTS
}

impl Tag {
    /// The longest known name, in bytes.
    const LONGEST: usize = 14;

    /// The number of an element name in any case.
    #[must_use]
    pub fn of(name: &str) -> Tag {
        Tag::lookup(name.as_bytes())
    }

    pub(crate) fn lookup(name: &[u8]) -> Tag {
        if name.len() > Tag::LONGEST {
            return Tag::OTHER;
        }
        let mut slot = slot(name);
        loop {
            match TABLE.get(slot) {
                None | Some(0) => return Tag::OTHER,
                Some(&number) if Tag(number).name().as_bytes().eq_ignore_ascii_case(name) => {
                    return Tag(number);
                }
                Some(_) => slot = (slot + 1) % SLOTS,
            }
        }
    }

    /// The name in lower case; empty for [`Tag::NONE`] and [`Tag::OTHER`].
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES.get(usize::from(self.0)).copied().unwrap_or_default()
    }

    /// The number itself, for tables by tag.
    #[must_use]
    pub fn number(self) -> u8 {
        self.0
    }

    /// How many numbers there are: each [`Tag::number`] is below it.
    #[must_use]
    pub fn count() -> usize {
        NAMES.len()
    }

    /// `h1` to `h6`.
    #[must_use]
    pub fn is_heading(self) -> bool {
        (Tag::H1..=Tag::H6).contains(&self)
    }

    /// Elements that carry a formatting the parser opens again where it was closed by another element's end.
    pub(crate) fn is_formatting(self) -> bool {
        (Tag::A..=Tag::U).contains(&self)
    }

    pub(crate) fn all() -> impl Iterator<Item = Tag> {
        (0..NAMES.len()).map(|number| Tag(number as u8))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_in_any_case() {
        for tag in Tag::all().skip(2) {
            assert!(tag.name().len() <= Tag::LONGEST);
            assert_eq!(Tag::of(tag.name()), tag);
            assert_eq!(Tag::of(&tag.name().to_ascii_uppercase()), tag);
            assert_eq!(Tag::of(&format!("{}x", tag.name())), Tag::OTHER);
        }
    }

    #[test]
    fn look_alikes_are_other() {
        for name in ["", "h\x11", "x", "h7", "annotation\rxml", "dív"] {
            assert_eq!(Tag::of(name), Tag::OTHER, "{name:?}");
        }
    }
}
