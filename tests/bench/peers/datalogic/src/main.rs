//! The workload in `JSONLogic`: one compiled rule for all decisions, walked with a session that keeps its memory.

use datalogic_rs::{DataValue, Engine, ParsedData};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let engine = Engine::new();
    let rules = engine.compile(include_str!("../rules.json"))?;
    let mut session = engine.session();
    dovidka_bench::peer::measure(
        "datalogic-rs",
        |case| Ok(ParsedData::from_json(&case.to_string())?),
        |case, branches| {
            flatten(session.eval_borrowed(&rules, case)?, branches)?;
            session.reset();
            Ok(())
        },
    )
}

/// Adds all numbers of nested lists, in order.
fn flatten(value: &DataValue<'_>, branches: &mut Vec<u8>) -> Result<(), Box<dyn Error>> {
    match value {
        DataValue::Array(parts) => parts.iter().try_for_each(|part| flatten(part, branches)),
        other => {
            branches.push(other.as_i64().ok_or("a decision is no number")?.try_into()?);
            Ok(())
        }
    }
}
