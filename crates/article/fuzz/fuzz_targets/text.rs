//! Any text through all text tools: nothing panics, and the invariants of `tests/properties.rs` hold.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/property/mod.rs"]
mod property;

fuzz_target!(|input: (u8, String)| {
    let (language, text) = input;
    property::hold(property::language(language), &text);
});
