//! Licences of everything that is built into the command, held against `deny.toml`.

use crate::root;
use anyhow::{Context, bail};
use std::collections::BTreeSet;

#[derive(serde::Deserialize)]
struct Deny {
    licenses: Licenses,
}

#[derive(serde::Deserialize)]
struct Licenses {
    allow: BTreeSet<String>,
}

/// Fails where a package has no licence that is allowed.
pub(crate) fn run() -> anyhow::Result<()> {
    let deny = std::fs::read_to_string(root::root().join("deny.toml")).context("deny.toml")?;
    let allow = toml::from_str::<Deny>(&deny)?.licenses.allow;
    let metadata = root::metadata(true)?;
    let mut refused = Vec::new();
    for package in root::packages(&metadata) {
        let name = package["name"].as_str().unwrap_or_default();
        match package["license"].as_str() {
            Some(expression) if is_allowed(expression, &allow) => {}
            Some(expression) => refused.push(format!("{name}: {expression}")),
            None => refused.push(format!("{name}: no licence named")),
        }
    }
    if !refused.is_empty() {
        bail!("licences that deny.toml does not allow:\n  {}", refused.join("\n  "));
    }
    println!("licences: {} packages, all allowed", root::packages(&metadata).len());
    Ok(())
}

/// Whether an SPDX expression can be met by the allowed licences alone.
///
/// `AND` binds tighter than `OR` (SPDX specification, annex D); `/` is the old form of `OR`.
fn is_allowed(expression: &str, allow: &BTreeSet<String>) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let tokens: Vec<&str> = spaced.split_whitespace().collect();
    let (met, rest) = either(&tokens, allow);
    met && rest.is_empty()
}

fn either<'t, 'a>(tokens: &'t [&'a str], allow: &BTreeSet<String>) -> (bool, &'t [&'a str]) {
    let (mut met, mut rest) = both(tokens, allow);
    while let ["OR", tail @ ..] = rest {
        let (also, tail) = both(tail, allow);
        met |= also;
        rest = tail;
    }
    (met, rest)
}

fn both<'t, 'a>(tokens: &'t [&'a str], allow: &BTreeSet<String>) -> (bool, &'t [&'a str]) {
    let (mut met, mut rest) = one(tokens, allow);
    while let ["AND", tail @ ..] = rest {
        let (also, tail) = one(tail, allow);
        met &= also;
        rest = tail;
    }
    (met, rest)
}

fn one<'t, 'a>(tokens: &'t [&'a str], allow: &BTreeSet<String>) -> (bool, &'t [&'a str]) {
    match tokens {
        ["(", tail @ ..] => {
            let (met, rest) = either(tail, allow);
            (met, rest.strip_prefix(&[")"][..]).unwrap_or(&[]))
        }
        [name, "WITH", exception, rest @ ..] => (allow.contains(&format!("{name} WITH {exception}")), rest),
        [name, rest @ ..] => (allow.contains(*name), rest),
        [] => (false, &[]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(expression: &str) -> bool {
        is_allowed(
            expression,
            &BTreeSet::from(["MIT".to_owned(), "Apache-2.0".to_owned(), "Zlib".to_owned()]),
        )
    }

    #[test]
    fn expressions_are_read_as_spdx_has_them() {
        assert!(allowed("MIT"));
        assert!(allowed("GPL-3.0 OR MIT"));
        assert!(allowed("GPL-3.0/MIT"));
        assert!(!allowed("GPL-3.0 AND MIT"));
        assert!(allowed("(GPL-3.0 OR MIT) AND Zlib"));
        assert!(!allowed("(GPL-3.0 OR MIT) AND BSL-1.0"));
        assert!(!allowed(""));
        assert!(!allowed("Apache-2.0 WITH LLVM-exception"));
    }
}
