//! Answers that cannot be true together.

use crate::case::{Case, Member, StandIn};
use crate::engine::members::Members;
use crate::engine::narrowed::unfulfillable;
use crate::engine::ops::{NO, YES};
use crate::engine::presuming::Objector;
use crate::engine::rules::{Rules, Topics};
use crate::engine::view::View;
use crate::pack::program::{Entity, NodeId, Whose};
use crate::pack::{Fact, Pack, Require};
use std::borrow::Cow;

/// Answers that cannot both be true.
#[derive(Debug, Clone, Copy)]
pub struct Contradiction<'p> {
    /// What would have to hold.
    pub require: &'p Require,
    /// Of whom.
    pub who: Member,
}

/// All answers that cannot both be true, in the order of the pack.
#[must_use]
pub fn contradictions<'p>(pack: &'p Pack, case: &Case) -> Vec<Contradiction<'p>> {
    let rules = Rules::new(pack, &Topics::Some(Vec::new()));
    rules.all_contradictions(case)
}

impl<'p> Rules<'p> {
    /// The first of the answers that cannot be true together.
    #[must_use]
    pub fn contradiction(&self, case: &Case) -> Option<Contradiction<'p>> {
        // What stands in is dropped only where something contradicts.
        self.first_contradiction(case)?;
        self.first_contradiction(&self.standing(case))
    }

    /// The first of the answers that cannot be true together with all that stands in.
    pub(crate) fn first_contradiction(&self, case: &Case) -> Option<Contradiction<'p>> {
        self.broken(case).next().or_else(|| self.unfulfillable(case))
    }

    fn all_contradictions(&self, case: &Case) -> Vec<Contradiction<'p>> {
        let case = &*self.standing(case);
        let broken: Vec<Contradiction<'p>> = self.broken(case).collect();
        let is_none = broken.is_empty();
        broken.into_iter().chain(self.unfulfillable(case).filter(|_| is_none)).collect()
    }

    /// A case with the stand-ins that are in use: all but those that contradict what was told, and those of yours that are
    /// not known and of which a require allows only some values with what was told of the other member. So nothing
    /// certain of you hangs on what is only taken to be so of somebody else.
    #[must_use]
    pub fn standing<'c>(&self, case: &'c Case) -> Cow<'c, Case> {
        self.computing(self.with_stand_ins(case))
    }

    fn with_stand_ins<'c>(&self, case: &'c Case) -> Cow<'c, Case> {
        if !self.presuming.is_in(self.pack, case) {
            return Cow::Borrowed(case);
        }
        let is_unknown = |who, fact: &Fact| !case.known(who, fact).iter().all(|of| of.is_known());
        match self.apart(case, is_unknown) {
            Cow::Borrowed(case) => self.fitting(case),
            Cow::Owned(apart) => Cow::Owned(self.fitting(&apart).into_owned()),
        }
    }

    /// A case without some of the stand-ins of yours of which a require may allow only some values.
    pub(crate) fn apart<'c>(
        &self,
        case: &'c Case,
        are: impl Fn(Member, &Fact) -> bool,
    ) -> Cow<'c, Case> {
        let mut apart = Cow::Borrowed(case);
        loop {
            let objected = self.objected(&apart).filter(|(who, fact)| are(*who, fact));
            let objected: Vec<(Member, &Fact)> = objected.collect();
            if objected.is_empty() {
                return apart;
            }
            for (who, fact) in objected {
                apart.to_mut().open(self.pack, who, fact);
            }
        }
    }

    /// A case without the stand-ins that contradict what was told, or an earlier stand-in.
    pub(crate) fn fitting<'c>(&self, case: &'c Case) -> Cow<'c, Case> {
        let is_fine = |case: &Case| self.first_contradiction(case).is_none();
        // Requires that hold whatever is not known have nothing to say against what stands in.
        if self.objections(case).next().is_none() || is_fine(case) {
            return Cow::Borrowed(case);
        }
        let mut fitting = case.clone();
        for (who, fact, _) in case.stand_ins(self.pack) {
            fitting.open(self.pack, who, fact);
        }
        for (who, fact, _) in case.stand_ins(self.pack) {
            let with = fitting.with_stand_in(who, fact);
            if is_fine(&with) {
                fitting = with;
            }
        }
        Cow::Owned(fitting)
    }

    /// The requires that may have something to say against what stands in, each with the member whom it is about.
    fn objections<'c>(
        &'c self,
        case: &'c Case,
    ) -> impl Iterator<Item = (&'c Objector, Member)> + use<'c, 'p> {
        let view = View::of(&self.ops, case);
        self.presuming.requires.iter().flat_map(move |objector| {
            let start = self.requires[objector.require];
            let members = case.members(self.pack.requires[objector.require].of);
            let objects = members.filter(move |who| {
                objector.may_object(self.pack, case, *who)
                    && view.walk(start, &Members::of(case, *who)) != YES
            });
            objects.map(move |who| (objector, who))
        })
    }

    /// The facts for which yours stands in and of which a require may allow only some values.
    fn objected<'c>(
        &'c self,
        case: &'c Case,
    ) -> impl Iterator<Item = (Member, &'p Fact)> + use<'c, 'p> {
        let facts =
            self.objections(case).flat_map(|(objector, who)| objector.facts(self.pack, case, who));
        facts.filter(|(who, fact)| case.stand_in(*who, fact) == Some(StandIn::Yours))
    }

    /// A require that no completion fulfils together with the others.
    fn unfulfillable(&self, case: &Case) -> Option<Contradiction<'p>> {
        let premise = unfulfillable(self, case)?;
        Some(Contradiction { require: &self.pack.requires[premise.require], who: premise.who })
    }

    /// The requires that what is known breaks.
    fn broken<'c>(
        &'c self,
        case: &'c Case,
    ) -> impl Iterator<Item = Contradiction<'p>> + use<'c, 'p> {
        let view = View::of(&self.ops, case);
        let requires = self.pack.requires.iter().zip(&self.requires);
        requires.flat_map(move |(require, start)| {
            let broken = case
                .members(require.of)
                .filter(move |who| view.walk(*start, &Members::of(case, *who)) == NO);
            broken.map(move |who| Contradiction { require, who })
        })
    }
}

impl Contradiction<'_> {
    /// The answers that cannot be true together: whose each is, the fact, and the value as a person writes it. Without
    /// any one of them the others can.
    #[must_use]
    pub fn answers<'p>(&self, pack: &'p Pack, case: &Case) -> Vec<(Member, &'p Fact, String)> {
        let rules = Rules::new(pack, &Topics::Some(Vec::new()));
        let own = read_by(pack, case, self.require, self.who);
        let mut all = own.clone();
        for require in &pack.requires {
            for who in case.members(require.of) {
                let others = read_by(pack, case, require, who).into_iter();
                all.extend(others.filter(|of| !own.iter().any(|known| is_same(known, of))));
            }
        }
        // What the require does not read itself is left out first, if the rest contradicts itself without it.
        let (mut left, mut answers) = (case.clone(), Vec::new());
        for (who, fact) in all.into_iter().rev().filter(|(_, fact)| fact.kind.width() == 1) {
            let Some(written) = case.written(who, fact) else { continue };
            let without = left.with((who, fact), pack.range(fact, case.on));
            if rules.contradiction(&without).is_some() {
                left = without;
            } else {
                answers.push((who, fact, written));
            }
        }
        // Their own first, then the household's and yours.
        let order = [self.who, Member::HOUSEHOLD, Member::YOU];
        answers.sort_by_key(|(who, fact, _)| {
            (order.iter().position(|known| known == who).unwrap_or(order.len()), *who, fact.slot)
        });
        answers
    }
}

fn is_same((who, fact): &(Member, &Fact), (other, fact_of_other): &(Member, &Fact)) -> bool {
    (who, fact.slot) == (other, fact_of_other.slot)
}

/// The facts that a require reads for a member, each once.
fn read_by<'p>(
    pack: &'p Pack,
    case: &Case,
    require: &Require,
    who: Member,
) -> Vec<(Member, &'p Fact)> {
    let mut found: Vec<(Member, &Fact)> = Vec::new();
    let at_hand = if who == Member::HOUSEHOLD { vec![] } else { vec![who] };
    let mut pending = vec![(require.condition.node, at_hand)];
    while let Some((node, members)) = pending.pop() {
        if let Some(read) = pack.program.node(node).read() {
            let owner = match read.whose {
                Whose::Household => Member::HOUSEHOLD,
                Whose::You => Member::YOU,
                Whose::Member(depth) => members[usize::from(depth)],
            };
            let mut facts = pack.facts[owner.of.place()].iter();
            let fact = facts.rfind(|fact| fact.slot <= read.slot);
            let answer = (owner, fact.expect("a sentence reads facts that there are"));
            if !found.iter().any(|known| is_same(known, &answer)) {
                found.push(answer);
            }
        }
        let node = pack.program.node(node);
        let parts = node.parts().into_iter().rev();
        pending.extend(parts.flat_map(|part| with_each(case, node.each(), part, &members)));
    }
    found
}

/// A part of a node with the members at hand: one for each member that the node looks at, if it looks at any.
fn with_each(
    case: &Case,
    each: Option<Entity>,
    part: NodeId,
    members: &[Member],
) -> Vec<(NodeId, Vec<Member>)> {
    match each {
        Some(of) => {
            let with = |member| [members, &[member]].concat();
            case.members(of).map(|member| (part, with(member))).collect()
        }
        None => vec![(part, members.to_vec())],
    }
}
