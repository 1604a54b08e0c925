//! How a case comes about: from a list of stays, from an interview, or drawn at random.

#[path = "../support/chance.rs"]
mod chance;
#[path = "../support/kazakhstan.rs"]
mod kazakhstan;
#[path = "../support/program.rs"]
mod program;
#[path = "../support/readme_pack.rs"]
mod readme_pack;

mod done;
mod interview;
mod presumed;
mod same_as_you;
mod sample;
mod stays;
