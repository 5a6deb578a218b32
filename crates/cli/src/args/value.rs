//! Values of options: sizes, durations, columns.

use std::{
    net::{IpAddr, Ipv4Addr},
    time::Duration,
};

/// `64M`, `1.5G`, `500k`, or bytes.
pub(crate) fn size(text: &str) -> Result<u64, String> {
    let text = text.trim();
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let factor = match text.get(digits.len()..).unwrap_or_default().to_ascii_lowercase().as_str() {
        "" | "b" => 1.0,
        "k" | "kb" | "kib" => 1024.0,
        "m" | "mb" | "mib" => 1024.0 * 1024.0,
        "g" | "gb" | "gib" => 1024.0 * 1024.0 * 1024.0,
        _ => return Err("write a size as 64M, 1G or in bytes".into()),
    };
    match digits.parse::<f64>() {
        Ok(number) if number > 0.0 && number * factor < 9e15 => Ok((number * factor) as u64),
        _ => Err("write a size as 64M, 1G or in bytes".into()),
    }
}

/// `500ms`, `30s`, `2m`, `1h`, or seconds.
pub(crate) fn duration(text: &str) -> Result<Duration, String> {
    let text = text.trim();
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match text.get(digits.len()..).unwrap_or_default() {
        "ms" => 0.001,
        "" | "s" => 1.0,
        "m" | "min" => 60.0,
        "h" => 3600.0,
        _ => return Err("write a duration as 500ms, 30s, 2m or 1h".into()),
    };
    match digits.parse::<f64>() {
        Ok(number) if number > 0.0 && number * unit < 1e7 => Ok(Duration::from_secs_f64(number * unit)),
        _ => Err("write a duration as 500ms, 30s, 2m or 1h".into()),
    }
}

/// A tag of BCP 47 by its form: a language of two to eight letters, then parts of one to eight letters and figures.
pub(crate) fn language(text: &str) -> Result<String, String> {
    let text = text.trim();
    let mut parts = text.split(['-', '_']);
    let is_language =
        |part: &str| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic());
    let is_part =
        |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    if parts.next().is_some_and(is_language) && parts.all(is_part) {
        Ok(text.replace('_', "-"))
    } else {
        Err("write a language as en, en-GB or zh-Hant".into())
    }
}

/// The name of a format in any case; whether there is such a format is looked at where it is used.
pub(crate) fn format(text: &str) -> Result<String, String> {
    Ok(text.trim().to_ascii_lowercase())
}

/// The name of a format that records are read as.
pub(crate) fn source_format(text: &str) -> Result<String, String> {
    let name = format(text)?;
    if offwire_parse::format_named(&name).is_some() {
        return Ok(name);
    }
    let known: Vec<&str> = offwire_parse::formats().iter().map(|format| format.name).collect();
    Err(format!("take one of: {}", known.join(", ")))
}

/// The standing of a version, in any case.
pub(crate) fn status(text: &str) -> Result<String, String> {
    let known = offwire_archive::status_named(text.trim());
    known.map(str::to_owned).ok_or_else(|| format!("take one of: {}", offwire_archive::STATUSES.join(", ")))
}

/// An address of this machine, by number or as `localhost`: names are not looked up.
pub(crate) fn host(text: &str) -> Result<IpAddr, String> {
    let text = text.trim();
    if text.eq_ignore_ascii_case("localhost") {
        return Ok(IpAddr::V4(Ipv4Addr::LOCALHOST));
    }
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    bare.parse().map_err(|_| "write an address as 127.0.0.1, ::1, 0.0.0.0 or localhost".into())
}

pub(crate) fn column(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((field, column)) if !field.is_empty() && !column.is_empty() => Ok((field.into(), column.into())),
        _ => Err("write a column as headline=title or date=3".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_tags() {
        for (text, want) in [("en", "en"), ("en_GB", "en-GB"), ("zh-Hant-TW", "zh-Hant-TW"), ("und", "und")] {
            assert_eq!(language(text).as_deref(), Ok(want));
        }
        for text in ["", "e", "not a language!", "en-", "en--GB", "12", "en-overlong1", "日本"] {
            assert!(language(text).is_err(), "{text}");
        }
    }

    #[test]
    fn formats_and_standings_are_known_in_any_case() {
        assert_eq!(source_format("HTML").as_deref(), Ok("html"));
        assert_eq!(status("Kill").as_deref(), Ok("kill"));
        assert!(source_format("htm").unwrap_err().contains(", html, "));
        assert!(status("killed").unwrap_err().ends_with("withheld, kill"));
    }

    #[test]
    fn hosts_are_addresses() {
        for (text, want) in
            [("localhost", "127.0.0.1"), ("::1", "::1"), ("[::1]", "::1"), ("0.0.0.0", "0.0.0.0")]
        {
            assert_eq!(host(text).map(|host| host.to_string()).as_deref(), Ok(want));
        }
        assert!(host("example.org").is_err() && host("").is_err() && host("127.0.0.1:80").is_err());
    }

    #[test]
    fn sizes_and_durations_are_read() {
        assert_eq!(size("64M"), Ok(64 << 20));
        assert_eq!(size("1.5k"), Ok(1536));
        assert_eq!(size("17"), Ok(17));
        assert!(size("-1").is_err() && size("M").is_err() && size("1X").is_err());
        assert_eq!(duration("500ms"), Ok(Duration::from_millis(500)));
        assert_eq!(duration("2m"), Ok(Duration::from_secs(120)));
        assert!(duration("0").is_err() && duration("soon").is_err());
    }
}
