//! The workload as one Rhai function, compiled once; a case is bound to `this`, so it is not copied.

use rhai::{Array, CallFnOptions, Dynamic, Engine, Scope};
use std::cell::RefCell;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let engine = Engine::new();
    let script = engine.compile(include_str!("../workload.rhai"))?;
    let mut scope = Scope::new();
    dovidka_bench::peer::measure(
        "rhai",
        |case| Ok(RefCell::new(Dynamic::from(engine.parse_json(case.to_string(), true)?))),
        |case, branches| {
            let mut case = case.borrow_mut();
            let options = CallFnOptions::new().bind_this_ptr(&mut case);
            let answer: Array =
                engine.call_fn_with_options(options, &mut scope, &script, "decide", ())?;
            for branch in answer {
                branches.push(branch.as_int().map_err(|_| "a decision is no number")?.try_into()?);
            }
            Ok(())
        },
    )
}
