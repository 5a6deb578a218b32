//! The scan for characters that may end a sentence.

use super::bracket;

/// Something on the way through the text that bears on sentences, with its place in bytes.
pub(super) enum Mark<'t> {
    Stop(Stop<'t>),
    Open(usize, char),
    Close(usize, char),
    Line(usize),
    Bullet(usize, char),
}

/// One or more stops with what closes behind them.
pub(super) struct Stop<'t> {
    /// Where the first stop stands.
    pub(super) at: usize,
    /// Behind the last closing mark.
    pub(super) end: usize,
    pub(super) kind: Kind,
    /// Closing quotation marks and brackets behind the stop.
    pub(super) closers: &'t str,
}

/// What kind of stop it is; the strongest of a run decides.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// One full stop, or two by a slip.
    Full,
    /// Three full stops, or `…`: words left out, or a voice that trails off.
    Ellipsis,
    /// A question or exclamation mark.
    Asking,
    /// A Chinese or Japanese stop, which needs no blank behind it.
    Wide,
    /// The stop of a script without capitals: danda, Arabic question mark, Armenian full stop.
    Script,
}

/// The next mark at or behind `from`.
pub(super) fn find(text: &str, from: usize, greek: bool) -> Option<Mark<'_>> {
    let mut at = from;
    loop {
        at += text.as_bytes().get(at..)?.iter().position(|&b| may_begin_mark(b))?;
        let c = text.get(at..)?.chars().next()?;
        if let Some(kind) = kind_of(c, greek) {
            return Some(Mark::Stop(stop(text, at, kind, greek)));
        }
        match c {
            '\n' => return Some(Mark::Line(at)),
            c if bracket::opens(c) => return Some(Mark::Open(at, c)),
            c if bracket::closes(c) => return Some(Mark::Close(at, c)),
            c if is_bullet(c) => return Some(Mark::Bullet(at, c)),
            _ => at += c.len_utf8(),
        }
    }
}

fn may_begin_mark(byte: u8) -> bool {
    MARK_BEGINS.get(usize::from(byte)).copied().unwrap_or_default()
}

/// The first bytes of all marks in UTF-8; most letters, Latin and Cyrillic and Han, have others.
static MARK_BEGINS: [bool; 256] = mark_begins();

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, which rejects an index out of range")]
const fn mark_begins() -> [bool; 256] {
    let mut begins = [false; 256];
    let mut rest: &[u8] = b".!?\n()[];\xcd\xd6\xd8\xdb\xe0\xe1\xe2\xe3\xef";
    while let Some((&byte, tail)) = rest.split_first() {
        begins[byte as usize] = true;
        rest = tail;
    }
    begins
}

fn kind_of(c: char, greek: bool) -> Option<Kind> {
    match c {
        '.' => Some(Kind::Full),
        '!' | '?' | '‼' | '⁇' | '⁈' | '⁉' | '\u{37e}' => Some(Kind::Asking),
        ';' if greek => Some(Kind::Asking),
        '…' => Some(Kind::Ellipsis),
        '。' | '！' | '？' | '｡' => Some(Kind::Wide),
        '؟' | '۔' | '।' | '॥' | '։' | '።' | '፧' | '။' | '។' | '៕' => Some(Kind::Script),
        _ => None,
    }
}

fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '▪' | '●' | '■' | '◦' | '‣' | '►' | '▶' | '◆' | '◼')
}

fn stop(text: &str, at: usize, first: Kind, greek: bool) -> Stop<'_> {
    let mut run = Run { kind: first, stops: 0 };
    let mut end = at;
    let rest = |from: usize| text.get(from..).unwrap_or_default();
    while let Some(c) = rest(end).chars().next() {
        if kind_of(c, greek).is_some_and(|kind| run.takes(kind)) {
            end += c.len_utf8();
        } else if first == Kind::Full && spaced_stop(rest(end)) {
            end += 1;
        } else {
            break;
        }
    }
    let behind = rest(end);
    // Behind a Chinese stop, these open the next quotation.
    let opens = |c: char| run.kind == Kind::Wide && matches!(c, '“' | '‘');
    let closers = behind.len() - behind.trim_start_matches(|c| is_closer(c) && !opens(c)).len();
    let closers = behind.get(..closers + detached_closer(rest(end + closers))).unwrap_or_default();
    Stop { at, end: end + closers.len(), kind: run.kind, closers }
}

struct Run {
    kind: Kind,
    stops: usize,
}

impl Run {
    fn takes(&mut self, kind: Kind) -> bool {
        self.stops += 1;
        self.kind = match (self.kind, kind) {
            (Kind::Wide, _) | (_, Kind::Wide) => Kind::Wide,
            (Kind::Script, _) | (_, Kind::Script) => Kind::Script,
            (Kind::Asking, _) | (_, Kind::Asking) => Kind::Asking,
            // Two are a slip of the hand; the fourth is the full stop of a sentence that trails off.
            (Kind::Full, Kind::Full) if self.stops <= 2 => Kind::Full,
            (_, Kind::Full) if self.stops == 4 => Kind::Full,
            _ => Kind::Ellipsis,
        };
        true
    }
}

fn is_closer(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '”'
            | '’'
            | '“'
            | '‘'
            | '»'
            | '«'
            | '›'
            | '‹'
            | '」'
            | '』'
            | '》'
            | '〉'
            | '】'
            | '）'
            | ')'
            | ']'
            | '}'
            | '＂'
    )
}

/// A blank and one stop: part of an ellipsis in the old style, `. . .`
fn spaced_stop(rest: &str) -> bool {
    rest.strip_prefix(" .")
        .is_some_and(|behind| !behind.starts_with(|c: char| c == '.' || c.is_alphanumeric()))
}

/// Length of a blank and the quotation mark that closes behind it: `« Oui. »`, and `'Yes.' "` with a blank between them.
fn detached_closer(rest: &str) -> usize {
    let blank =
        rest.chars().next().filter(|c| matches!(c, ' ' | '\u{a0}' | '\u{202f}')).map_or(0, char::len_utf8);
    let behind = rest.get(blank..).unwrap_or_default();
    let Some(mark) = behind.chars().next().filter(|c| blank > 0 && matches!(c, '»' | '"' | '”')) else {
        return 0;
    };
    let goes_on = |c: char| if mark == '»' { c.is_alphanumeric() } else { !c.is_whitespace() };
    if behind.get(mark.len_utf8()..).unwrap_or_default().starts_with(goes_on) {
        0
    } else {
        blank + mark.len_utf8()
    }
}
