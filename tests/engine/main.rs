//! The engine: sentences, completions of what is unknown, plans, and packs of growing size.

#[path = "../support/chance.rs"]
mod chance;
#[path = "../support/growth/mod.rs"]
mod growth;

mod completions;
mod growing_packs;
mod plan;
mod plan_memory;
mod sentences;
