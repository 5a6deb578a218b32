//! Parquet tables: each row becomes an object of JSON, which is then read as JSON Lines are.

use super::{Context, Level, Step};
use crate::items::ReadSeek;
use crate::{Error, Origin, RawItem, Reason};
use parquet::errors::{ParquetError, Result as ParquetResult};
use parquet::file::metadata::ParquetMetaData;
use parquet::file::reader::{ChunkReader, FileReader, Length, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row};
use serde_json::{Map, Value};
use std::io::{self, Read, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

/// Rows that are decoded at a time.
const BATCH: usize = 64;

/// An open table.
pub(crate) struct Parquet {
    rows: RowIter<'static>,
    origin: Origin,
    next: u64,
    done: bool,
}

impl Parquet {
    pub(crate) fn open(file: Box<dyn ReadSeek>, origin: &Origin) -> Result<Self, Error> {
        let broken = |detail: String| {
            Error::at(origin, Reason::Malformed, format!("the Parquet table cannot be read: {detail}"))
        };
        let shared = Shared::new(file).map_err(|error| broken(error.to_string()))?;
        let reader = guarded(|| SerializedFileReader::new(shared)).map_err(&broken)?;
        refuse_bomb(reader.metadata(), origin)?;
        let rows = guarded(|| Ok(RowIter::from_file_into(Box::new(reader)).with_batch_size(BATCH)))
            .map_err(&broken)?;
        Ok(Self { rows, origin: origin.clone(), next: 0, done: false })
    }
}

/// The library trusts what it reads in places: a panic there is a failure of the table, not of the program.
fn guarded<T>(work: impl FnOnce() -> ParquetResult<T>) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(result) => result.map_err(|error| error.to_string()),
        Err(_) => Err("damaged beyond what the reader expects".into()),
    }
}

/// Refuses tables whose columns unpack to far more than they are.
fn refuse_bomb(metadata: &ParquetMetaData, origin: &Origin) -> Result<(), Error> {
    const RATIO: i64 = 2_000;
    let columns = metadata.row_groups().iter().flat_map(|group| group.columns());
    let mut sizes = columns.map(|column| (column.uncompressed_size(), column.compressed_size().max(1)));
    let is_bomb =
        sizes.any(|(whole, packed)| whole > super::RATIO_FROM.cast_signed() && whole / packed > RATIO);
    if is_bomb {
        return Err(Error::at(origin, Reason::Bomb, "a column unpacks to far more than its size"));
    }
    Ok(())
}

impl Level for Parquet {
    fn step(&mut self, context: &Context) -> Step {
        if self.done {
            return Step::Done;
        }
        self.next += 1;
        let origin = self.origin.member(&format!("row {}", self.next));
        let row = match guarded(|| self.rows.next().transpose()) {
            Ok(None) => return Step::Done,
            Ok(Some(row)) => row,
            Err(detail) => {
                self.done = true;
                return Step::Failed(Error::at(&origin, Reason::Malformed, detail));
            }
        };
        let bytes = object(row).to_string().into_bytes();
        if bytes.len() > context.options.max_record {
            return Step::Failed(Error::at(&origin, Reason::TooLarge, "a row larger than the limit"));
        }
        Step::Item(RawItem { origin, bytes, format: Some("jsonl"), ..RawItem::default() })
    }
}

fn object(row: Row) -> Value {
    let fields = row.into_columns().into_iter().map(|(name, field)| (name, value(field)));
    Value::Object(fields.filter(|(_, value)| !value.is_null()).collect::<Map<String, Value>>())
}

/// A field as JSON: times in ISO 8601, bytes where they are text.
fn value(field: Field) -> Value {
    match field {
        Field::Bool(is_so) => is_so.into(),
        Field::Byte(number) => number.into(),
        Field::Short(number) => number.into(),
        Field::Int(number) => number.into(),
        Field::Long(number) => number.into(),
        Field::UByte(number) => number.into(),
        Field::UShort(number) => number.into(),
        Field::UInt(number) => number.into(),
        Field::ULong(number) => number.into(),
        Field::Float(number) => number.into(),
        Field::Double(number) => number.into(),
        Field::Str(text) => text.into(),
        Field::Bytes(bytes) => bytes.as_utf8().map_or(Value::Null, Value::from),
        Field::Date(days) => time(i64::from(days) * 86_400_000, true),
        Field::TimestampMillis(millis) => time(millis, false),
        Field::TimestampMicros(micros) => time(micros / 1000, false),
        Field::Group(row) => object(row),
        Field::ListInternal(list) => list.elements().iter().cloned().map(value).collect(),
        Field::MapInternal(map) => {
            let pairs = map.entries().iter().filter_map(|(key, of)| Some((name(key)?, value(of.clone()))));
            Value::Object(pairs.collect())
        }
        _ => Value::Null,
    }
}

fn name(key: &Field) -> Option<String> {
    match value(key.clone()) {
        Value::String(text) => Some(text),
        Value::Null => None,
        other => Some(other.to_string()),
    }
}

/// Milliseconds since 1970, as a day or a time of UTC.
fn time(millis: i64, day_only: bool) -> Value {
    let Ok(time) = jiff::Timestamp::from_millisecond(millis) else { return Value::Null };
    let text = time.to_string();
    match text.split_once('T') {
        Some((day, _)) if day_only => day.into(),
        _ => text.into(),
    }
}

/// A file that several readers of columns share, each with its own place.
#[derive(Clone)]
struct Shared {
    file: Arc<Mutex<Box<dyn ReadSeek>>>,
    length: u64,
}

impl Shared {
    fn new(mut file: Box<dyn ReadSeek>) -> io::Result<Self> {
        let length = file.seek(SeekFrom::End(0))?;
        Ok(Self { file: Arc::new(Mutex::new(file)), length })
    }

    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<usize> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(at))?;
        file.read(into)
    }
}

impl Length for Shared {
    fn len(&self) -> u64 {
        self.length
    }
}

impl ChunkReader for Shared {
    type T = io::BufReader<Reader>;

    fn get_read(&self, start: u64) -> ParquetResult<Self::T> {
        Ok(io::BufReader::new(Reader { shared: self.clone(), at: start }))
    }

    fn get_bytes(&self, start: u64, length: usize) -> ParquetResult<bytes::Bytes> {
        let rest = self.length.saturating_sub(start);
        if u64::try_from(length).unwrap_or(u64::MAX) > rest {
            return Err(ParquetError::EOF(format!("{length} bytes at {start} of {}", self.length)));
        }
        let mut bytes = Vec::with_capacity(length);
        Reader { shared: self.clone(), at: start }.take(length as u64).read_to_end(&mut bytes)?;
        Ok(bytes.into())
    }
}

/// The file from a place on.
struct Reader {
    shared: Shared,
    at: u64,
}

impl Read for Reader {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.shared.read_at(self.at, into)?;
        self.at += count as u64;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use crate::container::tests::walk;
    use crate::format::tests::read_all;
    use parquet::data_type::{ByteArray, ByteArrayType, Int32Type};
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;
    use std::sync::Arc;

    fn table() -> Vec<u8> {
        let schema = "message news { required binary title (UTF8); required binary text; required int32 date (DATE); }";
        let schema = Arc::new(parse_message_type(schema).unwrap());
        let properties = Arc::new(WriterProperties::builder().build());
        let mut writer = SerializedFileWriter::new(Vec::new(), schema, properties).unwrap();
        let mut group = writer.next_row_group().unwrap();
        for texts in [["Harbour reopens", "Ferries run"], ["It reopened on Monday.", "They ran."]] {
            let mut column = group.next_column().unwrap().unwrap();
            let values = texts.map(|text| ByteArray::from(text.as_bytes().to_vec()));
            column.typed::<ByteArrayType>().write_batch(&values, None, None).unwrap();
            column.close().unwrap();
        }
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<Int32Type>().write_batch(&[6265, 6266], None, None).unwrap();
        column.close().unwrap();
        group.close().unwrap();
        writer.into_inner().unwrap()
    }

    #[test]
    fn rows_become_articles() {
        let articles: Vec<_> = read_all(&table()).into_iter().map(Result::unwrap).collect();
        assert_eq!(articles.len(), 2);
        assert_eq!(articles[0].headline.as_deref(), Some("Harbour reopens"));
        assert_eq!(articles[0].body(), "It reopened on Monday.");
        assert_eq!(articles[0].published.unwrap().to_string(), "1987-02-26");
        assert_eq!(articles[1].source.as_ref().unwrap().member.as_deref(), Some("row 2"));
    }

    #[test]
    fn damage_is_told() {
        let whole = table();
        for cut in 4..whole.len() {
            let (_, errors) = walk(whole[..cut].to_vec());
            assert!(!errors.is_empty(), "{cut}");
        }
    }
}
