//! A dump in lower case, in which names are looked for.

use crate::block::Block;
use crate::letters::lower_into;
use memchr::memmem;

/// The first lines of a dump in lower case, one behind the other.
pub(super) struct Lower {
    joined: String,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Lower {
    pub(super) fn of(blocks: &[Block]) -> Self {
        let mut joined = String::with_capacity(blocks.iter().map(|block| block.text.len() + 9).sum());
        let mut ends = Vec::with_capacity(blocks.len());
        for block in blocks {
            lower_into(&mut joined, &block.text);
            ends.push(joined.len());
            joined.push('\n');
        }
        Self { joined, ends }
    }

    /// The lines that hold a text without line feeds, each with its number.
    pub(super) fn holding(&self, text: &memmem::Finder<'_>) -> impl Iterator<Item = (usize, &str)> {
        let mut from = 0;
        std::iter::from_fn(move || {
            let place = from + text.find(self.joined.as_bytes().get(from..)?)?;
            let at = self.ends.partition_point(|end| *end < place);
            let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| end + 1);
            let end = *self.ends.get(at)?;
            from = end + 1;
            Some((at, self.joined.get(start..end)?))
        })
    }
}
