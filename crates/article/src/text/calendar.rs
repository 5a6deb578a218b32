//! English names of days and months, as news prints them.

/// The days of the week, Monday first.
pub const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The months of the year.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Whether a word is the name of a day, whole or cut short without its stop.
///
/// ```
/// use offwire_article::text::{is_month, is_weekday};
/// assert!(is_weekday("Thursday") && is_weekday("Thurs") && !is_weekday("Sunshine"));
/// assert!(is_month("September") && is_month("Sept") && !is_month("Septet"));
/// ```
#[must_use]
pub fn is_weekday(word: &str) -> bool {
    const SHORT: [&str; 9] = ["Mon", "Tue", "Tues", "Wed", "Thu", "Thurs", "Fri", "Sat", "Sun"];
    WEEKDAYS.contains(&word) || SHORT.contains(&word)
}

/// Whether a word is the name of a month, whole or cut short without its stop.
#[must_use]
pub fn is_month(word: &str) -> bool {
    const SHORT: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec"];
    MONTHS.contains(&word) || SHORT.contains(&word)
}
