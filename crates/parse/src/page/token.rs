//! Bytes to tokens: tags, texts, comments, each as a range of the page.
//!
//! The rules are those of the HTML standard's tokenizer, told over whole pages in memory: no state table, no
//! copies, a jump from `<` to `<`. It runs on any charset in which markup is ASCII.

use super::attr::tag_end;
use memchr::{memchr, memmem};
use std::ops::Range;

/// How the bytes behind a start tag are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Markup and references.
    Data,
    /// References, no markup (`title`, `textarea`).
    Rcdata,
    /// Neither (`style`, `iframe`).
    Rawtext,
    /// Neither, with the comment rules of scripts.
    Script,
    /// Neither, to the end of the page.
    Plaintext,
}

/// A start or end tag: `<name attributes>`.
#[derive(Debug, Clone, Copy)]
pub(super) struct TagToken<'a> {
    /// The name as it stands in the page.
    pub(super) name: &'a [u8],
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether it ends in `/>`.
    pub(super) self_closing: bool,
}

/// Takes the tokens in order.
pub(super) trait TokenSink {
    /// A start tag; the answer says how to read what follows.
    fn start_tag(&mut self, tag: &TagToken<'_>) -> Mode;
    fn end_tag(&mut self, tag: &TagToken<'_>);
    /// A text, never empty, read in `mode`.
    fn text(&mut self, range: Range<usize>, mode: Mode);
    fn comment(&mut self, range: Range<usize>);
    fn doctype(&mut self, range: Range<usize>);
    /// Whether the next tag would stand in SVG or MathML, where CDATA sections are read.
    fn in_foreign_content(&self) -> bool;
}

pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\r' | 0x0c)
}

pub(super) fn ends_name(byte: u8) -> bool {
    is_space(byte) || matches!(byte, b'/' | b'>')
}

/// The bytes from `at` on.
pub(super) fn rest(bytes: &[u8], at: usize) -> &[u8] {
    bytes.get(at..).unwrap_or_default()
}

/// The offset of the next `byte` from `at` on.
fn next(bytes: &[u8], at: usize, byte: u8) -> Option<usize> {
    memchr(byte, rest(bytes, at)).map(|step| at + step)
}

/// The offset behind the next `byte`, or the end.
fn behind(bytes: &[u8], at: usize, byte: u8) -> usize {
    next(bytes, at, byte).map_or(bytes.len(), |at| at + 1)
}

/// Reads `bytes` from `from` to the end into `sink`.
pub(super) fn tokenize<S: TokenSink>(bytes: &[u8], from: usize, sink: &mut S) {
    Tokenizer { bytes, text: from, at: from, sink, open_toolbar: false }.run();
}

struct Tokenizer<'a, 's, S> {
    bytes: &'a [u8],
    /// Where the text that is not handed over yet begins.
    text: usize,
    at: usize,
    sink: &'s mut S,
    /// A toolbar has no end: a page of many such is not searched through again for each.
    open_toolbar: bool,
}

impl<S: TokenSink> Tokenizer<'_, '_, S> {
    fn run(&mut self) {
        while let Some(open) = next(self.bytes, self.at, b'<') {
            match self.bytes.get(open + 1) {
                Some(first) if first.is_ascii_alphabetic() => self.start_tag(open),
                Some(b'/') => self.end_tag(open),
                Some(b'!') => self.declaration(open),
                Some(b'?') => self.comment(open, behind(self.bytes, open, b'>')),
                Some(_) => self.at = open + 1,
                None => break,
            }
        }
        self.flush(self.bytes.len());
    }

    /// Hands over the text before `end`.
    fn flush(&mut self, end: usize) {
        if self.text < end {
            self.sink.text(self.text..end, Mode::Data);
        }
    }

    fn go_on(&mut self, at: usize) {
        (self.text, self.at) = (at, at);
    }

    fn start_tag(&mut self, open: usize) {
        self.flush(open);
        let Some(tag) = read_tag(self.bytes, open, open + 1) else {
            // The page ends inside the tag: the standard drops it.
            return self.go_on(self.bytes.len());
        };
        let mode = self.sink.start_tag(&tag);
        let end = match mode {
            Mode::Data => tag.end,
            Mode::Plaintext => self.bytes.len(),
            Mode::Script => script_end(self.bytes, tag.end),
            Mode::Rcdata | Mode::Rawtext => raw_text_end(self.bytes, tag.end, tag.name),
        };
        if tag.end < end {
            self.sink.text(tag.end..end, mode);
        }
        self.go_on(end);
    }

    fn end_tag(&mut self, open: usize) {
        match self.bytes.get(open + 2) {
            Some(first) if first.is_ascii_alphabetic() => {
                self.flush(open);
                match read_tag(self.bytes, open, open + 2) {
                    Some(tag) => {
                        self.sink.end_tag(&tag);
                        self.go_on(tag.end);
                    }
                    None => self.go_on(self.bytes.len()),
                }
            }
            Some(b'>') => {
                self.flush(open);
                self.go_on(open + 3);
            }
            Some(_) => self.comment(open, behind(self.bytes, open, b'>')),
            None => self.at = self.bytes.len(),
        }
    }

    /// `<!`: a comment, a doctype, a CDATA section, or what passes for a comment.
    fn declaration(&mut self, open: usize) {
        let inside = rest(self.bytes, open + 2);
        if inside.starts_with(b"--") {
            self.comment(open, comment_end(self.bytes, open + 4));
        } else if inside.get(..7).is_some_and(|word| word.eq_ignore_ascii_case(b"doctype")) {
            self.flush(open);
            let end = behind(self.bytes, open, b'>');
            self.sink.doctype(open..end);
            self.go_on(end);
        } else if inside.starts_with(b"[CDATA[") && self.sink.in_foreign_content() {
            self.cdata(open);
        } else {
            self.comment(open, behind(self.bytes, open, b'>'));
        }
    }

    fn cdata(&mut self, open: usize) {
        self.flush(open);
        let start = open + 9;
        let end = memmem::find(rest(self.bytes, start), b"]]>").map(|step| start + step);
        let stop = end.unwrap_or(self.bytes.len());
        if start < stop {
            self.sink.text(start..stop, Mode::Rawtext);
        }
        self.go_on(end.map_or(stop, |end| end + 3));
    }

    /// The offset behind what the Internet Archive puts into a page between two comments: it is no part of the page,
    /// and passes for one comment. Any other comment ends where it did.
    fn toolbar_end(&mut self, open: usize, end: usize) -> usize {
        const BEGIN: &[u8] = b"<!-- BEGIN WAYBACK TOOLBAR INSERT -->";
        const END: &[u8] = b"<!-- END WAYBACK TOOLBAR INSERT -->";
        if self.open_toolbar || self.bytes.get(open..end) != Some(BEGIN) {
            return end;
        }
        let found = memmem::find(rest(self.bytes, end), END);
        self.open_toolbar = found.is_none();
        found.map_or(end, |step| end + step + END.len())
    }

    fn comment(&mut self, open: usize, end: usize) {
        let end = self.toolbar_end(open, end);
        self.flush(open);
        self.sink.comment(open..end);
        self.go_on(end);
    }
}

fn read_tag(bytes: &[u8], open: usize, name: usize) -> Option<TagToken<'_>> {
    let length = rest(bytes, name).iter().position(|&byte| ends_name(byte))?;
    let (end, self_closing) = tag_end(bytes, name + length)?;
    Some(TagToken { name: bytes.get(name..name + length)?, start: open, end, self_closing })
}

/// The offset behind a comment whose content begins at `content`.
fn comment_end(bytes: &[u8], content: usize) -> usize {
    let inside = rest(bytes, content);
    if inside.starts_with(b">") {
        return content + 1;
    }
    if inside.starts_with(b"->") {
        return content + 2;
    }
    let mut at = content;
    while let Some(close) = next(bytes, at, b'>') {
        let before = bytes.get(content..close).unwrap_or_default();
        if before.ends_with(b"--") || before.ends_with(b"--!") {
            return close + 1;
        }
        at = close + 1;
    }
    bytes.len()
}

/// Whether `name` stands at `at` as a whole tag name.
fn is_tag_name(bytes: &[u8], at: usize, name: &[u8]) -> bool {
    let end = at + name.len();
    bytes.get(at..end).is_some_and(|word| word.eq_ignore_ascii_case(name))
        && bytes.get(end).is_some_and(|&byte| ends_name(byte))
}

/// Whether `</name` stands at `open`.
fn is_end_tag(bytes: &[u8], open: usize, name: &[u8]) -> bool {
    bytes.get(open + 1) == Some(&b'/') && is_tag_name(bytes, open + 2, name)
}

/// The offset of the end tag that ends raw text, or the end of the page.
fn raw_text_end(bytes: &[u8], from: usize, name: &[u8]) -> usize {
    let mut at = from;
    while let Some(open) = next(bytes, at, b'<') {
        if is_end_tag(bytes, open, name) {
            return open;
        }
        at = open + 1;
    }
    bytes.len()
}

/// The same for a script: inside `<!--` a `<script>` hides the next `</script>`.
fn script_end(bytes: &[u8], from: usize) -> usize {
    let (mut at, mut escaped, mut nested) = (from, false, false);
    // Where a `-->` that ends the escape may begin.
    let mut escape = from;
    while let Some(open) = next(bytes, at, b'<') {
        if escaped && memmem::find(bytes.get(escape..open).unwrap_or_default(), b"-->").is_some() {
            (escaped, nested) = (false, false);
        }
        (escape, at) = (open, open + 1);
        if is_end_tag(bytes, open, b"script") {
            if !nested {
                return open;
            }
            nested = false;
        } else if !escaped && rest(bytes, open).starts_with(b"<!--") {
            // The two dashes may be those of its own end: `<!-->`.
            (escaped, escape, at) = (true, open + 2, open + 4);
        } else if escaped && is_tag_name(bytes, open + 1, b"script") {
            nested = true;
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes each token down.
    struct Log<'a>(&'a [u8], Vec<String>);

    impl Log<'_> {
        fn put(&mut self, kind: char, range: Range<usize>) {
            self.1.push(format!("{kind} {}", String::from_utf8_lossy(&self.0[range])));
        }
    }

    impl TokenSink for Log<'_> {
        fn start_tag(&mut self, tag: &TagToken<'_>) -> Mode {
            self.put('s', tag.start..tag.end);
            match tag.name {
                b"title" => Mode::Rcdata,
                b"style" => Mode::Rawtext,
                b"script" => Mode::Script,
                b"plaintext" => Mode::Plaintext,
                _ => Mode::Data,
            }
        }
        fn end_tag(&mut self, tag: &TagToken<'_>) {
            self.put('e', tag.start..tag.end);
        }
        fn text(&mut self, range: Range<usize>, _: Mode) {
            self.put('t', range);
        }
        fn comment(&mut self, range: Range<usize>) {
            self.put('c', range);
        }
        fn doctype(&mut self, range: Range<usize>) {
            self.put('d', range);
        }
        fn in_foreign_content(&self) -> bool {
            true
        }
    }

    #[track_caller]
    fn check(page: &str, tokens: &[&str]) {
        let mut log = Log(page.as_bytes(), Vec::new());
        tokenize(page.as_bytes(), 0, &mut log);
        assert_eq!(log.1, tokens, "{page}");
    }

    #[test]
    fn tags_texts_and_comments() {
        check("a<b c='>'>d</b >e", &["t a", "s <b c='>'>", "t d", "e </b >", "t e"]);
        check("1 < 2 <3 <", &["t 1 < 2 <3 <"]);
        check("x</>y</", &["t x", "t y</"]);
        check("x<b", &["t x"]);
        check("x<b c=\"", &["t x"]);
        check("<?a>b</ c>d<!e>", &["c <?a>", "t b", "c </ c>", "t d", "c <!e>"]);
        check("<!DocType html>x", &["d <!DocType html>", "t x"]);
        check("<![CDATA[a<b]]>c<![CDATA[d", &["t a<b", "t c", "t d"]);
    }

    #[test]
    fn comments_end_where_the_standard_says() {
        check("<!-->a", &["c <!-->", "t a"]);
        check("<!--->a", &["c <!--->", "t a"]);
        check("<!---->a", &["c <!---->", "t a"]);
        check("<!--a--!>b", &["c <!--a--!>", "t b"]);
        check("<!---!>a-->b", &["c <!---!>a-->", "t b"]);
        check("<!--a", &["c <!--a"]);
    }

    #[test]
    fn the_toolbar_of_the_internet_archive_is_one_comment() {
        let (begin, end) = ("<!-- BEGIN WAYBACK TOOLBAR INSERT -->", "<!-- END WAYBACK TOOLBAR INSERT -->");
        let toolbar = format!("{begin}<div><script>a<!--</script>3 captures</div>{end}");
        check(&format!("a{toolbar}<b>"), &["t a", &format!("c {toolbar}"), "s <b>"]);
        let open = format!("c {begin}");
        check(&format!("{begin}a{begin}b"), &[&open, "t a", &open, "t b"]);
    }

    #[test]
    fn raw_text_ends_at_its_own_end_tag() {
        check("<title>a<b></titles></TITLE>c", &["s <title>", "t a<b></titles>", "e </TITLE>", "t c"]);
        check("<style><!--</style>-->", &["s <style>", "t <!--", "e </style>", "t -->"]);
        check("<plaintext>a</plaintext>", &["s <plaintext>", "t a</plaintext>"]);
    }

    #[test]
    fn scripts_hide_scripts_in_comments() {
        check("<script>a</script>b", &["s <script>", "t a", "e </script>", "t b"]);
        check(
            "<script><!--<script></script></script>b",
            &["s <script>", "t <!--<script></script>", "e </script>", "t b"],
        );
        check(
            "<script><!--<script>--></script>b",
            &["s <script>", "t <!--<script>-->", "e </script>", "t b"],
        );
        check("<script><!--></script>b", &["s <script>", "t <!-->", "e </script>", "t b"]);
        check("<script><!--<script></script>", &["s <script>", "t <!--<script></script>"]);
    }
}
