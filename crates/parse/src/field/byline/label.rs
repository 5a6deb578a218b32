//! The labels that bylines open with, found by their first letters.

use std::sync::LazyLock;

/// Openings that are bylines whatever follows; with or without a colon.
pub(super) const LABELS: &[&str] = &[
    "written by",
    "story by",
    "posted by",
    "published by",
    "reported by",
    "reporting by",
    "words by",
    "article by",
    "review by",
    "analysis by",
    "interview by",
    "guest post by",
    "a guest post by",
    "contributed by",
    "created by",
    "added by",
    "submitted by",
    "authored by",
    "penned by",
    "author/s:",
    "interview:",
    "autor/in:",
    "autor*in:",
    "autorin/autor",
    "ein interview von",
    "interview von",
    "ein beitrag von",
    "ein artikel von",
    "ein kommentar von",
    "ein gastbeitrag von",
    "gastbeitrag von",
    "eine kolumne von",
    "eine analyse von",
    "artikel von",
    "kolumne von",
    "analyse von",
    "kommentar von",
    "reportage von",
    "chronique de",
    "une chronique de",
    "opinion de",
    "frétt af",
    "beitrag von",
    "rezept von",
    "text von",
    "erstellt von",
    "eingestellt von",
    "veröffentlicht von",
    "publiziert von",
    "gepostet von",
    "gespeichert von",
    "redaktion:",
    "escribe",
    "escribe:",
    "redacción:",
    "texto de",
    "propos recueillis par",
    "posté par",
    "rédigé par",
    "proposé par",
    "postado por",
    "escrito por:",
    "a cura di",
    "articolo di",
    "inserito da",
    "geplaatst door",
    "door:",
    "tekst av",
    "publisert av",
    "publicerad av",
    "text av",
    "af:",
    "opublikowane przez",
    "dodał:",
    "autorka:",
    "napsal",
    "napísal",
    "text by",
    "report by",
    "author:",
    "authors:",
    "author :",
    "autor:",
    "autorin:",
    "autoren:",
    "autora:",
    "autores:",
    "auteur :",
    "auteur:",
    "auteurs :",
    "autore:",
    "text:",
    "texte :",
    "texte:",
    "texto:",
    "testo:",
    "tekst:",
    "von:",
    "by:",
    "par:",
    "por:",
    "reporter:",
    "foto und text:",
    "verfasst von",
    "geschrieben von",
    "escrito por",
    "publicado por",
    "publié par",
    "écrit par",
    "scritto da",
    "pubblicato da",
    "geschreven door",
    "skrevet av",
    "skrevet af",
    "skriven av",
    "teksti:",
    "haber:",
    "yazan:",
    "автор:",
    "текст:",
    "bởi",
    "oleh",
    "penulis:",
    "dal nostro inviato",
    "dal nostro corrispondente",
    "de notre envoyé spécial",
    "de notre envoyée spéciale",
    "de notre correspondant",
    "de notre correspondante",
    "van onze verslaggever",
    "van onze correspondent",
    "from our correspondent",
    "from correspondent",
    "本报记者",
    "记者：",
    "记者:",
    "记者 ",
    "記者：",
    "记者",
    "作者：",
    "作者:",
    "文/",
    "文／",
    "撰文/",
    "编辑：",
    "كتب:",
    "كتب ",
    "كتبت ",
    "بقلم:",
    "بقلم ",
    "by staff writer",
    "napisał:",
    "opracował:",
    "autor tekstu:",
    "συντάκτης:",
    "του ",
    "της ",
];

/// Labels that begin with a byte.
#[derive(Debug, Clone, Default)]
struct Labels {
    /// The longest first.
    all: Vec<&'static str>,
    /// A bit for the last five bits of each one's second byte, which letters of ASCII share with their capitals.
    seconds: u32,
}

/// The labels by the first byte of their first letter: every line of a page is looked up.
static LABEL_INDEX: LazyLock<Vec<Labels>> = LazyLock::new(|| {
    let mut index: Vec<Labels> = vec![Labels::default(); 256];
    for label in LABELS {
        let mut bytes = label.bytes();
        if let Some(labels) = bytes.next().and_then(|first| index.get_mut(usize::from(first))) {
            labels.all.push(label);
            labels.seconds |= bytes.next().map_or(0, |second| 1 << (second & 31));
        }
    }
    index.iter_mut().for_each(|labels| labels.all.sort_by_key(|label| std::cmp::Reverse(label.len())));
    index
});

/// The labels that a text may open with.
pub(super) fn labels_of(text: &str) -> &'static [&'static str] {
    let bytes = text.as_bytes();
    let first = text.chars().next().map(|first| usize::from(small_byte(first)));
    let Some(labels) = first.and_then(|first| LABEL_INDEX.get(first)) else { return &[] };
    // Where both letters are of ASCII, nearly always the second says that there is none.
    let is_ascii = bytes.first().is_some_and(u8::is_ascii);
    let second = bytes.get(1).filter(|second| is_ascii && second.is_ascii());
    if second.is_some_and(|second| labels.seconds >> (second & 31) & 1 == 0) { &[] } else { &labels.all }
}

/// The first byte of a letter in lower case, where that is one letter too.
fn small_byte(letter: char) -> u8 {
    if letter.is_ascii() {
        return letter.to_ascii_lowercase() as u8;
    }
    let mut lower = letter.to_lowercase();
    let small = lower.next().filter(|_| lower.next().is_none()).unwrap_or(letter);
    small.encode_utf8(&mut [0; 4]).bytes().next().unwrap_or_default()
}
