//! The packed form.
//!
//! `OWF1`, then in this order: link (1 byte), width (u16), base and unit (f32), number of slots (u16), for each
//! slot its column (u16), number of thresholds (u8) and thresholds (f32), number of trees (u32), for each tree
//! its number of leaves (u8) and its nodes in preorder. A leaf is a 0 and its value (i16); a split is its slot
//! plus one in LEB128, and its bin (u8). Numbers are little-endian. Splits take two to three bytes, leaves three.

use crate::Error;
use crate::build::MOST_LEAVES;
use crate::forest::{Forest, Link, Slot, Tree};

const MAGIC: &[u8; 3] = b"OWF";
const VERSION: u8 = b'1';

impl Forest {
    /// The packed form.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.push(VERSION);
        out.push(u8::from(self.link == Link::Logistic));
        out.extend(self.width.to_le_bytes());
        out.extend(self.base.to_le_bytes());
        out.extend(self.unit.to_le_bytes());
        out.extend((self.slots.len() as u16).to_le_bytes());
        for slot in &self.slots {
            out.extend(slot.column.to_le_bytes());
            out.push(slot.thresholds.len() as u8);
            out.extend(slot.thresholds.iter().flat_map(|t| t.to_le_bytes()));
        }
        out.extend((self.trees.len() as u32).to_le_bytes());
        for tree in &self.trees {
            tree.write(&mut out);
        }
        out
    }

    /// Reads the packed form.
    ///
    /// # Errors
    /// [`Error::NotAForest`], [`Error::Version`] or [`Error::Damaged`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(Error::NotAForest)?;
        let mut read = Reader { rest };
        match read.u8()? {
            VERSION => {}
            other => return Err(Error::Version(other)),
        }
        let link = match read.u8()? {
            0 => Link::Identity,
            1 => Link::Logistic,
            _ => return Err(Error::Damaged("unknown link")),
        };
        let width = read.u16()?;
        let (base, unit) = (read.f32()?, read.f32()?);
        let slots = (0..read.u16()?).map(|_| read.slot(width)).collect::<Result<Vec<_>, _>>()?;
        let count = read.u32()?;
        let mut trees = Vec::new();
        for _ in 0..count {
            trees.push(read.tree(&slots)?);
        }
        if read.rest.is_empty() {
            Ok(Self { width, link, base, unit, slots, trees })
        } else {
            Err(Error::Damaged("bytes behind its end"))
        }
    }
}

impl Tree {
    fn write(&self, out: &mut Vec<u8>) {
        out.push(self.leaves.len() as u8);
        let (mut cuts, mut leaves) = (self.cuts.iter(), self.leaves.iter());
        for &is_split in &self.shape {
            if is_split {
                if let Some(cut) = cuts.next() {
                    write_number(u32::from(cut.slot) + 1, out);
                    out.push(cut.bin);
                }
            } else if let Some(leaf) = leaves.next() {
                out.push(0);
                out.extend(leaf.to_le_bytes());
            }
        }
    }
}

/// LEB128: seven bits a byte, lowest first, the high bit on all but the last.
fn write_number(mut number: u32, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let (head, rest) = self.rest.split_first_chunk::<N>().ok_or(Error::Damaged("ends early"))?;
        self.rest = rest;
        Ok(*head)
    }

    fn u8(&mut self) -> Result<u8, Error> {
        Ok(u8::from_le_bytes(self.take()?))
    }

    fn u16(&mut self) -> Result<u16, Error> {
        Ok(u16::from_le_bytes(self.take()?))
    }

    fn u32(&mut self) -> Result<u32, Error> {
        Ok(u32::from_le_bytes(self.take()?))
    }

    fn f32(&mut self) -> Result<f32, Error> {
        let value = f32::from_le_bytes(self.take()?);
        if value.is_finite() { Ok(value) } else { Err(Error::Damaged("a number that is not finite")) }
    }

    fn number(&mut self) -> Result<u32, Error> {
        let mut number = 0;
        for shift in [0, 7, 14] {
            let byte = self.u8()?;
            number |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(Error::Damaged("a slot number that is too long"))
    }

    fn slot(&mut self, width: u16) -> Result<Slot, Error> {
        let column = self.u16()?;
        if column >= width {
            return Err(Error::Damaged("a column beyond the table"));
        }
        let count = self.u8()?;
        let thresholds = (0..count).map(|_| self.f32()).collect::<Result<Vec<_>, _>>()?;
        if thresholds.is_sorted_by(|a, b| a < b) {
            Ok(Slot { column, thresholds })
        } else {
            Err(Error::Damaged("thresholds out of order"))
        }
    }

    fn tree(&mut self, slots: &[Slot]) -> Result<Tree, Error> {
        let count = usize::from(self.u8()?);
        if !(1..=MOST_LEAVES).contains(&count) {
            return Err(Error::Damaged("a tree without leaves, or with too many"));
        }
        let (mut places, mut leaves, mut shape) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..2 * count - 1 {
            let slot = self.number()?;
            shape.push(slot > 0);
            if slot == 0 {
                leaves.push(i16::from_le_bytes(self.take()?));
            } else {
                places.push(self.place(slot - 1, slots)?);
            }
        }
        Tree::new(places, leaves, shape).ok_or(Error::Damaged("a tree that does not hold together"))
    }

    fn place(&mut self, slot: u32, slots: &[Slot]) -> Result<(u16, u8), Error> {
        let bin = self.u8()?;
        let thresholds = slots.get(slot as usize).map_or(0, |slot| slot.thresholds.len());
        match u16::try_from(slot) {
            Ok(slot) if usize::from(bin) < thresholds => Ok((slot, bin)),
            _ => Err(Error::Damaged("a split without its threshold")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_bytes_are_no_forest() {
        assert_eq!(Forest::from_bytes(b"PK\x03\x04"), Err(Error::NotAForest));
        assert_eq!(Forest::from_bytes(b"OWF9"), Err(Error::Version(b'9')));
        assert_eq!(Forest::from_bytes(b"OWF1\x01"), Err(Error::Damaged("ends early")));
    }
}
