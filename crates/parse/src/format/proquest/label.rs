//! The labels of fields.

/// What a labelled field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Author,
    /// Paper, place, day and page in one line.
    Info,
    Abstract,
    Text,
    Title,
    Publication,
    Date,
    Dateline,
    Section,
    Page,
    Column,
    Kind,
    Language,
    Subject,
    Place,
    Person,
    Organisation,
    Rights,
    Address,
    /// A field of which nothing is kept.
    Other,
}

const LABELS: &[(&str, Label)] = &[
    ("author", Label::Author),
    ("authors", Label::Author),
    ("publication info", Label::Info),
    ("abstract", Label::Abstract),
    ("full text", Label::Text),
    ("title", Label::Title),
    ("publication title", Label::Publication),
    ("publication date", Label::Date),
    ("dateline", Label::Dateline),
    ("section", Label::Section),
    ("pages", Label::Page),
    ("first page", Label::Page),
    ("start page", Label::Page),
    ("column", Label::Column),
    ("source type", Label::Kind),
    ("language of publication", Label::Language),
    ("language", Label::Language),
    ("subject", Label::Subject),
    ("identifier / keyword", Label::Subject),
    ("location", Label::Place),
    ("people", Label::Person),
    ("company / organization", Label::Organisation),
    ("company / organisation", Label::Organisation),
    ("copyright", Label::Rights),
    ("document url", Label::Address),
    ("documenturl", Label::Address),
    ("links", Label::Other),
    ("alternate title", Label::Other),
    ("business indexing term", Label::Other),
    ("classification", Label::Other),
    ("product name", Label::Other),
    ("publication year", Label::Other),
    ("year", Label::Other),
    ("publisher", Label::Other),
    ("place of publication", Label::Other),
    ("country of publication", Label::Other),
    ("publication subject", Label::Other),
    ("issn", Label::Other),
    ("e-issn", Label::Other),
    ("volume", Label::Other),
    ("issue", Label::Other),
    ("number of pages", Label::Other),
    ("document type", Label::Other),
    ("document feature", Label::Other),
    ("proquest document id", Label::Other),
    ("accession number", Label::Other),
    ("last updated", Label::Other),
    ("database", Label::Other),
];

/// A field that opens on a line, and where its value begins there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) label: Label,
    pub(super) value: usize,
    /// Whether hardly anything but these downloads has a field of that name.
    pub(super) is_telling: bool,
}

/// Longest label, in bytes.
const LONGEST: usize = 40;

/// The known field that opens on a line: `Full text: The harbour…`, `FULL TEXT` alone, `Abstract (English): …`.
pub(super) fn known(line: &str) -> Option<Found> {
    let (name, value) = match line.split_once(':') {
        Some((name, _)) => (name, name.len() + 1),
        None => (line.trim_end(), line.len()),
    };
    if name.len() > LONGEST || !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let lower = name.to_ascii_lowercase();
    let bare = lower
        .split_once(" (")
        .filter(|(_, kind)| kind.ends_with(')'))
        .map_or(lower.as_str(), |(bare, _)| bare);
    let label = LABELS.iter().find(|(known, _)| *known == bare)?.1;
    // Without a colon, parts have their name in capitals on a line.
    let is_part =
        || matches!(label, Label::Text | Label::Abstract) && name.chars().all(|c| !c.is_lowercase());
    let is_telling = matches!(label, Label::Info | Label::Text) || lower.starts_with("proquest");
    (value < line.len() || line.ends_with(':') || is_part()).then_some(Found { label, value, is_telling })
}

/// Whether a paragraph describes a picture.
pub(super) fn opens_caption(line: &str) -> bool {
    ["CAPTION:", "Caption:", "PHOTO:", "Photo:", "Photograph"].iter().any(|label| line.starts_with(label))
}

/// What a paragraph credits that closes some texts: `CREDIT: Ann Marlow`.
pub(super) fn credit(line: &str) -> Option<&str> {
    ["CREDIT:", "Credit:"].iter().find_map(|label| line.strip_prefix(label)).map(str::trim)
}

/// Whether a line heads the fields below a text.
pub(super) fn is_details(line: &str) -> bool {
    line.trim() == "DETAILS"
}

/// What every rule holds.
pub(super) const RULE: &str = "________________________________________";

/// Whether a line is the rule between two documents.
pub(super) fn is_rule(line: &str) -> bool {
    let line = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    line.len() >= RULE.len() && line.bytes().all(|byte| byte == b'_')
}

/// Whether a line numbers a document or leads to it.
pub(super) fn is_guide(line: &str) -> bool {
    let line = line.trim();
    let mut words = line.split_whitespace();
    let is_number =
        |word: Option<&str>| word.is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    let is_numbered = words.next() == Some("Document")
        && is_number(words.next())
        && words.next() == Some("of")
        && is_number(words.next());
    is_numbered
        || line.eq_ignore_ascii_case("ProQuest document link")
        || line.starts_with("http") && !line.contains(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_open_lines() {
        let label = |line| known(line).map(|found| (found.label, found.value));
        assert_eq!(label("Full text: The harbour"), Some((Label::Text, 10)));
        assert_eq!(label("FULL TEXT"), Some((Label::Text, 9)));
        assert_eq!(label("ABSTRACT (ENGLISH)"), Some((Label::Abstract, 18)));
        assert_eq!(label("Publication title: New Harbour Times"), Some((Label::Publication, 18)));
        assert_eq!(label("Subject"), None);
        assert_eq!(label("Full text"), None);
        assert_eq!(label("He said: nothing"), None);
        assert!(known("Publication info: x").unwrap().is_telling && !known("Title: x").unwrap().is_telling);
    }

    #[test]
    fn rules_are_long() {
        assert!(is_rule(&"_".repeat(60)) && is_rule(&format!("\u{feff}{} ", "_".repeat(40))));
        assert!(!is_rule("____") && !is_rule(&format!("{} signed", "_".repeat(60))));
        assert!(
            is_guide("Document 12 of 100")
                && is_guide("https://www.example.org/docview/1")
                && !is_guide("Document 12")
        );
    }
}
