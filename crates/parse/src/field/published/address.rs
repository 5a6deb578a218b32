//! The day that a story's address gives.

use offwire_article::NewsDate;

/// The day in an address: `/2018/01/26/`, `/2018-01-26-`, `/20180126/`, `/2018/WORLD/01/26/`.
pub(crate) fn in_address(address: &str) -> Option<NewsDate> {
    let path = address.split("//").nth(1).unwrap_or(address);
    in_one_piece(path).or_else(|| around_section(path))
}

/// Year, section, month and day, each a folder.
fn around_section(path: &str) -> Option<NewsDate> {
    let folders: Vec<&str> = path.split('/').collect();
    folders.windows(4).find_map(|folders| {
        let [year, section, month, day] = folders else { return None };
        let is_section = !section.is_empty() && section.chars().all(|c| c.is_ascii_alphabetic());
        let is_day = is_section && year.len() == 4 && month.len() == 2 && day.len() == 2;
        let year = year.parse().ok().filter(|year| is_day && (1990..2100).contains(year))?;
        NewsDate::from_day(year, month.parse().ok()?, day.parse().ok()?).ok()
    })
}

fn in_one_piece(path: &str) -> Option<NewsDate> {
    path.match_indices('/').find_map(|(at, _)| {
        let rest = path.get(at + 1..)?;
        let mut chars = rest.chars().peekable();
        let mut number = |width: usize| {
            chars.next_if(|c| width == 2 && matches!(c, '/' | '-' | '_' | '.'));
            let mut value = 0i16;
            for _ in 0..width {
                value = value * 10 + i16::try_from(chars.next()?.to_digit(10)?).ok()?;
            }
            Some(value)
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        let date = NewsDate::from_day(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?).ok()?;
        let ended = chars.next().is_none_or(|c| !c.is_ascii_digit());
        (ended && (1990..2100).contains(&year)).then_some(date)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_addresses() {
        for (address, want) in [
            ("http://news.example/2018/WORLD/01/26/port/index.html", Some("2018-01-26")),
            ("http://news.example/2018/1/01/26/port", None),
            ("https://a.example/2018/01/26/port", Some("2018-01-26")),
            ("https://a.example/news/2018-01-26-port", Some("2018-01-26")),
            ("https://a.example/c/20180126/1234.htm", Some("2018-01-26")),
            ("https://a.example/2018/13/26/port", None),
            ("https://a.example/201801261234", None),
            ("https://a.example/port", None),
        ] {
            assert_eq!(in_address(address).map(|d| d.to_string()).as_deref(), want, "{address}");
        }
    }
}
