//! Rule files: what is wrong with them is said with its place, and the built-in pack proves its own cases.

#[path = "../support/packs.rs"]
mod packs;

mod kazakhstan;
mod rule_files;
