//! The people of a list of authors: who publishes a page has not written it, nor has an agency or a desk.

use super::source::Source;
use crate::field::agency::{agency, is_agency};
use crate::field::byline::{bare_people, is_desk, is_likely_place};
use crate::field::candidate::Candidate;

/// Sources that name who publishes a page, whoever wrote it.
const PUBLISHERS: [Source; 2] = [Source::Site, Source::LdPublisher];

/// Most letters of an agency's initials.
const LONGEST_INITIALS: usize = 4;

/// Sources in which a page says who its author is, without a reader seeing it.
const TOLD: [Source; 6] = [
    Source::Ld,
    Source::LdWritten,
    Source::Meta,
    Source::MetaWritten,
    Source::MetaOther,
    Source::MetaOtherWritten,
];

/// The names of the list that are not an agency's or a desk's; none where nothing but the name of the site gives it, unless
/// that is a person's. An agency's initials that the page's head names as the author stay: papers sign so.
pub(crate) fn people_only(list: &Candidate<Vec<String>>) -> Vec<String> {
    let bits = |sources: &[Source]| sources.iter().fold(0, |bits, source| bits | 1 << *source as usize);
    let is_published = list.sources & !bits(&PUBLISHERS) == 0;
    let is_head = list.sources & bits(&TOLD) != 0;
    let is_told = is_head && list.value.len() == 1;
    let is_left = |name: &&String| {
        let is_signature = is_told && name.chars().count() <= LONGEST_INITIALS || is_shared(name);
        !is_desk(name)
            && (is_head || !is_likely_place(name))
            && (!is_agency(name) || is_signature)
            && (!is_published || !bare_people(name).is_empty())
    };
    list.value.iter().filter(is_left).cloned().collect()
}

/// The agency that a list names.
pub(crate) fn agency_among(list: &Candidate<Vec<String>>) -> Option<&'static str> {
    list.value.iter().find_map(|name| agency(name))
}

/// Whether initials that are no agency's stand before those of one: `det/dpa`.
fn is_shared(name: &str) -> bool {
    let mut parts = name.split('/').map(str::trim);
    parts.clone().count() == 2 && parts.any(|part| agency(part).is_none() && !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(names: &[&str], sources: &[Source]) -> Candidate<Vec<String>> {
        let sources = sources.iter().fold(0, |bits, source| bits | 1 << *source as usize);
        let value = names.iter().map(|name| (*name).to_owned()).collect();
        Candidate { value, key: String::new(), sources, places: Vec::new() }
    }

    #[test]
    fn people_are_left() {
        for (names, want) in [
            (vec!["Anna Lee"], vec!["Anna Lee"]),
            (vec!["Anna Lee", "Associated Press"], vec!["Anna Lee"]),
            (vec!["Reuters Staff"], vec![]),
            (vec!["Associated Press"], vec![]),
            (vec!["dpa"], vec!["dpa"]),
            (vec!["det/dpa"], vec!["det/dpa"]),
            (vec!["Anna Lee", "dpa"], vec!["Anna Lee"]),
            (vec!["Staff Reporter"], vec![]),
            (vec!["wire services"], vec![]),
            (vec!["Mercury Newsdesk"], vec![]),
            (vec!["gull42"], vec!["gull42"]),
            (vec!["Anna Lee Political Correspondent"], vec!["Anna Lee Political Correspondent"]),
        ] {
            assert_eq!(people_only(&of(&names, &[Source::MetaWritten, Source::Site])), want, "{names:?}");
        }
        assert_eq!(agency_among(&of(&["Associated Press"], &[])), Some("AP"));
    }

    #[test]
    fn the_site_signs_nothing() {
        let publishers = of(&["Marston Mercury"], &[Source::Site, Source::LdPublisher]);
        assert_eq!(people_only(&publishers), Vec::<String>::new());
        assert_eq!(people_only(&of(&["Anna Lee"], &[Source::Site])), ["Anna Lee"]);
        assert_eq!(people_only(&of(&["New York"], &[Source::BylineWritten])), Vec::<String>::new());
        assert_eq!(people_only(&of(&["AFP"], &[Source::AuthorWritten])), Vec::<String>::new());
        assert_eq!(people_only(&of(&["Marston Mercury"], &[Source::Ld, Source::Site])), ["Marston Mercury"]);
    }
}
