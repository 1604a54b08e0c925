//! The engine: sentences, completions of what is unknown, rules for one as-of date, memory, and packs of growing
//! size.

#[path = "../support/chance.rs"]
mod chance;
#[path = "../support/growth/mod.rs"]
mod growth;

mod completions;
mod folded;
mod growing_packs;
mod many_actions;
mod memory;
mod naive;
mod or_else;
mod plans;
mod sentences;
mod shipped;
mod trial;
