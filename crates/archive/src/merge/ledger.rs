//! What a merge keeps of the other archive's ledger: the runs that its articles come from.

use crate::Run;
use serde_json::Value;

/// The runs that read inputs, those of archives that were merged before among them, each once and without its report.
/// Merges themselves are left out: archives that are merged into one another time and again would else carry the
/// ledgers of each other's ledgers.
pub(super) fn origins(runs: Vec<Run>) -> Vec<Value> {
    let mut origins = Vec::new();
    for run in runs {
        gather(serde_json::to_value(run).unwrap_or_default(), &mut origins);
    }
    origins
}

fn gather(mut run: Value, origins: &mut Vec<Value>) {
    let mut report = run.get_mut("report").map(Value::take).unwrap_or_default();
    if run.get("kind").and_then(Value::as_str) == Some("merge") {
        let nested = report.get_mut("ledger").map(Value::take);
        if let Some(Value::Array(nested)) = nested {
            nested.into_iter().for_each(|run| gather(run, origins));
        }
    } else if !origins.contains(&run) {
        origins.push(run);
    }
}
