//! Conditions in words of the reader's language: whole clauses that may stand after "if".
//!
//! **Owns** which of the ways is taken: the values of the one fact on which all hangs, the clause of a named value or
//! leaf, the sentence in words if it is short, or else what it depends on.
//! **Must not know** which facts there are.

use crate::case::Member;
use crate::engine::statement::{Claim, Condition};
use crate::pack::program::{Entity, Node, NodeId, Read, Whose};
use crate::pack::{Fact, Pack};
use crate::render::facts::{Choice, Facts, Scene, merged};
use crate::render::phrase::{Phrase, Related, compare};
use crate::render::said::Said;
use crate::render::words::Words;
use crate::terms::calendar::{Date, Unit};
use crate::terms::id::{LeafId, TopicId};
use crate::terms::value::Kind;

/// A sentence in words has at most so many comparisons.
const MOST_COMPARISONS: usize = 3;
/// What is longer cannot be kept in mind up to its end.
const MOST_CHARACTERS: usize = 300;

/// In which language conditions of a pack are put into words.
#[derive(Clone, Copy)]
pub struct Conditions<'a> {
    /// Whose texts are used.
    pub pack: &'a Pack,
    /// The language.
    pub language: &'a str,
}

impl<'a> Conditions<'a> {
    pub(super) fn words(self) -> Words {
        Words::of(self.language)
    }

    pub(super) fn facts(self) -> Facts<'a> {
        Facts { pack: self.pack, language: self.language }
    }

    /// A condition in words.
    pub fn say(self, condition: &Condition) -> Said {
        let Condition { topic, who, yours, .. } = condition;
        let scene = Scene { topic: *topic, who: *who, yours };
        let of_values = condition.values.as_ref().map(|values| self.facts().values(values));
        of_values.map_or_else(|| self.claim(&condition.claim, scene), Said::Clause)
    }

    /// A claim in words.
    pub fn claim(self, claim: &Claim, scene: Scene<'_>) -> Said {
        let has_few = self.comparisons(claim, scene) <= MOST_COMPARISONS;
        let clause = if has_few { self.clause(claim, true, scene) } else { None };
        let clause = clause.map(|phrase| phrase.text(self.words()));
        clause
            .filter(|clause| clause.chars().count() <= MOST_CHARACTERS)
            .map_or_else(|| Said::Depends(self.depends(claim, scene)), Said::Clause)
    }

    /// How many comparisons a claim has; one that is named, or that asks for values of one fact, is one.
    fn comparisons(self, claim: &Claim, scene: Scene<'_>) -> usize {
        if self.choice_of(claim, true, scene).is_some() {
            return 1;
        }
        match claim {
            Claim::Is(node) if self.clause_of(*node, scene).is_some() => 1,
            Claim::Is(node) => match self.pack.program.node(*node) {
                Node::All(parts) | Node::Any(parts) => {
                    parts.iter().map(|part| self.comparisons(&Claim::Is(*part), scene)).sum()
                }
                Node::Not(part) => self.comparisons(&Claim::Is(*part), scene),
                _ => 1,
            },
            Claim::Leaf(leaf, _) if self.leaf(*leaf, scene).is_some() => 1,
            Claim::Value(node, _) if self.clause_of(*node, scene).is_some() => 1,
            Claim::Not(inner) | Claim::Leaf(_, inner) | Claim::Value(_, inner) => {
                self.comparisons(inner, scene)
            }
            Claim::All(parts) | Claim::Any(parts) => {
                parts.iter().map(|part| self.comparisons(part, scene)).sum()
            }
        }
    }

    /// The values of the one fact with choices of which a claim speaks; `None` if it speaks of more, or of another fact.
    fn choice_of(self, claim: &Claim, holds: bool, scene: Scene<'_>) -> Option<Choice<'a>> {
        match claim {
            Claim::Is(node) => self.choice_of_node(*node, holds, scene),
            Claim::Not(inner) => self.choice_of(inner, !holds, scene),
            Claim::Leaf(..) => None,
            Claim::Value(_, inner) => self.choice_of(inner, holds, scene),
            Claim::All(parts) | Claim::Any(parts) => {
                let is_all = matches!(claim, Claim::All(_)) == holds;
                let parts = parts.iter().map(|part| self.choice_of(part, holds, scene));
                merged(parts, is_all)
            }
        }
    }

    fn choice_of_node(self, id: NodeId, holds: bool, scene: Scene<'_>) -> Option<Choice<'a>> {
        if self.clause_of(id, scene).is_some() {
            return None;
        }
        match self.pack.program.node(id) {
            Node::Not(part) => self.choice_of_node(*part, !holds, scene),
            Node::All(parts) | Node::Any(parts) => {
                let is_all = matches!(self.pack.program.node(id), Node::All(_)) == holds;
                let parts = parts.iter().map(|part| self.choice_of_node(*part, holds, scene));
                merged(parts, is_all)
            }
            Node::Fact(read) => {
                let (who, fact) = self.read(*read, scene);
                let is_plain = fact.kind == Kind::YesNo;
                is_plain.then(|| Choice { who, fact, values: vec![i32::from(holds)] })
            }
            Node::OneOf { fact: read, set } => {
                let (who, fact) = self.read(*read, scene);
                let all = fact.kind.widest();
                let values = (all.low..=all.high).filter(|place| set.holds(*place) == holds);
                Some(Choice { who, fact, values: values.collect() })
            }
            _ => None,
        }
    }

    fn say_text(self, id: &str) -> Option<&'a str> {
        Some(self.pack.say(self.language, id)).filter(|text| !text.is_empty())
    }

    /// The clause of a leaf.
    fn leaf(self, leaf: LeafId, scene: Scene<'_>) -> Option<String> {
        let topic = &self.pack[scene.topic];
        let id = format!("leaf.{}.{}.if", topic.id, topic[leaf].id);
        self.of_member(&id, scene.who)
    }

    /// A clause in the second person, or in the third about another member.
    fn of_member(self, id: &str, who: Member) -> Option<String> {
        if matches!(who, Member::YOU | Member::HOUSEHOLD) {
            return self.say_text(id).map(Into::into);
        }
        let text = self.say_text(&format!("{id}.they"))?;
        Some(text.replace("{who}", &self.words().member(who)))
    }

    fn clause(self, claim: &Claim, holds: bool, scene: Scene<'_>) -> Option<Phrase> {
        if let Some(choice) = self.choice_of(claim, holds, scene) {
            return Some(self.choices(&choice));
        }
        match claim {
            Claim::Is(node) => self.node(*node, holds, scene),
            Claim::Not(inner) => self.clause(inner, !holds, scene),
            // The shorter of the clause of the whole and of what is left of it.
            Claim::Leaf(_, inner) | Claim::Value(_, inner) => {
                let own = match claim {
                    Claim::Leaf(leaf, _) => {
                        self.leaf(*leaf, scene).map(|leaf| self.is(leaf, holds))
                    }
                    Claim::Value(node, _) => self.named(*node, holds, scene),
                    _ => None,
                };
                let left = self.clause(inner, holds, scene);
                let length = |phrase: &Phrase| phrase.text(self.words()).chars().count();
                [own.map(Phrase::one), left].into_iter().flatten().min_by_key(length)
            }
            Claim::All(parts) | Claim::Any(parts) => {
                let is_all = matches!(claim, Claim::All(_)) == holds;
                self.parts(parts, is_all, (holds, scene))
            }
        }
    }

    /// Parts that all hold, or of which one does; what is asked of one fact with choices is one part.
    fn parts(
        self,
        parts: &[Claim],
        is_all: bool,
        (holds, scene): (bool, Scene<'_>),
    ) -> Option<Phrase> {
        let mut choices: Vec<(usize, Choice<'a>)> = Vec::new();
        let mut said: Vec<Phrase> = Vec::new();
        for part in parts {
            let Some(choice) = self.choice_of(part, holds, scene) else {
                said.push(self.clause(part, holds, scene)?);
                continue;
            };
            let known = choices.iter_mut().find(|(_, known)| known.is_of_same(&choice));
            if let Some((_, known)) = known {
                known.merge(&choice, is_all);
            } else {
                choices.push((said.len(), choice));
                said.push(Phrase::one(String::new()));
            }
        }
        for (place, choice) in choices {
            said[place] = self.choices(&choice);
        }
        Some(Phrase::joined(said, is_all, self.words()))
    }

    fn choices(self, choice: &Choice<'a>) -> Phrase {
        self.facts().choices(choice, choice.fact.kind.widest())
    }

    /// A clause, or that it is not so.
    fn is(self, clause: String, holds: bool) -> String {
        if holds { clause } else { self.words().fill("if.not", &[("if", &clause)]) }
    }

    /// A condition of the pack, or that it does not hold.
    fn node(self, id: NodeId, holds: bool, scene: Scene<'_>) -> Option<Phrase> {
        if let Some(clause) = self.named(id, holds, scene) {
            return Some(Phrase::one(clause));
        }
        match self.pack.program.node(id) {
            Node::Not(part) => self.clause(&Claim::Is(*part), !holds, scene),
            Node::All(parts) | Node::Any(parts) => {
                let is_all = matches!(self.pack.program.node(id), Node::All(_)) == holds;
                let parts: Vec<Claim> = parts.iter().copied().map(Claim::Is).collect();
                self.parts(&parts, is_all, (holds, scene))
            }
            Node::Fact(read) => {
                let (who, fact) = self.read(*read, scene);
                let choice = Choice { who, fact, values: vec![i32::from(holds)] };
                Some(self.choices(&choice))
            }
            Node::Compare { left, relation, right } => {
                let is_date = self.is_date(*left, scene) || self.is_date(*right, scene);
                let noun = |side: NodeId| self.noun((side, is_date), scene);
                let sides = [noun(*left)?, noun(*right)?];
                let related = Related { relation: *relation, holds, is_date };
                let sides = sides.each_ref().map(String::as_str);
                Some(Phrase::one(compare(self.words(), sides, related)))
            }
            _ => None,
        }
    }

    /// The clause of a named condition.
    fn clause_of(self, id: NodeId, scene: Scene<'_>) -> Option<String> {
        let name = self.pack.name_of(id)?;
        self.of_member(&format!("value.{name}"), scene.who)
    }

    /// The clause of a named condition, or that it does not hold.
    fn named(self, id: NodeId, holds: bool, scene: Scene<'_>) -> Option<String> {
        let clause = self.clause_of(id, scene)?;
        let name = self.pack.name_of(id).filter(|_| !holds);
        let not = name.and_then(|name| self.of_member(&format!("value.{name}.not"), scene.who));
        Some(not.unwrap_or_else(|| self.is(clause, holds)))
    }

    fn is_date(self, node: NodeId, scene: Scene<'_>) -> bool {
        let of = self.pack[scene.topic].for_each;
        self.pack.is_date(node, &[of])
    }

    /// The name of a day that is a fact or has one.
    pub fn name_of_day(self, day: NodeId, topic: TopicId, who: Member) -> Option<String> {
        let has_name = self.pack.name_of(day).is_some();
        let is_fact = matches!(self.pack.program.node(day), Node::Fact(_) | Node::OrElse { .. });
        let scene = Scene { topic, who, yours: &[] };
        if has_name || is_fact { self.noun((day, true), scene) } else { None }
    }

    /// A day or a number as a noun; `None` if it cannot be said in short.
    fn noun(self, (id, is_date): (NodeId, bool), scene: Scene<'_>) -> Option<String> {
        let words = self.words();
        let name = self.pack.name_of(id).map(|name| format!("value.{name}"));
        if let Some(noun) = name.and_then(|name| self.of_member(&name, scene.who)) {
            return Some(noun);
        }
        let id = self.pack.program.as_written(id).unwrap_or(id);
        match self.pack.program.node(id) {
            Node::Today => Some(words.say("noun.today").into()),
            Node::Constant(number) if is_date => Some(words.date(Date::from_number(*number)?)),
            Node::Constant(number) => Some(number.to_string()),
            Node::Fact(read) | Node::OrElse { fact: read, .. } => {
                let (who, fact) = self.read(*read, scene);
                Some(self.facts().named(fact, who, "noun"))
            }
            Node::Shift { date, by, times, unit } => {
                let Node::Constant(by) = *self.pack.program.node(*by) else { return None };
                let (amount, is_back) = (by.checked_mul(times.abs())?, *times < 0);
                let length = match unit {
                    Unit::Days => words.count("days", amount),
                    Unit::WorkingDays => words.count("working_days", amount),
                    Unit::Months => words.count("months", amount),
                };
                let date = self.noun((*date, true), scene)?;
                let values = [("date", date.as_str()), ("length", &length)];
                Some(if is_back {
                    words.fill("noun.earlier_by", &values)
                } else {
                    words.fill("noun.later_by", &values)
                })
            }
            _ => None,
        }
    }

    /// Whose fact a sentence reads, and which.
    fn read(self, read: Read, scene: Scene<'_>) -> (Member, &'a Fact) {
        let of = self.pack[scene.topic].for_each;
        let fact = self.pack.fact_read(read, &[of]);
        let is_yours = scene.yours.iter().any(|yours| self.pack[(of, *yours)].id == fact.id);
        let who = match read.whose {
            Whose::Household => Member::HOUSEHOLD,
            Whose::Member(_) if !is_yours => scene.who,
            Whose::You | Whose::Member(_) => Member::YOU,
        };
        (who, fact)
    }

    /// The names of the facts that a claim reads, each once.
    fn depends(self, claim: &Claim, scene: Scene<'_>) -> String {
        let mut labels: Vec<String> = Vec::new();
        let of = self.pack[scene.topic].for_each;
        let inside = |node| self.pack.program.inside(node, of.at_hand());
        for (node, members) in claim.conditions().into_iter().flat_map(inside) {
            let Some(read) = self.pack.program.node(node).read() else { continue };
            let fact = self.pack.fact_read(read, &members);
            let who = match read.whose {
                Whose::You => Member::YOU,
                Whose::Member(0) if of != Entity::Household => scene.who,
                Whose::Household | Whose::Member(_) => Member::HOUSEHOLD,
            };
            let label = self.facts().label(fact, who);
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
        labels.join(", ")
    }
}
