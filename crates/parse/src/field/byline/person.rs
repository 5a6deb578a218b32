//! Whether words are the name of a person.

use crate::body::token::Hashed;
use crate::field::agency::is_agency;
use std::{ops::Range, sync::LazyLock};

/// Words that no person's name holds: roles, desks, organisations, parts of a page.
const NOT_NAMES: &[&str] = &[
    "staff",
    "reporter",
    "reporters",
    "editor",
    "editors",
    "editorial",
    "correspondent",
    "correspondents",
    "writer",
    "writers",
    "journalist",
    "journalists",
    "team",
    "news",
    "newsroom",
    "desk",
    "admin",
    "administrator",
    "webmaster",
    "contributor",
    "contributors",
    "contributing",
    "agency",
    "agencies",
    "agencia",
    "agencias",
    "agence",
    "agences",
    "agenturen",
    "agentur",
    "wire",
    "wires",
    "service",
    "services",
    "press",
    "online",
    "digital",
    "media",
    "magazine",
    "tv",
    "radio",
    "author",
    "authors",
    "autor",
    "autora",
    "autoren",
    "auteur",
    "photographer",
    "photo",
    "photos",
    "foto",
    "fotos",
    "video",
    "bureau",
    "office",
    "department",
    "ministry",
    "university",
    "institute",
    "inc",
    "ltd",
    "llc",
    "gmbh",
    "plc",
    "corp",
    "company",
    "board",
    "times",
    "post",
    "herald",
    "tribune",
    "gazette",
    "journal",
    "daily",
    "weekly",
    "chronicle",
    "telegraph",
    "network",
    "group",
    "community",
    "association",
    "foundation",
    "society",
    "club",
    "redaktion",
    "redaktør",
    "redaktion:",
    "redaktør:",
    "redaktionen",
    "redaktor",
    "redakcja",
    "redakce",
    "redakcia",
    "redacción",
    "redaccion",
    "redazione",
    "redação",
    "redacao",
    "redactie",
    "redacció",
    "rédaction",
    "redaction",
    "toimitus",
    "szerkesztőség",
    "redacția",
    "redactia",
    "redakcija",
    "redakciya",
    "редакция",
    "редакція",
    "haber",
    "merkezi",
    "servisi",
    "guest",
    "anonymous",
    "unknown",
    "user",
    "page",
    "home",
    "share",
    "subscribe",
    "follow",
    "read",
    "more",
    "comments",
    "comment",
    "updated",
    "published",
    "posted",
    "minutes",
    "hours",
    "ago",
    "today",
    "login",
    "sign",
    "newsletter",
    "copyright",
    "rights",
    "reserved",
    "facebook",
    "twitter",
    "instagram",
    "youtube",
    "linkedin",
    "whatsapp",
    "email",
    "e-mail",
    "http",
    "https",
    "www",
    "special",
    "exclusive",
    "sponsored",
    "advertisement",
    "partner",
    "content",
    "story",
    "article",
    "articles",
    "translated",
    "translation",
    "compiled",
    "source",
    "sources",
    "associated",
    "senior",
    "chief",
    "director",
    "manager",
    "president",
    "minister",
    "professor",
    "international",
    "national",
    "global",
    "world",
    "europe",
    "columnist",
    "presse",
    "presseportal",
    "verlag",
    "zeitung",
    "medien",
    "nachrichten",
    "journaliste",
    "journalistin",
    "korrespondent",
    "korrespondentin",
    "envoyé",
    "spécial",
    "corresponsal",
    "corrispondente",
    "inviato",
    "photography",
    "blog",
    "blogger",
    "blogs",
    "podcast",
    "studio",
    "studios",
    "productions",
    "support",
    "app",
    "store",
    "shop",
    "policy",
    "privacy",
    "terms",
    "january",
    "february",
    "april",
    "june",
    "july",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "the",
    "this",
    "our",
    "your",
    "you",
    "about",
    "view",
    "all",
    "from",
    "for",
    "with",
    "by",
    "profile",
    "bio",
    "biography",
    "security",
    "research",
    "center",
    "centre",
    "council",
    "committee",
    "government",
    "police",
    "church",
    "school",
    "college",
    "editor-in-chief",
    "publisher",
    "reviewed",
    "medically",
    "edited",
    "written",
    "watch",
    "listen",
    "live",
    "newsdesk",
    "webdesk",
    "web",
    "kolumne",
    "kommentar",
    "analyse",
    "analysis",
    "opinion",
    "interview",
    "chefredakteur",
    "chefredakteurin",
    "redakteur",
    "redakteurin",
    "reporterin",
    "autorin",
    "gastautor",
    "responsable",
    "correspondant",
    "correspondante",
    "collaborateur",
    "rédacteur",
    "rédactrice",
    "crédit",
];

/// Small words inside names.
const PARTICLES: &[&str] = &[
    "de", "van", "von", "der", "den", "da", "la", "le", "del", "di", "do", "dos", "das", "du", "des", "al",
    "el", "bin", "ibn", "ben", "bint", "y", "e", "zu", "zum", "ter", "ten", "te", "af", "av", "dem", "los",
    "las", "della", "dello", "degli", "d", "lo", "und", "i", "vom", "zur", "abu", "mac", "st", "a", "o", "s",
    "'t", "’t",
];

/// Words that close a name and are no part of it to judge.
const TITLES: &[&str] = &[
    "jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "phd", "ph.d", "ph.d.", "md", "m.d.", "dr", "dr.", "prof",
    "prof.",
];

/// Whether `name` is that of a person: two to five capitalised words; with `strict` off one word will do.
pub(crate) fn is_person(name: &str, strict: bool) -> bool {
    let count = name.chars().count();
    let is_text = |c: char| {
        c.is_alphabetic()
            || c.is_whitespace()
            || matches!(c, '.' | '\'' | '’' | '-' | '‐' | '‘' | '`' | '·' | '“' | '”' | '"' | '(' | ')' | '\u{300}'..='\u{36f}' | '\u{900}'..='\u{dff}' | '\u{e00}'..='\u{e7f}')
    };
    if !(2..=50).contains(&count) || !name.chars().all(is_text) {
        return false;
    }
    if name.chars().any(is_east_asian) {
        return is_east_asian_name(name) && !is_agency(name);
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let least = if strict { 2 } else { 1 };
    let names = words.iter().filter(|word| is_capitalised(word)).count();
    let last = words.iter().rev().find(|word| !TITLES.contains(&word.to_lowercase().as_str()));
    (least..=5).contains(&words.len())
        && names >= least.min(2)
        && words.first().is_some_and(|word| is_capitalised(word) || is_particle(word))
        && last.is_some_and(|word| is_capitalised(word))
        && words.iter().all(|word| is_capitalised(word) || is_particle(word))
        && !is_role(name)
        && (words.len() > 1 || is_single_name(name))
}

/// One word is a name where it is written as one, not as an abbreviation or a domain.
fn is_single_name(word: &str) -> bool {
    let is_shouted = word.chars().all(|c| !c.is_lowercase());
    word.chars().count() >= 3 && !word.contains('.') && (!is_shouted || word.chars().count() > 4)
}

/// The words that no name holds: each word of what may be a name is looked up.
static NOT_NAMES_INDEX: LazyLock<Hashed<(), &str>> =
    LazyLock::new(|| NOT_NAMES.iter().map(|word| (*word, ())).collect());

/// Whether the words name a role, a desk or an organisation.
pub(crate) fn is_role(text: &str) -> bool {
    text.split(|c: char| c.is_whitespace() || c == '/' || c == '(' || c == ')').any(|word| {
        let word = word.trim_matches(['.', ',', ':', '\'', '’']).to_lowercase();
        NOT_NAMES_INDEX.contains_key(word.as_str()) || ["'s", "’s"].iter().any(|own| word.ends_with(own))
    }) || is_agency(text)
}

/// Words before a role that belong to it.
const KINDS_OF_ROLE: &[&str] = &[
    "political",
    "foreign",
    "deputy",
    "associate",
    "assistant",
    "diplomatic",
    "science",
    "health",
    "education",
    "business",
    "economics",
    "sports",
    "sport",
    "environment",
    "technology",
    "culture",
    "home",
    "crime",
    "legal",
    "royal",
    "consumer",
    "investigative",
    "freelance",
    "contributing",
    "managing",
    "executive",
    "general",
    "white",
    "house",
    "data",
    "features",
    "religion",
    "defence",
    "defense",
    "security",
    "transport",
    "energy",
];

/// A piece without what says what the person is: `Ann Lee Political Correspondent`, `Ann LeeKorrespondent`,
/// `이상현 기자`, a name printed twice.
pub(super) fn without_role(line: &str, range: Range<usize>) -> Range<usize> {
    let Some(text) = line.get(range.clone()) else { return range };
    if let Some(half) = halved(text) {
        return range.start..range.start + half;
    }
    let own = ["기자", "記者", "记者"].iter().find_map(|role| text.strip_suffix(role)).map(str::trim_end);
    let end = match own.filter(|name| !name.is_empty()) {
        Some(name) => name.len(),
        None => role_start(text),
    };
    let end = range.start + end;
    if line.get(range.start..end).is_some_and(|name| is_person(name, true)) {
        range.start..end
    } else {
        range
    }
}

/// Where the role behind a name begins; the end where there is none.
fn role_start(text: &str) -> usize {
    let mut at = 0;
    let mut kept = 0;
    for word in text.split_whitespace() {
        let start = at + text.get(at..).and_then(|rest| rest.find(word)).unwrap_or(0);
        at = start + word.len();
        if let Some(glued) = glued_role(word) {
            return start + glued;
        }
        let is_kind = KINDS_OF_ROLE.contains(&word.to_lowercase().as_str());
        if start > 0 && is_role(word) {
            return kept;
        }
        if !is_kind {
            kept = at;
        }
    }
    text.len()
}

/// Where a role begins that lost the blank before it: `LeeKorrespondent`, `LazareTwitter`.
fn glued_role(word: &str) -> Option<usize> {
    let pairs = word.char_indices().zip(word.chars().skip(1));
    let joints = pairs.filter(|((_, before), c)| before.is_lowercase() && c.is_uppercase());
    let mut starts = joints.map(|((at, before), _)| at + before.len_utf8());
    starts.find(|start| {
        word.get(*start..).is_some_and(|rest| NOT_NAMES.contains(&rest.to_lowercase().as_str()))
    })
}

/// Bytes of the first half of a name that is printed twice.
fn halved(text: &str) -> Option<usize> {
    let middle = text.len() / 2;
    let (first, second) = (text.get(..middle)?, text.get(middle + 1..)?);
    (first == second && first.contains(' ')).then_some(middle)
}

/// Begins with a capital or with a letter of a script that has none.
pub(super) fn is_capitalised(word: &str) -> bool {
    let first = word.trim_start_matches(['\'', '’', '‘', '"', '“', '(', '`']).chars().next();
    first.is_some_and(|c| c.is_alphabetic() && !c.is_lowercase()) || has_inner_capital(word)
}

/// `d’Arcy`, `al-Haddad`, `deBoer`.
fn has_inner_capital(word: &str) -> bool {
    let lower: String = word.chars().take_while(|c| c.is_lowercase()).collect();
    let rest = word.get(lower.len()..).unwrap_or("");
    let rest = rest.trim_start_matches(['\'', '’', '-']);
    (1..=4).contains(&lower.len()) && rest.chars().next().is_some_and(char::is_uppercase)
}

fn is_particle(word: &str) -> bool {
    let lower = word.to_lowercase();
    PARTICLES.contains(&lower.as_str()) || TITLES.contains(&lower.as_str())
}

fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

/// Two to six characters without the signs of an office or a paper; longer where kana or a middle dot spell a foreign name.
fn is_east_asian_name(name: &str) -> bool {
    const OFFICES: [&str; 22] = [
        "记者",
        "記者",
        "编辑",
        "編輯",
        "新闻",
        "新聞",
        "通讯",
        "社",
        "报",
        "報",
        "网",
        "網",
        "台",
        "部",
        "局",
        "기자",
        "뉴스",
        "신문",
        "편집",
        "ニュース",
        "編集",
        "来源",
    ];
    let count = name.chars().filter(|c| !c.is_whitespace()).count();
    let is_long = name.contains(['·', '・']) || name.chars().any(|c| matches!(c, '\u{30a0}'..='\u{30ff}'));
    (2..=if is_long { 12 } else { 5 }).contains(&count) && !OFFICES.iter().any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_told_from_desks() {
        for name in [
            "Ann Lee",
            "Bo van der Ek",
            "ANN LEE",
            "J. R. Smith Jr.",
            "María R. Sahagún",
            "Conor O'Neil",
            "Jean d’Arc",
            "Omar al-Haddad",
            "Анна Ли",
            "张三",
            "홍길동",
            "Ann-Marie Lee-Smith",
        ] {
            assert!(is_person(name, true), "{name}");
        }
        for name in [
            "Staff Reporter",
            "Reuters",
            "The Harbour Times",
            "AFP",
            "Redaktion",
            "ann lee",
            "Ann",
            "Ann Lee 3",
            "新华社记者",
            "News Desk",
            "ann@harbour.example",
            "Ann Lee's Blog",
            "",
            "A",
        ] {
            assert!(!is_person(name, true), "{name}");
        }
    }

    #[test]
    fn one_word_will_do_in_a_field() {
        assert!(is_person("Ann", false) && !is_person("CNN", false) && !is_person("ann", false));
    }
}
