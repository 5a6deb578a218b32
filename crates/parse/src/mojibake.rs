//! UTF-8 that was once read as windows-1252 and saved so: `cafÃ©`, `donâ€™t`.
//!
//! The mistake is undone letter group by letter group, where the group is UTF-8 when written back in
//! windows-1252, and only in a text that shows the mistake more often than it shows letters that cannot have come
//! of it: `NÃO` in a Portuguese text stays.

use crate::Article;
use crate::letters::is_letter;
use encoding_rs::WINDOWS_1252;

/// Times that the mistake may have been made over itself.
const ROUNDS: usize = 3;

/// Undoes the mistake in everything that people wrote, and notes that it did.
pub(crate) fn repair(article: &mut Article) {
    let mut repaired = false;
    for _ in 0..ROUNDS {
        let mut may_be = false;
        each_text(article, &mut |text| may_be |= may_hold(text.as_bytes()));
        if !may_be {
            break;
        }
        let mut signs = Signs::default();
        each_text(article, &mut |text| signs.count(text));
        if !signs.tell_of_the_mistake() {
            break;
        }
        each_text(article, &mut |text| *text = undone(text));
        repaired = true;
    }
    if repaired {
        article.note("mojibake repaired: UTF-8 that had been read as windows-1252");
    }
}

/// Whether a letter that stands for the first byte of another, U+00C2 to U+00F4, has one beyond ASCII behind it: without
/// it no group shows the mistake, and few texts have it.
fn may_hold(text: &[u8]) -> bool {
    let behind = text.get(2..).unwrap_or_default();
    text.iter().zip(behind).fold(false, |so_far, (first, next)| so_far | (*first == 0xc3) & (*next >= 0x80))
}

fn each_text(article: &mut Article, act: &mut impl FnMut(&mut String)) {
    let fields = [&mut article.headline, &mut article.kicker, &mut article.section];
    fields.into_iter().flatten().for_each(&mut *act);
    let lists = [&mut article.subheads, &mut article.authors, &mut article.keywords, &mut article.related];
    lists.into_iter().flatten().for_each(&mut *act);
    article.paragraphs.iter_mut().for_each(|paragraph| act(&mut paragraph.text));
    article.dateline.iter_mut().filter_map(|line| line.place.as_mut()).for_each(act);
}

/// How often a text shows the mistake, and how often letters that cannot have come of it.
#[derive(Debug, Default)]
struct Signs {
    for_it: usize,
    against: usize,
}

impl Signs {
    fn count(&mut self, text: &str) {
        if text.is_ascii() {
            return;
        }
        for (group, good) in groups(text) {
            match good {
                Some(_) => self.for_it += 1,
                None if folded(group).is_some() => {}
                None => self.against += group.chars().filter(|c| is_letter(*c)).count(),
            }
        }
    }

    fn tell_of_the_mistake(&self) -> bool {
        self.for_it > self.against
    }
}

fn undone(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    for (group, good) in groups(text) {
        let at = group.as_ptr() as usize - rest.as_ptr() as usize;
        whole.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at + group.len()..).unwrap_or_default();
        let halved = folded(group).filter(|_| good.is_none() && rest.starts_with(' '));
        whole.push_str(halved.or(good.as_deref()).unwrap_or(group));
    }
    whole.push_str(rest);
    whole
}

/// The groups of letters beyond ASCII, each with what it was before the mistake, where it was made.
fn groups(text: &str) -> impl Iterator<Item = (&str, Option<String>)> {
    text.split(|c: char| c.is_ascii()).filter(|group| !group.is_empty()).map(|group| (group, before(group)))
}

/// What a group was whose second half, a no-break space, a reader has since folded into plain white space.
fn folded(group: &str) -> Option<&'static str> {
    match group {
        "Â" => Some(""),
        "Ã" => Some("à"),
        _ => None,
    }
}

/// A group written back in windows-1252 and read as UTF-8.
fn before(group: &str) -> Option<String> {
    // What was UTF-8 begins with one of the bytes C2 to F4, which are the letters of these numbers in windows-1252, and
    // goes on: nearly no group does.
    let mut letters = group.chars();
    if !letters.next().is_some_and(|c| matches!(c, '\u{c2}'..='\u{f4}')) || letters.next().is_none() {
        return None;
    }
    let (bytes, _, lost) = WINDOWS_1252.encode(group);
    if lost {
        return None;
    }
    let text = std::str::from_utf8(&bytes).ok()?;
    (!text.contains('\u{fffd}')).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use offwire_article::Paragraph;
    use proptest::prelude::*;

    fn repaired(text: &str) -> Article {
        let mut article = Article { paragraphs: vec![Paragraph::text(text)], ..Article::default() };
        repair(&mut article);
        article
    }

    fn mistaken(text: &str) -> String {
        WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    #[test]
    fn the_mistake_is_undone_and_noted() {
        let article = repaired("The cafÃ© wonâ€™t open, saidÂ\u{a0}Mr. MÃ¼ller.");
        assert_eq!(article.paragraphs[0].text, "The café won’t open, said\u{a0}Mr. Müller.");
        assert!(article.quality.unwrap().notes[0].starts_with("mojibake repaired"));
    }

    #[test]
    fn a_mistake_made_twice_is_undone_twice() {
        let twice = mistaken(&mistaken("crème brûlée à l’été"));
        assert_eq!(repaired(&twice).paragraphs[0].text, "crème brûlée à l’été");
    }

    #[test]
    fn halves_left_by_folded_spaces_are_mended_too() {
        let article = repaired("Le prÃ©sident, Â dÃ©jÃ  Ã  Paris");
        assert_eq!(article.paragraphs[0].text, "Le président,  déjà  à  Paris");
    }

    #[test]
    fn good_letters_stay() {
        for text in ["NÃO É SÃ", "die Größe der Fähre", "Ελληνικά «Â»", "£5 – “so”", "日本語"]
        {
            let article = repaired(text);
            assert_eq!(article.paragraphs[0].text, text);
            assert!(article.quality.is_none_or(|quality| quality.notes.is_empty()));
        }
    }

    proptest! {
        #[test]
        fn texts_come_back_from_the_mistake(text in "([a-z]{1,6}[éüñçøåäößí][a-z]{0,4} ?){2,9}") {
            prop_assert_eq!(&repaired(&mistaken(&text)).paragraphs[0].text, &text);
            prop_assert_eq!(&repaired(&text).paragraphs[0].text, &text);
        }
    }
}
