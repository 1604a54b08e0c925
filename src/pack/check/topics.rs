//! Checks the topics: ladders are flattened, every path ends in a leaf, every leaf is used.

use super::actions::Scope;
use super::at::At;
use super::checker::Checker;
use super::directory::Directory;
use super::leaves::leaves;
use crate::pack::diagnostic::Problem;
use crate::pack::model::{Branch, Condition, Ladder, Then, Topic};
use crate::pack::program::Entity;
use crate::pack::raw_topic;
use crate::terms::id::LeafId;
use crate::terms::value::{Choices, Kind};
use std::collections::{HashMap, HashSet};

pub fn topics(
    checker: &mut Checker<'_>,
    raw: &[(usize, raw_topic::TopicFile)],
    directory: &Directory<'_>,
) -> Vec<Topic> {
    let mut seen = HashSet::new();
    let mut topics = Vec::new();
    for (file, raw) in raw {
        let at = At::file(*file);
        let of = Entity::from(raw.for_each);
        checker.id(&at.to("topic"), &raw.topic);
        checker.once(&at.to("topic"), &mut seen, ("topic", &raw.topic));
        let only_if = raw.only_if.as_deref();
        let only_if = only_if.and_then(|text| checker.condition(&at.to("only_if"), text, of));
        let always_if = raw.always_if.as_deref();
        let always_if = always_if.and_then(|text| checker.condition(&at.to("always_if"), text, of));
        let leaves = leaves(checker, &at.to("leaves"), raw, Scope { of, directory });
        let mut tree = Tree::new(of, &raw.leaves);
        let root = tree.ladder(checker, &at.to("tree"), &raw.tree);
        for (place, leaf) in raw.leaves.iter().enumerate() {
            if !tree.used.contains(&place) {
                let at = at.to("leaves").to(place).to("id");
                checker.fault(&at, None, Problem::UnusedLeaf(leaf.id.clone()));
            }
        }
        let (id, branches) = (raw.topic.clone(), tree.branches);
        topics.push(Topic { id, for_each: of, only_if, always_if, branches, root, leaves });
    }
    topics
}

/// A tree while it is flattened.
struct Tree<'t> {
    of: Entity,
    leaves: &'t [raw_topic::Leaf],
    /// The first leaf of each name.
    places: HashMap<&'t str, usize>,
    branches: Vec<Branch>,
    used: HashSet<usize>,
}

/// One rung, before its place in the flat list is known.
struct Rung<'t> {
    at: At,
    condition: Option<Condition>,
    raw: &'t raw_topic::Branch,
}

impl<'t> Tree<'t> {
    fn new(of: Entity, leaves: &'t [raw_topic::Leaf]) -> Self {
        let mut places = HashMap::new();
        for (place, leaf) in leaves.iter().enumerate() {
            places.entry(leaf.id.as_str()).or_insert(place);
        }
        Self { of, leaves, places, branches: Vec::new(), used: HashSet::new() }
    }

    /// The place of a leaf; notes it if it is not there.
    fn leaf(&mut self, checker: &mut Checker<'_>, at: &At, id: &str) -> usize {
        let known = || self.leaves.iter().map(|leaf| leaf.id.as_str());
        let place = self.places.get(id).copied();
        let place = place.or_else(|| checker.find(&at.to("leaf"), ("leaf", id), known()));
        self.used.extend(place);
        place.unwrap_or(0)
    }

    fn ladder(
        &mut self,
        checker: &mut Checker<'_>,
        at: &At,
        raw: &'t [raw_topic::Branch],
    ) -> Ladder {
        let mut rungs = Vec::new();
        let mut is_closed = false;
        for (place, branch) in raw.iter().enumerate() {
            let at = at.to(place);
            if is_closed {
                checker.fault(&at, None, Problem::Unreachable);
                break;
            }
            is_closed = match (&branch.choose, &branch.cases) {
                (Some(fact), Some(cases)) => {
                    shape(checker, &at, branch, false);
                    rungs.extend(self.choose(checker, &at, fact, cases));
                    true
                }
                _ => self.rung(checker, at, branch, &mut rungs),
            };
        }
        if !is_closed {
            checker.fault(at, None, Problem::OpenLadder);
        }
        self.flatten(checker, rungs)
    }

    /// Adds an ordinary branch; gives whether it always holds.
    fn rung(
        &mut self,
        checker: &mut Checker<'_>,
        at: At,
        raw: &'t raw_topic::Branch,
        rungs: &mut Vec<Rung<'t>>,
    ) -> bool {
        shape(checker, &at, raw, false);
        let text = raw.condition.as_deref();
        let condition = text.and_then(|text| checker.condition(&at.to("if"), text, self.of));
        rungs.push(Rung { at, condition, raw });
        raw.otherwise
    }

    /// One branch for each case of a choice; they cover every choice.
    fn choose(
        &mut self,
        checker: &mut Checker<'_>,
        at: &At,
        fact: &str,
        cases: &'t [raw_topic::Branch],
    ) -> Vec<Rung<'t>> {
        let mut rungs = Vec::new();
        let choices = choices_of(checker, &at.to("choose"), fact, self.of);
        let Some(choices) = choices else { return rungs };
        let mut left: HashSet<&str> = choices.ids.iter().map(String::as_str).collect();
        let last = cases.len().saturating_sub(1);
        for (place, case) in cases.iter().enumerate() {
            let at = at.to("cases").to(place);
            shape(checker, &at, case, true);
            for (choice, id) in case.is.iter().enumerate() {
                let known = choices.ids.iter().map(String::as_str);
                if checker.find(&at.to("is").to(choice), ("choice", id), known).is_some()
                    && !left.remove(id.as_str())
                {
                    let problem = Problem::Twice { what: "choice", id: id.clone() };
                    checker.fault(&at.to("is").to(choice), None, problem);
                }
            }
            if case.otherwise && place < last {
                checker.fault(&at, None, Problem::Unreachable);
            }
            let text = format!("{fact} is one of {}", case.is.join(", "));
            let text = if case.is.len() == 1 { text.replace("one of ", "") } else { text };
            let is_listed = !case.is.is_empty();
            let condition = is_listed.then(|| checker.condition(&at, &text, self.of)).flatten();
            rungs.push(Rung { at, condition, raw: case });
        }
        if !cases.last().is_some_and(|case| case.otherwise) {
            for choice in choices.ids.iter().filter(|id| left.contains(id.as_str())) {
                checker.fault(&at.to("cases"), None, Problem::Uncovered(choice.clone()));
            }
        }
        rungs
    }

    /// Puts a ladder's rungs side by side into the flat list, then what they lead to behind them.
    fn flatten(&mut self, checker: &mut Checker<'_>, rungs: Vec<Rung<'t>>) -> Ladder {
        let ladder = Ladder { first: self.branches.len(), count: rungs.len() };
        let nowhere = Then::Leaf(LeafId::at(0));
        for rung in &rungs {
            self.branches.push(Branch { condition: rung.condition.clone(), then: nowhere });
        }
        for (offset, rung) in rungs.into_iter().enumerate() {
            let then = match (&rung.raw.leaf, &rung.raw.then) {
                (Some(leaf), None) => Then::Leaf(LeafId::at(self.leaf(checker, &rung.at, leaf))),
                (None, Some(then)) => Then::Ladder(self.ladder(checker, &rung.at.to("then"), then)),
                _ => nowhere,
            };
            self.branches[ladder.first + offset].then = then;
        }
        ladder
    }
}

/// Notes a branch that has not exactly what its place asks for.
fn shape(checker: &mut Checker<'_>, at: &At, raw: &raw_topic::Branch, is_case: bool) {
    let leads = usize::from(raw.leaf.is_some()) + usize::from(raw.then.is_some());
    let is_choose = raw.choose.is_some() || raw.cases.is_some();
    let heads = [raw.condition.is_some(), raw.otherwise, !raw.is.is_empty()]
        .iter()
        .filter(|is| **is)
        .count();
    let problem = if is_choose && !is_case {
        let is_whole = raw.choose.is_some() && raw.cases.is_some();
        (!is_whole || leads + heads > 0).then_some("is a choice (want `choose` and `cases` only)")
    } else if leads != 1 || is_choose {
        Some("leads to no one place (want one of `leaf` and `then`)")
    } else if heads != 1 {
        Some("is taken at no one time (want one of `if`, `otherwise` and, in a case, `is`)")
    } else if is_case == raw.condition.is_some() && !raw.otherwise {
        Some("is taken at the wrong time (want `is` in a case, `if` elsewhere)")
    } else {
        None
    };
    if let Some(problem) = problem {
        checker.fault(at, None, Problem::BadBranch(problem));
    }
}

fn choices_of(checker: &mut Checker<'_>, at: &At, fact: &str, of: Entity) -> Option<Choices> {
    let scope = [of, Entity::Household, Entity::Person];
    let facts = scope.iter().flat_map(|of| checker.facts[of.place()].iter());
    match facts.clone().find(|known| known.id == fact).map(|fact| fact.kind.clone()) {
        Some(Kind::Choice(choices)) => Some(choices),
        Some(_) => {
            let problem = Problem::Type { found: format!("`{fact}`"), wanted: "a choice".into() };
            checker.fault(at, None, problem);
            None
        }
        None => {
            let ids: Vec<String> = facts.map(|fact| fact.id.clone()).collect();
            checker.find(at, ("fact", fact), ids.iter().map(String::as_str));
            None
        }
    }
}
