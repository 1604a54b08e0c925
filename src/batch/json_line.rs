//! Writes a line of ids: all that is fixed is prepared as bytes.

use crate::case::Member;
use crate::engine::outcome::{Day, Outcome};
use crate::pack::Pack;
use crate::pack::program::Entity;
use crate::pack::raw::ActionKind;
use crate::terms::calendar::write_day;

/// The fixed parts of lines.
pub(super) struct JsonLine {
    today: i32,
    /// For each action, all up to the name of who does it.
    actions: Vec<Vec<u8>>,
    /// For each fact of each entity, all up to the name of whose it is.
    facts: [Vec<Vec<u8>>; 4],
}

/// What stands in a line besides the outcome.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Frame<'f> {
    /// The caller's own id, as JSON.
    pub(super) id: Option<&'f str>,
    /// The columns to give back, each a name as it was written between quotes, and JSON.
    pub(super) kept: &'f [(&'f str, &'f str)],
    /// The cells to give back, as they are in the spreadsheet.
    pub(super) cells: &'f [&'f str],
}

impl JsonLine {
    pub(super) fn new(pack: &Pack, today: i32) -> Self {
        // Ids hold no character that JSON escapes.
        let action = |id: &str| format!("{{\"action\":\"{id}\",\"who\":\"").into_bytes();
        let fact = |id: &str| format!("{{\"fact\":\"{id}\",\"who\":\"").into_bytes();
        Self {
            today,
            actions: pack.actions.iter().map(|known| action(&known.id)).collect(),
            facts: Entity::ALL
                .map(|of| pack.facts[of.place()].iter().map(|known| fact(&known.id)).collect()),
        }
    }

    /// Adds the line of a case.
    pub(super) fn write(&self, out: &mut Vec<u8>, frame: &Frame<'_>, outcome: &Outcome) {
        out.push(b'{');
        write_frame(out, frame);
        out.extend_from_slice(if outcome.is_decided {
            b"\"decided\":true,\"actions\":["
        } else {
            &b"\"decided\":false,\"actions\":["[..]
        });
        for (place, action) in outcome.findings.iter().enumerate() {
            if place > 0 {
                out.push(b',');
            }
            out.extend_from_slice(&self.actions[action.action.place()]);
            who(out, action.who);
            out.extend_from_slice(match (action.kind, action.is_certain) {
                (ActionKind::Must, true) => b"\",\"kind\":\"must\",\"certain\":true,\"from\":",
                (ActionKind::Must, false) => b"\",\"kind\":\"must\",\"certain\":false,\"from\":",
                (ActionKind::Can, true) => b"\",\"kind\":\"can\",\"certain\":true,\"from\":",
                (ActionKind::Can, false) => b"\",\"kind\":\"can\",\"certain\":false,\"from\":",
                (ActionKind::Know, true) => b"\",\"kind\":\"know\",\"certain\":true,\"from\":",
                (ActionKind::Know, false) => b"\",\"kind\":\"know\",\"certain\":false,\"from\":",
            });
            day(out, action.from.and_then(|from| from.numbers().known()));
            out.extend_from_slice(b",\"by\":");
            day(out, action.by.and_then(|by: Day| by.number_to_keep(self.today)));
            out.push(b'}');
        }
        out.extend_from_slice(b"],\"needs\":[");
        for (place, need) in outcome.needs.iter().enumerate() {
            if place > 0 {
                out.push(b',');
            }
            out.extend_from_slice(&self.facts[need.who.of.place()][need.fact.place()]);
            who(out, need.who);
            out.extend_from_slice(b"\"}");
        }
        out.extend_from_slice(b"]}\n");
    }
}

/// The caller's own id and columns, each with a comma after it.
pub(super) fn write_frame(out: &mut Vec<u8>, frame: &Frame<'_>) {
    if let Some(id) = frame.id {
        out.extend_from_slice(b"\"id\":");
        out.extend_from_slice(id.as_bytes());
        out.push(b',');
    }
    if !frame.kept.is_empty() {
        out.extend_from_slice(b"\"kept\":{");
        for (place, (name, value)) in frame.kept.iter().enumerate() {
            out.extend_from_slice(if place > 0 { b",\"" } else { b"\"" });
            out.extend_from_slice(name.as_bytes());
            out.extend_from_slice(b"\":");
            out.extend_from_slice(value.as_bytes());
        }
        out.extend_from_slice(b"},");
    }
}

fn day(out: &mut Vec<u8>, day: Option<i32>) {
    let Some(day) = day else { return out.extend_from_slice(b"null") };
    out.push(b'"');
    write_day(day, out);
    out.push(b'"');
}

/// The name of a member, as [`Member`] writes it.
pub(super) fn who(out: &mut Vec<u8>, who: Member) {
    let (name, number) = match (who.of, who.number) {
        (Entity::Household, _) => return out.extend_from_slice(b"household"),
        (Entity::Person, 0) => return out.extend_from_slice(b"you"),
        (Entity::Person, number) => (&b"adult "[..], number),
        (Entity::Child, number) => (&b"child "[..], number + 1),
        (Entity::Pet, number) => (&b"pet "[..], number + 1),
    };
    out.extend_from_slice(name);
    if number >= 10 {
        out.extend_from_slice(number.to_string().as_bytes());
    } else {
        out.push(b"0123456789"[number]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_called_as_everywhere() {
        for of in Entity::ALL {
            for number in 0..120 {
                let mut out = Vec::new();
                who(&mut out, Member { of, number });
                assert_eq!(String::from_utf8(out).unwrap(), Member { of, number }.to_string());
            }
        }
    }
}
