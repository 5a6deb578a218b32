//! When a story was published: candidates from structured data, `time` elements, visible text near the headline
//! and the address, and the choice among them. The clock of the page and the dates of a sidebar must not win.

mod address;
mod candidates;
mod columns;

pub(crate) use address::in_address;
pub(crate) use candidates::{Dates, Given, SOURCES, candidates, is_update, names_of};
pub(crate) use columns::columns;

use super::candidate::Place;
use candidates as from;
use offwire_article::{DateGround, NewsDate};

/// The sources in the order in which they are believed where no model decides.
pub(crate) const ORDER: &[usize] = &[
    from::LD_PUBLISHED,
    from::META_ARTICLE,
    from::ITEMPROP,
    from::META,
    from::TIME_PUBLISHED,
    from::VISIBLE_NEAR,
    from::TIME_ARTICLE,
    from::ADDRESS,
    from::TIME_FIRST,
    from::VISIBLE_CLASS,
    from::LD_CREATED,
    from::SCRIPT,
    from::LD_ANY,
    from::LD_MODIFIED,
    from::META_MODIFIED,
    from::VISIBLE_FIRST,
    from::VISIBLE,
];

/// The moment that a chosen day stands for: the most precise value that a source of publication gives for it.
pub(crate) fn moment(dates: &Dates, chosen: usize) -> Option<(NewsDate, DateGround, Place)> {
    let day = dates.found.all.get(chosen)?.value.date_only();
    let of_day = || dates.raw.iter().filter(|given| given.date.date_only() == day);
    let precision = |date: NewsDate| date.clock().map_or(0, |clock| 1 + u8::from(clock.offset.is_some()));
    let published = of_day().filter(|given| !from::is_modified(given.source));
    let best = published.rev().max_by_key(|given| precision(given.date)).or_else(|| of_day().next())?;
    Some((best.date, from::ground(best.source), best.place.clone()))
}

/// Years between the day in the address and one that the page shows, from which the latter is what the story tells of.
const YEARS_APART: i16 = 3;

/// The chosen candidate; the day of the address where the choice rests on nothing but what the page shows, years away:
/// "signed into law on August 14, 1935".
pub(crate) fn not_told_of(dates: &Dates, chosen: usize) -> usize {
    let all = &dates.found.all;
    let Some(best) = all.get(chosen) else { return chosen };
    let is_shown = best.sources & !from::SHOWN == 0;
    let address = all.iter().position(|candidate| candidate.has(from::ADDRESS));
    let is_far =
        |at: &usize| all.get(*at).is_some_and(|c| (c.value.year() - best.value.year()).abs() >= YEARS_APART);
    address.filter(|at| is_shown && is_far(at)).unwrap_or(chosen)
}

/// When it was last changed: later than it was published, by a source that says so.
pub(crate) fn modified(dates: &Dates, published: Option<NewsDate>) -> Option<(NewsDate, Place)> {
    let told = dates.raw.iter().filter(|given| from::is_modified(given.source));
    let later = |date: NewsDate| published.is_none_or(|p| date > p && date.date_only() >= p.date_only());
    told.filter(|given| later(given.date)).map(|given| (given.date, given.place.clone())).next()
}

/// The day in a file's name: `2018-01-26_port.txt`, `port_20180126.txt`.
pub(crate) fn in_name(name: &str) -> Option<NewsDate> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let starts = stem.char_indices().filter(|(at, c)| {
        let before = stem.get(..*at).and_then(|t| t.chars().next_back());
        c.is_ascii_digit() && before.is_none_or(|b| !b.is_ascii_digit())
    });
    starts.filter_map(|(at, _)| in_address(&format!("/{}", stem.get(at..)?.replace([' ', '.'], "-")))).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_hold_days() {
        let day = |name: &str| in_name(name).map(|d| d.to_string());
        assert_eq!(day("2018-01-26_port.txt").as_deref(), Some("2018-01-26"));
        assert_eq!(day("port_20180126.txt").as_deref(), Some("2018-01-26"));
        assert_eq!(day("port_201801261234.txt"), None);
        assert_eq!(day("d0001.txt"), None);
    }
}
