//! Answers that cannot both be true.

use crate::case::{Case, Member};
use crate::engine::members::Members;
use crate::engine::ops::NO;
use crate::engine::rules::{Rules, Topics};
use crate::engine::view::View;
use crate::pack::program::{NodeId, Whose};
use crate::pack::{Fact, Pack, Require};

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
    rules.all_contradictions(case).collect()
}

impl<'p> Rules<'p> {
    /// The first of the answers that cannot both be true.
    #[must_use]
    pub fn contradiction(&self, case: &Case) -> Option<Contradiction<'p>> {
        self.all_contradictions(case).next()
    }

    fn all_contradictions<'c>(
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
    /// The answers that it is about: whose each is, the fact, and the value as a person writes it.
    #[must_use]
    pub fn answers<'p>(&self, pack: &'p Pack, case: &Case) -> Vec<(Member, &'p Fact, String)> {
        let mut found: Vec<(Member, &Fact)> = Vec::new();
        let mut pending = vec![(self.require.condition.node, Vec::new())];
        if self.who != Member::HOUSEHOLD {
            pending[0].1.push(self.who);
        }
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
                let is_same =
                    |(who, fact): &(Member, &Fact)| (*who, fact.slot) == (answer.0, answer.1.slot);
                if !found.iter().any(is_same) {
                    found.push(answer);
                }
            }
            let parts = pack.program.node(node).parts().into_iter().rev();
            pending.extend(parts.flat_map(|part| inside(pack, case, (node, part), &members)));
        }
        // Their own first, then the household's and yours.
        let order = [self.who, Member::HOUSEHOLD, Member::YOU];
        found.sort_by_key(|(who, fact)| {
            (order.iter().position(|known| known == who).unwrap_or(order.len()), *who, fact.slot)
        });
        let written = |(who, fact)| Some((who, fact, case.written(who, fact)?));
        found.into_iter().filter_map(written).collect()
    }
}

/// A part of a node with the members at hand: one for each member that the node looks at.
fn inside(
    pack: &Pack,
    case: &Case,
    (node, part): (NodeId, NodeId),
    members: &[Member],
) -> Vec<(NodeId, Vec<Member>)> {
    match pack.program.node(node).each() {
        Some(of) => {
            let with = |member| [members, &[member]].concat();
            case.members(of).map(|member| (part, with(member))).collect()
        }
        None => vec![(part, members.to_vec())],
    }
}
