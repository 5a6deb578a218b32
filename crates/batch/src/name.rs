//! Names of files as records keep them: `/` between folders, bytes that are no UTF-8 made visible.

use std::path::Path;

/// The path as text, with `/` between folders; what is no UTF-8 is written as `\xE9`.
///
/// ```
/// assert_eq!(offwire_batch::display_name("news/1987.txt".as_ref()), "news/1987.txt");
/// ```
#[must_use]
pub fn display_name(path: &Path) -> String {
    let name = match path.to_str() {
        Some(text) => text.to_owned(),
        None => escaped(path),
    };
    if std::path::MAIN_SEPARATOR == '/' { name } else { name.replace(std::path::MAIN_SEPARATOR, "/") }
}

#[cfg(unix)]
fn escaped(path: &Path) -> String {
    use std::os::unix::ffi::OsStrExt;
    let mut name = String::new();
    for chunk in path.as_os_str().as_bytes().utf8_chunks() {
        name.push_str(chunk.valid());
        for byte in chunk.invalid() {
            name.push_str(&format!("\\x{byte:02X}"));
        }
    }
    name
}

#[cfg(not(unix))]
fn escaped(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};

    #[test]
    fn bytes_that_are_no_text_stay_apart() {
        let name = |bytes: &[u8]| display_name(Path::new(OsStr::from_bytes(bytes)));
        assert_eq!(name(b"caf\xe9.txt"), "caf\\xE9.txt");
        assert_ne!(name(b"a\xe9"), name(b"a\xe8"));
        assert_eq!(name("日本/1.txt".as_bytes()), "日本/1.txt");
    }
}
