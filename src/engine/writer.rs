//! Writes the leaves of topics as ops, with all that their actions may name.
//!
//! **Must not know** households.

use crate::engine::compile::{Compiler, to_place};
use crate::engine::ops::{NO, YES, is_end};
use crate::engine::pick::{Given, Named, Pick, PickItem};
use crate::engine::plan::{Plan, PlannedDay, Rung};
use crate::engine::presuming::Computable;
use crate::engine::topic::{ActionOps, TopicOps};
use crate::pack::program::{Entity, NodeId};
use crate::pack::raw::{ActionKind, ByIs};
use crate::pack::{Leaf, LeafAction, Pack, Require, Then};
use crate::terms::calendar::Date;
use crate::terms::id::{ActionId, LeafId, SourceId, TextId, TopicId};
use std::collections::HashMap;

/// Writes the leaves of topics.
pub(crate) struct Writer<'p> {
    pack: &'p Pack,
    pub(crate) compiler: Compiler<'p>,
    pub(crate) items: Vec<PickItem<'p>>,
    /// A number for each list of sources, and for each of what actions say whatever they name.
    cites: HashMap<&'p [SourceId], u32>,
    says: HashMap<(ActionId, u8, bool, ByIs, TextId, u32), u32>,
}

impl<'p> Writer<'p> {
    /// A writer that has written nothing; on one as-of date, what depends on it alone is worked out.
    pub(crate) fn new(pack: &'p Pack, on: Option<Date>) -> Self {
        Self {
            pack,
            compiler: Compiler::new(pack, &pack.program, on),
            items: Vec::new(),
            cites: HashMap::new(),
            says: HashMap::new(),
        }
    }

    /// Writes a topic; one that is not asked for is walked where it is certain that it must be.
    pub(crate) fn topic(&mut self, id: TopicId, is_asked: bool) -> TopicOps {
        let topic = &self.pack[id];
        let mut start = self.compiler.topic(topic);
        let always = topic.always_if.as_ref().filter(|_| !is_asked).map(|always| always.node);
        if let Some(always) = always {
            start = self.compiler.condition(Some(always), start, NO);
        }
        let always = always.map(|always| self.condition(Some(always)));
        let leaf_of = topic.branches.iter().map(|branch| match branch.then {
            Then::Leaf(leaf) => leaf,
            Then::Ladder(_) => LeafId::at(0),
        });
        TopicOps {
            id,
            for_each: topic.for_each,
            looks_at: Entity::ALL.map(|of| self.pack.looks_at(topic, of)),
            always,
            start,
            leaf_of: leaf_of.collect(),
            leaves: topic.leaves.iter().map(|leaf| self.leaf(leaf)).collect(),
        }
    }

    /// Writes a condition; gives where it starts.
    pub(crate) fn condition(&mut self, node: Option<NodeId>) -> u32 {
        self.compiler.condition(node, YES, NO)
    }

    /// Writes the facts in whose place a number may be computed.
    pub(crate) fn computable(&mut self) -> Vec<Computable> {
        let pack = self.pack;
        let facts = pack.facts.iter().flatten();
        let all = facts.filter_map(|fact| Some((fact, fact.or_else.as_ref()?.node)));
        let computable = all.map(|(fact, node)| {
            self.compiler.number(node);
            let reads = |require: &Require| {
                let inside = pack.program.inside(require.condition.node, require.of.at_hand());
                let mut reads = inside.iter().filter_map(|(node, members)| {
                    Some(pack.fact_read(pack.program.node(*node).read()?, members))
                });
                reads.any(|read| std::ptr::eq(read, fact))
            };
            let is_required = pack.requires.iter().any(reads);
            Computable { of: fact.of, fact: pack.place_of(fact), node, is_required }
        });
        computable.collect()
    }

    fn leaf(&mut self, leaf: &'p Leaf) -> Vec<ActionOps> {
        leaf.actions.iter().map(|action| self.action(leaf, action)).collect()
    }

    fn action(&mut self, leaf: &'p Leaf, action: &'p LeafAction) -> ActionOps {
        let start = self.condition(action.condition);
        let days = [action.from, action.by, action.best_by];
        let mut nodes = [action.from, action.by].into_iter().flatten();
        let moves = nodes.any(|day| self.pack.program.reads_today(day));
        let cite = self.cites(&leaf.cite);
        let LeafAction { action: id, rank, text, by_is, .. } = *action;
        let next = to_place(self.says.len());
        let says = *self.says.entry((id, rank, moves, by_is, text, cite)).or_insert(next);
        let mut picks = Vec::new();
        self.kinds(action, &mut picks);
        let given = self.given(action);
        for (place, (what, _)) in given.iter().enumerate() {
            if given[..place].iter().all(|(earlier, _)| earlier != what) {
                let same = given.iter().filter(|(other, _)| other == what);
                let items: Vec<Given<'p>> = same.map(|(_, given)| given.clone()).collect();
                self.pick(*what, items, &mut picks);
            }
        }
        let is_open = |pick: &Pick| !is_end(pick.start);
        let open_picks = picks.iter().filter(|pick| is_open(pick)).map(|pick| pick.place).collect();
        let days = days.map(|day| day.map(|day| self.compiler.number(day)));
        let plan = self.plan(action);
        ActionOps {
            action: id,
            rank,
            moves,
            by_is,
            text,
            start,
            days,
            says,
            picks,
            open_picks,
            plan,
        }
    }

    /// How long an action takes, and what it must be ready for.
    fn plan(&mut self, action: &LeafAction) -> Plan {
        let takes = action
            .takes
            .iter()
            .map(|rung| Rung { start: self.condition(rung.condition), is: rung.is });
        let takes = takes.collect();
        let needed_for = action.needed_for.iter().map(|rung| Rung {
            start: self.condition(rung.condition),
            is: PlannedDay { node: rung.is, number: self.compiler.number(rung.is) },
        });
        Plan { takes, needed_for: needed_for.collect() }
    }

    fn cites(&mut self, cite: &'p [SourceId]) -> u32 {
        let next = to_place(self.cites.len());
        *self.cites.entry(cite).or_insert(next)
    }

    fn kinds(&mut self, action: &'p LeafAction, picks: &mut Vec<Pick>) {
        let items = action.kinds.iter().map(|rung| PickItem {
            conditions: rung.condition.into_iter().collect(),
            cite: &[],
            says: rung.is as u32,
            kind: rung.is,
        });
        self.add(Named::Kind, items.collect(), picks);
    }

    /// Everything that an action may name, with whatever names it.
    fn given(&self, action: &'p LeafAction) -> Vec<(Named, Given<'p>)> {
        let offices = action.offices.iter().map(|item| {
            (
                Named::Office(item.what, item.role),
                Given { last_if: item.last_if, ..Given::of(item) },
            )
        });
        let papers = action.bring.iter().map(|item| (Named::Paper(item.what), Given::of(item)));
        let cautions =
            action.cautions.iter().map(|item| (Named::Caution(item.what), Given::of(item)));
        // An office that must not be asked first says so.
        let warnings = action.offices.iter().filter_map(|item| {
            let text = self.pack[item.what].last_text?;
            let conditions = item.condition.into_iter().chain(Some(item.last_if?)).collect();
            Some((Named::Caution(text), Given { conditions, cite: &[], last_if: None }))
        });
        offices.chain(papers).chain(cautions).chain(warnings).collect()
    }

    fn pick(&mut self, what: Named, given: Vec<Given<'p>>, picks: &mut Vec<Pick>) {
        let last = given.iter().find_map(|given| given.last_if);
        let item = |Given { conditions, cite, .. }: Given<'p>| PickItem {
            conditions,
            cite,
            says: self.cites(cite),
            kind: ActionKind::Know,
        };
        let items = given.into_iter().map(item).collect();
        self.add(what, items, picks);
        if let (Some(last), Some(pick)) = (last, picks.last_mut()) {
            pick.last = self.condition(Some(last));
        }
    }

    /// Adds something that is named by the first of some items whose conditions hold.
    fn add(&mut self, what: Named, items: Vec<PickItem<'p>>, picks: &mut Vec<Pick>) {
        // From the last item to the first, as the first that holds names it.
        let mut start = NO;
        for (number, item) in items.iter().enumerate().rev() {
            let end = YES + to_place(number);
            let all = item.conditions.iter().rev();
            let next = start;
            start = all
                .fold(end, |yes, condition| self.compiler.condition(Some(*condition), yes, next));
        }
        let first = to_place(self.items.len());
        let run = (first, to_place(items.len()));
        self.items.extend(items);
        picks.push(Pick { what, place: picks.len(), start, items: run, last: NO });
    }
}
