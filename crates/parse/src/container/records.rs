//! A stream of one format, cut into its records.

use super::{Context, Level, Step};
use crate::format::{Cut, Splitter};
use crate::stream::{Failure, Stream};
use crate::{Error, Origin, RawItem, Reason};
use std::collections::VecDeque;

/// Bytes looked at first.
const START: usize = 64 * 1024;

/// Cuts a stream by the splitter of its format.
pub(crate) struct Records {
    stream: Stream,
    origin: Origin,
    format: &'static str,
    splitter: Box<dyn Splitter>,
    want: usize,
    /// Whether a record that is too large is being passed over.
    resuming: bool,
    pending: VecDeque<Step>,
}

impl Records {
    pub(crate) fn new(
        stream: Stream,
        origin: Origin,
        format: &'static str,
        splitter: Box<dyn Splitter>,
    ) -> Self {
        Self { stream, origin, format, splitter, want: START, resuming: false, pending: VecDeque::new() }
    }

    fn item(&mut self, length: usize, notes: &[&str]) -> Step {
        let origin = self.origin.at(self.stream.offset());
        let bytes = self.stream.draw(length);
        self.want = START;
        Step::Item(RawItem {
            origin,
            bytes,
            format: Some(self.format),
            context: self.splitter.context(),
            notes: notes.iter().map(|note| (*note).to_owned()).collect(),
            ..RawItem::default()
        })
    }

    /// A record that ends before its own end is given as far as it goes, and told.
    fn broken(&mut self, length: usize) -> Step {
        let offset = self.stream.offset();
        if self.stream.failure().is_some_and(|failure| failure.reason == Reason::Bomb) {
            // What a bomb gave before it was stopped is no story.
            self.stream.pass(length);
            return self.end();
        }
        if self.stream.failure().is_none() {
            let detail = "the record ends before its own end";
            let error = Error::at(&self.origin.at(offset), Reason::Truncated, detail);
            self.pending.push_back(Step::Failed(error));
        }
        let note = self.stream.failure().map_or("cut off", Failure::note);
        self.item(length, &[note])
    }

    fn too_large(&mut self, limit: usize) -> Step {
        let detail = format!("a record of more than {limit} bytes");
        let error = Error::at(&self.origin.at(self.stream.offset()), Reason::TooLarge, detail);
        self.resuming = true;
        // The first byte is passed so that the same start is not found again.
        self.stream.pass(1);
        self.want = START;
        Step::Failed(error)
    }

    /// Passes over the rest of a record that is too large.
    fn resume(&mut self) {
        let buffer = self.stream.fill(START);
        if let Some(next) = self.splitter.resume(buffer) {
            self.stream.pass(next);
            self.resuming = false;
        } else if self.stream.is_complete() {
            let rest = self.stream.peek().len();
            self.stream.pass(rest);
            self.resuming = false;
        } else {
            // A start may lie across the end of what is buffered.
            let past = self.stream.peek().len().saturating_sub(64).max(1);
            self.stream.pass(past);
        }
    }

    fn end(&mut self) -> Step {
        match self.stream.failure().and_then(|failure| failure.tell(&self.origin.at(self.stream.offset()))) {
            Some(error) => Step::Failed(error),
            None => Step::Done,
        }
    }
}

impl Level for Records {
    fn step(&mut self, context: &Context) -> Step {
        if let Some(step) = self.pending.pop_front() {
            return step;
        }
        let limit = context.options.max_record;
        loop {
            if self.resuming {
                self.resume();
                continue;
            }
            let buffer = self.stream.fill(self.want.min(limit.saturating_add(1)));
            let length = buffer.len();
            if length == 0 {
                return self.end();
            }
            let complete = self.stream.is_complete();
            match self.splitter.cut(self.stream.peek(), complete) {
                Cut::Skip(count) => {
                    self.want = START;
                    self.stream.pass(count.max(1));
                }
                Cut::Record(count) if count <= limit => return self.item(count, &[]),
                Cut::Broken(count) if count <= limit => return self.broken(count),
                Cut::More if !complete && length <= limit => self.want = (length * 2).max(START),
                Cut::More | Cut::Record(_) | Cut::Broken(_) => return self.too_large(limit),
            }
        }
    }
}
