//! Datelines of Chinese, Japanese and Korean agencies.

use super::{DatelineFound, agency};
use crate::field::date::{DateHints, dates_in};
use std::ops::Range;

/// Longest East Asian dateline, in characters.
const LONGEST: usize = 45;

/// The dateline at `start` in one of the three forms.
pub(super) fn dateline(text: &str, start: usize) -> Option<DatelineFound> {
    let rest = text.get(start..)?;
    let first = rest.chars().next()?;
    match first {
        '【' => bracketed(text, start, '】'),
        '［' => bracketed(text, start, '］'),
        '[' => bracketed(text, start, ']'),
        '(' => bracketed(text, start, ')').filter(|found| found.place.is_some()),
        _ if first as u32 > 0x2e00 => chinese(text, start),
        _ => None,
    }
}

/// `新华社北京1月26日电（记者张三）`: agency, place, date and the sign of the telegram.
fn chinese(text: &str, start: usize) -> Option<DatelineFound> {
    let rest = text.get(start..)?;
    let (at, sign) =
        rest.char_indices().take(LONGEST).find(|(_, c)| matches!(c, '电' | '電' | '讯' | '訊'))?;
    let line = rest.get(..at)?;
    let credit = [
        "新华社",
        "新華社",
        "新华网",
        "中新社",
        "中新网",
        "中央社",
        "法新社",
        "美联社",
        "路透社",
        "本报",
        "本報",
    ]
    .iter()
    .find(|name| line.starts_with(**name))?;
    let is_own = credit.starts_with('本');
    let date = dates_in(line, DateHints::default()).into_iter().next();
    let place = credit.len()..date.as_ref().map_or(line.len(), |d| d.range.start);
    let mut end = start + at + sign.len_utf8();
    let reporter = text.get(end..).and_then(|behind| reporter(behind, end));
    if let Some((_, close)) = &reporter {
        end = *close;
    }
    let name = line.get(place.clone())?.trim_matches([' ', '　', '，', ',']);
    if name.chars().count() > 12 || name.is_empty() && date.is_none() {
        return None;
    }
    let place_start = start + place.start + line.get(place)?.find(name)?;
    Some(DatelineFound {
        range: start..end,
        place: (!name.is_empty()).then(|| place_start..place_start + name.len()),
        date: date.map(|mut d| {
            d.range = start + d.range.start..start + d.range.end;
            d
        }),
        agency: (!is_own).then(|| start..start + credit.len()),
        reporter: reporter.map(|(name, _)| name),
    })
}

/// `（记者 张三、李四）` at the start of `text`: the names, and where the brackets end; both moved by `offset`.
fn reporter(text: &str, offset: usize) -> Option<(Range<usize>, usize)> {
    let open = text.len() - text.trim_start().len();
    let inner = text.get(open..)?.strip_prefix(['（', '('])?;
    let first = text.get(open..)?.chars().next()?.len_utf8();
    let close = inner.find(['）', ')']).filter(|close| *close < 90)?;
    let names = inner.get(..close)?;
    let label = ["记者", "記者"].iter().find(|label| names.starts_with(**label))?;
    let from = offset + open + first + label.len();
    let names = names.get(label.len()..)?;
    let blank = names.len() - names.trim_start_matches([' ', '　', '：', ':']).len();
    let end = offset + open + first + close;
    let closed = text.get(open + first + close..)?.chars().next()?.len_utf8();
    Some((from + blank..end, end + closed))
}

/// `【ワシントン共同】`, `【北京＝山田太郎】`, `［東京　２６日　ロイター］`, `(서울=연합뉴스) 홍길동 기자 =`.
fn bracketed(text: &str, start: usize, close: char) -> Option<DatelineFound> {
    let open = text.get(start..)?.chars().next()?.len_utf8();
    let inner = text.get(start + open..)?;
    let length = inner.find(close)?;
    let line = inner.get(..length).filter(|line| line.chars().count() <= LONGEST)?;
    if !line.chars().any(|c| c as u32 > 0x2e00) {
        return None;
    }
    let base = start + open;
    let mut found =
        DatelineFound { range: start..base + length + close.len_utf8(), ..DatelineFound::default() };
    let mut pieces = Vec::new();
    let mut at = 0;
    for piece in line.split(['＝', '=', ' ', '　', '·', '・']) {
        pieces.push((at, piece));
        at += piece.len() + line.get(at + piece.len()..)?.chars().next().map_or(0, char::len_utf8);
    }
    for (index, (at, piece)) in pieces.iter().enumerate() {
        let range = base + at..base + at + piece.len();
        let date = dates_in(piece, DateHints::default()).into_iter().next();
        if agency(piece).is_some() {
            found.agency = Some(range);
        } else if let Some(date) = date {
            found.date = Some(crate::field::date::DateFound { range, ..date });
        } else if index == 0 {
            let (place, credit) = without_agency(piece);
            found.place = (place > 0).then(|| base + at..base + at + place);
            found.agency = credit.then(|| base + at + place..base + at + piece.len());
        } else if !piece.ends_with('日') {
            found.reporter = Some(range);
        }
    }
    let is_dateline = found.agency.is_some() || close == '】' && found.reporter.is_some();
    is_dateline.then(|| with_korean_reporter(text, found))
}

/// Divides `ワシントン共同` where the agency begins; the place's length and whether an agency follows.
fn without_agency(piece: &str) -> (usize, bool) {
    let cut = piece
        .char_indices()
        .map(|(at, _)| at)
        .find(|at| piece.get(*at..).is_some_and(|t| agency(t).is_some()));
    cut.map_or((piece.len(), false), |at| (at, true))
}

/// ` 홍길동 기자 = ` behind the brackets.
fn with_korean_reporter(text: &str, mut found: DatelineFound) -> DatelineFound {
    let behind = text.get(found.range.end..).unwrap_or("");
    let Some(title) = behind
        .char_indices()
        .take(30)
        .map(|(at, _)| at)
        .find(|at| behind.get(*at..).is_some_and(|t| t.starts_with("기자") || t.starts_with("특파원")))
    else {
        return found;
    };
    let names = behind.get(..title).unwrap_or("").trim();
    let from = found.range.end + behind.find(names).unwrap_or(0);
    let is_name =
        !names.is_empty() && names.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '·' | '='));
    if is_name {
        let tail = behind.get(title..).unwrap_or("");
        let sign = tail.find('=').filter(|at| *at < 16).map_or(0, |at| at + 1);
        let mark = if sign > 0 { sign } else { tail.find(' ').unwrap_or(0) };
        found.reporter = Some(from..from + names.len());
        found.range.end += title + mark;
    }
    let (end, _) = super::separator(text, found.range.end);
    found.range.end = end;
    found
}
