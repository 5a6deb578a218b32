//! What the letters of a sentence show.

use crate::news::{
    sheet::{Sheet, flag},
    word_table::quoted_share,
};
use crate::{readability::Straight, terms::Marks};

/// Counts and flags of one sentence.
#[derive(Debug, Clone, Default)]
pub(super) struct Surface {
    pub(super) numbers: f32,
    /// Share of words beyond the first with a capital.
    pub(super) capitals: f32,
    pub(super) quotes: f32,
    pub(super) quoted: f32,
    /// Whether a quotation of its paragraph is open where it begins.
    pub(super) inside_quote: f32,
    pub(super) first_person: f32,
    pub(super) saying: f32,
    pub(super) question: f32,
    pub(super) date: f32,
    pub(super) money: f32,
    pub(super) future: f32,
    pub(super) superlative: f32,
    /// Ends with "…, she said."
    pub(super) said_at_end: f32,
    pub(super) article_first: f32,
    /// Begins with two capitalised words.
    pub(super) name_first: f32,
    /// Holds an age: "36-year-old", ", 36,".
    pub(super) age: f32,
    pub(super) commas: f32,
    pub(super) dashes: f32,
    pub(super) brackets: f32,
    pub(super) colons: f32,
}

/// Of all sentences.
pub(super) fn surfaces(sheet: &Sheet<'_, '_>) -> Vec<Surface> {
    let mut open = false;
    (0..sheet.len())
        .map(|index| {
            let mut surface = of_text(sheet.story.text(index));
            of_words(&mut surface, sheet.terms.marks(index));
            open &= sheet.story.sentences.get(index).is_some_and(|s| s.place > 0 || s.block == 0);
            surface.inside_quote = flag(open);
            open ^=
                sheet.bonds.needs(sheet.story, index).is_some_and(|n| n.balance.straight != Straight::Even);
            surface
        })
        .collect()
}

fn of_text(text: &str) -> Surface {
    let mut surface = Surface { quoted: quoted_share(text), ..Surface::default() };
    let mut rest = text.as_bytes();
    let mut before = 0;
    let tells = |byte: &u8| matches!(byte, b'"' | b',' | b'(' | b':' | b'$' | b'%' | b'-' | 0xe2);
    while let Some(at) = rest.iter().position(tells) {
        before = at.checked_sub(1).and_then(|at| rest.get(at)).copied().unwrap_or(before);
        let Some((&byte, behind)) = rest.get(at..).and_then(<[u8]>::split_first) else { break };
        match byte {
            b'"' => surface.quotes += 1.0,
            b',' => {
                surface.commas += 1.0;
                surface.age = surface.age.max(flag(is_age(behind)));
            }
            b'(' => surface.brackets += 1.0,
            b':' => surface.colons += 1.0,
            b'$' | b'%' => surface.money += 1.0,
            b'-' => {
                surface.dashes += flag(before == b' ');
                surface.age = surface.age.max(flag(behind.starts_with(b"year-old")));
            }
            // The first byte of curly quotation marks and long dashes; the third tells which.
            0xe2 => match behind.get(1) {
                Some(0x9c | 0x9d) => surface.quotes += 1.0,
                Some(0x93 | 0x94) => surface.dashes += 1.0,
                _ => {}
            },
            _ => {}
        }
        (before, rest) = (byte, behind);
    }
    surface.question = flag(text.trim_end_matches(['"', '\u{201d}']).ends_with('?'));
    surface
}

/// Whether ` 36,` follows a comma.
fn is_age(behind: &[u8]) -> bool {
    matches!(behind, [b' ', a, b, b',', ..] if a.is_ascii_digit() && b.is_ascii_digit())
}

fn of_words(surface: &mut Surface, marks: &[Marks]) {
    let count = |mark: Marks| marks.iter().filter(|m| m.has(mark)).count() as f32;
    let length = marks.len().max(1) as f32;
    surface.numbers = count(Marks::DIGIT);
    surface.capitals = marks.iter().skip(1).filter(|m| m.has(Marks::CAPITAL)).count() as f32 / length;
    surface.first_person = count(Marks::FIRST_PERSON);
    surface.saying = flag(count(Marks::SAYING) > 0.0);
    surface.date = flag(count(Marks::DATE) > 0.0);
    surface.money += count(Marks::MONEY);
    surface.future = flag(count(Marks::FUTURE) > 0.0);
    surface.superlative = flag(count(Marks::SUPERLATIVE) > 0.0);
    surface.said_at_end = flag(marks.iter().rev().take(4).any(|m| m.has(Marks::SAYING)));
    surface.article_first = flag(marks.first().is_some_and(|m| m.has(Marks::ARTICLE)));
    surface.name_first = flag(marks.len() > 1 && marks.iter().take(2).all(|m| m.has(Marks::CAPITAL)));
}

#[cfg(test)]
mod tests {
    use super::of_text;

    #[test]
    fn letters_are_read() {
        let surface =
            of_text("\u{201c}Five,\u{201d} said Ann Lee, 36, of the $3m port \u{2014} a 9-year-old (sic).");
        assert_eq!((surface.quotes, surface.commas, surface.dashes), (2.0, 3.0, 1.0));
        assert_eq!((surface.age, surface.money, surface.brackets), (1.0, 1.0, 1.0));
    }
}
