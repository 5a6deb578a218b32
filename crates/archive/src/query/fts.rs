//! A tree written in FTS5's own language.

use super::parser::{Node, Term};
use crate::pieces::is_cjk;

/// What must match and, only where nothing must, what must not.
pub(crate) fn write(node: &Node) -> (Option<String>, Option<String>) {
    match node {
        Node::Not(inner) => match write(inner) {
            (Some(matches), _) => (None, Some(matches)),
            (None, excludes) => (excludes, None),
        },
        Node::All(nodes) => write_all(nodes),
        Node::Any(nodes) => {
            // The parser lets no part stand here that only says what must not match.
            let parts: Vec<String> = nodes.iter().filter_map(|node| write(node).0.map(group(node))).collect();
            ((!parts.is_empty()).then(|| parts.join(" OR ")), None)
        }
        Node::Within(columns, inner) => match write(inner) {
            (Some(matches), _) if has_pieces(inner) => (Some(matches), None),
            (Some(matches), _) => (Some(format!("{{{columns}}} : {}", group(inner)(matches))), None),
            (None, excludes) => (None, excludes),
        },
        Node::Near(terms, _) if terms.iter().any(Term::has_cjk) => {
            write_all(&terms.iter().cloned().map(Node::Term).collect::<Vec<_>>())
        }
        Node::Near(terms, distance) => {
            let terms: Vec<String> = terms.iter().map(|term| quoted(&term.text)).collect();
            (Some(format!("NEAR({}, {distance})", terms.join(" "))), None)
        }
        Node::Term(term) => (term.write(), None),
    }
}

fn write_all(nodes: &[Node]) -> (Option<String>, Option<String>) {
    let (mut must, mut must_not) = (Vec::new(), Vec::new());
    for node in nodes {
        let (matches, excludes) = write(node);
        must.extend(matches.map(group(node)));
        must_not.extend(excludes);
    }
    let matches = (!must.is_empty()).then(|| must.join(" AND "));
    let excludes = match must_not.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        several => Some(several.iter().map(|one| format!("({one})")).collect::<Vec<_>>().join(" OR ")),
    };
    match (matches, excludes) {
        (Some(matches), Some(excludes)) => {
            let left = if must.len() > 1 { format!("({matches})") } else { matches };
            let right = if is_simple(&excludes) { excludes } else { format!("({excludes})") };
            (Some(format!("{left} NOT {right}")), None)
        }
        other => other,
    }
}

/// Whether a text is one quoted word.
fn is_simple(text: &str) -> bool {
    text.starts_with('"') && text.matches('"').count() == 2 && text.ends_with('"')
}

/// Puts parentheses around what binds looser than its neighbours.
fn group(node: &Node) -> impl Fn(String) -> String {
    let loose = match node {
        Node::All(_) | Node::Any(_) | Node::Within(..) | Node::Not(_) => true,
        Node::Term(term) => term.parts().len() > 1 || term.has_cjk(),
        Node::Near(terms, _) => terms.iter().any(Term::has_cjk),
    };
    move |text| if loose { format!("({text})") } else { text }
}

fn has_pieces(node: &Node) -> bool {
    match node {
        Node::Term(term) => term.has_cjk(),
        Node::Near(terms, _) => terms.iter().any(Term::has_cjk),
        Node::All(nodes) | Node::Any(nodes) => nodes.iter().any(has_pieces),
        Node::Not(inner) | Node::Within(_, inner) => has_pieces(inner),
    }
}

/// The words and phrases that are looked for.
pub(crate) fn words(node: &Node) -> Vec<String> {
    match node {
        Node::Term(term) => vec![term.text.clone()],
        Node::Near(terms, _) => terms.iter().map(|term| term.text.clone()).collect(),
        Node::All(nodes) | Node::Any(nodes) => nodes.iter().flat_map(words).collect(),
        Node::Not(_) => Vec::new(),
        Node::Within(_, inner) => words(inner),
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

impl Term {
    fn has_cjk(&self) -> bool {
        self.text.chars().any(is_cjk)
    }

    /// Runs of letters with and without blanks between their words.
    pub(super) fn parts(&self) -> Vec<(bool, String)> {
        let mut parts: Vec<(bool, String)> = Vec::new();
        for c in self.text.chars() {
            let cjk = is_cjk(c);
            match parts.last_mut() {
                Some((kind, text)) if *kind == cjk => text.push(c),
                _ => parts.push((cjk, c.to_string())),
            }
        }
        parts.retain(|(_, text)| text.chars().any(char::is_alphanumeric));
        parts
    }

    fn write(&self) -> Option<String> {
        let star = if self.prefix { " *" } else { "" };
        if !self.has_cjk() {
            return Some(format!("{}{star}", quoted(&self.text)));
        }
        let parts = self.parts();
        let last = parts.len().checked_sub(1)?;
        let several = parts.len() > 1;
        let written = parts.iter().enumerate().map(|(number, (cjk, text))| match cjk {
            true if several => format!("({})", pieces(text)),
            true => pieces(text),
            false => format!("{}{}", quoted(text), if number == last { star } else { "" }),
        });
        Some(written.collect::<Vec<_>>().join(" AND "))
    }
}

/// A run without blanks as a phrase of its pairs; a single letter is the beginning of a pair.
fn pieces(run: &str) -> String {
    let letters: Vec<char> = run.chars().collect();
    if let [letter] = letters.as_slice() {
        return format!("{{pieces}} : \"{letter}\" *");
    }
    let pairs: Vec<String> = letters.windows(2).map(|pair| pair.iter().collect()).collect();
    format!("{{pieces}} : \"{}\"", pairs.join(" "))
}
