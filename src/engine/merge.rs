//! Merges everywhere that a topic may lead into findings: what is certain, what is possible, and what is said.

use crate::case::{Case, Member};
use crate::engine::explored::{Explored, Site};
use crate::engine::ops::code;
use crate::engine::outcome::{Day, Finding, Need, Outcome, ReachedLeaf, Statement};
use crate::engine::rules::{ActionOps, List, Pick, Rules, TopicOps};
use crate::engine::view::Scene;
use crate::pack::program::Entity;
use crate::pack::{LeafAction, Pack};
use crate::terms::id::{BranchId, FactId, LeafId, OfficeId, SourceId, TextId};
use crate::terms::interval::Interval;

/// What an action says, while it is gathered; the memory may be used again.
#[derive(Debug, Clone, Default)]
pub(crate) struct Said {
    offices: Vec<OfficeId>,
    /// The offices that must not be named first.
    last: Vec<OfficeId>,
    papers: Vec<TextId>,
    cautions: Vec<TextId>,
    sources: Vec<SourceId>,
}

impl Said {
    pub(crate) fn clear(&mut self) {
        self.offices.clear();
        self.last.clear();
        self.papers.clear();
        self.cautions.clear();
        self.sources.clear();
    }

    /// Adds what an item of an action names that was chosen by this code of a pick.
    pub(crate) fn name(
        &mut self,
        rules: &Rules<'_>,
        action: &LeafAction,
        (pick, code): (&Pick, u32),
    ) {
        let item = rules.items[(pick.items + code / 2) as usize].item;
        match pick.list {
            List::Cautions => {
                add_all(&mut self.sources, &action.cautions[item].cite);
                add(&mut self.cautions, action.cautions[item].what);
            }
            List::Papers => {
                add_all(&mut self.sources, &action.bring[item].cite);
                add(&mut self.papers, action.bring[item].what);
            }
            List::Offices => {
                let office = action.offices[item].what;
                add_all(&mut self.sources, &action.offices[item].cite);
                add(&mut self.offices, office);
                if code % 2 == 1 && add(&mut self.last, office) {
                    let text = rules.pack[office].last_text;
                    add(&mut self.cautions, text.expect("it has one if it may be named last"));
                }
            }
        }
    }

    /// Adds all sources of a leaf.
    pub(crate) fn cite(&mut self, sources: &[SourceId]) {
        add_all(&mut self.sources, sources);
    }

    /// Adds everything to the statements; gives the first place and the one after the last.
    pub(crate) fn write(&mut self, statements: &mut Vec<Statement>) -> (u32, u32) {
        self.offices.sort_by_key(|office| self.last.contains(office));
        let place = |statements: &[Statement]| {
            u32::try_from(statements.len()).expect("an outcome says less")
        };
        let first = place(statements);
        statements.extend(self.offices.iter().copied().map(Statement::Office));
        statements.extend(self.papers.iter().copied().map(Statement::Paper));
        statements.extend(self.cautions.iter().copied().map(Statement::Caution));
        statements.extend(self.sources.iter().copied().map(Statement::Source));
        (first, place(statements))
    }
}

/// What is merged: a topic that was explored for a member.
pub(crate) struct Merge<'m> {
    pub(crate) rules: &'m Rules<'m>,
    pub(crate) topic: &'m TopicOps,
    pub(crate) who: Member,
    pub(crate) scene: Scene<'m>,
    pub(crate) explored: &'m Explored,
}

impl Merge<'_> {
    /// Adds everything to an outcome; statements only if there is a place to gather them.
    pub(crate) fn add_to(&self, outcome: &mut Outcome, mut said: Option<&mut Said>) {
        let explored = self.explored;
        let needed = explored.needed(&self.scene, self.rules, self.topic);
        outcome.is_explored &= explored.is_whole();
        outcome.is_decided &= needed.is_empty() && explored.is_whole();
        let needs = needed.into_iter().map(|slot| self.need(slot));
        outcome.needs.extend(needs);
        let mut leaves = explored.tree.reached.iter().map(|part| self.leaf_at(part.end));
        if let Some(Some((leaf, _))) = leaves.next()
            && leaves.all(|other| other.is_some_and(|(other, _)| other == leaf))
        {
            outcome.leaves.push(ReachedLeaf { topic: self.topic.id, leaf, who: self.who });
        }
        for (place, first) in explored.sites.iter().enumerate() {
            let action = self.action(first).action;
            let is_same = |site: &&Site| self.action(site).action == action;
            if !explored.sites[..place].iter().any(|site| is_same(&site)) {
                let same: Vec<&Site> = explored.sites[place..].iter().filter(is_same).collect();
                let finding = self.finding(&same);
                let statements = said
                    .as_deref_mut()
                    .map_or((0, 0), |said| self.statements(&same, said, outcome));
                outcome.findings.push(Finding { statements, ..finding });
            }
        }
    }

    fn leaf_at(&self, end: u32) -> Option<(LeafId, BranchId)> {
        Explored::leaf(self.topic, end)
    }

    fn action(&self, site: &Site) -> &ActionOps {
        &self.topic.leaves[site.leaf.place()][site.place as usize]
    }

    /// The finding of all sites that name an action.
    fn finding(&self, sites: &[&Site]) -> Finding {
        let first = self.action(sites[0]);
        let leaf = sites[0].leaf;
        let is_only = sites.iter().all(|site| site.leaf == leaf);
        let actions = || sites.iter().map(|site| self.action(site));
        let [from, by] = [0, 1].map(|day| hull(sites.iter().map(|site| site.days[day])));
        Finding {
            action: first.action,
            topic: self.topic.id,
            who: self.who,
            leaf: is_only.then_some(leaf),
            branch: is_only.then_some(sites[0].branch),
            kind: actions().map(|action| action.kind).max().unwrap_or(first.kind),
            rank: actions().map(|action| action.rank).min().unwrap_or(first.rank),
            is_certain: self.is_certain(first),
            moves: actions().any(|action| action.moves),
            from,
            by,
            text: first.text,
            statements: (0, 0),
        }
    }

    /// Whether every part names an action.
    fn is_certain(&self, action: &ActionOps) -> bool {
        let parts = &self.explored.tree.reached;
        (0..).zip(parts).all(|(place, part)| {
            let Some((leaf, _)) = self.leaf_at(part.end) else { return false };
            let actions = &self.topic.leaves[leaf.place()];
            let is_of = |place: u32| actions[place as usize].action == action.action;
            let mut own = self.explored.entries_of(place).iter().filter(|e| is_of(e.place));
            own.next().is_some_and(|first| first.site.is_some())
                && own.all(|entry| entry.site.is_some())
        })
    }

    /// Gathers what an action says at these sites.
    fn statements(&self, sites: &[&Site], said: &mut Said, outcome: &mut Outcome) -> (u32, u32) {
        said.clear();
        let key = |site: &Site| (site.leaf, site.place);
        for (place, first) in sites.iter().enumerate() {
            let is_same = |site: &&&Site| key(site) == key(first);
            if sites[..place].iter().any(|site| is_same(&site)) {
                continue;
            }
            let leaf = &self.rules.pack[self.topic.id][first.leaf];
            let action = &leaf.actions[first.place as usize];
            said.cite(&leaf.cite);
            for pick in &self.action(first).picks {
                let same = sites[place..].iter().filter(is_same);
                let ends = same.flat_map(|site| self.explored.ends_of(site, pick));
                for code in ends.filter_map(|piece| code(piece.end)) {
                    said.name(self.rules, action, (pick, code));
                }
            }
        }
        said.write(&mut outcome.statements)
    }

    /// Whose fact a slot is, and which; most are those of the member for whom the topic is walked.
    fn need(&self, slot: usize) -> Need {
        need(self.rules.pack, self.scene.case, (self.who, slot))
    }
}

/// Whose fact a slot is, and which; it is looked for at `near` first.
pub(crate) fn need(pack: &Pack, case: &Case, (near, slot): (Member, usize)) -> Need {
    let find = |who: Member| {
        let offset = slot.checked_sub(case.base(who))?;
        let facts = &pack.facts[who.of.place()];
        let place =
            facts.partition_point(|fact| usize::from(fact.slot) <= offset).checked_sub(1)?;
        let end = usize::from(facts[place].slot) + facts[place].kind.width();
        (offset < end).then_some(Need { who, fact: FactId::at(place) })
    };
    let others = Entity::ALL.into_iter().flat_map(|of| case.members(of));
    let mut all = [near, Member::HOUSEHOLD, Member::YOU].into_iter().chain(others);
    all.find_map(find).expect("every slot belongs to a fact")
}

/// The days between which a day lies; `None` if some part names none.
fn hull(days: impl Iterator<Item = Option<Interval>>) -> Option<Day> {
    let all = days.reduce(|one, other| one.zip(other).map(|(one, other)| one.around(other)));
    all.flatten().map(Day::between)
}

/// Adds something that is not there yet, and says whether it was not.
fn add<T: PartialEq>(all: &mut Vec<T>, one: T) -> bool {
    let is_new = !all.contains(&one);
    if is_new {
        all.push(one);
    }
    is_new
}

fn add_all<T: PartialEq + Copy>(all: &mut Vec<T>, more: &[T]) {
    for one in more {
        add(all, *one);
    }
}
