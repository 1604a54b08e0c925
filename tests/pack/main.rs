//! Rule files: what is wrong with them is said with its place, and the built-in pack proves its own cases.

#[path = "../support/kazakhstan.rs"]
mod kazakhstan;
#[path = "../support/readme_pack.rs"]
mod readme_pack;

mod bounds;
mod built_in;
mod excluded;
mod failing_cases;
mod misspelt;
mod optional_parts;
mod or_else;
mod rule_files;
mod same_as_you;
mod warnings;
