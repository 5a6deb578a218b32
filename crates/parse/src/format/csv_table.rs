//! Tables in text: comma, semicolon or tab separated, with a header row or without.

mod guess;
mod header;
mod text;

use super::table::{self, Row};
use super::{Cut, Family, Format, FormatInfo, Parsed, Record, Reject, Splitter};
use crate::decode::Charset;
use crate::sniff::Head;
use crate::text::Mapped;
use crate::{Article, ParseOptions, Reason};
use std::ops::Range;
use std::sync::Arc;
use text::Text;

/// See the module.
pub(crate) struct Csv;

/// Names that a header row of a table of articles holds.
const NAMES: &[&str] = &[
    "title",
    "headline",
    "text",
    "content",
    "body",
    "article",
    "date",
    "published",
    "url",
    "link",
    "author",
    "authors",
    "source",
    "publication",
    "category",
    "section",
    "description",
    "summary",
    "id",
    "highlights",
    "document",
    "maintext",
    "label",
    "domain",
];
/// Separators, the likeliest first.
const SEPARATORS: &[u8] = b",\t;|";

impl Format for Csv {
    fn info(&self) -> &'static FormatInfo {
        &FormatInfo {
            name: "csv",
            title: "CSV and TSV",
            family: Family::Desk,
            recognised: "a header row with the usual names of columns, rows of quoted cells of one number, or short names over rows of as many cells",
            example: "id,title,publication,date,content",
            kept: "headline, text, dates, authors, address, source, section, keywords, by the names of columns or as --column says",
            not_kept: "other columns",
        }
    }

    fn recognise(&self, head: &Head<'_>) -> bool {
        let text = Text::of(&head.text);
        text.separator.is_some()
            || layout(text.first_row()).is_some_and(|layout| {
                layout.names >= 2
                    || (layout.names == 1 && layout.cells >= 3)
                    || is_quoted_table(&text, layout.separator)
                    || is_named_table(head, &text, &layout)
            })
    }

    fn splitter(&self, head: &Head<'_>) -> Option<Box<dyn Splitter>> {
        let rows = Rows::of(&Text::of(&head.text));
        // In UTF-16 line ends and quotes are no bytes: such a table is read as a whole.
        let is_plain = Charset::at_first_sight(head.raw).encoding.is_ascii_compatible();
        is_plain.then(|| Box::new(rows) as Box<dyn Splitter>)
    }

    fn parse(&self, record: &Record<'_>) -> Parsed {
        if record.charset().encoding.is_ascii_compatible() {
            return vec![article(record.text(), record.item.context.as_deref(), record.options)];
        }
        whole(record)
    }
}

/// The articles of all rows of a table that no splitter could cut.
fn whole(record: &Record<'_>) -> Parsed {
    let text = record.text();
    let bytes = text.as_str().as_bytes();
    let mut rows = Rows::of(&Text::of(text.as_str()));
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        at += match rows.cut(rest, true) {
            Cut::Record(length) => {
                found.push(article(&text.slice(at..at + length), rows.context().as_deref(), record.options));
                length
            }
            Cut::Skip(length) => length.max(1),
            _ => break,
        };
    }
    found
}

/// The article of a row.
fn article(text: &Mapped, told: Option<&str>, options: &ParseOptions) -> Result<Article, Reject> {
    let (separator, names) = context(told);
    let cells = cells(text.as_str(), separator);
    let mut row = Row::default();
    for (at, range) in cells.into_iter().enumerate() {
        let name = names.get(at).cloned().unwrap_or_else(|| (at + 1).to_string());
        row.cells.push((name, vec![unquote(text, range)]));
    }
    if names.is_empty() {
        guess::names(&mut row, 0);
        row.cells.iter_mut().flat_map(|cell| &mut cell.1).for_each(|cell| *cell = guess::repair(cell));
    } else if options.columns.is_empty() && !names.iter().any(|name| guess::tells(name)) {
        guess::names(&mut row, guess::LEAST);
    }
    if let [(_, only)] = row.cells.as_slice()
        && only.iter().all(|cell| cell.as_str().trim().is_empty())
    {
        return Err(Reject::new(Reason::Empty, "a row without cells"));
    }
    table::article(&row, options)
}

/// What a first row says of a table.
struct Layout {
    separator: u8,
    cells: usize,
    names: usize,
}

/// The separator that parts a row into the most names, else into the most cells.
fn layout(row: &[u8]) -> Option<Layout> {
    let text = String::from_utf8_lossy(row);
    let of = |separator: &u8| {
        let cells = cells(&text, *separator);
        let name = |range: &Range<usize>| {
            let cell = text
                .get(range.clone())
                .unwrap_or_default()
                .trim()
                .trim_matches(['"', '\u{feff}'])
                .to_lowercase();
            is_known(&cell)
        };
        Layout { separator: *separator, cells: cells.len(), names: cells.iter().filter(|c| name(c)).count() }
    };
    let layouts = SEPARATORS.iter().map(of).filter(|layout| layout.cells >= 2);
    layouts.fold(None, |best: Option<Layout>, next| match best {
        Some(best) if (best.names, best.cells) >= (next.names, next.cells) => Some(best),
        _ => Some(next),
    })
}

/// Whether a name, in lower case, is one that columns of articles usually have.
fn is_known(name: &str) -> bool {
    NAMES.contains(&name) || table::tells_table(name)
}

/// Whether names that are none of the usual ones stand over rows of as many cells. Prose has commas, too: without
/// the name of a table, more is asked for.
fn is_named_table(head: &Head<'_>, text: &Text<'_>, layout: &Layout) -> bool {
    let rows = text.rows(layout.separator);
    let (columns, least) = if head.is_named(&[".csv", ".tsv"]) { (2, 2) } else { (3, 3) };
    layout.cells >= columns
        && rows.len() >= least
        && rows.iter().all(|row| row.len() == layout.cells)
        && header::leads(&rows)
}

/// Whether the first rows have quoted cells of one number, as tables without a header row do.
fn is_quoted_table(text: &Text<'_>, separator: u8) -> bool {
    let mut counts = Vec::new();
    let mut rest = text.bytes;
    for _ in 0..4 {
        let row = text.row(rest);
        if row.end >= rest.len() {
            break;
        }
        let line = String::from_utf8_lossy(rest.get(row.clone()).unwrap_or_default()).into_owned();
        let quoted = line.trim_start().starts_with('"') && line.trim_end().ends_with('"');
        if !quoted {
            return false;
        }
        counts.push(cells(&line, separator).len());
        rest = rest.get(row.end..).unwrap_or_default().trim_ascii_start();
    }
    counts.len() >= 2 && counts.iter().all(|n| *n >= 2 && Some(n) == counts.first())
}

/// Separator and names out of the context of a record.
fn context(context: Option<&str>) -> (u8, Vec<String>) {
    let Some((separator, header)) = context.and_then(|c| c.split_at_checked(1)) else {
        return (b',', Vec::new());
    };
    let separator = separator.bytes().next().unwrap_or(b',');
    let mapped = Mapped::verbatim(header, 0);
    let names = cells(header, separator)
        .into_iter()
        .map(|range| unquote(&mapped, range).as_str().trim().to_lowercase());
    (separator, if header.is_empty() { Vec::new() } else { names.collect() })
}

/// The cells of a row, quotes included.
fn cells(row: &str, separator: u8) -> Vec<Range<usize>> {
    let row = row.trim_end_matches(['\n', '\r']);
    let mut cells = Vec::new();
    let mut start = 0;
    let mut quoted = false;
    for (at, byte) in row.bytes().enumerate() {
        if byte == b'"'
            && (quoted
                || row
                    .get(start..at)
                    .is_some_and(|cell| cell.trim().is_empty() || cell.trim().starts_with('"')))
        {
            quoted = !quoted;
        } else if byte == separator && !quoted {
            cells.push(start..at);
            start = at + 1;
        }
    }
    cells.push(start..row.len());
    cells
}

/// A cell without its quotes, doubled ones made single, with its way back.
fn unquote(text: &Mapped, range: Range<usize>) -> Mapped {
    let cell = text.as_str().get(range.clone()).unwrap_or_default();
    let lead = cell.len() - cell.trim_start().len();
    let bare = cell.trim();
    if !(bare.len() >= 2 && bare.starts_with('"') && bare.ends_with('"')) {
        return text.slice(range);
    }
    let start = range.start + lead + 1;
    let inner = bare.get(1..bare.len() - 1).unwrap_or_default();
    let mut joined = Mapped::new();
    let mut at = 0;
    for (quote, _) in inner.match_indices("\"\"") {
        joined.append(&text.slice(start + at..start + quote + 1));
        at = quote + 2;
    }
    joined.append(&text.slice(start + at.min(inner.len())..start + inner.len()));
    joined
}

/// Cuts a table into rows; the header row becomes the context of the others.
struct Rows {
    separator: u8,
    /// The byte that ends a row.
    end: u8,
    header: bool,
    context: Option<Arc<str>>,
    seen: usize,
    quoted: bool,
}

impl Rows {
    fn of(text: &Text<'_>) -> Self {
        let layout = layout(text.first_row());
        let told = layout.as_ref().map(|layout| layout.separator);
        let separator = text.separator.or(told).unwrap_or(b',');
        let header = layout.is_some_and(|layout| layout.names > 0) || header::leads(&text.rows(separator));
        Self { separator, end: text.end, header, context: None, seen: 0, quoted: false }
    }

    fn row(&mut self, buffer: &[u8], end: usize) -> Cut {
        self.seen = 0;
        self.quoted = false;
        let separator = char::from(self.separator);
        if self.context.is_none() {
            if self.header {
                let row = String::from_utf8_lossy(buffer.get(..end).unwrap_or_default());
                let row = row.trim_start_matches('\u{feff}').trim_end();
                self.context = Some(format!("{separator}{row}").into());
                return Cut::Skip(end);
            }
            self.context = Some(separator.to_string().into());
        }
        Cut::Record(end)
    }
}

impl Splitter for Rows {
    fn cut(&mut self, buffer: &[u8], complete: bool) -> Cut {
        if self.seen == 0 {
            if self.context.is_none()
                && let Some(hint) = text::hint(buffer)
            {
                return Cut::Skip(hint);
            }
            let blank = buffer.iter().take_while(|b| matches!(b, b'\n' | b'\r')).count();
            if blank > 0 {
                return Cut::Skip(blank);
            }
        }
        while let Some(step) = buffer.get(self.seen..).and_then(|rest| memchr::memchr2(b'"', self.end, rest))
        {
            let at = self.seen + step;
            self.seen = at + 1;
            if buffer.get(at) == Some(&b'"') {
                self.quoted = !self.quoted;
            } else if !self.quoted {
                return self.row(buffer, at + 1);
            }
        }
        self.seen = buffer.len();
        match complete {
            true if self.quoted => {
                // A lone quote must not swallow the rest of the table: the row ends at its line.
                let line = memchr::memchr(self.end, buffer).map_or(buffer.len(), |at| at + 1);
                self.row(buffer, line)
            }
            true => self.row(buffer, buffer.len()),
            false => Cut::More,
        }
    }

    fn resume(&mut self, buffer: &[u8]) -> Option<usize> {
        self.seen = 0;
        self.quoted = false;
        memchr::memchr(self.end, buffer).map(|at| at + 1)
    }

    fn context(&self) -> Option<Arc<str>> {
        self.context.clone()
    }
}

#[cfg(test)]
mod tests {
    use crate::format::tests::read_all;

    #[test]
    fn a_header_names_the_columns_and_rows_may_hold_line_breaks() {
        let text = "\u{feff},id,title,date,content\n0,7,Harbour \"\"old\"\",1999-03-02,\"One, two.\n\nThree \"\"four\"\".\"\n1,8,\"B \"\"c\"\"\",1999,Five six.\n";
        let all: Vec<_> = read_all(text.as_bytes()).into_iter().map(Result::unwrap).collect();
        assert_eq!(all.len(), 2);
        assert_eq!(all[0].body(), "One, two.\n\nThree \"four\".");
        assert_eq!(all[0].published.unwrap().to_string(), "1999-03-02");
        assert_eq!(all[1].headline.as_deref(), Some("B \"c\""));
        let source = all[0].source.as_ref().unwrap();
        let record = &text.as_bytes()[source.offset.unwrap() as usize..][..source.length as usize];
        assert_eq!(all[0].paragraphs[0].source[0].cut(record).unwrap(), b"One, two.");
    }

    #[test]
    fn a_table_without_names_is_guessed() {
        let text = "\"3\",\"Harbour #39;s gates reopen\",\"The harbour #39;s gates reopened on Monday\\after a storm.\"\n\"4\",\"Ferries run again\",\"They run to all islands, the office said.\"\n\"1\",\"Third of them all\",\"Some more text that is rather long.\"\n";
        let all: Vec<_> = read_all(text.as_bytes()).into_iter().map(Result::unwrap).collect();
        assert_eq!(all.len(), 3);
        assert_eq!(all[0].headline.as_deref(), Some("Harbour's gates reopen"));
        assert_eq!(all[0].body(), "The harbour's gates reopened on Monday after a storm.");
    }

    const FOREIGN: &str = "nummer,kop,tekst,dag\n\
        1,Haven weer open,\"De haven is na negen dagen weer open, zei de burgemeester.\",1999-03-02\n\
        2,Oude brug gaat dicht,De oude brug gaat dicht voor herstel.,1999-03-03\n";

    #[test]
    fn a_header_in_any_language_is_one() {
        let all: Vec<_> = read_all(FOREIGN.as_bytes()).into_iter().map(Result::unwrap).collect();
        let headlines: Vec<_> = all.iter().map(|a| a.headline.as_deref().unwrap_or_default()).collect();
        assert_eq!(headlines, ["Haven weer open", "Oude brug gaat dicht"]);
        assert_eq!(all[1].body(), "De oude brug gaat dicht voor herstel.");
    }

    #[test]
    fn figures_under_names_are_no_articles() {
        let table = "jahr;wert;ort\n1987;3,5;Tarn\n1988;4,5;Velden\n1989;5,5;Norvik\n";
        let all = read_all(table.as_bytes());
        assert!(all.iter().all(Result::is_err), "{all:?}");
    }

    #[test]
    fn the_users_columns_are_found_under_a_foreign_header() {
        let mut options = crate::ParseOptions::default();
        for (field, column) in [("title", "kop"), ("body", "Tekst"), ("date", "dag")] {
            options.column(field, column).unwrap();
        }
        for format in [None, Some("csv".to_owned())] {
            options.format = format;
            let parser = crate::Parser::new(options.clone());
            let read = std::io::Cursor::new(FOREIGN.as_bytes().to_vec());
            let items = parser.items(Box::new(read), crate::Origin::file("nieuws"));
            let all: Vec<_> =
                items.flat_map(|item| parser.parse(&item.unwrap())).map(Result::unwrap).collect();
            assert_eq!(all.len(), 2);
            assert_eq!(all[1].headline.as_deref(), Some("Oude brug gaat dicht"));
            assert_eq!(all[1].body(), "De oude brug gaat dicht voor herstel.");
            assert_eq!(all[1].published.unwrap().to_string(), "1999-03-03");
        }
    }

    #[test]
    fn a_lone_quote_does_not_swallow_the_table() {
        let text = "title;text\nA;\"One two\nB;Three\nC;Four\n";
        assert!(read_all(text.as_bytes()).iter().filter(|r| r.is_ok()).count() >= 3);
    }

    #[test]
    fn tables_as_spreadsheets_write_them() {
        let rows = "Harbour reopens;1999-03-02;The harbour reopened on Monday.\nFair ends;1999-03-03;The fair ended.\n";
        let named = format!("Article Title;Publication Date;Body Text\n{rows}");
        let plain = format!("title;date;text\n{rows}");
        for text in [
            format!("sep=;\n{plain}"),
            format!("\u{feff}sep=;\r\n{}", plain.replace('\n', "\r\n")),
            plain.replace('\n', "\r"),
            named,
        ] {
            let all: Vec<_> = read_all(text.as_bytes()).into_iter().map(Result::unwrap).collect();
            assert_eq!(all.len(), 2, "{text:?}");
            assert_eq!(all[0].headline.as_deref(), Some("Harbour reopens"));
            assert_eq!(all[1].published.unwrap().to_string(), "1999-03-03");
            assert_eq!(all[1].paragraphs[0].text, "The fair ended.");
        }
    }
}
