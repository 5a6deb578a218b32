//! A search cut into words, phrases, operators, fields and parentheses.

use super::QueryError;

/// One piece of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    /// The character at which it begins.
    pub(crate) at: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A word with the punctuation inside it, and whether a star follows.
    Word {
        text: String,
        prefix: bool,
    },
    /// What stood between quotation marks.
    Phrase {
        text: String,
        prefix: bool,
    },
    /// `name:` right before a word, a phrase or a parenthesis.
    Field(String),
    And,
    Or,
    Not,
    /// Greatest number of words between.
    Near(usize),
    /// `NEAR(`, before the words and phrases that it holds together.
    NearGroup,
    Open,
    Close,
}

/// Names that a colon with a value right behind it makes a field; any other colon is literal.
const FIELDS: &[&str] = &[
    "headline", "deck", "lead", "body", "text", "agency", "place", "author", "language", "section", "status",
    "date", "since", "until",
];

/// Distance of a bare `NEAR`, as in FTS5.
pub(super) const NEAR: usize = 10;
/// Greatest distance.
pub(super) const FARTHEST: usize = 1000;

/// Straight and typographic quotation marks; headlines are pasted with either.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}')
}

pub(crate) fn tokens(query: &str) -> Result<Vec<Token>, QueryError> {
    let letters: Vec<char> = query.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&c) = letters.get(at) {
        let begin = at;
        let kind = match c {
            c if c.is_whitespace() || c == '\0' => {
                at += 1;
                continue;
            }
            '(' => step(&mut at, Kind::Open),
            ')' => step(&mut at, Kind::Close),
            '"' => Kind::Phrase { text: phrase(query, &letters, &mut at)?, prefix: star(&letters, &mut at) },
            c if is_quote(c) => {
                at += 1;
                continue;
            }
            _ => {
                let word = word(&letters, &mut at);
                if word == "NEAR" && letters.get(at) == Some(&'(') {
                    step(&mut at, Kind::NearGroup)
                } else {
                    let prefix = star(&letters, &mut at);
                    if is_field(&word) && !has_room(letters.get(at)) {
                        let message = format!("{word} needs a value right behind it");
                        return Err(QueryError::new(query, begin, message));
                    }
                    let is_before_value = letters.get(at).is_some_and(|next| may_follow_field(*next));
                    operator_or_word(query, begin, word, prefix, is_before_value)?
                }
            }
        };
        tokens.push(Token { kind, at: begin });
    }
    Ok(tokens)
}

fn step(at: &mut usize, kind: Kind) -> Kind {
    *at += 1;
    kind
}

/// The text up to the closing quotation mark.
fn phrase(query: &str, letters: &[char], at: &mut usize) -> Result<String, QueryError> {
    let begin = *at;
    let mut text = String::new();
    *at += 1;
    while let Some(&c) = letters.get(*at) {
        *at += 1;
        match c {
            '"' => return Ok(text),
            '\0' => text.push(' '),
            c => text.push(c),
        }
    }
    Err(QueryError::new(query, begin, "this quotation mark is never closed"))
}

/// A run of letters up to a blank, a quotation mark, a parenthesis, a star, or the colon of a field.
fn word(letters: &[char], at: &mut usize) -> String {
    let mut text = String::new();
    while let Some(&c) = letters.get(*at) {
        if c.is_whitespace() || is_quote(c) || matches!(c, '(' | ')' | '\0') {
            break;
        }
        if c == '*' && !text.is_empty() && ends_word(letters.get(*at + 1)) {
            break;
        }
        text.push(c);
        *at += 1;
        let next = letters.get(*at);
        if c == ':' && is_field(&text) && next.is_some_and(|next| may_follow_field(*next)) {
            break;
        }
    }
    text
}

fn ends_word(next: Option<&char>) -> bool {
    next.is_none_or(|c| c.is_whitespace() || *c == ')')
}

fn is_field(text: &str) -> bool {
    text.strip_suffix(':').is_some_and(|name| FIELDS.iter().any(|field| name.eq_ignore_ascii_case(field)))
}

/// A field's value stands right behind its colon: in `Date: unknown`, as a text may have it, the colon is literal.
fn may_follow_field(next: char) -> bool {
    !next.is_whitespace() && next != ')'
}

/// Whether something may still come behind a word: a field at the end of a search, or of parentheses, has no value.
fn has_room(next: Option<&char>) -> bool {
    next.is_some_and(|next| *next != ')')
}

/// Takes the star behind a word.
fn star(letters: &[char], at: &mut usize) -> bool {
    let starred = letters.get(*at) == Some(&'*') && ends_word(letters.get(*at + 1));
    *at += usize::from(starred);
    starred
}

fn operator_or_word(
    query: &str,
    at: usize,
    text: String,
    prefix: bool,
    is_before_value: bool,
) -> Result<Kind, QueryError> {
    Ok(match text.as_str() {
        "AND" => Kind::And,
        "OR" => Kind::Or,
        "NOT" => Kind::Not,
        "NEAR" => Kind::Near(NEAR),
        field if is_before_value && is_field(field) => {
            Kind::Field(field.trim_end_matches(':').to_ascii_lowercase())
        }
        other => match other.strip_prefix("NEAR/").map(str::parse) {
            None => Kind::Word { text, prefix },
            Some(Ok(distance @ 0..=FARTHEST)) => Kind::Near(distance),
            Some(_) => {
                let behind = at + "NEAR/".len();
                let message = format!("NEAR/ takes a number of words from 0 to {FARTHEST}, as in NEAR/5");
                return Err(QueryError::new(query, behind, message));
            }
        },
    })
}
