//! Evaluates one sentence on its own, about the household and you.

use crate::case::{Case, Member};
use crate::engine::compile::Compiler as OpCompiler;
use crate::engine::differ::{Ground, Ranged};
use crate::engine::explore::{Cuts, Space};
use crate::engine::members::Members;
use crate::engine::need::Need;
use crate::engine::need::need;
use crate::engine::needed::needed_for;
use crate::engine::ops::{NO, YES};
use crate::engine::premise::Premises;
use crate::engine::scene::Scene;
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
    let mut writer = OpCompiler::new(pack, &program, None);
    let is_truth = matches!(found, Type::Truth);
    let mut start =
        if is_truth { writer.condition(Some(node), YES, NO) } else { writer.counted(node) };
    let number = if is_truth { None } else { Some(writer.number(node)) };
    let ops = writer.finish([&mut start].into_iter());
    let premises = &Premises::default();
    let scene = Scene { ops: &ops, case, members: Members::NONE, premises };
    let (mut space, mut cuts) = (Space::default(), Cuts::default());
    space.start(case);
    space.explore(&scene, start, &mut cuts);
    let values: Vec<Interval> = cuts
        .reached
        .iter()
        .map(|reached| match number {
            None => Interval::truth(reached.end == YES),
            Some(number) => {
                space.enter(case, reached.part);
                space.range(&scene, number)
            }
        })
        .collect();
    let mut slots = needed_for(&space, &cuts, &scene, |one, other| values[one] != values[other]);
    let ground = Ground { space: &space, scene: &scene, is_any: false };
    for (reached, range) in cuts.reached.iter().zip(&values) {
        if let Some(number) = number {
            ground.add_varying(Ranged { part: reached.part, number, range: *range }, &mut slots);
        }
    }
    slots.sort_unstable();
    slots.dedup();
    let mut needs: Vec<Need> =
        slots.into_iter().map(|slot| need(pack, case, (Member::HOUSEHOLD, slot))).collect();
    needs.sort_unstable();
    needs.dedup();
    let all = values
        .into_iter()
        .reduce(|one, other| if one == other { one } else { Interval { low: 0, high: 1 } });
    let value = all.and_then(Interval::known).filter(|_| space.is_whole);
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
