//! Writes rows of a spreadsheet, for people who read them there: no cell can become a formula.

use super::csv_case::Header;
use super::json_line::who;
use super::{Column, Fields, Problem, Settings};
use crate::engine::outcome::{Day, Need, Outcome};
use crate::pack::raw::ActionKind;
use crate::render::visible;
use crate::terms::calendar::write_day;

/// What a formula may start with in some spreadsheet; the last four are wide forms of the first.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Whose columns are given back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept<'h> {
    /// None.
    Nothing,
    /// Those of a spreadsheet, each in a column of its own.
    Columns(&'h Header),
    /// Those of JSON, which every line may have others of: all in one column.
    Json,
}

impl PartialEq for Header {
    fn eq(&self, other: &Self) -> bool {
        self.names == other.names
    }
}

impl Eq for Header {}

/// The line of column names.
pub(super) fn names(settings: &Settings<'_>, kept: Kept<'_>) -> Vec<u8> {
    let mut row = Row::default();
    row.cell("line");
    row.cell("id");
    match kept {
        Kept::Nothing => {}
        Kept::Columns(header) => header.others().for_each(|(_, name)| row.cell(&kept_name(name))),
        Kept::Json => row.cell("kept"),
    }
    let rest: &[&str] = match settings.fields {
        Fields::Full => &["decided", "outcome", "error"],
        _ => &["decided", "actions", "needs", "error"],
    };
    for name in rest {
        row.cell(name);
    }
    row.end()
}

/// The name of a column that is given back: not one of ours, for which a reader would take it.
fn kept_name(name: &str) -> String {
    let ours = ["line", "id", "kept", "decided", "actions", "needs", "outcome", "error"];
    if ours.contains(&name) { format!("kept.{name}") } else { name.to_owned() }
}

/// One row.
#[derive(Default)]
pub(super) struct Row {
    bytes: Vec<u8>,
    has_cell: bool,
}

impl Row {
    /// Adds a cell; quotes it if it must be, and disarms what a spreadsheet would take for a formula.
    pub(super) fn cell(&mut self, text: &str) {
        if self.has_cell {
            self.bytes.push(b',');
        }
        self.has_cell = true;
        let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
        let is_number = is_plain && text.parse::<f64>().is_ok();
        let is_formula = text.starts_with(FORMULA) && !is_number;
        let has_special = text.contains([',', '"', '\n', '\r', ';']);
        if !is_formula && !has_special {
            return self.bytes.extend_from_slice(text.as_bytes());
        }
        self.bytes.push(b'"');
        if is_formula {
            self.bytes.push(b'\'');
        }
        self.bytes.extend_from_slice(text.replace('"', "\"\"").as_bytes());
        self.bytes.push(b'"');
    }

    /// The whole row.
    pub(super) fn end(mut self) -> Vec<u8> {
        self.bytes.push(b'\n');
        self.bytes
    }
}

/// The actions as a person reads them: `new_passport: you must by 2027-03-01; …`.
pub(super) fn actions(settings: &Settings<'_>, outcome: &Outcome) -> String {
    let mut text = Vec::new();
    for action in &outcome.findings {
        if !text.is_empty() {
            text.extend_from_slice(b"; ");
        }
        text.extend_from_slice(settings.pack[action.action].id.as_bytes());
        text.extend_from_slice(b": ");
        who(&mut text, action.who);
        text.extend_from_slice(match action.kind {
            ActionKind::Must => b" must".as_slice(),
            ActionKind::Can => b" can",
            ActionKind::Know => b" know",
        });
        let mut add = |word: &[u8], day: Option<i32>| {
            if let Some(day) = day {
                text.extend_from_slice(word);
                write_day(day, &mut text);
            }
        };
        add(b" from ", action.from.and_then(|day| day.numbers().known()));
        add(b" by ", action.by.and_then(|by: Day| by.number_to_keep(settings.on.number())));
        if !action.is_certain {
            text.extend_from_slice(b" (possible)");
        }
    }
    String::from_utf8(text).unwrap_or_default()
}

/// What is needed: `entry_date of household; born of child 1`.
pub(super) fn needs(settings: &Settings<'_>, outcome: &Outcome) -> String {
    let need =
        |need: &Need| format!("{} of {}", settings.pack[(need.who.of, need.fact)].id, need.who);
    outcome.needs.iter().map(need).collect::<Vec<_>>().join("; ")
}

/// The message of a problem, with its place.
pub(super) fn fault(problem: &Problem) -> String {
    let message = visible(&problem.message);
    match &problem.column {
        Some(Column::Number(number)) => format!("column {number}: {message}"),
        Some(Column::Name(name)) => format!("{}: {message}", visible(name)),
        None => message.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_becomes_a_formula_or_two_cells() {
        let table = [
            ("plain", "plain"),
            ("-5", "-5"),
            ("+77172577025", "+77172577025"),
            ("=1+1", "\"'=1+1\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("+inf", "\"'+inf\""),
            ("-1.5e3", "-1.5e3"),
            ("＝1+1", "\"'＝1+1\""),
            ("-x", "\"'-x\""),
            ("a,b", "\"a,b\""),
            ("say \"no\"", "\"say \"\"no\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("", ""),
        ];
        for (text, expected) in table {
            let mut row = Row::default();
            row.cell(text);
            assert_eq!(String::from_utf8(row.end()).unwrap(), format!("{expected}\n"), "{text}");
        }
    }
}
