//! Where in its file each fault stands: a file with faults is parsed once more, for all of them together.
//!
//! **Must not know** what a fault is about.

use crate::pack::check::at::{At, Step};
use crate::pack::diagnostic::{Diagnostic, Problem};
use crate::pack::source::{Position, RuleFile};
use jsonc_parser::ast::{Object, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use std::collections::HashMap;
use std::ops::Range;

/// Something wrong, and the value where it stands.
pub struct Fault {
    pub place: Place,
    pub problem: Problem,
}

/// Where a fault stands in its file.
pub enum Place {
    /// At a value; in a string, at a part of it.
    Value(At, Option<Range<usize>>),
    /// At these bytes.
    Bytes(Range<usize>),
}

/// The faults of one file with their lines and columns, in the order of the file.
pub fn diagnostics(file: &RuleFile, faults: Vec<Fault>) -> Vec<Diagnostic> {
    let strict = ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        ..ParseOptions::default()
    };
    let parsed = parse_to_ast(&file.text, &CollectOptions::default(), &strict).ok();
    let root = parsed.as_ref().and_then(|parsed| parsed.value.as_ref());
    let mut objects = HashMap::new();
    let mut located = Vec::new();
    for Fault { place, problem } in faults {
        let span = match place {
            Place::Bytes(span) => span,
            Place::Value(at, inside) => {
                let value = root.map(|root| find(root, &at, &mut objects));
                value.map_or(0..0, |value| span(value, inside))
            }
        };
        located.push((span, problem));
    }
    located.sort_by_key(|(span, _)| span.start);
    let mut position = Position::first();
    let diagnostic = |(span, problem): (Range<usize>, Problem)| {
        position.go_to(span.start, &file.text);
        let (line, column) = (position.line, position.column);
        Diagnostic { file: file.name.clone(), line, column, span, problem }
    };
    located.into_iter().map(diagnostic).collect()
}

/// The members of each object that was looked into, by where it starts; of two equal keys the last one counts.
type Objects<'v> = HashMap<usize, HashMap<&'v str, &'v Value<'v>>>;

/// The value at a place, or the nearest one above it if there is none.
fn find<'v>(root: &'v Value<'v>, at: &At, objects: &mut Objects<'v>) -> &'v Value<'v> {
    let mut value = root;
    for step in at.steps() {
        let below = match (value, step) {
            (Value::Array(array), Step::Place(place)) => array.elements.get(*place),
            (Value::Object(object), Step::Field(name)) => member(object, name, objects),
            (Value::Object(object), Step::Id(id)) => member(object, id, objects),
            _ => None,
        };
        let Some(below) = below else { break };
        value = below;
    }
    value
}

fn member<'v>(
    object: &'v Object<'v>,
    name: &str,
    objects: &mut Objects<'v>,
) -> Option<&'v Value<'v>> {
    let members = objects.entry(object.start()).or_insert_with(|| {
        object.properties.iter().map(|member| (member.name.as_str(), &member.value)).collect()
    });
    members.get(name).copied()
}

/// The bytes of a value, or of a part of a string; the part is exact for strings without escapes.
fn span(value: &Value<'_>, inside: Option<Range<usize>>) -> Range<usize> {
    let whole = value.start()..value.end();
    let (Value::StringLit(_), Some(part)) = (value, inside) else { return whole };
    let last = whole.end.saturating_sub(1);
    let start = (whole.start + 1 + part.start).min(last);
    start..(whole.start + 1 + part.end).clamp(start, last)
}
