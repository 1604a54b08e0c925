//! Writes the line of a row: the outcome of its case or what is wrong with it, as JSON or as a row of a spreadsheet.
//!
//! What is fixed of a line is prepared as bytes.

use super::columns::Header;
use super::observer::{Column, Problem};
use super::read::Own;
use super::settings::{Fields, Form, Settings};
use super::sheet::Row;
use crate::case::{MOST_MEMBERS, Member};
use crate::engine::day::Day;
use crate::engine::need::Need;
use crate::engine::outcome::{Finding, Outcome};
use crate::pack::Pack;
use crate::pack::program::Entity;
use crate::pack::raw::{ActionKind, ByIs};
use crate::render::json::text::{quoted, unquoted};
use crate::render::visible;
use crate::terms::calendar::{Date, write_day};

/// The columns out that are ours.
const OURS: [&str; 8] = ["line", "id", "kept", "decided", "actions", "needs", "outcome", "error"];

/// Writes lines.
pub(super) struct Writer<'s> {
    pack: &'s Pack,
    on: Date,
    form: Form,
    fields: Fields,
    keeps: bool,
    header: Option<&'s Header>,
    /// For each action, all up to the name of who does it.
    actions: Vec<String>,
    /// For each fact of each entity, all up to the name of whose it is.
    facts: [Vec<String>; 4],
    /// The names of members.
    members: [Vec<String>; 4],
}

/// What is written of a case that was evaluated.
pub(super) struct Answer<'a> {
    pub(super) outcome: &'a Outcome,
    /// The whole outcome as JSON in one line, if it is wanted.
    pub(super) full: Option<String>,
}

impl<'s> Writer<'s> {
    pub(super) fn new(settings: &Settings<'s>, header: Option<&'s Header>) -> Self {
        let Settings { pack, on, output, fields, keeps, .. } = *settings;
        // Ids hold no character that JSON escapes.
        let action = |id: &str| format!("{{\"action\":\"{id}\",\"who\":\"");
        let fact = |id: &str| format!("{{\"fact\":\"{id}\",\"who\":\"");
        let name = |of: Entity| {
            (0..=MOST_MEMBERS).map(|number| Member { of, number }.to_string()).collect()
        };
        Self {
            pack,
            on,
            form: output,
            fields,
            keeps,
            header,
            actions: pack.actions.iter().map(|known| action(&known.id)).collect(),
            facts: Entity::ALL
                .map(|of| pack.facts[of.place()].iter().map(|known| fact(&known.id)).collect()),
            members: Entity::ALL.map(name),
        }
    }

    /// Adds what stands before the first line.
    pub(super) fn start(&self, out: &mut Vec<u8>) {
        if self.form == Form::JsonLines || self.fields == Fields::None {
            return;
        }
        let mut row = Row::start(out);
        row.cell("line");
        row.cell("id");
        match self.header {
            _ if !self.keeps => {}
            // A reader would take a column of our name for ours.
            Some(header) => header.others().for_each(|(_, name)| {
                let is_ours = OURS.contains(&name.as_str());
                row.cell(&if is_ours { format!("kept.{name}") } else { name.clone() });
            }),
            None => row.cell("kept"),
        }
        let rest: &[&str] = match self.fields {
            Fields::Full => &["decided", "outcome", "error"],
            _ => &["decided", "actions", "needs", "error"],
        };
        for name in rest {
            row.cell(name);
        }
        row.end();
    }

    /// Adds what stands for a line that is blank.
    pub(super) fn blank(&self, out: &mut Vec<u8>) {
        if self.form == Form::JsonLines && self.fields != Fields::None {
            out.push(b'\n');
        }
    }

    /// Adds the line of a case.
    pub(super) fn answer(&self, out: &mut Vec<u8>, line: u64, own: Own<'_>, answer: &Answer<'_>) {
        match (self.form, self.fields, &answer.full) {
            (_, Fields::None, _) => {}
            (Form::Csv, ..) => {
                let mut row = self.start_row(out, line, own);
                row.cell(if answer.outcome.is_decided { "true" } else { "false" });
                if let Some(full) = &answer.full {
                    row.cell(full);
                } else {
                    row.cell(&self.action_words(answer.outcome));
                    row.cell(&self.need_words(answer.outcome));
                }
                row.cell("");
                row.end();
            }
            (Form::JsonLines, _, Some(full)) => {
                out.push(b'{');
                self.own(out, own);
                out.extend_from_slice(&full.as_bytes()[1..]);
                out.push(b'\n');
            }
            (Form::JsonLines, _, None) => self.ids(out, own, answer.outcome),
        }
    }

    /// Adds the line of a row that is wrong.
    pub(super) fn refuse(&self, out: &mut Vec<u8>, own: Own<'_>, problem: &Problem) {
        let line = problem.line;
        match (self.form, self.fields) {
            (_, Fields::None) => {}
            (Form::JsonLines, _) => {
                out.extend_from_slice(format!("{{\"line\":{line},").as_bytes());
                self.own(out, own);
                let place = match &problem.column {
                    Some(Column::Number(number)) => format!("\"column\":{number},"),
                    Some(Column::Name(name)) => format!("\"column\":{},", quoted(name)),
                    None => String::new(),
                };
                let message = quoted(&problem.message);
                out.extend_from_slice(format!("{place}\"error\":{message}}}\n").as_bytes());
            }
            (Form::Csv, fields) => {
                let mut row = self.start_row(out, line, own);
                let empty = if fields == Fields::Full { 2 } else { 3 };
                (0..empty).for_each(|_| row.cell(""));
                let message = visible(&problem.message);
                row.cell(&match &problem.column {
                    Some(Column::Number(number)) => format!("column {number}: {message}"),
                    Some(Column::Name(name)) => format!("{}: {message}", visible(name)),
                    None => message.into_owned(),
                });
                row.end();
            }
        }
    }

    /// The caller's own id and columns as JSON, each with a comma after it.
    fn own(&self, out: &mut Vec<u8>, own: Own<'_>) {
        match own {
            Own::Json { id, others } => {
                json_id(out, id);
                self.json_kept(out, others.iter().copied());
            }
            Own::Cells { id, cells } => {
                json_id(out, id.map(quoted).as_deref());
                let kept = self.kept_cells(cells).map(|(name, cell)| (quoted(name), quoted(cell)));
                let kept: Vec<(String, String)> = kept.collect();
                let pairs = kept.iter().map(|(name, cell)| (&name[1..name.len() - 1], &cell[..]));
                self.json_kept(out, pairs);
            }
        }
    }

    fn json_kept<'k>(&self, out: &mut Vec<u8>, kept: impl Iterator<Item = (&'k str, &'k str)>) {
        let mut kept = kept.take_while(|_| self.keeps).peekable();
        if kept.peek().is_none() {
            return;
        }
        out.extend_from_slice(b"\"kept\":");
        json_object(out, kept);
        out.push(b',');
    }

    /// The cells to give back, each with the name of its column.
    fn kept_cells<'k>(&'k self, cells: &'k [&'k str]) -> impl Iterator<Item = (&'k str, &'k str)> {
        let header = self.header.into_iter().filter(|_| self.keeps && !cells.is_empty());
        header.flat_map(Header::others).map(|(place, name)| (name.as_str(), cells[place]))
    }

    /// The line number, the id without the quotes of JSON, and the columns to give back.
    fn start_row<'o>(&self, out: &'o mut Vec<u8>, line: u64, own: Own<'_>) -> Row<'o> {
        let mut row = Row::start(out);
        row.cell(&line.to_string());
        match own {
            Own::Json { id, others } => {
                let id = id.unwrap_or_default();
                row.cell(&unquoted(id).unwrap_or_else(|| id.to_owned()));
                if self.keeps {
                    let mut kept = Vec::new();
                    if !others.is_empty() {
                        json_object(&mut kept, others.iter().copied());
                    }
                    row.cell(&String::from_utf8(kept).expect("names and values are texts"));
                }
            }
            Own::Cells { id, cells } => {
                row.cell(id.unwrap_or_default());
                let others =
                    self.header.into_iter().filter(|_| self.keeps).flat_map(Header::others);
                others
                    .for_each(|(place, _)| row.cell(cells.get(place).copied().unwrap_or_default()));
            }
        }
        row
    }

    /// The line of ids of a case.
    fn ids(&self, out: &mut Vec<u8>, own: Own<'_>, outcome: &Outcome) {
        out.push(b'{');
        self.own(out, own);
        out.extend_from_slice(if outcome.is_decided {
            b"\"decided\":true,\"actions\":["
        } else {
            &b"\"decided\":false,\"actions\":["[..]
        });
        for (place, finding) in outcome.findings.iter().enumerate() {
            if place > 0 {
                out.push(b',');
            }
            self.action(out, finding);
        }
        out.extend_from_slice(b"],\"needs\":[");
        for (place, Need { who, fact }) in outcome.needs.iter().enumerate() {
            if place > 0 {
                out.push(b',');
            }
            out.extend_from_slice(self.facts[who.of.place()][fact.place()].as_bytes());
            out.extend_from_slice(self.member(*who).as_bytes());
            out.extend_from_slice(b"\"}");
        }
        out.extend_from_slice(b"]}\n");
    }

    fn action(&self, out: &mut Vec<u8>, finding: &Finding) {
        out.extend_from_slice(self.actions[finding.action.place()].as_bytes());
        out.extend_from_slice(self.member(finding.who).as_bytes());
        out.extend_from_slice(match finding.kind {
            ActionKind::Must => b"\",\"kind\":\"must\",\"kind_if\":[",
            ActionKind::Can => b"\",\"kind\":\"can\",\"kind_if\":[",
            ActionKind::Know => b"\",\"kind\":\"know\",\"kind_if\":[",
        });
        if finding.strongest != finding.kind {
            out.extend_from_slice(b"{\"kind\":\"");
            out.extend_from_slice(finding.strongest.name().as_bytes());
            out.extend_from_slice(b"\"}");
        }
        out.extend_from_slice(if finding.is_certain {
            b"],\"certain\":true,\"from\":"
        } else {
            &b"],\"certain\":false,\"from\":"[..]
        });
        let keep = |day: Option<Day>| day.and_then(|day| day.number_to_keep(self.on.number()));
        json_day(out, first_day(finding));
        out.extend_from_slice(b",\"best_by\":");
        json_day(out, keep(finding.best_by));
        out.extend_from_slice(b",\"by\":");
        json_day(out, keep(finding.by));
        out.extend_from_slice(match keep(finding.by).map(|_| finding.by_is) {
            None => &b",\"by_is\":null,\"state\":\""[..],
            Some(ByIs::Term) => b",\"by_is\":\"term\",\"state\":\"",
            Some(ByIs::End) => b",\"by_is\":\"end\",\"state\":\"",
        });
        out.extend_from_slice(finding.state(self.on).name().as_bytes());
        out.extend_from_slice(b"\"}");
    }

    fn member(&self, member: Member) -> &str {
        &self.members[member.of.place()][member.number]
    }

    /// The actions as a person reads them: `new_passport: you must by 2027-03-01; …`.
    fn action_words(&self, outcome: &Outcome) -> String {
        let mut text = Vec::new();
        for finding in &outcome.findings {
            if !text.is_empty() {
                text.extend_from_slice(b"; ");
            }
            let mut kind = finding.kind.name().to_owned();
            if finding.strongest != finding.kind {
                kind = format!("{kind}, perhaps {}", finding.strongest.name());
            }
            let (id, who) = (&self.pack[finding.action].id, self.member(finding.who));
            text.extend_from_slice(format!("{id}: {who} {kind}").as_bytes());
            let mut add = |word: &[u8], day: Option<i32>| {
                if let Some(day) = day {
                    text.extend_from_slice(word);
                    write_day(day, &mut text);
                }
            };
            add(b" from ", first_day(finding));
            add(b" by ", finding.by.and_then(|by| by.number_to_keep(self.on.number())));
            if !finding.is_certain {
                text.extend_from_slice(b" (possible)");
            }
        }
        String::from_utf8(text).expect("ids and days are texts")
    }

    /// What is needed: `entry_date of household; born of child 1`.
    fn need_words(&self, outcome: &Outcome) -> String {
        let need =
            |Need { who, fact }: &Need| format!("{} of {who}", self.pack[(who.of, *fact)].id);
        outcome.needs.iter().map(need).collect::<Vec<_>>().join("; ")
    }
}

/// The number of the first day, if it is known.
fn first_day(finding: &Finding) -> Option<i32> {
    finding.from.map(Day::numbers)?.known()
}

fn json_id(out: &mut Vec<u8>, id: Option<&str>) {
    if let Some(id) = id {
        out.extend_from_slice(b"\"id\":");
        out.extend_from_slice(id.as_bytes());
        out.push(b',');
    }
}

fn json_day(out: &mut Vec<u8>, day: Option<i32>) {
    let Some(day) = day else { return out.extend_from_slice(b"null") };
    out.push(b'"');
    write_day(day, out);
    out.push(b'"');
}

/// An object of names as they stand between quotes, and JSON.
fn json_object<'k>(out: &mut Vec<u8>, entries: impl Iterator<Item = (&'k str, &'k str)>) {
    for (place, (name, value)) in entries.enumerate() {
        out.extend_from_slice(if place > 0 { b",\"" } else { b"{\"" });
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(b"\":");
        out.extend_from_slice(value.as_bytes());
    }
    out.push(b'}');
}
