//! What people and their programs read: letters, JSON, the directory of offices, and calendar files.

#[path = "../support/chance.rs"]
mod chance;
#[path = "../support/households.rs"]
mod households;
#[path = "../support/kazakhstan.rs"]
mod kazakhstan;

mod brief;
mod calendar_files;
mod conditions;
mod letter;
