//! The labels of fields, in the languages that the service was sold in.

/// What a labelled field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Headline,
    Byline,
    Section,
    Length,
    Dateline,
    Highlight,
    Abstract,
    Body,
    Graphic,
    Language,
    Kind,
    Subject,
    Industry,
    Person,
    Organisation,
    Place,
    Correction,
    /// A field of which nothing is kept.
    Other,
}

/// Where a label stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    /// Above the text.
    Above,
    /// Below the text, where no paragraph opens so.
    Below,
    /// Below the text, with a name that may open a paragraph too.
    Perhaps,
}

const LABELS: &[(&str, Label, Stand)] = &[
    ("HEADLINE", Label::Headline, Stand::Above),
    ("BYLINE", Label::Byline, Stand::Above),
    ("AUTOR", Label::Byline, Stand::Above),
    ("AUTEUR", Label::Byline, Stand::Above),
    ("SECTION", Label::Section, Stand::Above),
    ("RUBRIK", Label::Section, Stand::Above),
    ("RUBRIQUE", Label::Section, Stand::Above),
    ("LENGTH", Label::Length, Stand::Above),
    ("LÄNGE", Label::Length, Stand::Above),
    ("LONGUEUR", Label::Length, Stand::Above),
    ("DATELINE", Label::Dateline, Stand::Above),
    ("HIGHLIGHT", Label::Highlight, Stand::Above),
    ("ENCART", Label::Highlight, Stand::Above),
    ("ABSTRACT", Label::Abstract, Stand::Above),
    ("SERIES", Label::Other, Stand::Above),
    ("TYPE", Label::Other, Stand::Above),
    ("BODY", Label::Body, Stand::Above),
    ("GRAPHIC", Label::Graphic, Stand::Below),
    ("GRAFIK", Label::Graphic, Stand::Below),
    ("LOAD-DATE", Label::Other, Stand::Below),
    ("DATE-CHARGEMENT", Label::Other, Stand::Below),
    ("LANGUAGE", Label::Language, Stand::Below),
    ("SPRACHE", Label::Language, Stand::Below),
    ("LANGUE", Label::Language, Stand::Below),
    ("PUBLICATION-TYPE", Label::Kind, Stand::Below),
    ("TYPE-PUBLICATION", Label::Kind, Stand::Below),
    ("JOURNAL-CODE", Label::Other, Stand::Below),
    ("JOURNAL CODE", Label::Other, Stand::Below),
    ("DOCUMENT-TYPE", Label::Other, Stand::Below),
    ("CORRECTION-DATE", Label::Other, Stand::Below),
    ("CORRECTION", Label::Correction, Stand::Perhaps),
    ("SUBJECT", Label::Subject, Stand::Perhaps),
    ("SUJET", Label::Subject, Stand::Perhaps),
    ("KEYWORDS", Label::Subject, Stand::Perhaps),
    ("INDUSTRY", Label::Industry, Stand::Perhaps),
    ("PERSON", Label::Person, Stand::Perhaps),
    ("COMPANY", Label::Organisation, Stand::Perhaps),
    ("ORGANIZATION", Label::Organisation, Stand::Perhaps),
    ("ORGANISATION", Label::Organisation, Stand::Perhaps),
    ("GEOGRAPHIC", Label::Place, Stand::Perhaps),
    ("COUNTRY", Label::Place, Stand::Perhaps),
    ("STATE", Label::Place, Stand::Perhaps),
    ("CITY", Label::Place, Stand::Perhaps),
    ("TICKER", Label::Other, Stand::Perhaps),
    ("DISTRIBUTION", Label::Other, Stand::Perhaps),
    ("UPDATE", Label::Other, Stand::Perhaps),
    ("URL", Label::Other, Stand::Perhaps),
];

/// A label found at the start of a line, and where its value begins in the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) label: Label,
    pub(super) stand: Stand,
    pub(super) value: usize,
}

/// The known label that opens a line: `LOAD-DATE: …`, and `Load-Date: …` as newer downloads write it.
pub(super) fn known(line: &str) -> Option<Found> {
    let (name, _) = line.split_once(':').filter(|(name, _)| name.len() <= 20)?;
    if !name.starts_with(char::is_uppercase) {
        return None;
    }
    let upper = name.to_uppercase();
    let (_, label, stand) = LABELS.iter().find(|(known, ..)| *known == upper)?;
    Some(Found { label: *label, stand: *stand, value: name.len() + 1 })
}

/// The same where labels are written in capitals alone.
pub(super) fn capitals(line: &str) -> Option<Found> {
    let found = known(line)?;
    let name = line.get(..found.value)?;
    (!name.chars().any(char::is_lowercase)).then_some(found)
}

/// The label that opens a line above a text whose beginning is marked, known or not.
pub(super) fn any(line: &str) -> Option<Found> {
    let (name, _) = line.split_once(':')?;
    let is_name = (3..=24).contains(&name.len())
        && name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.bytes().all(|b| b.is_ascii_uppercase() || matches!(b, b'-' | b' '));
    let other = Found { label: Label::Other, stand: Stand::Above, value: name.len() + 1 };
    capitals(line).or_else(|| is_name.then_some(other))
}

/// What a line names that is nothing but the name of a part, as newer downloads set it.
pub(super) fn part(line: &str) -> Option<Label> {
    match line.trim() {
        "Body" => Some(Label::Body),
        "Graphic" => Some(Label::Graphic),
        "Classification" => Some(Label::Other),
        _ => None,
    }
}

impl Label {
    /// Whether a value may go on behind a blank line.
    pub(super) fn is_long(self) -> bool {
        matches!(self, Self::Highlight | Self::Abstract | Self::Graphic | Self::Correction)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_open_lines_in_capitals_or_as_titles() {
        let label = |line| known(line).map(|found| found.label);
        assert_eq!(label("LOAD-DATE: March 12, 1994"), Some(Label::Other));
        assert_eq!(label("Byline: Ann Marlow"), Some(Label::Byline));
        assert_eq!(label("LÄNGE: 120 Wörter"), Some(Label::Length));
        assert_eq!(label("body: none"), None);
        assert_eq!(label("   HEADLINE: indented"), None);
        assert_eq!(label("The headline: a story"), None);
        assert_eq!(any("NAMED-PERSONS: HOLM, ANDERS").map(|f| f.label), Some(Label::Other));
        assert_eq!(any("A: no name"), None);
    }
}
