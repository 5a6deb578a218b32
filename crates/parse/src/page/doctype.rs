//! The doctype: whether the page wants the quirks of old browsers.

use super::token::is_space;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::Doctype;
use memchr::memchr;

/// Reads `<!doctype …>`, or the part of it that the page has.
pub(super) fn read(bytes: &[u8]) -> Doctype {
    let complete = bytes.ends_with(b">");
    let inside = bytes.get(9..bytes.len() - usize::from(complete)).unwrap_or_default();
    let mut reader = Reader { rest: inside, quirks: !complete };
    let name = reader.name();
    reader.quirks |= name.is_empty();
    let (public_id, system_id) = reader.identifiers();
    let name = (!name.is_empty()).then(|| StrTendril::from_slice(&name));
    Doctype { name, public_id, system_id, force_quirks: reader.quirks }
}

struct Reader<'a> {
    rest: &'a [u8],
    quirks: bool,
}

impl<'a> Reader<'a> {
    fn skip_spaces(&mut self) {
        self.take_while(is_space);
    }

    fn take_while(&mut self, more: impl Fn(u8) -> bool) -> &'a [u8] {
        let length = self.rest.iter().position(|&byte| !more(byte)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, &[]));
        self.rest = rest;
        taken
    }

    fn name(&mut self) -> String {
        self.skip_spaces();
        let name = self.take_while(|byte| !is_space(byte));
        String::from_utf8_lossy(name).to_ascii_lowercase().replace('\0', "\u{fffd}")
    }

    /// The public and the system identifier.
    fn identifiers(&mut self) -> (Option<StrTendril>, Option<StrTendril>) {
        self.skip_spaces();
        let Some((keyword, rest)) = self.rest.split_at_checked(6) else {
            self.quirks |= !self.rest.is_empty();
            return (None, None);
        };
        if keyword.eq_ignore_ascii_case(b"public") {
            self.rest = rest;
            let public = self.quoted();
            self.quirks |= public.is_none();
            self.skip_spaces();
            let system = if public.is_some() && !self.rest.is_empty() { self.required() } else { None };
            return (public, system);
        }
        if keyword.eq_ignore_ascii_case(b"system") {
            self.rest = rest;
            return (None, self.required());
        }
        self.quirks = true;
        (None, None)
    }

    /// An identifier that must be there.
    fn required(&mut self) -> Option<StrTendril> {
        let identifier = self.quoted();
        self.quirks |= identifier.is_none();
        identifier
    }

    /// A string in quotes; one that is not closed counts, and asks for quirks.
    fn quoted(&mut self) -> Option<StrTendril> {
        self.skip_spaces();
        let (&quote, rest) = self.rest.split_first().filter(|(quote, _)| matches!(quote, b'"' | b'\''))?;
        let end = memchr(quote, rest);
        self.quirks |= end.is_none();
        let (text, rest) = rest.split_at_checked(end.unwrap_or(rest.len())).unwrap_or((rest, &[]));
        self.rest = rest.get(1..).unwrap_or_default();
        Some(StrTendril::from_slice(&String::from_utf8_lossy(text).replace('\0', "\u{fffd}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, name: &str, public: Option<&str>, system: Option<&str>, quirks: bool) {
        let read = read(text.as_bytes());
        let ids = (read.public_id.as_deref(), read.system_id.as_deref());
        assert_eq!(
            (read.name.as_deref().unwrap_or(""), ids, read.force_quirks),
            (name, (public, system), quirks)
        );
    }

    #[test]
    fn doctypes() {
        check("<!DOCTYPE html>", "html", None, None, false);
        check("<!doctypeHTML>", "html", None, None, false);
        check("<!doctype>", "", None, None, true);
        check("<!doctype html", "html", None, None, true);
        check("<!DOCTYPE html PUBLIC \"-//X\" 'y'>", "html", Some("-//X"), Some("y"), false);
        check("<!DOCTYPE html PUBLIC \"-//X\">", "html", Some("-//X"), None, false);
        check("<!DOCTYPE html PUBLIC>", "html", None, None, true);
        check(
            "<!DOCTYPE html SYSTEM 'about:legacy-compat'>",
            "html",
            None,
            Some("about:legacy-compat"),
            false,
        );
        check("<!DOCTYPE html SYSTEM 'x>", "html", None, Some("x"), true);
        check("<!DOCTYPE html nonsense>", "html", None, None, true);
    }
}
