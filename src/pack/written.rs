//! Checked conditions as sentences again, in the words of rule files.
//!
//! **Owns** that what is written here is read as the same condition. **Must not know** languages of people.

use crate::pack::checked::Pack;
use crate::pack::model::Fact;
use crate::pack::program::{Entity, Node, NodeId, Read, Relation, Whose};
use crate::terms::calendar::{Date, Unit};
use crate::terms::stay::Allowance;
use crate::terms::value::Kind;

/// How tightly what stands around a sentence binds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Around {
    /// Nothing stands around it.
    Nothing,
    /// It is one of several joined by `or`.
    Or,
    /// It is one of several joined by `and`.
    And,
    /// `not` stands before it.
    Not,
}

/// Writes sentences about the members at hand.
struct Writer<'p> {
    pack: &'p Pack,
    members: Vec<Entity>,
}

impl Pack {
    /// A condition as a sentence about a member of `of`, so written that it may stand where `around` says.
    ///
    /// # Panics
    ///
    /// If the node is not a condition of this pack.
    #[must_use]
    pub fn sentence(&self, condition: NodeId, of: Entity, around: Around) -> String {
        Writer::new(self, of).condition(condition, around)
    }

    /// The opposite of a condition as a sentence.
    ///
    /// # Panics
    ///
    /// As [`Pack::sentence`].
    #[must_use]
    pub fn opposite(&self, condition: NodeId, of: Entity, around: Around) -> String {
        Writer::new(self, of).opposite(condition, around)
    }

    /// The named value that a node is; `None` if it is none.
    #[must_use]
    pub fn name_of(&self, node: NodeId) -> Option<&str> {
        self.program.name_of(node).map(|value| self.values[value].id.as_str())
    }

    /// The fact whose slot a sentence about these members reads.
    pub(crate) fn fact_read(&self, read: Read, members: &[Entity]) -> &Fact {
        let of = match read.whose {
            Whose::Household => Entity::Household,
            Whose::You => Entity::Person,
            Whose::Member(depth) => members[usize::from(depth)],
        };
        let mut facts = self.facts[of.place()].iter();
        facts.rfind(|fact| fact.slot <= read.slot).expect("a sentence reads facts that there are")
    }

    /// Whether the number of a node is a day; a number that is written may be both.
    pub(crate) fn is_date(&self, id: NodeId, members: &[Entity]) -> bool {
        match self.program.node(id) {
            Node::Today
            | Node::Shift { .. }
            | Node::Earlier(..)
            | Node::Later(..)
            | Node::LastDay { .. }
            | Node::FirstDay { .. } => true,
            Node::Fact(read) | Node::OrElse { fact: read, .. } => {
                matches!(self.fact_read(*read, members).kind, Kind::Date)
            }
            _ => false,
        }
    }
}

impl<'p> Writer<'p> {
    fn new(pack: &'p Pack, of: Entity) -> Self {
        Self { pack, members: of.at_hand() }
    }

    fn condition(&mut self, id: NodeId, around: Around) -> String {
        if let Some(name) = self.pack.name_of(id) {
            return name.into();
        }
        if let Some(written) = self.pack.program.as_written(id) {
            return self.condition(written, around);
        }
        let program = &self.pack.program;
        match program.node(id) {
            Node::Fact(read) => self.yes_or_has(*read),
            Node::AsTold(read) => format!("{} was told", self.name(*read)),
            Node::OneOf { fact, set } => self.choice(*fact, "is", |place| set.holds(place)),
            Node::Compare { left, relation, right } => {
                self.compare((*left, *right), *relation, true)
            }
            Node::All(parts) => self.join(parts, ("and", Around::And), around),
            Node::Any(parts) => self.join(parts, ("or", Around::Or), around),
            Node::Not(part) => self.opposite(*part, around),
            Node::AtLeastOne { of, body } => self.each("any", (*of, *body), around),
            Node::Every { of, body } => self.each("every", (*of, *body), around),
            _ => unreachable!("a condition is no number"),
        }
    }

    fn opposite(&mut self, id: NodeId, around: Around) -> String {
        if self.pack.name_of(id).is_none() {
            let written = self.pack.program.as_written(id).unwrap_or(id);
            match self.pack.program.node(written) {
                Node::OneOf { fact, set } => {
                    return self.choice(*fact, "is not", |place| set.holds(place));
                }
                Node::Compare { left, relation, right } => {
                    return self.compare((*left, *right), *relation, false);
                }
                Node::Not(part) => return self.condition(*part, around),
                _ => {}
            }
        }
        format!("not {}", self.condition(id, Around::Not))
    }

    fn join(&mut self, parts: &[NodeId], (word, own): (&str, Around), around: Around) -> String {
        let parts: Vec<String> = parts.iter().map(|part| self.condition(*part, own)).collect();
        let all = parts.join(&format!(" {word} "));
        if parts.len() > 1 && around > own { format!("({all})") } else { all }
    }

    /// What follows `where` reaches as far as it can.
    fn each(&mut self, word: &str, (of, body): (Entity, NodeId), around: Around) -> String {
        let all = format!("{word} {}{}", of.name(), self.body(of, body));
        if around > Around::Nothing { format!("({all})") } else { all }
    }

    fn body(&mut self, of: Entity, body: NodeId) -> String {
        if matches!(self.pack.program.node(body), Node::All(parts) if parts.is_empty()) {
            return String::new();
        }
        self.members.push(of);
        let said = self.condition(body, Around::Nothing);
        self.members.pop();
        format!(" where {said}")
    }

    fn yes_or_has(&self, read: Read) -> String {
        let (name, fact) = (self.name(read), self.pack.fact_read(read, &self.members));
        match &fact.kind {
            Kind::Choices(choices) => {
                format!("{name} has {}", choices.ids[usize::from(read.slot - fact.slot)])
            }
            _ => name,
        }
    }

    fn choice(&self, read: Read, is: &str, holds: impl Fn(i32) -> bool) -> String {
        let name = self.name(read);
        let Kind::Choice(choices) = &self.pack.fact_read(read, &self.members).kind else {
            unreachable!("the types of sentences are checked")
        };
        let named = (0..).zip(&choices.ids).filter(|(place, _)| holds(*place));
        let ids: Vec<&str> = named.map(|(_, id)| id.as_str()).collect();
        let of = if ids.len() == 1 { "" } else { "one of " };
        format!("{name} {is} {of}{}", ids.join(", "))
    }

    fn compare(&mut self, sides: (NodeId, NodeId), relation: Relation, holds: bool) -> String {
        let (left, right) = sides;
        let is_date = [left, right].iter().any(|side| self.pack.is_date(*side, &self.members));
        let [left_text, right_text] = [left, right].map(|side| self.number(side, is_date));
        let is_fixed = |side: NodeId| matches!(self.pack.program.node(side), Node::Constant(_));
        let is_turned = is_fixed(left) && !is_fixed(right);
        let words = match (relation, holds, is_turned) {
            (Relation::Equal, true, _) => ["is", "is"],
            (Relation::Equal, false, _) => ["is not", "is not"],
            (Relation::Less, true, false) | (Relation::AtMost, false, true) => {
                ["is before", "is less than"]
            }
            (Relation::AtMost, true, false) | (Relation::Less, false, true) => {
                ["is on or before", "is at most"]
            }
            (Relation::Less, true, true) | (Relation::AtMost, false, false) => {
                ["is after", "is more than"]
            }
            (Relation::AtMost, true, true) | (Relation::Less, false, false) => {
                ["is on or after", "is at least"]
            }
        };
        let word = words[usize::from(!is_date)];
        if is_turned {
            format!("{right_text} {word} {left_text}")
        } else {
            format!("{left_text} {word} {right_text}")
        }
    }

    /// A day or another number; one that is written is a day if `is_date`.
    fn number(&mut self, id: NodeId, is_date: bool) -> String {
        if let Some(name) = self.pack.name_of(id) {
            return name.into();
        }
        let program = &self.pack.program;
        let id = program.as_written(id).unwrap_or(id);
        match program.node(id) {
            Node::Constant(number) if is_date => {
                Date::from_number(*number).map_or_else(|| number.to_string(), |day| day.to_string())
            }
            Node::Constant(number) => number.to_string(),
            Node::Today => "today".into(),
            Node::Fact(read) | Node::OrElse { fact: read, .. } => self.name(*read),
            Node::Shift { date, by, times, unit } => {
                let sign = if *times < 0 { '-' } else { '+' };
                let (date, by) = (self.part(*date, true), self.part(*by, false));
                format!("{date} {sign} {by} {}", unit_name(*unit, times.abs()))
            }
            Node::Age { on, .. } => format!("age on {}", self.part(*on, true)),
            Node::Earlier(one, other) => self.pick("earlier", [*one, *other]),
            Node::Later(one, other) => self.pick("later", [*one, *other]),
            Node::LastDay { entry, earlier, rule: Allowance { days, within } } => {
                let (entry, earlier) = (self.part(*entry, true), self.name(*earlier));
                format!("last day of {days} in {within} days from {entry} after {earlier}")
            }
            Node::FirstDay { from, rule: Allowance { days, within }, .. } => {
                let from = self.part(*from, true);
                format!("first day of a stay of {days} in {within} days on or after {from}")
            }
            Node::Add(one, other) => self.sum(*one, *other),
            Node::Subtract(one, other) => {
                format!("{} - {}", self.part(*one, false), self.part(*other, false))
            }
            Node::Times(times, number) => format!("{times} times {}", self.part(*number, false)),
            Node::Count { of, body } => format!("count of {}{}", of.name(), self.body(*of, *body)),
            _ => unreachable!("a number is no condition"),
        }
    }

    /// A sum; that of the difference of two days and 0 or 1 counts days.
    fn sum(&mut self, one: NodeId, other: NodeId) -> String {
        let program = &self.pack.program;
        let Node::Subtract(to, from) = *program.node(one) else {
            return format!("{} + {}", self.part(one, false), self.part(other, false));
        };
        if !self.is_days(one) {
            return format!("{} + {}", self.part(one, false), self.part(other, false));
        }
        let word = if *program.node(other) == Node::Constant(1) { "through" } else { "to" };
        format!("days from {} {word} {}", self.part(from, true), self.part(to, true))
    }

    /// A number inside another one.
    fn part(&mut self, id: NodeId, is_date: bool) -> String {
        let text = self.number(id, is_date);
        if text.contains(' ') { format!("({text})") } else { text }
    }

    fn pick(&mut self, word: &str, [one, other]: [NodeId; 2]) -> String {
        format!("{word} of {} and {}", self.part(one, true), self.part(other, true))
    }

    /// Whether a node is the difference of two days.
    fn is_days(&self, id: NodeId) -> bool {
        matches!(self.pack.program.node(id), Node::Subtract(to, from)
            if [*to, *from].iter().any(|day| self.pack.is_date(*day, &self.members)))
    }

    /// A fact as it is called here.
    fn name(&self, read: Read) -> String {
        let id = &self.pack.fact_read(read, &self.members).id;
        let of = |of: Entity| self.pack.fact(of, id).is_some();
        let member = self.members.iter().rposition(|entity| of(*entity));
        let is_bare = match read.whose {
            Whose::Member(_) => true,
            Whose::Household => member.is_none(),
            Whose::You => member.is_none() && !of(Entity::Household),
        };
        if is_bare { id.clone() } else { format!("your {id}") }
    }
}

/// What is counted, `times` calendar units each.
fn unit_name(unit: Unit, times: i32) -> &'static str {
    match (unit, times) {
        (Unit::Days, 7) => "weeks",
        (Unit::Months, 12) => "years",
        (Unit::Days, _) => "days",
        (Unit::WorkingDays, _) => "working days",
        (Unit::Months, _) => "months",
    }
}

#[cfg(test)]
mod tests {
    use super::Around;
    use crate::pack::Pack;
    use crate::pack::compile::Compiler;
    use crate::pack::program::{Entity, Node, NodeId};

    /// All conditions in a pack, each with whom it is about, and those that they are made of.
    fn conditions(pack: &Pack) -> Vec<(Entity, NodeId)> {
        let requires = pack.requires.iter().map(|require| (require.of, require.condition.node));
        let topics = pack
            .topics
            .iter()
            .flat_map(|topic| topic.nodes().map(move |node| (topic.for_each, node)));
        let mut all: Vec<(Entity, NodeId)> = requires.chain(topics).collect();
        let mut place = 0;
        while let Some((of, node)) = all.get(place).copied() {
            // What a comparison became is written as the comparison.
            let is_made = pack.program.as_written(node).is_some();
            if let (Node::All(parts) | Node::Any(parts), false) = (pack.program.node(node), is_made)
            {
                all.extend(parts.iter().map(|part| (of, *part)));
            }
            place += 1;
        }
        all.retain(|(_, node)| is_condition(pack, *node));
        all
    }

    fn is_condition(pack: &Pack, node: NodeId) -> bool {
        matches!(
            pack.program.node(node),
            Node::Compare { .. }
                | Node::OneOf { .. }
                | Node::All(_)
                | Node::Any(_)
                | Node::Not(_)
                | Node::AtLeastOne { .. }
                | Node::Every { .. }
        )
    }

    #[test]
    fn what_is_written_is_read_as_the_same_condition() {
        let pack = Pack::embedded("kazakhstan").unwrap();
        let all = conditions(&pack);
        assert!(all.len() > 300, "only {} conditions", all.len());
        for (of, node) in all {
            let mut program = pack.program.clone();
            let mut compiler = Compiler::new(&pack.facts, &pack.values, &mut program, of);
            let sentence = pack.sentence(node, of, Around::Nothing);
            let read = compiler.condition(&sentence);
            assert_eq!(read.ok(), Some(node), "{sentence}");
            let opposite = pack.opposite(node, of, Around::Not);
            let not = |text: &str, compiler: &mut Compiler<'_, '_>| compiler.condition(text).ok();
            assert!(not(&opposite, &mut compiler).is_some(), "{opposite}");
        }
    }
}
