//! How right a candidate is, by the definitions of the benchmark: headlines equal but for case, marks and blanks;
//! the same calendar day; f1 of the sets of normalised names.

use super::corpus::Gold;
use std::collections::BTreeSet;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// How right each candidate of a model is; `None` where the page does not tell.
pub(crate) fn rightness(model: &str, gold: &Gold, values: &[Vec<String>]) -> Option<Vec<f32>> {
    let first = |value: &[String]| value.first().cloned().unwrap_or_default();
    let each = |right: &dyn Fn(&[String]) -> f32| values.iter().map(|value| right(value)).collect();
    match model.strip_prefix("dump-").unwrap_or(model) {
        "headline" => {
            let want = title(gold.title.as_deref().filter(|t| !t.is_empty())?);
            Some(each(&|value| f32::from(title(&first(value)) == want)))
        }
        "published" => {
            let want = gold.date.clone().filter(|d| d.len() >= 10)?;
            Some(each(&|value| f32::from(first(value).get(..10) == want.get(..10))))
        }
        _ => {
            let want = names(gold.authors.as_ref().filter(|a| !a.is_empty())?);
            Some(each(&|value| f1(&want, &names(value))))
        }
    }
}

fn f1(want: &BTreeSet<String>, got: &BTreeSet<String>) -> f32 {
    let common = want.intersection(got).count() as f32;
    2.0 * common / (want.len() + got.len()).max(1) as f32
}

fn title(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect()
}

fn names(list: &[String]) -> BTreeSet<String> {
    const AND: [&str; 8] = [" and ", " und ", " et ", " y ", " e ", " og ", " och ", " & "];
    let mut all: Vec<String> =
        list.iter().flat_map(|name| name.split([';', '|', '\n', ','])).map(str::to_owned).collect();
    for and in AND {
        all = all.iter().flat_map(|name| name.split(and)).map(str::to_owned).collect();
    }
    all.iter().map(|text| name(text)).filter(|name| !name.is_empty()).collect()
}

fn name(text: &str) -> String {
    let plain: String = text.nfkd().flat_map(char::to_lowercase).filter(|c| !is_combining_mark(*c)).collect();
    let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let words: Vec<&str> = words.filter(|w| !["dr", "prof", "phd"].contains(w)).collect();
    let by = ["by", "von", "par", "por", "di", "da", "av", "af", "door"];
    let skip = usize::from(words.first().is_some_and(|w| by.contains(w)));
    words[skip.min(words.len())..].join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn candidates_are_right_as_the_benchmark_has_it() {
        let gold = Gold {
            title: Some("Port reopens!".into()),
            date: Some("2018-01-26".into()),
            authors: Some(vec!["Ann Lée".into(), "Bo Ek".into()]),
            ..Gold::default()
        };
        let one = |model, value: &[&str]| {
            rightness(model, &gold, &[value.iter().map(|v| (*v).to_owned()).collect()]).unwrap()[0]
        };
        assert_eq!(one("headline", &["PORT reopens"]), 1.0);
        assert_eq!(one("dump-published", &["2018-01-26T10:00Z"]), 1.0);
        assert_eq!(one("authors", &["By Ann Lee", "Bo Ek"]), 1.0);
        assert_eq!(one("authors", &["Ann Lee", "Al Li"]), 0.5);
    }
}
