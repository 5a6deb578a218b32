//! Records that others are packed against: one for each template that was met.

use super::{dictionary::Dictionary, packing, sketch::Sketch};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

/// Records of fewer bytes share a learned dictionary, which costs less to read again.
pub(super) const SMALLEST: usize = 12 << 10;
/// Records of more bytes are packed alone.
pub(super) const LARGEST: usize = 1 << 20;
/// Packed bytes of the records that are held at once: a thousand pages of 200 kB.
const HELD: usize = 32 << 20;
/// Numbers of their sketches that two records must share. Measured on 750 pages of some 400 sites: from 5 to 18 the
/// packed pages differ by one in a hundred in size.
const AKIN: usize = 8;
/// Records that are looked at for one number of a sketch; the latest are the likeliest.
const LATEST: usize = 8;

const _: () = assert!(LARGEST <= packing::MAX_DICTIONARY);

/// The records that later ones are compared with, within a bound; the one that served longest ago goes first.
#[derive(Debug, Default)]
pub(super) struct Kin {
    held: Mutex<Held>,
}

#[derive(Debug, Default)]
struct Held {
    records: HashMap<u32, Record>,
    /// Records by each number of their sketches.
    by_number: HashMap<u64, Vec<u32>>,
    bytes: usize,
    next: u32,
    clock: u64,
}

#[derive(Debug)]
struct Record {
    dictionary: Arc<Dictionary>,
    sketch: Sketch,
    served: u64,
}

/// What a record is packed against.
#[derive(Debug)]
pub(super) enum Found {
    /// An earlier record.
    Other(Arc<Dictionary>),
    /// The record itself, the first of its template.
    Own(Arc<Dictionary>),
}

impl Kin {
    /// The record to pack these bytes against: one of the same template, or else themselves, which then serve
    /// later ones. `None` for bytes that have no markup to share.
    pub(super) fn of(&self, bytes: &[u8]) -> Option<Found> {
        let sketch = Sketch::of(bytes);
        if sketch.numbers().len() < AKIN {
            return None;
        }
        if let Some(found) = self.held.lock().ok()?.find(&sketch) {
            return Some(Found::Other(found));
        }
        // Packed without the lock; two threads may both bring the first page of a site.
        let dictionary = Arc::new(Dictionary::record(bytes)?);
        self.held.lock().ok()?.add(dictionary.clone(), sketch);
        Some(Found::Own(dictionary))
    }
}

impl Held {
    fn find(&mut self, sketch: &Sketch) -> Option<Arc<Dictionary>> {
        let mut shared: HashMap<u32, usize> = HashMap::new();
        for number in sketch.numbers() {
            for record in self.by_number.get(number).into_iter().flatten().rev().take(LATEST) {
                *shared.entry(*record).or_default() += 1;
            }
        }
        let (record, count) = shared.into_iter().max_by_key(|(record, count)| (*count, *record))?;
        if count < AKIN {
            return None;
        }
        self.clock += 1;
        let found = self.records.get_mut(&record)?;
        found.served = self.clock;
        Some(found.dictionary.clone())
    }

    fn add(&mut self, dictionary: Arc<Dictionary>, sketch: Sketch) {
        self.bytes += dictionary.stored().len();
        while self.bytes > HELD && self.drop_oldest() {}
        let record = self.next;
        self.next = self.next.wrapping_add(1);
        self.clock += 1;
        for number in sketch.numbers() {
            self.by_number.entry(*number).or_default().push(record);
        }
        self.records.insert(record, Record { dictionary, sketch, served: self.clock });
    }

    fn drop_oldest(&mut self) -> bool {
        let oldest = self.records.iter().min_by_key(|(_, record)| record.served).map(|(number, _)| *number);
        let Some((oldest, record)) = oldest.and_then(|oldest| self.records.remove_entry(&oldest)) else {
            return false;
        };
        self.bytes -= record.dictionary.stored().len();
        for number in record.sketch.numbers() {
            if let Some(records) = self.by_number.get_mut(number) {
                records.retain(|record| *record != oldest);
                if records.is_empty() {
                    self.by_number.remove(number);
                }
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(site: usize, story: usize) -> Vec<u8> {
        let head: String = (0..400)
            .map(|n| format!("<link rel=\"site{site}\" href=\"/assets/{}.css\">\n", n * 7919 % 1000))
            .collect();
        format!("{head}<p>Story {story} of the day, told at some length.</p>\n").into_bytes()
    }

    #[test]
    fn a_page_is_packed_against_the_first_of_its_site() {
        let kin = Kin::default();
        let (Some(Found::Own(first)), Some(Found::Own(_))) = (kin.of(&page(1, 1)), kin.of(&page(2, 1)))
        else {
            panic!("the first pages of two sites");
        };
        let Some(Found::Other(second)) = kin.of(&page(1, 2)) else { panic!("a second page") };
        assert_eq!(first.id(), second.id());
        let (alone, packed) =
            (packing::alone(&page(1, 2)).unwrap(), packing::with(&page(1, 2), &second).unwrap());
        assert!(packed.len() * 4 < alone.len(), "{} for {}", packed.len(), alone.len());
        let content = second.content().unwrap();
        assert_eq!(packing::unpack(&packed, page(1, 2).len(), Some(&content)).unwrap(), page(1, 2));
    }

    #[test]
    fn bytes_without_markup_have_no_kin() {
        assert!(Kin::default().of(&[7; 20_000]).is_none());
    }

    #[test]
    fn what_is_held_stays_within_its_bound_and_keeps_what_served_last() {
        let mut held = Held::default();
        let bytes = |site: usize| {
            let mut state = site as u64 + 1;
            let noise = std::iter::repeat_with(|| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                (state >> 40) as u8
            });
            noise.take(900_000).chain(page(site, 0)).collect::<Vec<u8>>()
        };
        let add = |held: &mut Held, site: usize| {
            let bytes = bytes(site);
            held.add(Arc::new(Dictionary::record(&bytes).unwrap()), Sketch::of(&page(site, 0)));
        };
        for site in 0..60 {
            add(&mut held, site);
            assert!(held.find(&Sketch::of(&page(0, 3))).is_some(), "site 0 serves all the time");
        }
        assert!(held.bytes <= HELD);
        assert!(held.records.len() < 60);
        assert!(held.find(&Sketch::of(&page(1, 3))).is_none(), "site 1 served longest ago");
        assert!(held.by_number.values().flatten().all(|record| held.records.contains_key(record)));
    }
}
