//! What a run does with each record, and where the results go.

use crate::{Error, Observer, Opened, SourceFile};
use offwire_parse::{Error as ParseError, Origin, RawItem};
use std::sync::Arc;

/// The pure step that a run takes with each record, on any thread.
pub trait Work: Send + Sync + 'static {
    /// What comes out of one record.
    type Output: Send + 'static;

    /// Turns a record into its result. A panic is caught and becomes [`Work::failed`].
    fn run(&self, item: &RawItem) -> Self::Output;

    /// The result of a record, or of the rest of a container, that could not be read; `item` is there where
    /// its bytes are.
    fn failed(&self, item: Option<&RawItem>, error: &ParseError) -> Self::Output;

    /// Bytes of memory that a result holds until it is delivered, roughly.
    fn weight(&self, output: &Self::Output) -> usize;
}

/// What a result counts for in the books.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Articles and failures in it.
    pub records: u64,
    /// Failures among them.
    pub failed: u64,
}

/// Takes the results, in the order of the inputs, on the thread that started the run.
pub trait Sink<T> {
    /// The result of one record of a file; `index` counts its records from 0.
    ///
    /// # Errors
    /// An error stops the run.
    fn item(
        &mut self,
        file: &SourceFile,
        index: u64,
        value: T,
        observer: &mut dyn Observer,
    ) -> Result<Tally, Error>;

    /// A file is done: all its `items` records were handed over.
    ///
    /// # Errors
    /// An error stops the run.
    fn file_done(&mut self, file: &SourceFile, items: u64) -> Result<(), Error> {
        let _ = (file, items);
        Ok(())
    }

    /// Called several times a second while there is nothing else to do.
    ///
    /// # Errors
    /// An error stops the run.
    fn idle(&mut self) -> Result<(), Error> {
        Ok(())
    }
}

/// The records of one stream, in order.
pub type Records = Box<dyn Iterator<Item = Result<RawItem, ParseError>> + Send>;

/// How an input is unpacked to records.
pub type Unpack = Arc<dyn Fn(Opened, Origin) -> Records + Send + Sync>;
