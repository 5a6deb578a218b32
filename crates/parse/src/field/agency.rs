//! News agencies and the forms in which texts credit them.

use crate::body::token::Hashed;
use crate::field::byline::{is_person, opening, people};
use crate::letters::{Signs, lowered, signed, small_word};
use std::{ops::Range, sync::LazyLock};

/// Agencies by the name that the record gives them, with the forms of their credits in lower case.
const AGENCIES: &[(&str, &[&str])] = &[
    (
        "AP",
        &[
            "ap",
            "associated press",
            "the associated press",
            "a.p.",
            "美联社",
            "美聯社",
            "ａｐ",
            "ap通信",
            "أ ب",
            "أسوشيتد برس",
        ],
    ),
    (
        "Reuters",
        &[
            "reuters",
            "reuter",
            "thomson reuters",
            "reuters health",
            "reuters life!",
            "ロイター",
            "路透社",
            "路透",
            "رويترز",
            "рейтер",
            "로이터",
        ],
    ),
    (
        "AFP",
        &[
            "afp",
            "agence france-presse",
            "agence france presse",
            "法新社",
            "أ ف ب",
            "أ.ف.ب",
            "فرانس برس",
            "afp通信",
            "afp=時事",
            "афп",
        ],
    ),
    ("UPI", &["upi", "united press international"]),
    ("UP", &["up", "united press"]),
    ("INS", &["ins", "international news service"]),
    (
        "Xinhua",
        &[
            "xinhua",
            "xinhua news agency",
            "xinhuanet",
            "xinhua net",
            "ncna",
            "hsinhua",
            "新华社",
            "新華社",
            "新华网",
            "新華網",
        ],
    ),
    ("China News Service", &["china news service", "ecns", "中新社", "中新网", "中新網"]),
    ("TASS", &["tass", "itar-tass", "itar tass", "тасс", "итар-тасс"]),
    ("Interfax", &["interfax", "интерфакс", "interfax-ukraine"]),
    ("RIA Novosti", &["ria novosti", "ria", "рия новости", "риа новости", "sputnik"]),
    ("dpa", &["dpa", "dpa-afx", "deutsche presse-agentur", "tca/dpa", "dpa-infocom"]),
    ("EFE", &["efe", "agencia efe", "agencias efe"]),
    ("Europa Press", &["europa press"]),
    ("ANSA", &["ansa"]),
    ("AGI", &["agi"]),
    ("Adnkronos", &["adnkronos"]),
    ("Kyodo", &["kyodo", "kyodo news", "共同", "共同社", "共同通信"]),
    ("Jiji", &["jiji", "jiji press", "時事", "時事通信"]),
    ("PTI", &["pti", "press trust of india"]),
    ("IANS", &["ians"]),
    ("ANI", &["ani"]),
    ("UNI", &["uni", "united news of india"]),
    ("PA", &["pa", "press association", "pa media", "pa news"]),
    ("AAP", &["aap", "australian associated press"]),
    ("NZPA", &["nzpa"]),
    ("CP", &["cp", "the canadian press", "canadian press", "la presse canadienne", "presse canadienne"]),
    ("ANP", &["anp"]),
    ("Belga", &["belga"]),
    ("SDA", &["sda", "ats", "keystone-sda", "keystone-ats", "sda/ats", "ats-ans"]),
    ("APA", &["apa", "austria presse agentur"]),
    ("sid", &["sid"]),
    ("epd", &["epd"]),
    ("KNA", &["kna"]),
    ("TT", &["tt"]),
    ("NTB", &["ntb"]),
    ("Ritzau", &["ritzau"]),
    ("STT", &["stt", "stt-lehtikuva"]),
    ("BNS", &["bns"]),
    ("ČTK", &["čtk", "ctk"]),
    ("TASR", &["tasr"]),
    ("PAP", &["pap"]),
    ("MTI", &["mti"]),
    ("HINA", &["hina"]),
    ("Tanjug", &["tanjug"]),
    ("BTA", &["bta", "бта"]),
    ("Agerpres", &["agerpres", "rompres", "mediafax"]),
    ("Ukrinform", &["ukrinform", "укрінформ"]),
    ("Lusa", &["lusa"]),
    ("Agência Brasil", &["agência brasil", "agencia brasil"]),
    ("Télam", &["télam", "telam"]),
    ("Notimex", &["notimex"]),
    ("Prensa Latina", &["prensa latina"]),
    ("Anadolu", &["anadolu", "anadolu agency", "aa", "anadolu ajansı"]),
    ("MENA", &["mena"]),
    ("WAM", &["wam"]),
    ("SPA", &["spa"]),
    ("KUNA", &["kuna"]),
    ("QNA", &["qna"]),
    ("Petra", &["petra"]),
    ("SANA", &["sana", "سانا"]),
    ("IRNA", &["irna", "ایرنا"]),
    ("Fars", &["fars", "fna", "فارس"]),
    ("APS", &["aps"]),
    ("MAP", &["map"]),
    ("TAP", &["tap"]),
    ("Yonhap", &["yonhap", "연합뉴스"]),
    ("Newsis", &["newsis", "뉴시스"]),
    ("News1", &["news1", "뉴스1"]),
    ("KCNA", &["kcna", "조선중앙통신"]),
    ("CNA", &["cna", "central news agency", "中央社"]),
    ("Antara", &["antara"]),
    ("Bernama", &["bernama"]),
    ("VNA", &["vna", "ttxvn"]),
    ("PNA", &["pna"]),
    ("NAN", &["nan"]),
    ("Inter Press Service", &["ips", "inter press service"]),
    ("Havas", &["havas"]),
    ("Wolff", &["wtb", "wolff"]),
    ("Stefani", &["stefani"]),
    ("Newsbytes", &["nb", "newsbytes"]),
    ("Bloomberg", &["bloomberg", "bloomberg news"]),
    ("Dow Jones", &["dow jones", "dow jones newswires", "marketwatch"]),
    (
        "PRNewswire",
        &["prnewswire", "pr newswire", "prnewswire-asianet", "prnewswire-firstcall", "prnewswire-usnewswire"],
    ),
    ("Business Wire", &["business wire"]),
    ("GlobeNewswire", &["globe newswire", "globenewswire", "marketwire", "marketwired"]),
    ("Kyodo JBN-AsiaNet", &["kyodo jbn-asianet", "kyodo jbn", "asianet"]),
    ("CNN", &["cnn", "cnn business", "cnnmoney"]),
    ("TNS", &["tns", "tribune news service", "mct", "krt"]),
];

/// The agency that a credit names in whole: `Xinhua`, `(ats afp)`, `The Associated Press`.
///
/// Of several (`tca/dpa`) the first that is known.
pub(crate) fn agency(credit: &str) -> Option<&'static str> {
    let credit = credit.trim().trim_matches(['(', ')', '[', ']', '.', ',', ':']).trim();
    if credit.is_empty() || credit.len() > LONGEST {
        return None;
    }
    let credit = lowered(credit);
    by_form(&credit).or_else(|| {
        let parts = || credit.split(['/', ',', ' ', '-', '&', '+']).filter(|p| !p.is_empty()).take(4);
        // Nearly nothing that is asked for begins with an agency.
        let is_divided = credit.contains('/');
        if !is_divided && by_form(parts().next()?).is_none() {
            return None;
        }
        let short = parts().count() <= 3 && parts().all(|part| part.chars().count() <= 9);
        let is_list = || is_divided || parts().all(|part| by_form(part).is_some());
        (short && is_list()).then(|| parts().find_map(by_form))?
    })
}

/// Bytes of the longest credit that is looked up.
const LONGEST: usize = 60;

/// The name for each form of a credit; a form that several have is the first one's.
fn by_form(credit: &str) -> Option<&'static str> {
    static FORMS: LazyLock<Hashed<&str, &str>> = LazyLock::new(|| {
        let named = AGENCIES.iter().rev();
        named.flat_map(|(name, forms)| forms.iter().map(|form| (*form, *name))).collect()
    });
    FORMS.get(credit).copied()
}

/// Whether the words name an agency or credit one (`Reuters Staff`, `AP Writer`, `Xinhua writer`).
pub(crate) fn is_agency(name: &str) -> bool {
    const DESKS: [&str; 12] = [
        " staff",
        " writer",
        " writers",
        " reporter",
        " reporters",
        " news agency",
        " correspondent",
        " correspondents",
        " news",
        " newsroom",
        " photo",
        " editorial",
    ];
    let lower = lowered(name.trim());
    agency(&lower).is_some()
        || DESKS.iter().any(|desk| lower.strip_suffix(desk).is_some_and(|n| agency(n).is_some()))
}

/// The agency that opens a credit line before its date: `Xinhua, July 21, 2016`, `Source: Xinhua 2018-01-26`.
///
/// Gives the record's name of the agency and where its credit stands.
pub(crate) fn credit_line(line: &str) -> Option<(&'static str, Range<usize>)> {
    const LABELS: [(Signs, &str); 14] = signed![
        "source:",
        "sources:",
        "source :",
        "quelle:",
        "fuente:",
        "fonte:",
        "bron:",
        "kilde:",
        "källa:",
        "来源：",
        "来源:",
        "來源：",
        "출처:",
        "(source:",
    ];
    // Each label holds a colon, and few lines do.
    let is_colon = |(at, byte): (usize, &u8)| {
        *byte == b':' || *byte == 0xef && line.get(at..).is_some_and(|rest| rest.starts_with('：'))
    };
    let label = line.as_bytes().iter().enumerate().any(is_colon).then(|| {
        let lower = lowered(line);
        let signs = Signs::of(line);
        let may_stand = LABELS.iter().filter(|(own, _)| signs.may_hold(*own));
        let found = may_stand.filter_map(|(_, label)| Some((lower.find(label)?, label.len())));
        found.min().filter(|_| lower.len() == line.len())
    });
    let start = label.flatten().map_or(0, |(at, length)| at + length);
    let rest = line.get(start..)?;
    let start = start + rest.len() - rest.trim_start().len();
    let rest = line.get(start..)?;
    if !may_open_credit(rest) {
        return None;
    }
    let ends = rest.char_indices().filter(|(_, c)| ends_word(*c)).map(|(at, _)| at).chain([rest.len()]);
    let mut best = None;
    for end in ends.take(5) {
        let credit = rest.get(..end)?.trim_end_matches([' ', ',', '.', ':']);
        if let Some(name) = is_written_as_name(credit).then(|| agency(credit)).flatten() {
            best = Some((name, start..start + credit.len()));
        }
    }
    best
}

/// The agency that a byline credits beside its people or in their stead: `By Ann Lee, The Associated Press`,
/// `Ann Lee | Reuters`, `By Reuters`.
///
/// Gives the record's name of the agency and where its credit stands.
pub(crate) fn bylined(line: &str) -> Option<(&'static str, Range<usize>)> {
    /// Words that lead from a person to the agency.
    const LEADS: [&str; 9] = [" of ", " for ", " and ", " with ", " avec ", " con ", " mit ", " und ", " - "];
    /// States with an agency's letters: `Harrisburg, PA`, `Lucknow, UP`.
    const STATES: [&str; 2] = ["PA", "UP"];
    if !may_name_agency(line) {
        return None;
    }
    let opens = || {
        let first = people(line).into_iter().next()?;
        (first.range.start == 0 && is_person(&first.name, true)).then_some(first.range.end)
    };
    let start = opening(line).map(|open| open.end).or_else(opens)?;
    let divides = |c: char| matches!(c, ',' | '|' | '(' | ')' | '/' | ';' | '–' | '—' | '•' | '·');
    let pieces = line.get(start..)?.split(divides).flat_map(|piece| {
        let lead = LEADS.iter().filter_map(|lead| Some((piece.find(lead)?, lead.len()))).min();
        let (at, length) = lead.unwrap_or((piece.len(), 0));
        [piece.get(..at).unwrap_or(""), piece.get(at + length..).unwrap_or("")]
    });
    pieces.take(8).map(str::trim).filter(|piece| !STATES.contains(piece)).find_map(|piece| {
        let at = piece.as_ptr() as usize - line.as_ptr() as usize;
        let name = is_written_as_name(piece).then(|| agency(piece)).flatten()?;
        Some((name, at..at + piece.len()))
    })
}

fn ends_word(c: char) -> bool {
    matches!(c, ',' | '|' | '(' | '/' | '-' | '·' | '•' | ';') || c.is_ascii_digit() || c.is_whitespace()
}

/// Whether the first word of a line is that of some agency's name, or one of several names: nearly every line is told by
/// that to be no credit.
fn may_open_credit(line: &str) -> bool {
    let first = first_word(line);
    let is_one_of_several =
        || memchr::memchr(b'/', line.as_bytes()).is_some() && line.chars().take(LONGEST).any(|c| c == '/');
    first.is_empty() || opens_agency(first) || is_one_of_several()
}

/// Whether a word opens some agency's name.
fn opens_agency(word: &str) -> bool {
    static FIRST: LazyLock<Hashed<(), &str>> = LazyLock::new(|| {
        let forms = AGENCIES.iter().flat_map(|(_, forms)| forms.iter());
        forms.map(|form| (first_word(form), ())).collect()
    });
    match small_word(word, &mut [0; 32]) {
        Some(small) => FIRST.contains_key(small),
        None => word.len() <= LONGEST && FIRST.contains_key(lowered(word).as_ref()),
    }
}

/// Whether some word of a line opens an agency's name, or it may hold several names.
fn may_name_agency(line: &str) -> bool {
    let ends = |c: char| ends_word(c) || matches!(c, ')' | '–' | '—');
    let mut words = line.split(ends).map(|word| word.trim_matches(AROUND));
    memchr::memchr(b'/', line.as_bytes()).is_some() || words.any(opens_agency)
}

/// Marks around words.
const AROUND: [char; 7] = ['(', ')', '[', ']', '.', ',', ':'];

/// The first word without the marks around it.
fn first_word(text: &str) -> &str {
    let bytes = text.as_bytes();
    // Most words are of letters alone, with a blank behind.
    let letters = bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    if letters > 0 && matches!(bytes.get(letters), None | Some(b' ' | b',')) {
        return text.get(..letters).unwrap_or(text);
    }
    let text = text.trim_start_matches(AROUND);
    text.split(ends_word).next().unwrap_or(text).trim_end_matches(AROUND)
}

/// Credits are capitalised, or agencies that write themselves small; `up`, `map`, `tap` in prose are words.
fn is_written_as_name(credit: &str) -> bool {
    const SMALL: [&str; 6] = ["dpa", "sid", "epd", "ats", "afp", "sda"];
    credit.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_lowercase()) || SMALL.contains(&credit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_name_agencies() {
        for (credit, want) in [
            ("Xinhua", Some("Xinhua")),
            ("(AP)", Some("AP")),
            ("The Associated Press", Some("AP")),
            ("ats afp", Some("SDA")),
            ("tca/dpa", Some("dpa")),
            ("أ ف ب", Some("AFP")),
            ("Daily Harbour", None),
            ("", None),
        ] {
            assert_eq!(agency(credit), want, "{credit}");
        }
    }

    #[test]
    fn desks_of_agencies_are_agencies() {
        assert!(is_agency("Reuters Staff") && is_agency("AFP"));
        assert!(!is_agency("Ann Staff"));
    }

    #[test]
    fn every_form_of_a_name_opens_a_credit() {
        for form in AGENCIES.iter().flat_map(|(_, forms)| forms.iter()) {
            assert!(may_open_credit(form), "{form}");
            assert!(may_open_credit(&format!("({form}), July 21")), "{form}");
        }
        assert!(may_open_credit("REUTERS") && may_open_credit("tca/dpa"));
        assert!(!may_open_credit("Boats returned to the harbour"));
    }

    #[test]
    fn bylines_credit_agencies() {
        let found = |line: &'static str| bylined(line).map(|(name, range)| (name, &line[range]));
        for (line, name, credit) in [
            ("By Ann Lee, The Associated Press", "AP", "The Associated Press"),
            ("Ann Lee | Reuters", "Reuters", "Reuters"),
            ("By Reuters", "Reuters", "Reuters"),
            ("By Ann Lee of The Associated Press", "AP", "The Associated Press"),
            ("Par Ann Lee avec AFP", "AFP", "AFP"),
            ("Ann Lee (dpa)", "dpa", "dpa"),
        ] {
            assert_eq!(found(line), Some((name, credit)), "{line}");
        }
        for line in ["By Ann Lee, Harrisburg, PA", "By Ann Lee", "The port, Reuters said", ""] {
            assert_eq!(found(line), None, "{line}");
        }
    }

    #[test]
    fn a_credit_line_opens_with_its_agency() {
        let found = |line: &'static str| credit_line(line).map(|(name, range)| (name, &line[range]));
        assert_eq!(found("Xinhua, July 21, 2016 Adjust font size:"), Some(("Xinhua", "Xinhua")));
        assert_eq!(found("Xinhua,January 26, 2018"), Some(("Xinhua", "Xinhua")));
        assert_eq!(found("Source: Xinhua News Agency 2018-01-26"), Some(("Xinhua", "Xinhua News Agency")));
        assert_eq!(found("China.org.cn, May 26, 2015"), None);
        assert_eq!(found("up to 20 people"), None);
    }
}
