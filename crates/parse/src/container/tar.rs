//! tar archives, read in order and never unpacked to disk.

use super::{Context, Level, Step, names};
use crate::stream::Stream;
use crate::{Error, Origin, Reason};
use std::io::{self, Read};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A tar's unit.
const BLOCK: usize = 512;
/// Longest name in an extended header that is read.
const MAX_EXTENDED: u64 = 1 << 20;

/// An open tar. The member that is being read and the archive share one stream.
pub(crate) struct Tar {
    shared: Arc<Mutex<Shared>>,
    origin: Origin,
    /// Name out of an extended header, for the member behind it.
    long_name: Option<String>,
    /// Size out of an extended header.
    long_size: Option<u64>,
    members: u64,
    done: bool,
}

/// The stream, and how much of it belongs to the member being read.
struct Shared {
    stream: Stream,
    left: u64,
    padding: u64,
}

/// What a member's header says.
struct Header {
    kind: u8,
    name: String,
    size: u64,
}

impl Tar {
    pub(crate) fn new(stream: Stream, origin: Origin) -> Self {
        let shared = Shared { stream, left: 0, padding: 0 };
        Self {
            shared: Arc::new(Mutex::new(shared)),
            origin,
            long_name: None,
            long_size: None,
            members: 0,
            done: false,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next header; `Ok(None)` at the end.
    fn header(&self) -> Result<Option<Header>, Error> {
        let mut shared = self.lock();
        let rest = shared.left + shared.padding;
        let passed = shared.stream.skip(rest);
        let at = self.origin.at(shared.stream.offset());
        let cut = |shared: &Shared| match shared.stream.failure() {
            Some(failure) => failure.tell(&at).map_or(Ok(None), Err),
            None => Err(Error::at(&at, Reason::Truncated, "the tar ends in the middle of a member")),
        };
        shared.left = 0;
        shared.padding = 0;
        if passed < rest {
            return cut(&shared);
        }
        let block = shared.stream.fill(BLOCK);
        if block.is_empty() && shared.stream.failure().is_none() {
            return Ok(None);
        }
        let Some(block) = shared.stream.peek().get(..BLOCK) else { return cut(&shared) };
        if block.iter().all(|b| *b == 0) {
            return Ok(None);
        }
        let mut header = tar::Header::new_old();
        header.as_mut_bytes().copy_from_slice(block);
        let read = read_header(&header);
        shared.stream.pass(BLOCK);
        match read {
            Some(read) => {
                shared.left = read.size;
                shared.padding = read.size.next_multiple_of(BLOCK as u64) - read.size;
                Ok(Some(read))
            }
            None => Err(Error::at(&at, Reason::Malformed, "a header that is none of tar")),
        }
    }

    /// The content of an extended header.
    fn extended(&self) -> Vec<u8> {
        let mut shared = self.lock();
        let length = usize::try_from(shared.left.min(MAX_EXTENDED)).unwrap_or(0);
        shared.left -= length as u64;
        let ready = shared.stream.fill(length).len().min(length);
        shared.stream.draw(ready)
    }

    /// Takes what an extended header says of the member behind it.
    fn extend(&mut self, kind: u8) {
        let content = self.extended();
        if kind == b'L' {
            let name = content.split(|b| *b == 0).next().unwrap_or_default();
            self.long_name = Some(names::text(name));
            return;
        }
        for (key, value) in
            tar::PaxExtensions::new(&content).flatten().filter_map(|e| Some((e.key().ok()?, e.value_bytes())))
        {
            match key {
                "path" => self.long_name = Some(names::text(value)),
                "size" => self.long_size = std::str::from_utf8(value).ok().and_then(|v| v.parse().ok()),
                _ => {}
            }
        }
    }

    fn member(&mut self, header: Header, context: &Context) -> Step {
        let name = self.long_name.take().unwrap_or(header.name);
        if let Some(size) = self.long_size.take() {
            let mut shared = self.lock();
            shared.left = size;
            shared.padding = size.next_multiple_of(BLOCK as u64) - size;
        }
        self.members += 1;
        let origin = self.origin.member(&name);
        if self.members > context.options.max_members {
            self.done = true;
            return Step::Failed(Error::at(&origin, Reason::Bomb, "more members than the limit"));
        }
        match names::judge(&name) {
            names::Verdict::PassOver(what) => Step::PassedOver(what),
            names::Verdict::Refuse(detail) => Step::Failed(Error::at(&origin, Reason::Malformed, detail)),
            names::Verdict::Read => {
                let member = Member(Arc::clone(&self.shared));
                Step::Open(Stream::new(Box::new(member)), origin)
            }
        }
    }
}

fn read_header(header: &tar::Header) -> Option<Header> {
    let size = header.entry_size().ok()?;
    let name = names::text(&header.path_bytes());
    header.cksum().ok()?;
    Some(Header { kind: header.entry_type().as_byte(), name, size })
}

impl Level for Tar {
    fn step(&mut self, context: &Context) -> Step {
        while !self.done {
            match self.header() {
                Ok(None) => self.done = true,
                Err(error) => {
                    self.done = true;
                    return Step::Failed(error);
                }
                Ok(Some(header)) => match header.kind {
                    b'L' | b'x' => self.extend(header.kind),
                    0 | b'0' | b'7' => return self.member(header, context),
                    b'5' | b'g' | b'K' => {}
                    _ => {
                        self.long_name = None;
                        return Step::PassedOver("links and devices");
                    }
                },
            }
        }
        Step::Done
    }
}

/// The bytes of one member.
struct Member(Arc<Mutex<Shared>>);

impl Read for Member {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut shared = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let most = usize::try_from(shared.left).unwrap_or(usize::MAX).min(into.len());
        let count = shared.stream.read(into.get_mut(..most).unwrap_or_default())?;
        shared.left -= count as u64;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::walk;
    use crate::Reason;

    fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut builder = tar::Builder::new(Vec::new());
        for (name, bytes) in members {
            let mut header = tar::Header::new_gnu();
            header.set_size(bytes.len() as u64);
            header.set_mode(0o644);
            if name.starts_with("../") {
                header.as_mut_bytes()[..name.len()].copy_from_slice(name.as_bytes());
                header.set_cksum();
                builder.append(&header, *bytes).unwrap();
            } else {
                header.set_cksum();
                builder.append_data(&mut header, name, *bytes).unwrap();
            }
        }
        builder.into_inner().unwrap()
    }

    #[test]
    fn members_come_with_their_names_and_a_bad_one_costs_itself_alone() {
        let long = format!("{}/b.txt", "folder".repeat(30));
        let bytes = archive(&[
            ("a.txt", b"One."),
            ("../escape.txt", b"Two."),
            ("__MACOSX/._a.txt", b"junk"),
            ("empty.txt", b""),
            (&long, b"Three."),
        ]);
        let (items, errors) = walk(bytes);
        let names: Vec<_> = items.iter().map(|i| i.origin.member.clone().unwrap()).collect();
        assert_eq!(names, ["a.txt", long.as_str()]);
        assert_eq!(items[1].bytes, b"Three.");
        let reasons: Vec<_> = errors.iter().map(|e| (e.member.as_deref().unwrap(), e.reason)).collect();
        assert_eq!(reasons, [("../escape.txt", Reason::Malformed), ("empty.txt", Reason::Empty)]);
    }

    #[test]
    fn a_cut_archive_gives_what_came_before() {
        let bytes = archive(&[("a.txt", b"One."), ("b.txt", &b"Two words. ".repeat(200))]);
        let (items, errors) = walk(bytes[..bytes.len() - 2500].to_vec());
        assert_eq!(items.len(), 2);
        assert_eq!(errors.len(), 1);
        assert_eq!(errors[0].reason, Reason::Truncated);
    }

    #[test]
    fn containers_nest() {
        let inner = archive(&[("in.txt", b"One.")]);
        let packed = zstd::encode_all(&inner[..], 1).unwrap();
        let (items, errors) = walk(archive(&[("box.tar.zst", &packed)]));
        assert!(errors.is_empty());
        assert_eq!(items[0].origin.member.as_deref(), Some("box.tar.zst!/in.txt"));
    }
}
