//! Evaluates one sentence on its own, about the household and you.

use crate::case::Case;
use crate::engine::explore::{Part, explore};
use crate::engine::facts::{Facts, Members};
use crate::engine::needed::{add_needed, differ_in_one, varying};
use crate::engine::outcome::Need;
use crate::pack::Pack;
use crate::pack::compile::{Compiler, Misread, Type};
use crate::pack::program::Entity;
use crate::terms::calendar::Date;
use crate::terms::interval::Interval;

/// What a sentence is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A condition that is decided.
    Truth(bool),
    /// A day.
    Date(Date),
    /// A whole number.
    Number(i32),
    /// The id of a choice.
    Choice(String),
    /// Facts are missing.
    Open,
    /// A day before 0001-01-01 or after 9999-12-31.
    PastTheCalendar,
}

/// A sentence's value, and the facts on which it still depends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluated {
    /// What it is worth.
    pub value: Value,
    /// The facts that matter and are not known.
    pub needs: Vec<Need>,
}

/// Evaluates a condition, a date, a number or a choice.
///
/// # Errors
///
/// The first fault of the sentence, and its place in it in bytes.
///
/// # Examples
///
/// ```
/// use dovidka::engine::sentence::{Value, evaluate_sentence};
/// use dovidka::{Case, Pack};
/// let pack = Pack::embedded("kazakhstan")?;
/// let case = Case::new(&pack, "2026-11-22".parse()?);
/// let evaluated = evaluate_sentence(&pack, &case, "2024-01-31 + 1 month").expect("a sentence");
/// assert_eq!(evaluated.value, Value::Date("2024-02-29".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn evaluate_sentence(pack: &Pack, case: &Case, text: &str) -> Result<Evaluated, Misread> {
    let mut program = pack.program.clone();
    let mut compiler = Compiler::new(&pack.facts, &pack.values, &mut program, Entity::Household);
    let (node, found) = compiler.any(text)?;
    let facts = Facts { program: &program, ..Facts::of(pack, case) };
    let is_truth = matches!(found, Type::Truth);
    let members = Members::NONE;
    let found_parts = explore(&facts, |facts, _| {
        let open =
            if is_truth { facts.open_atom(node, members) } else { facts.open_count(node, members) };
        open.map_or_else(|| Ok(facts.range(node, members)), Err)
    });
    let parts = &found_parts.parts;
    let differ = |(one, other): (&Part<Interval>, &Part<Interval>), slot| {
        one.result != other.result && differ_in_one(&facts, (&one.region, &other.region), slot)
    };
    let mut slots = Vec::new();
    add_needed(&found_parts, differ, &mut slots);
    slots.extend(parts.iter().flat_map(|part| varying(&part.region.facts(&facts), node, members)));
    slots.sort_unstable();
    slots.dedup();
    let needs = slots.into_iter().map(|slot| case.owner(pack, slot));
    let mut needs: Vec<Need> =
        needs.map(|(who, fact)| Need { who, fact: fact.id.clone() }).collect();
    needs.dedup();
    let all = parts
        .iter()
        .map(|part| part.result)
        .reduce(|one, other| if one == other { one } else { Interval { low: 0, high: 1 } });
    let value = all.and_then(Interval::known).filter(|_| found_parts.is_whole);
    Ok(Evaluated { value: value.map_or(Value::Open, |number| name(&found, number)), needs })
}

fn name(found: &Type, number: i32) -> Value {
    match found {
        Type::Truth => Value::Truth(number == 1),
        Type::Number => Value::Number(number),
        Type::Date => Date::from_number(number).map_or(Value::PastTheCalendar, Value::Date),
        Type::Choice(_, choices) | Type::Choices(_, choices) => {
            let id = usize::try_from(number).ok().and_then(|place| choices.ids.get(place));
            id.map_or(Value::Open, |id| Value::Choice(id.clone()))
        }
    }
}
