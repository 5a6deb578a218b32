//! Furniture of pages, told by the words of a line: share bars, breadcrumbs, font-size widgets, page clocks,
//! newsletter and cookie lines, footers.
//!
//! Only lines that no story holds are told here; what only its place gives away is left to the model of
//! [`crate::body`].

mod error_page;
mod phrase;

use crate::letters::{Signs, holds_any, lower_into, lowered, signed};

pub(crate) use error_page::{LONGEST_NOTICE, says_no_page};

/// What a line of furniture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Furniture {
    /// A row of headlines between bullets.
    Ticker,
    /// `You are here: Home`, `Home > World > Asia`.
    Breadcrumb,
    /// `Adjust font size`, `Text size A A A`.
    FontSize,
    /// `Share`, `Tweet`, `Print`, `E-mail this`.
    Share,
    /// `0 Comment(s)`, `Leave a reply`.
    Comments,
    /// `Sign up for our newsletter`.
    Newsletter,
    /// `We use cookies`.
    Cookies,
    /// `Log in`, `Subscribe`, `Already a member?`.
    Account,
    /// `Advertisement`.
    Advertisement,
    /// `Related articles`, `Read more`, `Most read`.
    Related,
    /// `© 2016`, `All rights reserved`.
    Footer,
    /// `Skip to content`, `Menu`, `Back to top`.
    Navigation,
    /// `Page 2 of 5`, `【1】 【2】`.
    Paging,
    /// `（责任编辑：何川）`: the desk signs the page, not the story.
    Desk,
}

impl Furniture {
    /// What it is, in a few words.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Ticker => "a row of other headlines",
            Self::Breadcrumb => "the path to the page",
            Self::FontSize => "a font-size widget",
            Self::Share => "a share bar",
            Self::Comments => "a comment box",
            Self::Newsletter => "a newsletter box",
            Self::Cookies => "a cookie notice",
            Self::Account => "a login or subscription box",
            Self::Advertisement => "an advertisement",
            Self::Related => "a link to other stories",
            Self::Footer => "a copyright line",
            Self::Navigation => "a menu",
            Self::Paging => "page numbers",
            Self::Desk => "the credit of the page's editor",
        }
    }
}

/// Longest line of furniture that is told by its words, in characters; tickers may be longer.
const LONGEST: usize = 160;

/// A ticker is longer, in bytes.
const SHORTEST_TICKER: usize = 120;

/// What kind of furniture the line is, if it surely is one.
pub(crate) fn furniture(line: &str) -> Option<Furniture> {
    furniture_with(line, &mut String::new())
}

/// The same, with room for the line in small letters.
pub(crate) fn furniture_with(line: &str, lower: &mut String) -> Option<Furniture> {
    let line = bare(line);
    if ticker(line).is_some() {
        return Some(Furniture::Ticker);
    }
    if opens_with_owner(line) {
        return Some(Furniture::Footer);
    }
    if line.len() > LONGEST && line.chars().count() > LONGEST {
        return None;
    }
    lower.clear();
    lower_into(lower, line);
    by_words(lower).or_else(|| by_shape(line, lower))
}

/// Whether a line of fewer than 60 characters says that other stories follow: [`Furniture::Related`], and nothing else is
/// asked.
pub(crate) fn leads_to_others(line: &str) -> bool {
    const LONGEST: usize = 60;
    let is_short = line.len() < LONGEST || line.chars().count() < LONGEST;
    is_short && {
        let line = bare(line);
        by_words(&lowered(line)) == Some(Furniture::Related) && ticker(line).is_none()
    }
}

/// A line without the marks that lists and links open with.
fn bare(line: &str) -> &str {
    // Most lines begin and end with letters.
    let bytes = line.as_bytes();
    if bytes.first().is_some_and(u8::is_ascii_alphanumeric) && bytes.last().is_some_and(u8::is_ascii_graphic)
    {
        return line;
    }
    line.trim().trim_start_matches(['•', '·', '*', '-', '|', '>', '»', '›', '[', '(', '（', '【']).trim()
}

/// What a line in lower case is by its words.
fn by_words(lower: &str) -> Option<Furniture> {
    let plain = lower.trim_matches(|c: char| !c.is_alphanumeric());
    phrase::whole(plain).or_else(|| phrase::opening(lower))
}

fn by_shape(line: &str, lower: &str) -> Option<Furniture> {
    const SIZES: [(Signs, &str); 3] = signed!["font size", "text size", "schriftgröße"];
    const RIGHTS: [(Signs, &str); 1] = signed!["all rights reserved"];
    const SOURCES: [&str; 3] = ["稿件来源", "文章来源", "信息来源"];
    let signs = Signs::of(lower);
    let is_short = line.len() <= SHORT || line.chars().count() <= SHORT;
    if holds_any(lower, signs, &SIZES) {
        return is_short.then_some(Furniture::FontSize);
    }
    if line.starts_with('©') || names_owner(lower, signs) || holds_any(lower, signs, &RIGHTS) {
        return Some(Furniture::Footer);
    }
    if is_breadcrumb(line) {
        return Some(Furniture::Breadcrumb);
    }
    if !signs.is_ascii() {
        if is_short && SOURCES.iter().any(|source| line.contains(source)) {
            return Some(Furniture::Desk);
        }
        if is_paging(line) {
            return Some(Furniture::Paging);
        }
    }
    // What is left counts pages or comments.
    if !is_short || !signs.has_digit() {
        return None;
    }
    if is_page_list(lower) {
        return Some(Furniture::Paging);
    }
    let comments = lower.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let is_count = comments.len() < lower.len()
        && ["comment", "kommentar", "comentario", "commentaire", "comentário", "comment(s)", "reactie"]
            .iter()
            .any(|word| comments.starts_with(word));
    is_count.then_some(Furniture::Comments)
}

/// Longest line that is told by what is in it, in characters.
const SHORT: usize = 60;

/// `【1】 【2】`: numbers of pages between brackets.
fn is_paging(line: &str) -> bool {
    let numbers = || line.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    line.contains('【') && numbers().count() > 1 && numbers().all(|w| w.len() < 3)
}

/// Longest notice of an owner's rights, in bytes.
const LONGEST_RIGHTS: usize = 800;

/// `Copyright 1997 The Harbour Times. All rights reserved. Republication …`, `(c) 2000 Harbour Times`: a notice of rights,
/// which may be a paragraph long.
fn opens_with_owner(line: &str) -> bool {
    const WORD: &str = "copyright";
    let word = line.get(..WORD.len()).is_some_and(|word| word.eq_ignore_ascii_case(WORD));
    let rest = if word { line.get(WORD.len()..).unwrap_or("") } else { line }.trim_start();
    let marked = ["©", "(c)", "(C)", "c)", "C)"].iter().find_map(|sign| rest.strip_prefix(sign));
    let year = marked.unwrap_or(rest).trim_start().bytes().take_while(u8::is_ascii_digit).count() == 4;
    line.len() <= LONGEST_RIGHTS && (year && (word || marked.is_some()) || word && marked.is_some())
}

/// `Write to us | Copyright 1998 Merrow Daily`: the word, a sign if there is one, and a year.
fn names_owner(lower: &str, signs: Signs) -> bool {
    const COPYRIGHT: (Signs, &str) = (Signs::of_phrase("copyright "), "copyright ");
    // Nearly no line holds the letters of the word.
    let found = signs.may_hold(COPYRIGHT.0).then(|| lower.split_once(COPYRIGHT.1)).flatten();
    let Some((_, behind)) = found else { return false };
    let year = behind.trim_start_matches("(c)").trim_start_matches(['©', ' ']);
    behind.starts_with('©') || year.bytes().take_while(u8::is_ascii_digit).count() == 4
}

/// `Continued 1 | 2 Next`, `Page 1 of 3`: numbers of pages and what leads to them, nothing else.
fn is_page_list(lower: &str) -> bool {
    const WORDS: [&str; 17] = [
        "page",
        "pages",
        "next",
        "previous",
        "prev",
        "continued",
        "of",
        "seite",
        "seiten",
        "weiter",
        "von",
        "pagina",
        "página",
        "suivant",
        "suivante",
        "siguiente",
        "last",
    ];
    let words = || lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_number = |word: &str| word.len() < 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let numbers = words().filter(|word| is_number(word)).count();
    let named = words().filter(|word| WORDS.contains(word)).count();
    numbers > 0 && named > 0 && numbers + named == words().count()
}

/// `Home > World > Asia`, `SN.AT / Politik / Innenpolitik`: three short names between dividers.
fn is_breadcrumb(line: &str) -> bool {
    let is_mark = |byte: u8| matches!(byte, b'>' | b'/' | b':' | 0xc2 | 0xe2);
    let may_be = line.bytes().fold(false, |so_far, byte| so_far | is_mark(byte));
    if !may_be || !line.contains(['>', '»', '›', '/', '→', ':']) {
        return false;
    }
    [" > ", " » ", " › ", " / ", " → ", " :: "].iter().filter(|divider| line.contains(**divider)).any(
        |divider| {
            let parts: Vec<&str> = line.split(divider).collect();
            let least = if *divider == " / " { 3 } else { 2 };
            let first = parts.first().map_or("", |p| p.trim());
            let is_home =
                ["home", "startseite", "start", "inicio", "accueil", "news", "forside", "hem", "home page"]
                    .contains(&first.to_lowercase().as_str());
            parts.len() >= least
                && (is_home || parts.len() >= 3)
                && parts
                    .iter()
                    .take(parts.len() - 1)
                    .all(|p| p.chars().count() < 28 && p.split(' ').count() < 4)
                && !line.ends_with(['.', '?', '!'])
        },
    )
}

/// The headlines of a ticker: a line of at least four texts between bullets, most of them of several words.
pub(crate) fn ticker(line: &str) -> Option<Vec<&str>> {
    if line.len() <= SHORTEST_TICKER {
        return None;
    }
    // A stroke, or what begins with E2 or C2.
    let is_mark = |byte: u8| matches!(byte, b'|' | 0xc2 | 0xe2);
    if !line.bytes().fold(false, |so_far, byte| so_far | is_mark(byte)) {
        return None;
    }
    let divider = ['•', '·', '|', '■', '◆', '●'].into_iter().find(|mark| line.matches(*mark).count() >= 3)?;
    let parts: Vec<&str> = line.split(divider).map(str::trim).filter(|part| !part.is_empty()).collect();
    let long = parts
        .iter()
        .filter(|part| part.split_whitespace().count() >= 4 || part.chars().count() >= 12)
        .count();
    let are_headlines = parts.iter().all(|part| part.chars().count() <= 160 && !part.ends_with('.'));
    (parts.len() >= 4 && long * 3 >= parts.len() * 2 && are_headlines).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_is_told_by_its_words() {
        for (line, want) in [
            ("You are here:   Home", Furniture::Breadcrumb),
            ("You are here:", Furniture::Breadcrumb),
            ("Home > World > Asia", Furniture::Breadcrumb),
            ("Adjust font size:", Furniture::FontSize),
            ("0 Comment(s)Print E-mail", Furniture::Comments),
            ("Off the wire", Furniture::Related),
            ("• Share on Facebook", Furniture::Share),
            ("Sign up for our newsletter", Furniture::Newsletter),
            ("We use cookies to improve this site", Furniture::Cookies),
            ("© 2016 The Harbour Times", Furniture::Footer),
            ("Write to the editor | Copyright (c) 1998 Harbour Daily", Furniture::Footer),
            ("(c) 2000 Harbour Daily", Furniture::Footer),
            ("You are visitor number 10482 since June 1, 1997.", Furniture::Footer),
            ("Advertisement", Furniture::Advertisement),
            ("【1】 【2】 【3】", Furniture::Paging),
            ("CONTINUED 1 | 2 Next", Furniture::Paging),
            ("Page 1 of 3", Furniture::Paging),
            ("网河北频道 ( 2012-06-04 09:20:26 ) 稿件来源： 日报", Furniture::Desk),
            ("Lesen Sie auch: Sturm an der Küste", Furniture::Related),
        ] {
            assert_eq!(furniture(line), Some(want), "{line}");
        }
    }

    #[test]
    fn prose_and_headlines_are_none() {
        for line in [
            "The harbour reopened on Monday.",
            "Sharing a border, two nations sign a pact",
            "Share prices fell on Monday",
            "Cookies, milk and a storm: how a village waited",
            "Print workers strike in capital",
            "Xinhua, July 21, 2016 Adjust font size: the pact will hold for many years, officials of both sides said.",
            "He read more than others did",
            "The Copyright Act of 1976 protects the song",
            "Copyright law protects the song",
            "Related parties met in the harbour on Monday, said both",
        ] {
            assert_eq!(furniture(line), None, "{line}");
        }
    }

    #[test]
    fn a_ticker_is_a_row_of_headlines() {
        let line = "Port reopens after the storm has passed  • Ferries to outer islands run again  • Interview: fishers wait for better days  • Winds to ease by Tuesday, say forecasters  ";
        assert_eq!(ticker(line).map(|parts| parts.len()), Some(4));
        assert_eq!(ticker("• one • two • three • four"), None);
        assert_eq!(ticker(""), None);
    }
}
