//! Many cases in, one line out for each, in the same order and in bounded memory.
//!
//! ```text
//! bytes ─► blocks of whole lines ─► read: row ─► Case ─► run: evaluate ─► write: line ─► blocks in order ─► bytes
//! ```
//!
//! A worker takes the next block, works on it alone, and hands on what it makes of it in parts, which are written
//! when it is their turn. So memory is that of a block and a part or two for each worker, whatever the size of the input.
//!
//! **Must not know** the terminal: whoever runs a batch hears of it through an [`Observer`].

mod columns;
mod input;
mod lines;
mod observer;
mod read;
mod records;
mod run;
mod settings;
mod sheet;
mod summary;
mod write;

pub use self::input::Unreadable;
pub use self::observer::{Column, Observer, Problem, Progress, UnknownColumn};
pub use self::run::{Done, Stopped, run};
pub use self::settings::{Fields, Form, LONGEST_LINE, Settings};
pub use self::summary::Summary;
