//! The line of ids that a case gives: the caller's own id, the actions with who and dates, the needs.

use crate::answer::{Answer, Who};
use crate::cases::ON;
use crate::day::Day;

/// Writes the line of a decided case, with its end; the actions are in order.
pub fn write<const LEAVES: bool>(id: &str, answer: &Answer<LEAVES>, out: &mut Vec<u8>) {
    // A text that serde_json borrows has no escapes, so it is written as it was read.
    out.extend_from_slice(b"{\"id\":\"");
    out.extend_from_slice(id.as_bytes());
    out.extend_from_slice(b"\",\"decided\":true,\"actions\":[");
    for (place, advice) in answer.advice.iter().enumerate() {
        let (action, _, _) = advice.action.about();
        let separator: &[u8] = if place == 0 { b"{\"action\":\"" } else { b",{\"action\":\"" };
        out.extend_from_slice(separator);
        out.extend_from_slice(action.as_bytes());
        out.extend_from_slice(b"\",\"who\":\"");
        who(advice.who, out);
        out.extend_from_slice(b"\",\"kind\":\"");
        out.extend_from_slice(advice.kind.name().as_bytes());
        out.extend_from_slice(b"\",\"kind_if\":[],\"certain\":true,\"from\":");
        day(advice.from, out);
        out.extend_from_slice(b",\"best_by\":null,\"by\":");
        day(advice.by, out);
        out.extend_from_slice(if advice.by == Day::NONE {
            &b",\"by_is\":null,\"state\":\""[..]
        } else {
            b",\"by_is\":\"end\",\"state\":\""
        });
        out.extend_from_slice(state(advice.from, advice.by).as_bytes());
        out.extend_from_slice(b"\"}");
    }
    out.extend_from_slice(b"],\"needs\":[]}\n");
}

/// Whether something can be done on the as-of date.
fn state(from: Day, by: Day) -> &'static str {
    match () {
        () if by != Day::NONE && by < ON => "passed",
        () if from != Day::NONE && from > ON => "later",
        () => "open",
    }
}

/// Writes a member as dovidka names it.
pub fn who(who: Who, out: &mut Vec<u8>) {
    let (name, number): (&[u8], u8) = match who {
        Who::Household => return out.extend_from_slice(b"household"),
        Who::You => return out.extend_from_slice(b"you"),
        Who::Child(number) => (b"child ", number),
        Who::Pet(number) => (b"pet ", number),
    };
    out.extend_from_slice(name);
    if number > 9 {
        out.push(b'0' + number / 10);
    }
    out.push(b'0' + number % 10);
}

fn day(day: Day, out: &mut Vec<u8>) {
    if day == Day::NONE {
        return out.extend_from_slice(b"null");
    }
    out.push(b'"');
    day.write(out);
    out.push(b'"');
}
