//! What the choice among dates looks at: a row a candidate day.

use super::ORDER;
use super::candidates::{Dates, SOURCES};
use offwire_forest::Columns;

/// The table; its columns are fixed, for the model is trained on them. The last says what the order of sources would
/// take: it is right more often than any source, and forests of small trees do not find it again.
pub(crate) fn columns(dates: &Dates) -> Columns {
    let by_order = dates.found.by_order(ORDER);
    let flag = |is: bool| f32::from(u8::from(is));
    let given: Vec<f32> = (0..SOURCES.len()).map(|s| flag(dates.found.first_of(s).is_some())).collect();
    let count = dates.found.all.len() as f32;
    let total = dates.raw.len().max(1) as f32;
    let least = dates.raw.iter().map(|g| g.date.date_only()).min();
    let most = dates.raw.iter().map(|g| g.date.date_only()).max();
    let mut rows: Vec<Vec<f32>> = Vec::new();
    for (order, candidate) in dates.found.all.iter().enumerate() {
        let day = candidate.value;
        let share = |of: &dyn Fn(offwire_article::NewsDate) -> bool| {
            dates.raw.iter().filter(|g| of(g.date.date_only())).count() as f32 / total
        };
        let clocks =
            dates.raw.iter().filter(|g| g.date.date_only() == day && g.date.clock().is_some()).count();
        let mut row: Vec<f32> = (0..SOURCES.len()).map(|s| flag(candidate.has(s))).collect();
        row.extend(&given);
        row.extend([
            candidate.sources.count_ones() as f32,
            count,
            order as f32,
            share(&|d| d < day),
            share(&|d| d == day),
            flag(Some(day) == least),
            flag(Some(day) == most),
            f32::from(day.year()),
            clocks.min(9) as f32,
            flag(by_order == Some(order)),
        ]);
        rows.push(row);
    }
    Columns::from_rows(rows.first().map_or(0, Vec::len), &rows)
}
