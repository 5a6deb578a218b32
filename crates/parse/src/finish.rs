//! What every article gets at the end, whatever format it came in.

use crate::field::language::language;
use crate::format::Record;
use crate::{Article, Error, Family, FormatInfo, Reason, mojibake, settle};
use offwire_article::{Paragraph, Source, Span, text};

/// Fills in the place in the source, what the container knows, and the uid.
pub(crate) fn finish(
    mut article: Article,
    record: &Record<'_>,
    format: &FormatInfo,
) -> Result<Article, Error> {
    let item = record.item;
    article.paragraphs.retain(|paragraph| !paragraph.text.trim().is_empty());
    if article.paragraphs.is_empty() && article.headline.is_none() {
        return Err(Error::at(&item.origin, Reason::NoArticle, "neither headline nor text in it"));
    }
    mojibake::repair(&mut article);
    for paragraph in &mut article.paragraphs {
        tidy(&mut paragraph.text);
        // Ranges of records of ours lead to what those were read from.
        if format.name != "offwire" {
            part_where_spelt_otherwise(paragraph, record.bytes());
        }
    }
    article.subheads.iter_mut().for_each(tidy);
    article.headline =
        article.headline.take().map(|h| text::fold_space(&text::nfc(&h))).filter(|h| !h.is_empty());
    // Pages and plain text are settled by their own readers, records of ours were when they were made; what a scanner
    // read is left as printed.
    if !matches!(format.name, "html" | "mhtml" | "text" | "offwire") && format.family != Family::Newspaper {
        settle::settle(&mut article, record);
    }
    article.url = article.url.take().or_else(|| item.origin.url.clone());
    article.captured = article.captured.or(item.origin.captured);
    article.language = told_language(&article, record);
    for note in item.notes.iter().chain(&record.charset().notes) {
        article.note(note.clone());
    }
    article.source = Some(Source {
        format: format.name.to_owned(),
        path: item.origin.path.clone(),
        member: item.origin.member.clone(),
        offset: item.origin.offset,
        length: item.bytes.len() as u64,
        sha256: record.digest().to_owned(),
        encoding: record.charset().encoding.name().to_owned(),
    });
    article.seal();
    Ok(article)
}

/// Parts a range that has as many bytes as the paragraph's text and is not that text: a letter that is shorter in the
/// record's charset may make up for a line end that is longer. One range of that length promises the text itself.
fn part_where_spelt_otherwise(paragraph: &mut Paragraph, raw: &[u8]) {
    // A line end stands for a blank, and moves nothing.
    let is_alike = |raw: &u8, text: &u8| raw == text || *text == b' ' && raw.is_ascii_whitespace();
    let text = paragraph.text.as_bytes();
    let [whole] = paragraph.source.as_slice() else { return };
    let whole = *whole;
    let Some(bytes) = whole.cut(raw).filter(|bytes| bytes.len() == text.len()) else { return };
    let head = bytes.iter().zip(text).take_while(|(raw, text)| is_alike(raw, text)).count();
    if head == text.len() {
        return;
    }
    let pairs = bytes.iter().rev().zip(text.iter().rev());
    let tail = pairs.take_while(|(raw, text)| is_alike(raw, text)).count();
    let is_between = |at: &usize| paragraph.text.is_char_boundary(*at);
    let head = (0..=head).rev().find(is_between).unwrap_or(0);
    let tail = (text.len() - tail..=text.len()).find(is_between).unwrap_or(text.len());
    let place = whole.start + (if head > 0 { head } else { tail }) as u64;
    paragraph.source = vec![Span::new(whole.start, place), Span::new(place, whole.end)];
}

/// The language that the record names; else what the user says, unless the text is clearly in another.
fn told_language(article: &Article, record: &Record<'_>) -> Option<String> {
    let told = record.options.language.as_deref().unwrap_or_default();
    article.language.clone().or_else(|| language(&article.body(), told))
}

/// NFC with white space folded, touched only where needed.
fn tidy(text: &mut String) {
    if text::is_plain(text) {
        return;
    }
    let folded = text::fold_space(&text::nfc(text));
    if folded != *text {
        *text = folded;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::tests::{read_all, read_named};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn one_range_as_long_as_the_text_is_the_text(words in prop::collection::vec("[a-zäöü]{1,5}|\r\n", 4..40)) {
            let text = format!("<html><head><meta charset=windows-1252></head><body><h1>Storm</h1><p>Der Hafen war neun Tage {} geschlossen.</p></body></html>", words.join(" "));
            let (raw, _, _) = encoding_rs::WINDOWS_1252.encode(&text);
            for article in read_named(&raw, "a.html").into_iter().flatten() {
                for paragraph in &article.paragraphs {
                    if let [only] = paragraph.source.as_slice() && only.len() == paragraph.text.len() as u64 {
                        let cut = String::from_utf8_lossy(only.cut(&raw).unwrap()).replace(char::is_whitespace, " ");
                        prop_assert_eq!(&cut, &paragraph.text);
                    }
                    let cut: Vec<u8> = paragraph.source.iter().flat_map(|span| span.cut(&raw).unwrap()).copied().collect();
                    let read = encoding_rs::WINDOWS_1252.decode(&cut).0.into_owned();
                    prop_assert_eq!(text::fold_space(&read), paragraph.text.clone());
                }
            }
        }
    }

    #[test]
    fn a_letter_that_makes_up_for_a_line_end_parts_the_range() {
        let mut paragraph = Paragraph::text("ab cä d").with_source(vec![Span::of(2, 10)]);
        part_where_spelt_otherwise(&mut paragraph, b"..ab\r\nc\xe4 d..");
        assert_eq!(paragraph.source, [Span::of(2, 5), Span::of(5, 10)]);
        let mut plain = Paragraph::text("ab").with_source(vec![Span::of(2, 4)]);
        part_where_spelt_otherwise(&mut plain, b"..ab");
        assert_eq!(plain.source, [Span::of(2, 4)]);
    }

    #[test]
    fn records_in_any_charset_are_read() {
        let lines =
            "{\"title\": \"Café Müller öffnet\", \"text\": \"Das Café öffnet am Montag für alle.\"}\n"
                .repeat(2);
        let table = "title\tdate\ttext\nCafé Müller öffnet\t1999-03-02\tDas Café öffnet am Montag für alle.\nNoch eins\t1999-03-03\tEs öffnet.\n";
        let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(&lines);
        let utf16 = |text: &str| {
            let mut bytes = vec![0xff, 0xfe];
            bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
            bytes
        };
        for bytes in [windows.into_owned(), utf16(&lines), utf16(table)] {
            let all: Vec<_> = read_all(&bytes).into_iter().map(Result::unwrap).collect();
            assert_eq!(all.len(), 2);
            assert_eq!(all[0].headline.as_deref(), Some("Café Müller öffnet"));
            assert_eq!(all[0].paragraphs[0].text, "Das Café öffnet am Montag für alle.");
            let source = all[0].source.as_ref().unwrap();
            let start = usize::try_from(source.offset.unwrap_or(0)).unwrap();
            let encoding = encoding_rs::Encoding::for_label(source.encoding.as_bytes()).unwrap();
            let cut = all[0].paragraphs[0].source.iter().map(|span| span.cut(&bytes[start..]).unwrap());
            let read =
                cut.map(|cut| encoding.decode_without_bom_handling(cut).0.into_owned()).collect::<String>();
            assert_eq!(read, all[0].paragraphs[0].text);
        }
    }
}
