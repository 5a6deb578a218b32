//! Any bytes given to a format by its name, which the first byte chooses: each format's parser is reached though
//! the bytes would not be recognised as its own.
#![no_main]

use libfuzzer_sys::fuzz_target;
use offwire_parse::{ParseOptions, formats};

#[path = "../../tests/property/mod.rs"]
mod property;

fuzz_target!(|input: (u8, &[u8])| {
    let (chosen, bytes) = input;
    let format = &formats()[usize::from(chosen) % formats().len()];
    let mut options = ParseOptions::default();
    options.format = Some(format.name.to_owned());
    let (articles, errors) = property::read(options, bytes);
    property::hold(&articles, &errors);
});
