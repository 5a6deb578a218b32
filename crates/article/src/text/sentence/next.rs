//! What comes behind a stop.

/// The beginning of the text behind a stop.
pub(super) struct Next<'t> {
    /// Whether white space separates it from the stop.
    pub(super) gap: bool,
    /// Its first quotation mark, bracket or dash, where it opens with one.
    pub(super) opener: Option<char>,
    pub(super) begins: Begins,
    /// Its first run of letters or digits; empty where it begins with a sign.
    pub(super) word: &'t str,
    /// All that follows that word.
    pub(super) after: &'t str,
}

/// How a text begins, quotation marks, brackets and dashes left out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Begins {
    Nothing,
    Upper,
    Lower,
    /// A letter of a script without capitals.
    Letter,
    Digit,
    /// A currency sign, `@`, `#`, a bullet: it can open a sentence.
    Sign,
    /// A comma or other mark that goes on with what stood before.
    Other,
}

impl<'t> Next<'t> {
    pub(super) fn read(rest: &'t str, lower_starts: bool) -> Self {
        let spaced = rest.trim_start();
        let quoted = spaced.trim_start_matches(|c: char| is_opener(c) || c.is_whitespace());
        // "He left. ... Nobody came": words left out at the head of a sentence.
        let content = quoted.trim_start_matches(|c: char| {
            matches!(c, '.' | '…' | ')' | ']') || is_opener(c) || c.is_whitespace()
        });
        let content = if quoted.starts_with("..") || quoted.starts_with('…') { content } else { quoted };
        let first = content.chars().next();
        let word = content.get(..word_length(content)).unwrap_or_default();
        let begins = match begins(content) {
            Begins::Lower if lower_starts || is_camel(word) => Begins::Upper,
            other => other,
        };
        Self {
            gap: spaced.len() < rest.len(),
            opener: spaced.chars().next().filter(|_| first.is_some() && content.len() < spaced.len()),
            begins,
            word,
            after: content.get(word.len()..).unwrap_or_default(),
        }
    }

    /// Whether it opens with a double quotation mark.
    pub(super) fn quotes(&self) -> bool {
        matches!(self.opener, Some('"' | '“' | '„' | '«' | '»'))
    }
}

fn begins(content: &str) -> Begins {
    match content.chars().next() {
        None => Begins::Nothing,
        Some(c) if c.is_lowercase() => Begins::Lower,
        Some(c) if c.is_uppercase() => Begins::Upper,
        Some(c) if c.is_numeric() => Begins::Digit,
        Some(c) if c.is_alphabetic() => Begins::Letter,
        Some(
            '$' | '£' | '€' | '¥' | '@' | '#' | '•' | '▪' | '●' | '■' | '◦' | '‣' | '►' | '▶' | '◆' | '*',
        ) => Begins::Sign,
        Some(_) => Begins::Other,
    }
}

/// Words such as `iPhone` and `eBay`, which open sentences as they are.
fn is_camel(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_lowercase)
        && chars.next().is_some_and(char::is_uppercase)
        && word.chars().count() > 3
}

fn is_opener(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '“'
            | '‘'
            | '„'
            | '‚'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '”'
            | '’'
            | '`'
            | '('
            | '['
            | '{'
            | '¿'
            | '¡'
            | '-'
            | '–'
            | '—'
            | '―'
            | '「'
            | '『'
            | '《'
            | '（'
            | '【'
    )
}

fn word_length(content: &str) -> usize {
    content
        .find(|c: char| !c.is_alphanumeric() && !('\u{300}'..='\u{36f}').contains(&c))
        .unwrap_or(content.len())
}

/// Whether a line begins a list item: a bullet, or a dash or star with a blank behind it.
pub(super) fn begins_item(line: &str) -> bool {
    let mut chars = line.chars();
    match chars.next() {
        Some('-' | '–' | '—' | '*' | '·') => chars.next().is_some_and(char::is_whitespace),
        Some('•' | '▪' | '●' | '■' | '◦' | '‣' | '►' | '▶' | '◆') => true,
        _ => false,
    }
}
