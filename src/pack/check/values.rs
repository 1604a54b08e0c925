//! Checks the named values: once each, and none of them made of itself.

use super::at::At;
use super::checker::Checker;
use crate::pack::diagnostic::Problem;
use crate::pack::model::NamedValue;
use crate::pack::raw;
use crate::pack::sentence::{Expression, Form, Span, parse};
use crate::terms::value::Kind;
use std::collections::{HashMap, HashSet};

pub fn values(checker: &mut Checker<'_>, pack: &At, raw: &[raw::Value]) -> Vec<NamedValue> {
    let list = pack.to("values");
    let mut values = Vec::new();
    let mut places = Vec::new();
    let mut seen: HashSet<String> =
        checker.facts.iter().flatten().map(|fact| fact.id.clone()).collect();
    for (place, value) in raw.iter().enumerate() {
        let at = list.to(place);
        checker.id(&at.to("id"), &value.id);
        checker.once(&at.to("id"), &mut seen, ("fact or value", &value.id));
        match parse(&value.is) {
            Ok(is) => {
                values.push(NamedValue { id: value.id.clone(), is });
                places.push(at.to("is"));
            }
            Err((problem, span)) => checker.fault(&at.to("is"), Some(&span), problem.into()),
        }
    }
    for (value, uses) in circles(&uses(checker, &values)) {
        let problem = Problem::Circular(values[uses.value].id.clone());
        checker.fault(&places[value], Some(&uses.span), problem);
    }
    values
}

/// A value that another one names, and where.
#[derive(Clone)]
struct Use {
    value: usize,
    span: Span,
}

/// The values that each value names.
fn uses(checker: &Checker<'_>, values: &[NamedValue]) -> Vec<Vec<Use>> {
    let mut names = Names { places: HashMap::new(), choices: HashSet::new() };
    for (place, value) in values.iter().enumerate() {
        names.places.entry(&value.id).or_insert(place);
    }
    for fact in checker.facts.iter().flatten() {
        if let Kind::Choice(choices) | Kind::Choices(choices) = &fact.kind {
            names.choices.extend(choices.ids.iter().map(String::as_str));
        }
    }
    let of = |value: &NamedValue| {
        let mut uses = Vec::new();
        names.collect(&value.is, &mut uses);
        uses
    };
    values.iter().map(of).collect()
}

/// What a name in a sentence may mean.
struct Names<'n> {
    places: HashMap<&'n str, usize>,
    choices: HashSet<&'n str>,
}

impl Names<'_> {
    fn collect(&self, expression: &Expression, uses: &mut Vec<Use>) {
        if let Form::Name { name, is_yours: false } = &expression.form
            && let Some(value) = self.places.get(name.as_str())
        {
            uses.push(Use { value: *value, span: expression.span.clone() });
        }
        let compares = matches!(expression.form, Form::Is { .. } | Form::Has { .. });
        for (place, part) in expression.parts().into_iter().enumerate() {
            // After `is` and `has` a choice is meant, even if a value has its name.
            let is_choice = compares
                && place > 0
                && matches!(&part.form, Form::Name { name, .. } if self.choices.contains(name.as_str()));
            if !is_choice {
                self.collect(part, uses);
            }
        }
    }
}

/// The uses that lead back to a value which is being walked through, each with the value that has it.
fn circles(uses: &[Vec<Use>]) -> Vec<(usize, Use)> {
    let mut circles = Vec::new();
    let mut is_seen = vec![false; uses.len()];
    let mut is_open = vec![false; uses.len()];
    for first in 0..uses.len() {
        let mut path = Vec::new();
        let mut next = Some(first).filter(|first| !is_seen[*first]);
        loop {
            if let Some(value) = next.take() {
                (is_seen[value], is_open[value]) = (true, true);
                path.push((value, uses[value].iter()));
            }
            let Some((value, left)) = path.last_mut() else { break };
            match left.next() {
                Some(named) if is_open[named.value] => circles.push((*value, named.clone())),
                Some(named) => next = Some(named.value).filter(|value| !is_seen[*value]),
                None => {
                    is_open[*value] = false;
                    path.pop();
                }
            }
        }
    }
    circles
}
