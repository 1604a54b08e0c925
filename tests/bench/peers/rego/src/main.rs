//! The workload in Rego, compiled for the virtual machine of regorus, which is kept from case to case.

use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::vm::RegoVM;
use regorus::{Engine, Value};
use std::error::Error;

const ANSWER: &str = "data.workload.answer";

fn main() -> Result<(), Box<dyn Error>> {
    let mut engine = Engine::new();
    engine.add_policy("workload.rego".into(), include_str!("../workload.rego").into())?;
    let policy = engine.compile_with_entrypoint(&ANSWER.into())?;
    let program = Compiler::compile_from_policy(&policy, &[ANSWER])?;
    let mut machine = RegoVM::new();
    machine.load_program(program);
    dovidka_bench::peer::measure(
        "regorus",
        |case| Ok(Value::from_json_str(&case.to_string())?),
        |case, branches| {
            machine.set_input(case.clone());
            flatten(&machine.execute()?, branches)
        },
    )
}

/// Adds all numbers of nested lists, in order.
fn flatten(value: &Value, branches: &mut Vec<u8>) -> Result<(), Box<dyn Error>> {
    match value {
        Value::Array(parts) => parts.iter().try_for_each(|part| flatten(part, branches)),
        other => {
            let branch = other.as_u64().map_err(|_| format!("`{other}` is no decision"))?;
            branches.push(branch.try_into()?);
            Ok(())
        }
    }
}
