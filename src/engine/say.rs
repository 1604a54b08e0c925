//! What an action says, gathered from the parts of the box that name it: certain there, or under a condition.
//!
//! **Must not know** how conditions are put into words.

use crate::engine::detail::Detail;
use crate::engine::explore::Part;
use crate::engine::explored::Site;
use crate::engine::merge::Merge;
use crate::engine::need::{Decision, Need, need};
use crate::engine::ops::{NO, code, length};
use crate::engine::outcome::{Finding, Outcome, ReachedLeaf};
use crate::engine::pick::{Named, Pick, PickItem};
use crate::engine::residual::{Ground, leads_to};
use crate::engine::statement::{Claim, Condition, Statement, StrongerKind, What};
use crate::engine::topic::ActionOps;
use crate::pack::raw::ActionKind;
use crate::terms::id::{ActionId, LeafId, SourceId};
use crate::terms::interval::Interval;
use std::cell::OnceCell;

impl Merge<'_> {
    /// Adds everything to an outcome; statements and conditions only if they are asked for.
    pub(crate) fn add_to(&self, outcome: &mut Outcome, detail: Detail) {
        let explored = self.explored;
        outcome.is_explored &= explored.is_whole();
        if detail != Detail::Findings {
            let needed = explored.needed(self.scene, self.rules, self.topic);
            outcome.is_decided &= needed.is_empty() && explored.is_whole();
            let walk = (self.topic.id, self.who);
            outcome.asked_by.extend(needed.into_iter().map(|slot| (self.need(slot), walk)));
        }
        let mut leaves = explored.tree.reached.iter().map(|part| self.leaf_at(part.end));
        if let Some(Some((leaf, _))) = leaves.next()
            && leaves.all(|other| other.is_some_and(|(other, _)| other == leaf))
        {
            outcome.leaves.push(ReachedLeaf { topic: self.topic.id, leaf, who: self.who });
        }
        let all = || explored.tree.reached.iter().map(|reached| reached.part);
        let mut whole: Option<Ground<'_>> = None;
        for (place, first) in explored.sites.iter().enumerate() {
            let action = self.action(first).action;
            let is_same = |site: &&Site| self.action(site).action == action;
            if !explored.sites[..place].iter().any(|site| is_same(&site)) {
                let sites: Vec<&Site> = explored.sites[place..].iter().filter(is_same).collect();
                let mut finding = self.finding(&sites);
                if detail == Detail::Statements {
                    let is_of_one_kind = finding.kind == finding.strongest;
                    if !(finding.is_certain && is_of_one_kind && have_one_day_each(&sites)) {
                        outcome.decisions.extend(self.decisions(action));
                    }
                    let say = Say::new(*self, &sites);
                    if !finding.is_certain {
                        let whole = whole.get_or_insert_with(|| self.ground(all()));
                        finding.condition = Some(say.when_asked_for(whole, outcome));
                    }
                    say.add_to(&mut finding, outcome);
                }
                outcome.findings.push(finding);
            }
        }
    }

    /// What needs decide of an action.
    fn decisions(&self, action: ActionId) -> impl Iterator<Item = Decision> {
        let slots = self.explored.decide(self.scene, (self.rules, self.topic), action);
        let of = move |slot| Decision { need: self.need(slot), who: self.who, action };
        slots.into_iter().map(of)
    }

    /// The fact that stands in a slot.
    fn need(&self, slot: usize) -> Need {
        need(self.rules.pack, self.scene.case, (self.who, slot))
    }
}

/// Whether sites name the same known days.
fn have_one_day_each(sites: &[&Site]) -> bool {
    let mut known = sites[0].days.into_iter().flatten();
    known.all(Interval::is_known) && sites.iter().all(|site| site.days == sites[0].days)
}

/// What the leaves say that name one action.
pub(crate) struct Say<'s> {
    merge: Merge<'s>,
    groups: Vec<Group<'s>>,
    /// Where the action stands.
    ground: OnceCell<Ground<'s>>,
}

/// Where one leaf names the action.
struct Group<'s> {
    leaf: LeafId,
    action: &'s ActionOps,
    sites: Vec<&'s Site>,
    /// That the topic leads to the leaf.
    leads: Claim,
}

/// How something is said where one leaf names the action.
struct Way {
    group: usize,
    claim: Claim,
    /// Where it is said, and whether it is said everywhere.
    parts: Vec<Part>,
    is_certain: bool,
}

impl<'s> Say<'s> {
    /// What is said at the sites of an action.
    pub(crate) fn new(merge: Merge<'s>, sites: &[&'s Site]) -> Self {
        let mut groups: Vec<Group<'s>> = Vec::new();
        for site in sites {
            if let Some(group) = groups.iter_mut().find(|group| group.leaf == site.leaf) {
                group.sites.push(site);
                continue;
            }
            let leads = leads_to(&merge.rules.pack[merge.topic.id], site.leaf);
            let (leaf, action) = (site.leaf, merge.action(site));
            groups.push(Group { leaf, action, sites: vec![site], leads });
        }
        Self { merge, groups, ground: OnceCell::new() }
    }

    fn ground(&self) -> &Ground<'s> {
        self.ground.get_or_init(|| {
            let sites = self.groups.iter().flat_map(|group| &group.sites);
            self.merge.ground(sites.map(|site| site.part))
        })
    }

    /// When the action is asked for: a place in the conditions of the outcome.
    pub(crate) fn when_asked_for(&self, whole: &Ground<'_>, outcome: &mut Outcome) -> usize {
        let topic = &self.merge.rules.pack[self.merge.topic.id];
        let claims = self.groups.iter().map(|group| {
            let mut actions = topic[group.leaf].actions.iter();
            let own = actions.find(|action| action.action == group.action.action);
            let own = Claim::of(own.and_then(|action| action.condition));
            Claim::all([group.leads.clone(), own])
        });
        let sites = self.groups.iter().flat_map(|group| &group.sites);
        let parts = sites.map(|site| site.part);
        keep(whole.condition(&Claim::any(claims), parts), outcome)
    }

    /// Adds what is said to an outcome and to its finding.
    pub(crate) fn add_to(&self, finding: &mut Finding, outcome: &mut Outcome) {
        let (statements, mut cite) = (length(&outcome.statements), Vec::new());
        self.add_reasons(outcome, &mut cite);
        self.add_texts(outcome);
        self.add_named(outcome, &mut cite);
        finding.statements = (statements, length(&outcome.statements));
        finding.cite = cite_run(outcome, &cite);
        let kinds = length(&outcome.kinds);
        self.add_kinds(finding.kind, outcome);
        finding.kinds = (kinds, length(&outcome.kinds));
    }

    fn add_reasons(&self, outcome: &mut Outcome, cite: &mut Vec<SourceId>) {
        for (number, group) in self.groups.iter().enumerate() {
            let of = &self.merge.rules.pack[self.merge.topic.id][group.leaf].cite;
            add_all(cite, of);
            let ways = [self.everywhere(number)];
            self.add((What::Why(group.leaf), of), &ways, outcome);
        }
    }

    fn add_texts(&self, outcome: &mut Outcome) {
        for (number, group) in self.groups.iter().enumerate() {
            let text = group.action.text;
            let is_same = |other: &usize| self.groups[*other].action.text == text;
            if (0..number).any(|other| is_same(&other)) {
                continue;
            }
            let same = (number..self.groups.len()).filter(is_same);
            let ways: Vec<Way> = same.map(|group| self.everywhere(group)).collect();
            self.add((What::Text(text), &[]), &ways, outcome);
        }
    }

    fn add_named(&self, outcome: &mut Outcome, cite: &mut Vec<SourceId>) {
        let mut all: Vec<&Pick> = Vec::new();
        for pick in self.groups.iter().flat_map(|group| &group.action.picks) {
            if pick.what != Named::Kind && all.iter().all(|known| known.what != pick.what) {
                all.push(pick);
            }
        }
        all.sort_by_key(|pick| (pick.what.list(), pick.last != NO && self.is_last(pick)));
        for pick in all {
            let Some(what) = pick.what.statement() else { continue };
            let (mut ways, mut of) = (Vec::new(), Vec::new());
            for (number, group) in self.groups.iter().enumerate() {
                let same = group.action.picks.iter().find(|other| other.what == pick.what);
                ways.extend(same.and_then(|pick| self.way(number, pick, &mut of)));
            }
            if !ways.is_empty() && self.add((what, &of), &ways, outcome) {
                add_all(cite, &of);
            }
        }
    }

    /// Whether an office may have to be named last.
    fn is_last(&self, pick: &Pick) -> bool {
        self.ground().may_hold(pick.last)
    }

    /// How something is named where one leaf names the action; `None` if it is not. Adds what is cited for it.
    fn way(&self, group: usize, pick: &Pick, cite: &mut Vec<SourceId>) -> Option<Way> {
        let (mut parts, mut is_certain) = (Vec::new(), true);
        for site in &self.groups[group].sites {
            for piece in self.merge.explored.ends_of(site, pick) {
                is_certain &= piece.end != NO;
                if let Some(code) = code(piece.end) {
                    parts.push(piece.part);
                    add_all(cite, self.items(pick)[code as usize].cite);
                }
            }
        }
        let items = self.items(pick).iter();
        let claim = Claim::any(
            items.map(|item| Claim::all(item.conditions.iter().copied().map(Claim::Is))),
        );
        (!parts.is_empty()).then_some(Way { group, claim, parts, is_certain })
    }

    fn items(&self, pick: &Pick) -> &'s [PickItem<'s>] {
        self.merge.rules.items_of(pick)
    }

    fn everywhere(&self, group: usize) -> Way {
        let parts = self.groups[group].sites.iter().map(|site| site.part).collect();
        Way { group, claim: Claim::ALWAYS, parts, is_certain: true }
    }

    /// Adds a statement that is said in these ways, and says whether it is.
    fn add(&self, (what, cite): (What, &[SourceId]), ways: &[Way], outcome: &mut Outcome) -> bool {
        let is_certain = ways.len() == self.groups.len() && ways.iter().all(|way| way.is_certain);
        let condition = if is_certain {
            None
        } else {
            let condition = self.condition(ways);
            match condition.claim {
                claim if claim == Claim::NEVER => return false,
                claim if claim == Claim::ALWAYS => None,
                claim => Some(keep(Condition { claim, ..condition }, outcome)),
            }
        };
        let cite = cite_run(outcome, cite);
        outcome.statements.push(Statement { what, condition, cite });
        true
    }

    fn condition(&self, ways: &[Way]) -> Condition {
        let mut claims: Vec<(&Claim, Vec<usize>)> = Vec::new();
        for way in ways {
            match claims.iter_mut().find(|(claim, _)| *claim == &way.claim) {
                Some((_, groups)) => groups.push(way.group),
                None => claims.push((&way.claim, vec![way.group])),
            }
        }
        // What is said alike wherever the action stands does not depend on the leaf.
        let claims = claims.into_iter().map(|(claim, groups)| {
            let leads = groups.iter().map(|group| self.groups[*group].leads.clone());
            let is_everywhere = groups.len() == self.groups.len();
            let leads = if is_everywhere { Claim::ALWAYS } else { Claim::any(leads) };
            Claim::all([leads, claim.clone()])
        });
        let parts = ways.iter().flat_map(|way| way.parts.iter().copied());
        self.ground().condition(&Claim::any(claims), parts)
    }

    /// Adds the kinds that are stronger than the weakest that is possible.
    fn add_kinds(&self, weakest: ActionKind, outcome: &mut Outcome) {
        for kind in [ActionKind::Can, ActionKind::Must].into_iter().filter(|kind| *kind < weakest) {
            let ways = (0..self.groups.len()).filter_map(|group| self.way_of_kind(group, kind));
            let ways: Vec<Way> = ways.collect();
            if !ways.is_empty() {
                let condition = keep(self.condition(&ways), outcome);
                outcome.kinds.push(StrongerKind { kind, condition });
            }
        }
    }

    fn way_of_kind(&self, group: usize, kind: ActionKind) -> Option<Way> {
        let Group { sites, action, .. } = &self.groups[group];
        let kinds = sites.iter().flat_map(|site| self.merge.kinds(site));
        let parts: Vec<Part> =
            kinds.filter(|(found, _)| *found == kind).map(|(_, part)| part).collect();
        let rungs = self.items(action.kind());
        let before = |rung: usize| {
            let earlier = rungs[..rung].iter().flat_map(|rung| &rung.conditions);
            earlier.map(|node| Claim::Is(*node).opposite())
        };
        let of_kind = rungs.iter().enumerate().filter(|(_, rung)| rung.kind == kind);
        let claim = Claim::any(of_kind.map(|(number, rung)| {
            Claim::all(before(number).chain(rung.conditions.iter().copied().map(Claim::Is)))
        }));
        (!parts.is_empty()).then_some(Way { group, claim, parts, is_certain: false })
    }
}

/// Keeps a condition in an outcome, once.
fn keep(condition: Condition, outcome: &mut Outcome) -> usize {
    let known = outcome.conditions.iter().position(|known| *known == condition);
    known.unwrap_or_else(|| {
        outcome.conditions.push(condition);
        outcome.conditions.len() - 1
    })
}

pub(crate) fn cite_run(outcome: &mut Outcome, cite: &[SourceId]) -> (u32, u32) {
    let first = length(&outcome.sources);
    outcome.sources.extend_from_slice(cite);
    (first, length(&outcome.sources))
}

pub(crate) fn add_all<T: PartialEq + Copy>(all: &mut Vec<T>, more: &[T]) {
    for one in more {
        if !all.contains(one) {
            all.push(*one);
        }
    }
}
