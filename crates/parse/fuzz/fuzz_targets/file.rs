//! Any bytes as a file of any kind: containers, formats and charsets are told from the bytes.
#![no_main]

use libfuzzer_sys::fuzz_target;
use offwire_parse::ParseOptions;

#[path = "../../tests/property/mod.rs"]
mod property;

fuzz_target!(|bytes: &[u8]| {
    let (articles, errors) = property::read(ParseOptions::default(), bytes);
    property::hold(&articles, &errors);
});
