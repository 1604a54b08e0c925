//! The workload as a decision graph of zen-engine, compiled once, with an expression for each decision.

use dovidka_bench::peer::ORDER;
use std::error::Error;
use std::sync::Arc;
use zen_engine::Decision;
use zen_engine::Variable;
use zen_engine::model::GraphContent;

fn main() -> Result<(), Box<dyn Error>> {
    let content: GraphContent = serde_json::from_str(include_str!("../decision.json"))?;
    let mut decision = Decision::from(Arc::new(content));
    decision.compile();
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    dovidka_bench::peer::measure(
        "zen-engine",
        |case| Ok(Variable::from(case)),
        |case, branches| {
            let response = runtime.block_on(decision.evaluate(case.clone()))?;
            for key in ORDER[0].iter().chain(&["children", "pets"]) {
                flatten(&response.result.dot(key).ok_or("a decision is missing")?, branches)?;
            }
            Ok(())
        },
    )
}

/// Adds all numbers of nested lists, in order.
fn flatten(value: &Variable, branches: &mut Vec<u8>) -> Result<(), Box<dyn Error>> {
    match value {
        Variable::Array(parts) => {
            parts.borrow().iter().try_for_each(|part| flatten(part, branches))
        }
        Variable::Number(number) => {
            branches.push(number.to_string().parse()?);
            Ok(())
        }
        _ => Err("a decision is no number".into()),
    }
}
