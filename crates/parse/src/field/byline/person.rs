//! Whether words are the name of a person.

use super::east_asian::{is_east_asian, may_be_korean};
use super::role::is_role;
use crate::field::agency::is_agency;
use crate::letters::{is_letter, lowered};

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
        is_letter(c)
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
    let last = words.iter().rev().find(|word| !TITLES.contains(&lowered(word).as_ref()));
    (least..=5).contains(&words.len())
        && names >= least.min(2)
        && words.first().is_some_and(|word| is_capitalised(word) || is_particle(word))
        && last.is_some_and(|word| is_capitalised(word) && !is_cut(word))
        && words.iter().all(|word| is_capitalised(word) || is_particle(word))
        && !is_role(name)
        && (words.len() > 1 || is_single_name(name))
}

/// One Latin letter without a full stop is what is left of a word, as of "Deutsche G7": names end in whole words.
fn is_cut(word: &str) -> bool {
    word.len() == 1
}

/// One word is a name where it is written as one, not as an abbreviation or a domain.
fn is_single_name(word: &str) -> bool {
    let is_shouted = word.chars().all(|c| !c.is_lowercase());
    word.chars().count() >= 3 && !word.contains('.') && (!is_shouted || word.chars().count() > 4)
}

/// Begins with a capital or with a letter of a script that has none.
pub(super) fn is_capitalised(word: &str) -> bool {
    let first = word.trim_start_matches(['\'', '’', '‘', '"', '“', '(', '`']).chars().next();
    first.is_some_and(|c| c.is_alphabetic() && !c.is_lowercase()) || has_inner_capital(word)
}

/// `d’Arcy`, `al-Haddad`, `deBoer`.
fn has_inner_capital(word: &str) -> bool {
    let rest = word.trim_start_matches(char::is_lowercase);
    let small = word.len() - rest.len();
    let rest = rest.trim_start_matches(['\'', '’', '-']);
    (1..=4).contains(&small) && rest.chars().next().is_some_and(char::is_uppercase)
}

/// Whether a word, whatever its case, is a small one inside names, or a title behind them.
pub(crate) fn is_particle(word: &str) -> bool {
    let lower = lowered(word);
    PARTICLES.contains(&lower.as_ref()) || TITLES.contains(&lower.as_ref())
}

/// Two to six characters without the signs of an office, a paper or a county; longer where kana or a middle dot spell a
/// foreign name.
fn is_east_asian_name(name: &str) -> bool {
    /// What closes the name of a place that a byline's "from" introduces.
    const PLACES: [char; 9] = ['县', '縣', '市', '省', '区', '區', '镇', '鎮', '州'];
    const OFFICES: [&str; 46] = [
        "来自",
        "來自",
        "作者",
        "本报",
        "摄影",
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
        "입력",
        "수정",
        "등록",
        "승인",
        "송고",
        "ニュース",
        "編集",
        "来源",
        "时间",
        "時間",
        "更新",
        "发布",
        "發佈",
        "发表",
        "责编",
        "字号",
        "打印",
        "评论",
        "点击",
        "首页",
        "页首",
        "返回",
    ];
    let count = name.chars().filter(|c| !c.is_whitespace()).count();
    let is_long = name.contains(['·', '・']) || name.chars().any(|c| matches!(c, '\u{30a0}'..='\u{30ff}'));
    let is_place = count > 2 && name.trim_end().ends_with(PLACES);
    (2..=if is_long { 12 } else { 5 }).contains(&count)
        && may_be_korean(name)
        && !is_place
        && !OFFICES.iter().any(|word| name.contains(word))
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
            "来自",
            "河北顺平县",
            "更新时间",
            "NEWSHOUR TRANSCRIPT",
            "Deutsche G",
            "Popular Resources",
            "Externe Links",
            "Ann Lee Former Consultant",
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
