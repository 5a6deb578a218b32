//! Apache Parquet: one row an article, in row groups of bounded size.

use super::{ExportOptions, Writer, status, uid};
use offwire_article::Article;
use parquet::{
    basic::{Compression, ZstdLevel},
    data_type::{ByteArray, ByteArrayType, Int64Type},
    errors::ParquetError,
    file::{
        properties::WriterProperties,
        writer::{SerializedFileWriter, SerializedRowGroupWriter},
    },
    schema::parser::parse_message_type,
};
use std::{
    io::{Error, Result, Write},
    mem,
    sync::{Arc, Mutex, PoisonError},
};

/// Articles of one row group at most.
const MOST_ROWS: usize = 10_000;
/// Bytes of text of one row group, roughly: what is held in memory.
const MOST_BYTES: usize = 32 << 20;

/// Writes one file; rows wait until they fill a group.
pub(super) struct Parquet {
    options: ExportOptions,
    file: Option<SerializedFileWriter<Shared>>,
    written: Shared,
    columns: Vec<Cells>,
    rows: usize,
    bytes: usize,
}

/// What has been written and waits to be passed on: the file's writer wants a target of its own.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Shared {
    fn pass_on(&self, out: &mut dyn Write) -> Result<()> {
        out.write_all(&mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner)))
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

/// One field of one article.
enum Cell {
    Text(Option<String>),
    Number(Option<u64>),
    List(Vec<String>),
}

/// A column with the definition and repetition level of each entry (Dremel's encoding, as Parquet has it).
enum Cells {
    Texts { values: Vec<ByteArray>, definition: Vec<i16> },
    Numbers { values: Vec<i64>, definition: Vec<i16> },
    Lists { values: Vec<ByteArray>, definition: Vec<i16>, repetition: Vec<i16> },
}

impl Cell {
    fn schema(&self, name: &str) -> String {
        match self {
            Self::Text(_) => format!("optional binary {name} (UTF8);"),
            Self::Number(_) => format!("optional int64 {name};"),
            Self::List(_) => format!(
                "required group {name} (LIST) {{ repeated group list {{ required binary element (UTF8); }} }}"
            ),
        }
    }

    fn column(&self) -> Cells {
        let (values, definition) = (Vec::new(), Vec::new());
        match self {
            Self::Text(_) => Cells::Texts { values, definition },
            Self::Number(_) => Cells::Numbers { values: Vec::new(), definition },
            Self::List(_) => Cells::Lists { values, definition, repetition: Vec::new() },
        }
    }
}

impl Cells {
    /// Adds a cell of the column's own kind; the bytes that it takes.
    fn push(&mut self, cell: Cell) -> usize {
        match (self, cell) {
            (Self::Texts { values, definition }, Cell::Text(text)) => {
                definition.push(i16::from(text.is_some()));
                let bytes = text.as_ref().map_or(0, String::len);
                values.extend(text.map(|text| ByteArray::from(text.into_bytes())));
                bytes
            }
            (Self::Numbers { values, definition }, Cell::Number(number)) => {
                definition.push(i16::from(number.is_some()));
                values.extend(number.map(u64::cast_signed));
                8
            }
            (Self::Lists { values, definition, repetition }, Cell::List(list)) => {
                // An empty list is one entry that is not defined.
                for number in 0..list.len().max(1) {
                    definition.push(i16::from(!list.is_empty()));
                    repetition.push(i16::from(number > 0));
                }
                let bytes = list.iter().map(String::len).sum();
                values.extend(list.into_iter().map(|text| ByteArray::from(text.into_bytes())));
                bytes
            }
            _ => 0,
        }
    }

    fn write(
        self,
        group: &mut SerializedRowGroupWriter<'_, Shared>,
    ) -> std::result::Result<(), ParquetError> {
        let Some(mut column) = group.next_column()? else {
            return Err(ParquetError::General("the schema has fewer columns than the rows".into()));
        };
        match self {
            Self::Texts { values, definition } => {
                column.typed::<ByteArrayType>().write_batch(&values, Some(&definition), None)?
            }
            Self::Numbers { values, definition } => {
                column.typed::<Int64Type>().write_batch(&values, Some(&definition), None)?
            }
            Self::Lists { values, definition, repetition } => {
                column.typed::<ByteArrayType>().write_batch(&values, Some(&definition), Some(&repetition))?
            }
        };
        column.close()
    }
}

/// The fields of an article by name, the same for every article.
fn row(article: &Article, options: ExportOptions) -> Vec<(&'static str, Cell)> {
    let text = |value: &Option<String>| Cell::Text(value.clone());
    let source = article.source.clone();
    let from_source =
        |field: fn(&offwire_article::Source) -> Option<String>| Cell::Text(source.as_ref().and_then(field));
    let place = article.dateline.as_ref().and_then(|dateline| dateline.place.clone());
    let mut row = vec![
        ("uid", Cell::Text(Some(uid(article).to_owned()))),
        ("published", Cell::Text(article.published.map(|date| date.to_string()))),
        ("agency", text(&article.agency)),
        ("authors", Cell::List(article.authors.clone())),
        ("language", text(&article.language)),
        ("section", text(&article.section)),
        ("place", Cell::Text(place)),
        ("status", Cell::Text(status(article))),
        ("url", text(&article.url)),
        ("format", from_source(|source| Some(source.format.clone()))),
        ("path", from_source(|source| Some(source.path.clone()))),
        ("member", from_source(|source| source.member.clone())),
        ("offset", Cell::Number(source.as_ref().and_then(|source| source.offset))),
        ("length", Cell::Number(source.as_ref().map(|source| source.length))),
        ("sha256", from_source(|source| Some(source.sha256.clone()))),
    ];
    if !options.no_text {
        row.extend([
            ("headline", text(&article.headline)),
            ("summary", Cell::Text(article.summary.as_ref().map(|summary| summary.text.clone()))),
            ("text", Cell::Text(Some(article.body()))),
        ]);
    }
    row
}

impl Parquet {
    pub(super) fn new(options: ExportOptions) -> Self {
        Self { options, file: None, written: Shared::default(), columns: Vec::new(), rows: 0, bytes: 0 }
    }

    /// Opens the file, whose schema follows from the fields of any article.
    fn open(&mut self) -> std::result::Result<(), ParquetError> {
        let row = row(&Article::default(), self.options);
        let fields: String = row.iter().map(|(name, cell)| cell.schema(name)).collect();
        let schema = Arc::new(parse_message_type(&format!("message articles {{ {fields} }}"))?);
        // The version of a library has no place in bytes that two builds may have to agree on.
        let properties = WriterProperties::builder()
            .set_created_by("offwire".into())
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .build();
        self.columns = row.iter().map(|(_, cell)| cell.column()).collect();
        self.file = Some(SerializedFileWriter::new(self.written.clone(), schema, Arc::new(properties))?);
        Ok(())
    }

    fn write_group(&mut self) -> std::result::Result<(), ParquetError> {
        let empty: Vec<Cells> =
            row(&Article::default(), self.options).iter().map(|(_, cell)| cell.column()).collect();
        let columns = mem::replace(&mut self.columns, empty);
        (self.rows, self.bytes) = (0, 0);
        let Some(file) = &mut self.file else { return Ok(()) };
        let mut group = file.next_row_group()?;
        for column in columns {
            column.write(&mut group)?;
        }
        group.close().map(|_| ())
    }
}

impl Writer for Parquet {
    fn begin(&mut self, _: &mut dyn Write) -> Result<()> {
        self.open().map_err(Error::other)
    }

    fn article(&mut self, article: &Article, out: &mut dyn Write) -> Result<()> {
        for (column, (_, cell)) in self.columns.iter_mut().zip(row(article, self.options)) {
            self.bytes += column.push(cell);
        }
        self.rows += 1;
        if self.rows < MOST_ROWS && self.bytes < MOST_BYTES {
            return Ok(());
        }
        self.write_group().map_err(Error::other)?;
        self.written.pass_on(out)
    }

    fn end(&mut self, out: &mut dyn Write) -> Result<()> {
        if self.rows > 0 {
            self.write_group().map_err(Error::other)?;
        }
        if let Some(file) = self.file.take() {
            file.close().map_err(Error::other)?;
        }
        self.written.pass_on(out)
    }
}
