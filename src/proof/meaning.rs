//! Whether a sentence means the same as a condition that is left, in whichever order and however turned it is written.
//!
//! **Must not know** what stands under the condition.

use crate::engine::statement::{Claim, Condition};
use crate::pack::Pack;
use crate::pack::compile::Compiler;
use crate::pack::diagnostic::Problem;
use crate::pack::program::{Node, NodeId, Program, Relation};
use std::collections::BTreeSet;

/// A condition in its one form: `not` stands at single conditions only, and what is joined has no order.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Meaning {
    Is(NodeId),
    Not(NodeId),
    All(BTreeSet<Meaning>),
    Any(BTreeSet<Meaning>),
}

/// Whether a sentence, read for the members of the condition's topic, means the same as the condition.
///
/// # Errors
///
/// The first fault of the sentence.
pub(super) fn is_same(pack: &Pack, sentence: &str, condition: &Condition) -> Result<bool, Problem> {
    let (mut program, of) = (pack.program.clone(), pack[condition.topic].for_each);
    let mut compiler = Compiler::new(&pack.facts, &pack.values, &mut program, of);
    let node = compiler.condition(sentence).map_err(|(problem, _)| problem)?;
    let mut reader = Reader { program };
    Ok(reader.node(node, true) == reader.claim(&condition.claim, true))
}

/// Reads conditions, or their opposites.
struct Reader {
    program: Program,
}

impl Reader {
    fn node(&mut self, id: NodeId, holds: bool) -> Meaning {
        match self.program.node(id).clone() {
            Node::Not(part) => self.node(part, !holds),
            Node::All(parts) => joined(holds, parts.iter().map(|part| self.node(*part, holds))),
            Node::Any(parts) => joined(!holds, parts.iter().map(|part| self.node(*part, holds))),
            Node::Compare { left, relation: Relation::Less, right } if !holds => {
                self.comparison(right, Relation::AtMost, left)
            }
            Node::Compare { left, relation: Relation::AtMost, right } if !holds => {
                self.comparison(right, Relation::Less, left)
            }
            _ if holds => Meaning::Is(id),
            _ => Meaning::Not(id),
        }
    }

    fn comparison(&mut self, left: NodeId, relation: Relation, right: NodeId) -> Meaning {
        Meaning::Is(self.program.add(Node::Compare { left, relation, right }))
    }

    fn claim(&mut self, claim: &Claim, holds: bool) -> Meaning {
        match claim {
            Claim::Is(node) => self.node(*node, holds),
            Claim::Not(inner) => self.claim(inner, !holds),
            Claim::Leaf(_, inner) | Claim::Value(_, inner) => self.claim(inner, holds),
            Claim::All(parts) => joined(holds, parts.iter().map(|part| self.claim(part, holds))),
            Claim::Any(parts) => joined(!holds, parts.iter().map(|part| self.claim(part, holds))),
        }
    }
}

/// That all parts hold, or that at least one does; what is joined alike within them is joined with them.
fn joined(is_all: bool, parts: impl Iterator<Item = Meaning>) -> Meaning {
    let mut own = BTreeSet::new();
    for part in parts {
        match part {
            Meaning::All(parts) if is_all => own.extend(parts),
            Meaning::Any(parts) if !is_all => own.extend(parts),
            part => own.extend([part]),
        }
    }
    match own.len() {
        1 => own.pop_first().expect("there is one"),
        _ if is_all => Meaning::All(own),
        _ => Meaning::Any(own),
    }
}

#[cfg(test)]
mod tests {
    use super::is_same;
    use crate::case::Member;
    use crate::engine::statement::{Claim, Condition};
    use crate::pack::Pack;
    use crate::pack::compile::Compiler;

    #[test]
    fn what_is_joined_has_no_order_and_not_has_no_place() {
        let table = [
            // the condition that is left, a sentence, whether it means the same
            ("fear", "fear", true),
            ("fear", "not fear", false),
            ("fear", "not not fear", true),
            ("fear and cannot_leave", "cannot_leave and fear", true),
            ("fear and cannot_leave", "fear or cannot_leave", false),
            (
                "fear and (cannot_leave and irregular_entry)",
                "irregular_entry and cannot_leave and fear",
                true,
            ),
            ("not (fear and cannot_leave)", "not cannot_leave or not fear", true),
            ("passport_expires is before today", "not passport_expires is on or after today", true),
            ("passport_expires is before today", "today is after passport_expires", true),
            ("passport_expires is before today", "passport_expires is on or before today", false),
            ("passport is not one of none, id_card", "not passport is one of id_card, none", true),
            ("passport_expires is today", "not passport_expires is not today", true),
        ];
        let mut pack = Pack::embedded("kazakhstan").unwrap();
        let (topic, who) = (pack_topic(&pack, "passport"), Member::YOU);
        for (left, sentence, expected) in table {
            let mut program = pack.program.clone();
            let of = pack[topic].for_each;
            let mut compiler = Compiler::new(&pack.facts, &pack.values, &mut program, of);
            let claim = Claim::Is(compiler.condition(left).unwrap());
            pack.program = program;
            let condition = Condition { topic, who, yours: Vec::new(), claim, values: None };
            assert_eq!(is_same(&pack, sentence, &condition), Ok(expected), "{left}: {sentence}");
        }
    }

    fn pack_topic(pack: &Pack, id: &str) -> crate::terms::id::TopicId {
        let place = pack.topics.iter().position(|topic| topic.id == id);
        crate::terms::id::TopicId::at(place.unwrap())
    }
}
