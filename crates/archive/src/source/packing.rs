//! zstd frames (RFC 8878): alone, with a learned dictionary, or against a record of the same template.

use super::dictionary::{Dictionary, Kind};
use std::{cell::RefCell, sync::Arc};
use zstd::bulk::{Compressor, Decompressor};
use zstd::zstd_safe::{self, CCtx, CParameter};

/// With a learned dictionary, and against long records.
const LEVEL: i32 = 3;
/// Level 1 takes half the time of level 3 for a whole page. The first page of each template is packed so, and an archive
/// of pages of many sites is larger by 3 % for it.
const ALONE_LEVEL: i32 = 1;
/// What stands for the number of a dictionary where there is none.
const ALONE: i64 = -1;
/// Against a record of the same template, level 2 packs as small as level 3 in half the time, up to this length: the
/// tables of level 1, and of level 2 for longer ones, are too small to hold the places of a whole record.
const AGAINST_LEVEL: i32 = 2;
const LONG: usize = 384 << 10;
/// What a dictionary that zstd learned begins with (RFC 8878, section 5); content that does not is used as it is.
pub(super) const LEARNED_MAGIC: [u8; 4] = [0x37, 0xa4, 0x30, 0xec];
/// A dictionary is no larger than this; a damaged frame that tells of more is refused.
pub(super) const MAX_DICTIONARY: usize = 4 << 20;

thread_local! {
    /// One compressor a thread, with the number of the learned dictionary that it holds.
    static COMPRESSOR: RefCell<Option<(i64, Compressor<'static>)>> = const { RefCell::new(None) };
    /// The record that this thread packed against last, unpacked: records of a site often come together.
    static LAST_RECORD: RefCell<Option<(i64, Arc<Vec<u8>>)>> = const { RefCell::new(None) };
}

/// Bytes as a frame of their own. `None` on a lack of memory only.
pub(super) fn alone(bytes: &[u8]) -> Option<Vec<u8>> {
    compress(bytes, ALONE, &[])
}

/// Bytes packed with a dictionary.
pub(super) fn with(bytes: &[u8], dictionary: &Dictionary) -> Option<Vec<u8>> {
    match dictionary.kind() {
        Kind::Learned => compress(bytes, dictionary.id(), dictionary.stored()),
        Kind::Record => against(bytes, &last_record(dictionary)?),
    }
}

/// Bytes packed against themselves.
pub(super) fn own(bytes: &[u8]) -> Option<Vec<u8>> {
    // A copy: zstd takes a record that lies where the input lies for overwritten by it.
    let record = bytes.to_vec();
    against(bytes, &record)
}

fn compress(bytes: &[u8], wanted: i64, dictionary: &[u8]) -> Option<Vec<u8>> {
    COMPRESSOR.with_borrow_mut(|held| {
        if held.as_ref().is_none_or(|(id, _)| *id != wanted) {
            let level = if wanted == ALONE { ALONE_LEVEL } else { LEVEL };
            *held = Some((wanted, Compressor::with_dictionary(level, dictionary).ok()?));
        }
        let mut packed = held.as_mut()?.1.compress(bytes).ok()?;
        // zstd makes room for the worst case: five times what a page takes.
        packed.shrink_to_fit();
        Some(packed)
    })
}

/// A frame whose matches may lie in another record.
fn against(bytes: &[u8], record: &[u8]) -> Option<Vec<u8>> {
    let level = if bytes.len() > LONG { LEVEL } else { AGAINST_LEVEL };
    let mut context = CCtx::try_create()?;
    context.set_parameter(CParameter::CompressionLevel(level)).ok()?;
    context.ref_prefix(record).ok()?;
    let mut packed = Vec::with_capacity(zstd_safe::compress_bound(bytes.len()));
    context.compress2(&mut packed, bytes).ok()?;
    packed.shrink_to_fit();
    Some(packed)
}

fn last_record(dictionary: &Dictionary) -> Option<Arc<Vec<u8>>> {
    LAST_RECORD.with_borrow_mut(|held| {
        if held.as_ref().is_none_or(|(id, _)| *id != dictionary.id()) {
            *held = Some((dictionary.id(), Arc::new(dictionary.content().ok()?.into_owned())));
        }
        held.as_ref().map(|(_, record)| record.clone())
    })
}

/// A zstd frame of raw blocks (RFC 8878, 3.1.1): what a decoder reads without anything being packed.
pub(super) fn raw_frame(bytes: &[u8]) -> Vec<u8> {
    const BLOCK: usize = 128 << 10;
    let mut frame = vec![0x28, 0xb5, 0x2f, 0xfd, 0b1110_0000];
    frame.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
    let blocks = bytes.len().div_ceil(BLOCK).max(1);
    for number in 0..blocks {
        let block = bytes.get(number * BLOCK..bytes.len().min((number + 1) * BLOCK)).unwrap_or_default();
        let header = (block.len() << 3) | usize::from(number + 1 == blocks);
        frame.extend(header.to_le_bytes().iter().take(3));
        frame.extend_from_slice(block);
    }
    frame
}

/// Unpacks a source of a known length.
///
/// # Errors
/// What is wrong, in a sentence.
pub(super) fn unpack(packed: &[u8], length: usize, dictionary: Option<&[u8]>) -> Result<Vec<u8>, String> {
    let made = match dictionary {
        Some(bytes) => Decompressor::with_dictionary(bytes),
        None => Decompressor::new(),
    };
    let mut decompressor = made.map_err(|error| format!("zstd cannot start: {error}"))?;
    // A damaged length must not reserve memory that the frame does not ask for.
    let known = zstd_safe::get_frame_content_size(packed).ok().flatten();
    match known {
        None => return Err("the packed bytes are damaged: they are no frame of zstd".into()),
        Some(known) if known != length as u64 => {
            return Err(format!("the packed bytes tell of {known} bytes, the archive of {length}"));
        }
        Some(_) => {}
    }
    // A record against another of the same bytes is a match or two, however long it is.
    let most = (packed.len() as u64).saturating_mul(40_000).saturating_add(MAX_DICTIONARY as u64);
    if length as u64 > most {
        return Err("the packed bytes tell of more than they can hold".into());
    }
    let bytes = decompressor
        .decompress(packed, length)
        .map_err(|error| format!("the packed bytes are damaged: {error}"))?;
    if bytes.len() != length {
        return Err(format!("{} bytes came out, {length} went in", bytes.len()));
    }
    Ok(bytes)
}

/// Unpacks a record that serves as a dictionary.
pub(super) fn unpack_dictionary(packed: &[u8]) -> Result<Vec<u8>, String> {
    let length = zstd_safe::get_frame_content_size(packed).ok().flatten();
    let length =
        length.and_then(|length| usize::try_from(length).ok()).filter(|length| *length <= MAX_DICTIONARY);
    let length = length.ok_or("the record that it is packed against is damaged")?;
    unpack(packed, length, None).map_err(|detail| format!("the record that it is packed against: {detail}"))
}
