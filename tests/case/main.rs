//! How a case comes about: from a list of stays, from an interview, or drawn at random.

#[path = "../support/packs.rs"]
mod packs;
#[path = "../support/program.rs"]
mod program;

mod interview;
mod sample;
mod stays;
