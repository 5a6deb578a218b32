//! What holds of the parser for every file; shared by the tests and the fuzz targets.

use offwire_parse::{Article, Error, Origin, ParseOptions, Parser};
use std::io::{Cursor, Read};

/// Articles and errors of a file that has no name.
pub(crate) fn read(options: ParseOptions, bytes: &[u8]) -> (Vec<Article>, Vec<Error>) {
    read_from(options, Box::new(Cursor::new(bytes.to_vec())))
}

/// The same of a stream.
pub(crate) fn read_from(options: ParseOptions, stream: Box<dyn Read + Send>) -> (Vec<Article>, Vec<Error>) {
    let parser = Parser::new(options);
    let (mut articles, mut errors) = (Vec::new(), Vec::new());
    for item in parser.items(stream, Origin::file("x")) {
        for result in item.map_or_else(|error| vec![Err(error)], |item| parser.parse(&item)) {
            match result {
                Ok(article) => articles.push(article),
                Err(error) => errors.push(error),
            }
        }
    }
    (articles, errors)
}

/// Every range lies inside its record, every paragraph says something, and every error names its file and cause.
///
/// # Panics
/// Where one of these does not hold.
pub(crate) fn hold(articles: &[Article], errors: &[Error]) {
    for article in articles {
        let length = article.source.as_ref().expect("a source").length;
        let fields = article.field_sources.values().flatten();
        for span in article.paragraphs.iter().flat_map(|p| &p.source).chain(fields) {
            assert!(span.start <= span.end && span.end <= length, "{span:?} of {length}");
        }
        assert!(article.paragraphs.iter().all(|p| !p.text.trim().is_empty()), "an empty paragraph");
    }
    for error in errors {
        assert!(error.path == "x" && !error.detail.trim().is_empty(), "{error:?}");
    }
}
