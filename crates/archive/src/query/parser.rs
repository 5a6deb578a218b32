//! Tokens to a tree.
//!
//! ```text
//! either  = both { OR both }
//! both    = one { [AND] one }
//! one     = NOT one | field one | group | term { NEAR term }
//! group   = NEAR( word or phrase { word or phrase } [, number] )
//! term    = word | phrase | ( either )
//! ```

use super::{
    QueryError,
    lexer::{FARTHEST, Kind, NEAR, Token},
};
use crate::{
    Filter,
    filter::{self, STATUSES},
};

/// What is searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    Term(Term),
    Near(Vec<Term>, usize),
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
    /// The node within columns of the index.
    Within(&'static str, Box<Node>),
}

/// A word or phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) text: String,
    pub(crate) prefix: bool,
}

impl Term {
    /// Whether the index can hold anything of it.
    fn has_letters(&self) -> bool {
        self.text.chars().any(char::is_alphanumeric)
    }
}

impl Node {
    /// Whether it says only what must not match.
    fn is_negative(&self) -> bool {
        match self {
            Self::Term(_) | Self::Near(..) => false,
            Self::Not(inner) => !inner.is_negative(),
            Self::Within(_, inner) => inner.is_negative(),
            Self::All(nodes) => nodes.iter().all(Self::is_negative),
            Self::Any(nodes) => nodes.iter().any(Self::is_negative),
        }
    }

    /// The same search with each single word in any of its spellings.
    pub(crate) fn spelled(self, spellings: &mut impl FnMut(&str) -> Vec<String>) -> Self {
        let mut each =
            |nodes: Vec<Self>| nodes.into_iter().map(|node| node.spelled(&mut *spellings)).collect();
        match self {
            Self::Term(term) if !term.prefix && !term.text.contains(char::is_whitespace) => {
                let others = spellings(&term.text);
                if others.is_empty() {
                    return Self::Term(term);
                }
                let words = std::iter::once(term.text).chain(others);
                Self::Any(words.map(|text| Self::Term(Term { text, prefix: false })).collect())
            }
            Self::All(nodes) => Self::All(each(nodes)),
            Self::Any(nodes) => Self::Any(each(nodes)),
            Self::Within(columns, inner) => Self::Within(columns, Box::new(inner.spelled(spellings))),
            Self::Term(_) | Self::Near(..) | Self::Not(_) => self,
        }
    }
}

/// Parentheses within parentheses: FTS5's own parser gives up not far beyond.
const DEEPEST: usize = 16;

pub(crate) fn parse(query: &str, tokens: &[Token]) -> Result<(Option<Node>, Filter), QueryError> {
    let mut parser = Parser { query, tokens, next: 0, depth: 0, groups: 0, filter: Filter::default() };
    let node = parser.either()?;
    match parser.peek() {
        None => Ok((node, parser.filter)),
        Some(token) => Err(parser.wrong(token.at, "this parenthesis was never opened")),
    }
}

struct Parser<'a> {
    query: &'a str,
    tokens: &'a [Token],
    next: usize,
    depth: usize,
    /// Parentheses around the token that is looked at.
    groups: usize,
    filter: Filter,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.next)
    }

    fn peek_kind(&self) -> Option<&'a Kind> {
        self.peek().map(|token| &token.kind)
    }

    fn wrong(&self, at: usize, message: impl Into<String>) -> QueryError {
        QueryError::new(self.query, at, message)
    }

    /// `None` where all of it was punctuation or fields with values.
    fn either(&mut self) -> Result<Option<Node>, QueryError> {
        let begin = self.next;
        let mut nodes: Vec<Node> = self.both()?.into_iter().collect();
        while let Some(Token { kind: Kind::Or, at }) = self.peek() {
            self.refuse_values_since(begin, *at)?;
            self.expect_operand_before(*at, "OR", begin)?;
            self.refuse_negative(&nodes, begin)?;
            self.next += 1;
            self.expect_operand_behind(*at, "OR")?;
            let behind = self.next;
            nodes.extend(self.both()?);
            self.refuse_values_since(behind, *at)?;
            self.refuse_negative(&nodes, behind)?;
        }
        Ok(one_or(nodes, Node::Any))
    }

    /// Whatever lacks a word would match: that is nearly the whole archive, and seldom what is meant.
    fn refuse_negative(&self, nodes: &[Node], begin: usize) -> Result<(), QueryError> {
        match (nodes.last(), self.tokens.get(begin)) {
            (Some(node), Some(token)) if node.is_negative() => Err(self
                .wrong(token.at, "beside OR, NOT needs something that must match, as in `a OR (b NOT c)`")),
            _ => Ok(()),
        }
    }

    fn both(&mut self) -> Result<Option<Node>, QueryError> {
        let begin = self.next;
        let mut nodes = Vec::new();
        loop {
            match self.peek() {
                None | Some(Token { kind: Kind::Or | Kind::Close, .. }) => break,
                Some(Token { kind: Kind::And, at }) => {
                    self.expect_operand_before(*at, "AND", begin)?;
                    self.next += 1;
                    self.expect_operand_behind(*at, "AND")?;
                }
                Some(_) => nodes.extend(self.one()?),
            }
        }
        Ok(one_or(nodes, Node::All))
    }

    fn one(&mut self) -> Result<Option<Node>, QueryError> {
        match self.peek() {
            Some(Token { kind: Kind::Not, at }) => {
                self.next += 1;
                self.expect_operand_behind(*at, "NOT")?;
                let begin = self.next;
                self.enter(*at)?;
                let node = self.one()?;
                self.depth -= 1;
                self.refuse_values_since(begin, *at)?;
                Ok(node.map(|node| Node::Not(Box::new(node))))
            }
            Some(Token { kind: Kind::Field(name), at }) => {
                self.next += 1;
                self.field(name, *at)
            }
            Some(Token { kind: Kind::Near(_), at }) => {
                Err(self.wrong(*at, "NEAR stands between two words or phrases"))
            }
            Some(Token { kind: Kind::NearGroup, at }) => {
                self.next += 1;
                self.near_group(*at)
            }
            _ => self.near(),
        }
    }

    fn near(&mut self) -> Result<Option<Node>, QueryError> {
        let first = self.term()?;
        let Some(Token { kind: Kind::Near(distance), at }) = self.peek() else { return Ok(first) };
        let mut terms = vec![self.bare(first, *at)?];
        while let Some(Token { kind: Kind::Near(_), at }) = self.peek() {
            self.next += 1;
            let node = match self.peek_kind() {
                Some(Kind::Word { .. } | Kind::Phrase { .. }) => self.term()?,
                _ => None,
            };
            terms.push(self.bare(node, *at)?);
        }
        Ok(Some(Node::Near(terms, *distance)))
    }

    /// What stands in `NEAR( … )`; behind a comma, a number says how far apart.
    fn near_group(&mut self, at: usize) -> Result<Option<Node>, QueryError> {
        let mut terms: Vec<Term> = Vec::new();
        let mut distance = NEAR;
        loop {
            let Some(token) = self.peek() else {
                return Err(self.wrong(at, "the parenthesis of this NEAR is never closed"));
            };
            self.next += 1;
            match &token.kind {
                Kind::Close => break,
                Kind::Word { text, .. } if self.peek_kind() == Some(&Kind::Close) => {
                    // The number stands alone behind a comma, or together with it: `a b, 5`, `a b,5`.
                    let comma = self.next.checked_sub(2).and_then(|before| self.tokens.get(before));
                    let alone = matches!(comma, Some(Token { kind: Kind::Word { text, .. }, .. }) if text.ends_with(','));
                    let (word, number) =
                        match text.rsplit_once(',').filter(|(word, number)| is_distance(word, number)) {
                            Some((word, number)) => (Some(word), number),
                            None if alone => (None, text.as_str()),
                            None => (Some(text.as_str()), ""),
                        };
                    terms.extend(word.map(|word| Term { text: word.to_owned(), prefix: false }));
                    if !number.is_empty() {
                        let behind = text.chars().count() - number.chars().count();
                        distance = self.distance(number, token.at + behind)?;
                    }
                }
                Kind::Word { text, prefix } | Kind::Phrase { text, prefix } => {
                    terms.push(Term { text: text.clone(), prefix: *prefix });
                }
                _ => return Err(self.wrong(token.at, "NEAR( ) holds words and phrases alone")),
            }
        }
        terms.retain(Term::has_letters);
        if terms.len() < 2 {
            return Err(self.wrong(at, "NEAR needs two words or phrases"));
        }
        Ok(Some(Node::Near(terms, distance)))
    }

    fn distance(&self, number: &str, at: usize) -> Result<usize, QueryError> {
        match number.parse() {
            Ok(distance @ 0..=FARTHEST) => Ok(distance),
            _ => {
                let message =
                    format!("behind the comma of NEAR stands a number of words from 0 to {FARTHEST}");
                Err(self.wrong(at, message))
            }
        }
    }

    fn bare(&self, node: Option<Node>, at: usize) -> Result<Term, QueryError> {
        match node {
            Some(Node::Term(term)) => Ok(term),
            _ => Err(self.wrong(at, "NEAR stands between two words or phrases")),
        }
    }

    fn term(&mut self) -> Result<Option<Node>, QueryError> {
        let Some(token) = self.peek() else { return Ok(None) };
        self.next += 1;
        match &token.kind {
            Kind::Word { text, prefix } | Kind::Phrase { text, prefix } => {
                let term = Term { text: text.clone(), prefix: *prefix };
                Ok(term.has_letters().then_some(Node::Term(term)))
            }
            Kind::Open => {
                self.enter(token.at)?;
                self.groups += 1;
                let node = self.either()?;
                self.groups -= 1;
                self.depth -= 1;
                match self.peek_kind() {
                    Some(Kind::Close) => self.next += 1,
                    _ => return Err(self.wrong(token.at, "this parenthesis is never closed")),
                }
                Ok(node)
            }
            _ => Err(self.wrong(token.at, "a word, a phrase or a parenthesis must stand here")),
        }
    }

    fn enter(&mut self, at: usize) -> Result<(), QueryError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.wrong(at, format!("parentheses are more than {DEEPEST} deep here")));
        }
        Ok(())
    }

    fn field(&mut self, name: &str, at: usize) -> Result<Option<Node>, QueryError> {
        let columns = match name {
            "headline" => "headline",
            "deck" => "deck",
            "lead" => "lead",
            "body" | "text" => "lead rest",
            _ => return self.value(name, at).map(|()| None),
        };
        self.expect_operand_behind(at, &format!("{name}:"))?;
        let begin = self.next;
        let node = match self.peek() {
            Some(Token { kind: Kind::NearGroup, at }) => {
                self.next += 1;
                self.near_group(*at)?
            }
            _ => self.term()?,
        };
        self.refuse_values_since(begin, at)?;
        Ok(node.map(|node| Node::Within(columns, Box::new(node))))
    }

    /// A field with a value, which holds for the search as a whole.
    fn value(&mut self, name: &str, at: usize) -> Result<(), QueryError> {
        let Some(Token { kind: Kind::Word { text, .. } | Kind::Phrase { text, .. }, at: value_at }) =
            self.peek()
        else {
            return Err(self.wrong(at, format!("{name}: needs a value behind it")));
        };
        self.next += 1;
        if !text.chars().any(char::is_alphanumeric) {
            return Err(self.wrong(*value_at, format!("{name}: needs a value behind it")));
        }
        if self.groups > 0 {
            return Err(
                self.wrong(at, format!("{name}: holds for the whole search and cannot stand in parentheses"))
            );
        }
        let filter = &mut self.filter;
        let slot = match name {
            "agency" => &mut filter.agency,
            "place" => &mut filter.place,
            "author" => &mut filter.author,
            "language" => &mut filter.language,
            "section" => &mut filter.section,
            "status" => {
                let known = filter::status_named(text).ok_or_else(|| {
                    let known = STATUSES.join(", ");
                    QueryError::new(self.query, *value_at, format!("no standing; it is one of {known}"))
                })?;
                filter.status = Some(known.into());
                return Ok(());
            }
            _ => return self.date(name, *value_at, text),
        };
        *slot = Some(text.clone());
        Ok(())
    }

    fn date(&mut self, name: &str, at: usize, text: &str) -> Result<(), QueryError> {
        let date = text.parse().map_err(|error: offwire_article::Error| self.wrong(at, error.to_string()))?;
        if name != "until" {
            self.filter.since = Some(date);
        }
        if name != "since" {
            self.filter.until = Some(date);
        }
        if self.filter.ends_before_it_begins() {
            return Err(self.wrong(at, "no day is in between: until: lies before since:"));
        }
        Ok(())
    }

    /// Fields with values hold for the whole search: under OR or NOT they would not.
    fn refuse_values_since(&self, begin: usize, _operator: usize) -> Result<(), QueryError> {
        let part = self.tokens.get(begin..self.next).unwrap_or_default();
        let value = part.iter().find_map(|token| match &token.kind {
            Kind::Field(name) if !matches!(name.as_str(), "headline" | "deck" | "lead" | "body" | "text") => {
                Some((name, token.at))
            }
            _ => None,
        });
        match value {
            Some((name, at)) => Err(self
                .wrong(at, format!("{name}: holds for the whole search and cannot stand under OR or NOT"))),
            None => Ok(()),
        }
    }

    fn expect_operand_before(&self, at: usize, name: &str, begin: usize) -> Result<(), QueryError> {
        if self.next == begin {
            return Err(self.wrong(at, format!("{name} needs something before it")));
        }
        Ok(())
    }

    fn expect_operand_behind(&self, at: usize, name: &str) -> Result<(), QueryError> {
        match self.peek() {
            None | Some(Token { kind: Kind::Close, .. }) => {
                Err(self.wrong(at, format!("{name} needs something behind it")))
            }
            Some(Token { kind: Kind::And, at }) => Err(self.wrong(*at, "AND needs something before it")),
            Some(Token { kind: Kind::Or, at }) => Err(self.wrong(*at, "OR needs something before it")),
            Some(_) => Ok(()),
        }
    }
}

/// Whether a word of a NEAR ends with the comma and number that say how far apart; `1,000` is a number itself.
fn is_distance(word: &str, number: &str) -> bool {
    let begins = number.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    begins && !word.ends_with(|c: char| c.is_ascii_digit())
}

/// The only node, or all of them joined.
fn one_or(mut nodes: Vec<Node>, join: impl FnOnce(Vec<Node>) -> Node) -> Option<Node> {
    match nodes.len() {
        0 | 1 => nodes.pop(),
        _ => Some(join(nodes)),
    }
}
