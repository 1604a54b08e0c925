//! Files, functions and lists of parameters are small enough to be read at once.

use crate::source::{Faults, Function, compare, sources};

/// The most lines of a file without its tests.
const FILE: usize = 350;
/// The most lines of a function.
const FUNCTION: usize = 40;
/// The most things that a function is given.
const PARAMETERS: usize = 4;

#[test]
fn files_are_small() {
    let long = sources().iter().filter(|source| source.lines > FILE);
    let found = long.map(|source| (source.place.clone(), format!("{} lines", source.lines)));
    compare(
        "long_files.txt",
        &found.collect(),
        "over 350 lines without tests: which stage could be a file of its own?",
    );
}

#[test]
fn functions_are_short() {
    let found = functions(|function| function.lines > FUNCTION);
    compare(
        "long_functions.txt",
        &found,
        "over 40 lines: cut it, unless it is a flat `match` over one enum",
    );
}

#[test]
fn functions_are_given_few_things() {
    let found = functions(|function| function.parameters > PARAMETERS);
    compare(
        "parameters.txt",
        &found,
        "over 4, members of tuples counted: make a struct and name it",
    );
}

/// The functions that break a rule.
fn functions(breaks: impl Fn(&Function) -> bool) -> Faults {
    let mut found = Faults::new();
    for source in sources() {
        for function in source.functions.iter().filter(|function| breaks(function)) {
            let Function { name, line, lines, parameters } = function;
            let place =
                format!("src/{}:{line}: lines: {lines}, parameters: {parameters}", source.place);
            found.insert(format!("{} {name}", source.place), place);
        }
    }
    found
}
