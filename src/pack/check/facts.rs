//! Checks the facts, the named values and the requirements between answers.

use super::at::At;
use super::checker::Checker;
use super::or_else;
use crate::pack::checked::{Require, StayAllowance};
use crate::pack::diagnostic::Problem;
use crate::pack::model::{Fact, Limit};
use crate::pack::program::{Entity, Node, Read};
use crate::pack::raw::{self, KindName};
use crate::pack::sentence::{Expression, Form, RESERVED, parse};
use crate::terms::calendar::Rounding;
use crate::terms::stay::Allowance;
use crate::terms::value::{Choices, Kind};
use std::collections::HashSet;

/// The most choices of one fact.
const MOST_CHOICES: usize = 1_000;

pub fn facts(
    checker: &mut Checker<'_>,
    file: usize,
    raw: &raw::FactsFile,
    rounding: Rounding,
) -> [Vec<Fact>; 4] {
    let list = At::file(file).to("facts");
    let mut facts: [Vec<Fact>; 4] = Default::default();
    let mut seen: [HashSet<String>; 4] = Default::default();
    for (place, raw) in raw.facts.iter().enumerate() {
        let at = list.to(place);
        let of = Entity::from(raw.of);
        checker.id(&at.to("id"), &raw.id);
        if RESERVED.contains(&raw.id.as_str()) {
            checker.fault(&at.to("id"), None, Problem::ReservedId(raw.id.clone()));
        }
        checker.once(&at.to("id"), &mut seen[of.place()], ("fact", &raw.id));
        let kind = kind(checker, &at, raw);
        let siblings = &facts[of.place()];
        let slots: usize = siblings.iter().map(|fact| fact.kind.width()).sum();
        let range = limits(checker, &at, raw, &kind);
        if let Some((first, last)) = range {
            let today = "2000-01-01".parse().expect("this is a date");
            if first.on(today, rounding) > last.on(today, rounding) {
                let problem = Problem::BadRange("range".into(), "the first value before the last");
                checker.fault(&at.to("range"), None, problem);
            }
        }
        let presume = presume(checker, &at, raw, &kind);
        facts[of.place()].push(Fact {
            id: raw.id.clone(),
            of,
            topic: raw.topic.clone(),
            kind,
            slot: u16::try_from(slots).unwrap_or(u16::MAX),
            range,
            is_sensitive: raw.sensitive,
            is_changeable: raw.changeable,
            burden: burden(checker, &at, raw.burden),
            matters_when: None,
            presume,
            same_as_you: None,
            or_else: or_else::read(checker, &at, raw),
        });
        if slots > usize::from(u16::MAX) - MOST_CHOICES {
            checker.fault(&at, None, Problem::TooMany("facts"));
            break;
        }
    }
    for (place, raw) in raw.facts.iter().enumerate().filter(|(_, raw)| raw.same_as_you) {
        same_as_you(checker, &list.to(place).to("same_as_you"), raw, &mut facts);
    }
    facts
}

/// Notes which fact of yours stands in for a fact of another member of whom nothing was told.
fn same_as_you(checker: &mut Checker<'_>, at: &At, raw: &raw::Fact, facts: &mut [Vec<Fact>; 4]) {
    let yours = facts[Entity::Person.place()].iter().find(|fact| fact.id == raw.id);
    let yours = yours.map(|fact| (fact.slot, fact.kind.clone()));
    let of = Entity::from(raw.of);
    let own = facts[of.place()].iter_mut().find(|fact| fact.id == raw.id);
    let problem = match (yours, own) {
        _ if !matches!(of, Entity::Person | Entity::Child) => {
            "cannot be `same_as_you`: want a fact of a person or child"
        }
        _ if raw.presume.is_some() => "cannot be both presumed and `same_as_you`",
        (Some((slot, kind)), Some(own)) if kind.is_read_as(&own.kind) => {
            own.same_as_you = Some(slot);
            return;
        }
        _ => "cannot be `same_as_you`: want a fact of a person of this name, type and choices",
    };
    checker.fault(at, None, Problem::BadFact(problem));
}

/// What a fact is taken to be where nothing was told of it.
fn presume(checker: &mut Checker<'_>, at: &At, raw: &raw::Fact, kind: &Kind) -> Option<i32> {
    let text = raw.presume.as_ref()?;
    let at = at.to("presume");
    if !matches!(kind, Kind::YesNo | Kind::Choice(_)) {
        let problem = Problem::BadFact("cannot have `presume`: want yes or no, or one choice");
        checker.fault(&at, None, problem);
        return None;
    }
    match kind.read_one(text) {
        Ok(value) => value.known(),
        Err(problem) => {
            let problem = Problem::BadPresumption(problem.to_string());
            checker.fault(&at, None, problem);
            None
        }
    }
}

/// The place in the file of each fact of each entity.
pub fn places(raw: &raw::FactsFile) -> [Vec<usize>; 4] {
    let facts = || raw.facts.iter().enumerate();
    Entity::ALL.map(|of| {
        facts().filter(|(_, fact)| Entity::from(fact.of) == of).map(|(place, _)| place).collect()
    })
}

/// How much it asks of a person to say a fact.
fn burden(checker: &mut Checker<'_>, at: &At, burden: i32) -> u8 {
    let fits = u8::try_from(burden).ok().filter(|burden| (1..=5).contains(burden));
    fits.unwrap_or_else(|| {
        checker.fault(&at.to("burden"), None, Problem::BadBurden(burden));
        1
    })
}

fn kind(checker: &mut Checker<'_>, at: &At, raw: &raw::Fact) -> Kind {
    let has_choices = matches!(raw.kind, KindName::Choice | KindName::Choices);
    let has_range = matches!(raw.kind, KindName::Date | KindName::Number);
    if has_choices && raw.choices.is_empty() {
        checker.fault(at, None, Problem::BadFact("needs `choices`"));
    }
    let lists_choices = !raw.choices.is_empty() || !raw.aliases.is_empty();
    if lists_choices && !has_choices {
        checker.fault(&at.to("choices"), None, Problem::BadFact("cannot have `choices`"));
    }
    if !has_range && raw.range.is_some() {
        checker.fault(&at.to("range"), None, Problem::BadFact("cannot have a `range`"));
    }
    if raw.choices.len() > MOST_CHOICES {
        checker.fault(&at.to("choices"), None, Problem::TooMany("choices"));
    }
    match raw.kind {
        KindName::YesNo => Kind::YesNo,
        KindName::Number => Kind::Number,
        KindName::Date => Kind::Date,
        KindName::Choice => Kind::Choice(choices(checker, at, raw)),
        KindName::Choices => Kind::Choices(choices(checker, at, raw)),
    }
}

fn choices(checker: &mut Checker<'_>, at: &At, raw: &raw::Fact) -> Choices {
    let mut seen = HashSet::new();
    for (place, choice) in raw.choices.iter().enumerate() {
        let at = at.to("choices").to(place);
        checker.id(&at, choice);
        checker.once(&at, &mut seen, ("choice", choice));
    }
    let mut aliases = Vec::new();
    for (place, alias) in raw.aliases.iter().enumerate() {
        let at = at.to("aliases").to(place);
        checker.once(&at.to("alias"), &mut seen, ("choice", &alias.alias));
        let known = raw.choices.iter().map(String::as_str);
        if let Some(choice) = checker.find(&at.to("is"), ("choice", &alias.is), known) {
            aliases.push((alias.alias.clone(), choice));
        }
    }
    let most = raw.choices.len().clamp(1, MOST_CHOICES);
    Choices { ids: raw.choices.iter().take(most).cloned().collect(), aliases }
}

fn limits(
    checker: &mut Checker<'_>,
    at: &At,
    raw: &raw::Fact,
    kind: &Kind,
) -> Option<(Limit, Limit)> {
    let (first, last) = raw.range.as_ref()?;
    let wanted = match kind {
        Kind::Date => "a date, `today`, or `today` with a period such as `today - 120 years`",
        _ => "a whole number",
    };
    let mut limit = |place: usize, text: &str| {
        let found = parse(text).ok().and_then(|sentence| read_limit(&sentence, kind));
        if found.is_none() {
            let problem = Problem::BadRange(text.into(), wanted);
            checker.fault(&at.to("range").to(place), None, problem);
        }
        found
    };
    Some((limit(0, first)?, limit(1, last)?))
}

fn read_limit(sentence: &Expression, kind: &Kind) -> Option<Limit> {
    match (&sentence.form, kind) {
        (Form::Number(number), Kind::Number) => Some(Limit::Number(*number)),
        (Form::Date(date), Kind::Date) => Some(Limit::Number(date.number())),
        (Form::Today, Kind::Date) => Some(Limit::Today(0, crate::terms::calendar::Unit::Days)),
        (Form::Shift { date, by, times, unit }, Kind::Date) => match (&date.form, &by.form) {
            (Form::Today, Form::Number(number)) => Some(Limit::Today(number * times, *unit)),
            _ => None,
        },
        _ => None,
    }
}

pub fn requires(checker: &mut Checker<'_>, file: usize, raw: &raw::FactsFile) -> Vec<Require> {
    let mut seen = HashSet::new();
    let mut requires = Vec::new();
    for (place, require) in raw.require.iter().enumerate() {
        let at = At::file(file).to("require").to(place);
        let of = Entity::from(require.of);
        checker.id(&at.to("id"), &require.id);
        checker.once(&at.to("id"), &mut seen, ("require", &require.id));
        if let Some(condition) = checker.condition_as_told(&at.to("that"), &require.that, of) {
            requires.push(Require { id: require.id.clone(), of, condition });
        }
    }
    for (place, fact) in raw.facts.iter().enumerate() {
        or_else::check(checker, &At::file(file).to("facts").to(place), fact);
        if let Some(text) = &fact.matters_when {
            let at = At::file(file).to("facts").to(place).to("matters_when");
            let of = Entity::from(fact.of);
            let condition = checker.condition(&at, text, of);
            let declared = checker.facts[of.place()].iter_mut().find(|known| known.id == fact.id);
            if let Some(declared) = declared {
                declared.matters_when = condition;
            }
        }
    }
    requires
}

/// How many days a person may stay: a date and a number from which it is counted.
pub fn allowance(
    checker: &mut Checker<'_>,
    pack: &At,
    raw: Option<&raw::Allowance>,
) -> Option<StayAllowance> {
    let raw = raw?;
    let at = pack.to("allowance");
    if !(1..=raw.within).contains(&raw.days) || raw.within > 1_000 {
        let problem = format!(
            "`{}` days of `{}` cannot be counted (want 1 to `within`, and 1000 at most)",
            raw.days, raw.within
        );
        checker.fault(&at.to("days"), None, Problem::Shape(problem));
    }
    let entry = allowance_fact(checker, &at.to("entry"), &raw.entry, &Kind::Date);
    let earlier = allowance_fact(checker, &at.to("earlier"), &raw.earlier, &Kind::Number);
    let condition = checker.condition(&at.to("if"), &raw.condition, Entity::Person);
    let topic = checker.facts.iter().flatten().find(|fact| fact.id == raw.earlier)?.topic.clone();
    let rule = Allowance { days: raw.days, within: raw.within };
    Some(StayAllowance { rule, entry: entry?, earlier: earlier?, topic, condition: condition? })
}

/// The fact `id` of a person or the household, which must be of this kind.
fn allowance_fact(checker: &mut Checker<'_>, at: &At, id: &str, kind: &Kind) -> Option<Read> {
    let found = checker.compiler(Entity::Person).any(id);
    match found {
        Ok((node, _)) => {
            let node = checker.program.node(node).clone();
            let facts = checker.facts.iter().flatten();
            let is_right = facts.filter(|fact| fact.id == id).all(|fact| fact.kind == *kind);
            if let (Node::Fact(read), true) = (node, is_right) {
                return Some(read);
            }
            checker.fault(
                at,
                None,
                Problem::BadFact(
                    "counts no days of a stay: want a date as `entry`, a number as `earlier`",
                ),
            );
            None
        }
        Err((problem, span)) => {
            checker.fault(at, Some(&span), problem);
            None
        }
    }
}

/// The fact whose choices are the cities of the offices.
pub fn city(checker: &mut Checker<'_>, pack: &At, id: Option<&str>) -> Option<usize> {
    let id = id?;
    let household = checker.facts[Entity::Household.place()].clone();
    let known = household.iter().map(|fact| fact.id.as_str());
    let place = checker.find(&pack.to("city_fact"), ("household fact", id), known)?;
    if matches!(household[place].kind, Kind::Choice(_)) {
        return Some(place);
    }
    checker.fault(
        &pack.to("city_fact"),
        None,
        Problem::BadFact("cannot name cities: want a choice"),
    );
    None
}
