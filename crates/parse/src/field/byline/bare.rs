//! Names that nothing but their form tells to be names: no `By` opens them, no mark-up calls them so.

use super::east_asian::{is_east_asian, is_marked};
use super::place::is_place_or_paper;
use super::{Person, is_particle, is_person, opening, people};
use crate::block::Block;
use crate::body::token::Hashed;
use crate::letters::{is_letter, lowered};
use memchr::memmem::Finder;
use std::cell::OnceCell;
use std::sync::LazyLock;

/// Given names of many countries, in small letters. Those that prose writes small too, and those of places, are left
/// out, but for the most frequent; the rest is what the Faker project lists (<https://github.com/joke2k/faker>, MIT).
static GIVEN: LazyLock<Hashed<(), &str>> =
    LazyLock::new(|| include_str!("given.txt").split_whitespace().map(|name| (name, ())).collect());

/// Longest given name that is looked up, in bytes.
const LONGEST: usize = 60;
/// Blocks whose words are looked at.
const LOOKED_AT: usize = 1_500;
/// Words in small letters that a page must have to say anything of a name, and the most words of a name that it tells of.
const LEAST_WORDS: usize = 40;
const MOST_WORDS: usize = 3;

/// The people of a text that may hold anything else: those whom `By` or an office names, else those of two words or more
/// one of which is a given name. What stands alone beside a date or a headline is far more often a place, a label or a
/// link than a byline.
pub(crate) fn bare_people(text: &str) -> Vec<Person> {
    bare(text, None)
}

/// As [`bare_people`], on better ground, such as a date on the same line: a name that no list holds will do, if the
/// page has none of its words in small letters.
pub(crate) fn bare_people_of(text: &str, page: &SmallWords<'_>) -> Vec<Person> {
    bare(text, Some(page))
}

fn bare(text: &str, page: Option<&SmallWords<'_>>) -> Vec<Person> {
    let is_told = opening(text).is_some();
    // Names are looked up far sooner than people are read.
    if page.is_none() && !is_told && !may_hold_given_name(text) {
        return Vec::new();
    }
    let is_bare = |name: &str| {
        !is_place_or_paper(name) && (has_given_name(name) || page.is_some_and(|page| page.lacks(name)))
    };
    let is_one = |person: &Person| match person.name.chars().any(is_east_asian) {
        true => is_told || is_marked(text, person),
        false => is_person(&person.name, true) && (is_told || is_bare(&person.name)),
    };
    people(text).into_iter().filter(is_one).collect()
}

fn parts(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| c.is_whitespace() || c == '-').filter(|part| part.len() <= LONGEST)
}

/// Whether the words are a place's or a paper's, and none of them a given name.
pub(crate) fn is_likely_place(name: &str) -> bool {
    is_place_or_paper(name) && !has_given_name(name)
}

/// Whether one of the words is a given name or an initial.
fn has_given_name(name: &str) -> bool {
    let is_initial = |part: &str| part.ends_with('.') && part.chars().count() == 2;
    parts(name).any(|part| GIVEN.contains_key(lowered(part).as_ref()) || is_initial(part))
}

/// Whether a name of this text may have a given name or an initial, or is one of East Asia, which is told otherwise.
fn may_hold_given_name(text: &str) -> bool {
    let is_between =
        |c: char| c.is_whitespace() || c.is_ascii_punctuation() && c != '\'' || BETWEEN.contains(&c);
    let is_initial = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some() && letters.next().is_none()
    };
    let mut words = text.split(is_between);
    words.any(|word| is_initial(word) || GIVEN.contains_key(lowered(word).as_ref()))
        || text.chars().any(is_east_asian)
}

/// Marks beyond ASCII that no given name has.
const BETWEEN: [char; 10] = ['–', '—', '‐', '“', '”', '„', '·', '•', '«', '»'];

/// The words that a page writes in small letters.
pub(crate) struct SmallWords<'a> {
    blocks: &'a [Block],
    /// Whether there are enough of them, once that was asked.
    are_many: OnceCell<bool>,
}

impl<'a> SmallWords<'a> {
    pub(crate) fn of(blocks: &'a [Block]) -> Self {
        let blocks = blocks.get(..blocks.len().min(LOOKED_AT)).unwrap_or_default();
        Self { blocks, are_many: OnceCell::new() }
    }

    /// Whether no word of a short name stands on the page in small letters; never so on a page of few such words, which
    /// says nothing.
    fn lacks(&self, name: &str) -> bool {
        let mut long = parts(name).filter(|part| !is_particle(part));
        let is_short = parts(name).count() <= MOST_WORDS;
        is_short && self.are_many() && long.all(|part| !self.holds(&lowered(part)))
    }

    fn are_many(&self) -> bool {
        *self.are_many.get_or_init(|| {
            let all = self.blocks.iter().flat_map(|block| block.text.split(|c: char| !is_letter(c)));
            let mut found: Hashed<(), &str> = Hashed::default();
            for word in all.filter(|word| word.starts_with(char::is_lowercase)) {
                found.insert(word, ());
                if found.len() == LEAST_WORDS {
                    return true;
                }
            }
            false
        })
    }

    /// Whether a word in small letters stands on the page by itself.
    fn holds(&self, word: &str) -> bool {
        if !word.starts_with(char::is_lowercase) || !word.chars().all(is_letter) {
            return false;
        }
        let finder = Finder::new(word);
        let stands = |text: &str, at: usize| {
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            let behind = text.get(at + word.len()..).and_then(|behind| behind.chars().next());
            !before.is_some_and(is_letter) && !behind.is_some_and(is_letter)
        };
        let holds = |text: &str| finder.find_iter(text.as_bytes()).any(|at| stands(text, at));
        self.blocks.iter().any(|block| holds(&block.text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn given_names_tell_bare_people() {
        let names = |text: &str| bare_people(text).into_iter().map(|p| p.name).collect::<Vec<_>>();
        for (text, want) in [
            ("Anna Lee", "Anna Lee"),
            ("ANNA LEE", "ANNA LEE"),
            ("J. Ek", "J. Ek"),
            ("Kovács Péter", "Kovács Péter"),
            ("Ольга Саврасова", "Ольга Саврасова"),
            ("By Unheard Ofname", "Unheard Ofname"),
            ("김하늘 기자", "김하늘"),
            ("佐藤健一記者", "佐藤健一"),
        ] {
            assert_eq!(names(text), [want], "{text}");
        }
        for text in [
            "New York",
            "Great Falls",
            "City Hall",
            "Real Madrid",
            "Publish Date:",
            "Contact Us",
            "Zur Übersicht",
            "Дата Публикации",
            "微博",
            "只丢了一本",
            "ツイート",
            "공유하기",
            "",
        ] {
            assert_eq!(names(text), Vec::<String>::new(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_page_holds_its_small_words(text in "[a-cA-C' .éÉж]{0,40}", word in "[a-cé'ж]{1,3}") {
            let mut small = text.split(|c: char| !c.is_alphabetic());
            let blocks = [Block { text: text.as_str().into(), ..Block::default() }];
            prop_assert_eq!(SmallWords::of(&blocks).holds(&word), small.any(|own| own == word));
        }

        #[test]
        fn what_holds_no_given_name_names_nobody(text in "((Anna|ANNA|Lee|J\\.|New|York|Gatto|de|von)(-| |, | and |/|\\|)){1,4}") {
            let is_bare = |person: &Person| !is_place_or_paper(&person.name) && has_given_name(&person.name);
            let all = people(&text).into_iter().filter(|p| is_person(&p.name, true) && is_bare(p));
            let told = opening(&text).is_some();
            prop_assert!(told || bare_people(&text) == all.collect::<Vec<_>>());
        }
    }

    #[test]
    fn words_that_the_page_writes_small_are_no_names() {
        let words = "the storm took boats from harbour to harbour and nobody knew where they had gone until men came \
                     back with news of a wreck far out at sea which most people had long feared when wind rose best \
                     practices for small ships were then laid down by all who owned one";
        let blocks = [Block { text: words.into(), ..Block::default() }];
        let page = SmallWords::of(&blocks);
        let names = |text: &str| bare_people_of(text, &page).len();
        assert_eq!(names("Zimbili Vilakazi"), 1);
        assert_eq!(names("Best Practices") + names("New York") + names("Publish Date") + names("大雪"), 0);
        assert_eq!(bare_people_of("Zimbili Vilakazi", &SmallWords::of(&[])).len(), 0);
    }
}
