//! The rules of a pack made ready for many cases on one as-of date.
//!
//! What depends on the as-of date alone is worked out once; a condition on a single fact becomes a range or a set
//! of its values, found by asking [`Facts::range`] where its answer changes. A ladder whose rungs all look at one
//! choice becomes a table. So the meaning of a sentence stays in one place. Where the facts are known, these tests
//! are run as a list of steps, each a comparison of integers or two; where something is not decided, the topic is
//! explored as [`evaluate`] does it.
//!
//! [`Facts::range`]: crate::engine::facts::Facts::range
//! [`evaluate`]: crate::engine::evaluate

mod brief;
mod code;
mod compile;
mod cut;
mod differ;
mod explore;
mod look;
mod one_fact;
mod reached;
mod require;
mod run;
mod walk;
mod words;

pub use self::brief::{Brief, BriefAction};

use self::code::{Code, Coder};
use self::compile::Compiler;
use crate::case::Case;
use crate::pack::program::{Entity, NodeId, Relation};
use crate::pack::raw::ActionKind;
use crate::pack::{Ladder, Pack, Then};
use crate::terms::calendar::{Date, Unit};

/// The topics of a pack, ready to be walked for many cases on one as-of date.
///
/// # Examples
///
/// ```
/// use dovidka::engine::plan::{Brief, Plan};
/// use dovidka::{Case, Member, Pack};
/// let pack = Pack::embedded("kazakhstan")?;
/// let plan = Plan::new(&pack, "2026-11-22".parse()?, &[]);
/// let mut case = Case::new(&pack, plan.on);
/// case.learn(&pack, Member::YOU, "passport", "biometric")?;
/// case.learn(&pack, Member::YOU, "passport_expires", "2027-03-01")?;
/// let mut brief = Brief::default();
/// plan.evaluate(&case, &mut brief);
/// assert_eq!(pack.actions[brief.actions[0].action].id, "new_passport");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Plan<'p> {
    /// The pack.
    pub pack: &'p Pack,
    /// The day whose law applies.
    pub on: Date,
    topics: Vec<PlannedTopic>,
    /// What must hold, in the order of [`Pack::requires`].
    requires: Vec<Test>,
    /// The parts of conditions that have several; each is a run of this list.
    parts: Vec<Test>,
    /// The two sides of each comparison, one after the other.
    numbers: Vec<Number>,
    /// The node of each comparison, in the same order.
    comparisons: Vec<NodeId>,
    /// The same tests as steps, for what is decided.
    code: Code,
}

/// A topic with its tests in place of sentences; branches and leaves stand where they do in the topic.
#[derive(Debug, Clone)]
struct PlannedTopic {
    /// Its place in the pack.
    topic: usize,
    for_each: Entity,
    only_if: Test,
    root: Ladder,
    /// Each test, and where it leads.
    branches: Vec<(Test, Then)>,
    /// Tables for ladders that look at one choice only, each with the first branch of its ladder; in order.
    tables: Vec<(usize, Table)>,
    leaves: Vec<Vec<PlannedAction>>,
    /// Where its code starts.
    start: u32,
}

/// The branch of a ladder for each value of one fact.
#[derive(Debug, Clone)]
struct Table {
    fact: Place,
    /// For the values from 0 on, the branch as an offset from the first of the ladder.
    branches: Vec<u32>,
}

/// An action of a leaf.
#[derive(Debug, Clone)]
struct PlannedAction {
    condition: Test,
    action: usize,
    kind: ActionKind,
    rank: u8,
    from: Option<Number>,
    by: Option<Number>,
    /// Everything on which its cautions, offices and papers depend, in this order.
    items: Vec<Test>,
    /// What is known of each of their conditions on the as-of date alone; the open ones are the items.
    given: Vec<Truth>,
    /// Whether other answers to the items always mean other cautions, offices or papers.
    are_items_distinct: bool,
    /// Whether one of its days moves with the as-of date.
    moves: bool,
    /// Where the code of its conditions starts.
    start: u32,
}

/// A day or another number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Number {
    Fixed(i32),
    Fact(Place),
    /// A day, moved by the same for every case.
    Moved(Place, i32, Unit),
    Node(NodeId),
}

/// Where the value of a fact stands in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    slot: u32,
    /// 0: `slot` counts from the start of the case; otherwise from the first slot of the member at this depth.
    depth: u8,
}

/// A condition, on a case of the plan's as-of date.
#[derive(Debug, Clone, Copy)]
enum Test {
    /// It is the same for every case.
    Decided(Truth),
    /// A fact is one of the numbers from `low` to `high`, or not if `inside` is false.
    Within { fact: Place, low: i32, high: i32, inside: bool },
    /// A fact is one of a set of small numbers.
    Among { fact: Place, set: u64 },
    /// All parts hold.
    All(Parts),
    /// At least one part holds.
    Any(Parts),
    /// The one part does not hold.
    Not(Parts),
    /// The one part holds for every member.
    Every(Entity, Parts),
    /// The one part holds for at least one member.
    AtLeastOne(Entity, Parts),
    /// Two numbers, from this one of [`Plan::numbers`] on, are related so.
    Compare(u32, Relation),
    /// Whatever the node says.
    Node(NodeId),
}

/// A run of [`Plan::parts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Parts {
    first: u32,
    count: u32,
}

/// What is known of a condition; in the order in which `and` takes the lowest and `or` the highest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Truth {
    No,
    Open,
    Yes,
}

impl<'p> Plan<'p> {
    /// Makes `topics` (places in [`Pack::topics`]; none means all) ready for cases on the day `on`.
    #[must_use]
    pub fn new(pack: &'p Pack, on: Date, topics: &[usize]) -> Self {
        let all: Vec<usize> = (0..pack.topics.len()).collect();
        let mut places = if topics.is_empty() { all } else { topics.to_vec() };
        // What topics say is in order when they are walked in order.
        places.sort_unstable();
        let mut compiler = Compiler::new(pack, on);
        let mut topics: Vec<_> = places.iter().map(|topic| compiler.topic(*topic)).collect();
        let requires = compiler.requires();
        let Compiler { parts, numbers, comparisons, .. } = compiler;
        let mut coder = Coder::new(&parts);
        for topic in &mut topics {
            coder.topic(topic);
        }
        let code = coder.finish(&mut topics);
        Self { pack, on, topics, requires, parts, numbers, comparisons, code }
    }

    /// Evaluates a case into `brief`, whose buffers are used again.
    ///
    /// It gives the advice and the needs of [`evaluate`](crate::engine::evaluate), without texts, offices and papers.
    ///
    /// # Panics
    ///
    /// If the case is on another as-of date.
    pub fn evaluate(&self, case: &Case, brief: &mut Brief) {
        assert_eq!(case.on, self.on, "a plan is for cases on its own as-of date");
        brief.clear();
        for topic in &self.topics {
            self.walk(topic, case, brief);
        }
        brief.finish();
    }
}
