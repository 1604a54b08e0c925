//! What people and their programs read: letters, JSON, the directory of offices, and calendar files.

#[path = "../support/chance.rs"]
mod chance;
#[path = "../support/households.rs"]
mod households;

mod calendar_files;
mod letter;
