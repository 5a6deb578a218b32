//! Floors under the figures of the binary: a change that falls through one is no improvement.

use crate::root;
use anyhow::{Context, bail};
use serde_json::Value;
use std::{collections::BTreeMap, process::Command};

/// Set, then metric, then the least that it may score.
type Floors = BTreeMap<String, BTreeMap<String, f64>>;

/// Measures the binary on every set that has floors; `check` fails below one.
pub(crate) fn run(check: bool) -> anyhow::Result<()> {
    let Some(script) = root::shared("bench/run.py") else {
        println!("eval: skipped, since the benchmark sets do not lie beside this repository");
        return Ok(());
    };
    let path = root::root().join("fixtures/eval/floors.toml");
    let all: BTreeMap<String, Floors> =
        toml::from_str(&std::fs::read_to_string(&path)?).context("floors.toml")?;
    let binary = root::binary()?;
    let mut below = Vec::new();
    for (kind, floors) in &all {
        let mut command = Command::new("python3");
        command.arg(&script).arg(kind).arg("--json").arg("--bin").arg(&binary);
        let measured: Value = serde_json::from_slice(&root::output(&mut command)?)?;
        below.extend(compare(floors, &measured));
    }
    if check && !below.is_empty() {
        bail!("below their floors:\n  {}", below.join("\n  "));
    }
    Ok(())
}

/// Prints each figure beside its floor and gives those that lie below.
fn compare(floors: &Floors, measured: &Value) -> Vec<String> {
    let mut below = Vec::new();
    for (set, metrics) in floors {
        for (metric, floor) in metrics {
            let got = measured[set][metric].as_f64();
            let line = match got {
                Some(got) => format!("{set} {metric} {got:.4} (floor {floor:.4})"),
                None => format!("{set} {metric} not measured (floor {floor:.4})"),
            };
            println!("eval: {line}");
            if got.is_none_or(|got| got < *floor) {
                below.push(line);
            }
        }
    }
    below
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_figure_below_its_floor_or_absent_is_named() {
        let floors =
            Floors::from([("html/a".into(), BTreeMap::from([("f1".into(), 0.9), ("date".into(), 0.8)]))]);
        let below = compare(&floors, &json!({"html/a": {"f1": 0.91}}));
        assert_eq!(below, ["html/a date not measured (floor 0.8000)"]);
        let below = compare(&floors, &json!({"html/a": {"f1": 0.89, "date": 0.8}}));
        assert_eq!(below, ["html/a f1 0.8900 (floor 0.9000)"]);
    }
}
