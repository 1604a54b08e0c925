//! What is written of one line: the advice for its case, or what is wrong with it.

use super::csv_line::{self, Kept, Row};
use super::json_line::{Frame, write_frame};
use super::work::Worker;
use super::{Column, Fields, Form, Problem, Settings};
use crate::engine::Detail;
use crate::render::{View, json};
use crate::time::what_if::thresholds;

/// What is wrong with a line, and where.
pub(super) type Fault = (Option<Column>, String);

impl Worker<'_> {
    /// Evaluates the case at hand and writes its line; gives true if it is wrong and that is the end.
    pub(super) fn answer(&mut self, line: u64, frame: &Frame<'_>) -> bool {
        let settings = self.shop.settings;
        if let Some(found) = self.shop.plan.contradiction(&self.case) {
            let (require, who) = (found.require, found.who);
            let rule =
                settings.pack.say(settings.view.language, &format!("require.{}", require.id));
            let message = format!("{who}: two answers cannot both be true: {rule}");
            return self.refuse(line, frame, (None, message));
        }
        self.shop.plan.evaluate_in(&mut self.brief, &self.case, Detail::Days);
        self.result.cases += 1;
        if settings.counts {
            self.result.summary.add(&self.brief.outcome);
        }
        match (settings.output, settings.fields) {
            (_, Fields::None) => {}
            (Form::JsonLines, Fields::Ids) => {
                self.shop.json.write(&mut self.result.out, frame, &self.brief.outcome);
            }
            (Form::JsonLines, Fields::Full) => {
                let full = self.full();
                let out = &mut self.result.out;
                out.push(b'{');
                write_frame(out, frame);
                out.extend_from_slice(&full.as_bytes()[1..]);
                out.push(b'\n');
            }
            (Form::Csv, _) => self.row(line, frame),
        }
        false
    }

    /// The whole outcome as JSON in one line.
    fn full(&self) -> String {
        let Settings { pack, view, .. } = self.shop.settings;
        let outcome = self.shop.plan.evaluate(&self.case);
        let topics = &self.shop.settings.topics;
        let thresholds = thresholds(pack, &self.case, topics, &outcome.needs);
        let view = View { thresholds: &thresholds, ..*view };
        json::outcome_line(pack, &outcome, &view)
    }

    fn row(&mut self, line: u64, frame: &Frame<'_>) {
        let settings = self.shop.settings;
        let mut row = self.start_row(line, frame);
        row.cell(if self.brief.outcome.is_decided { "true" } else { "false" });
        if settings.fields == Fields::Full {
            row.cell(&self.full());
        } else {
            row.cell(&csv_line::actions(settings, &self.brief.outcome));
            row.cell(&csv_line::needs(settings, &self.brief.outcome));
        }
        row.cell("");
        self.result.out.extend(row.end());
    }

    /// The line number, the id without the quotes of JSON, and the columns to give back.
    fn start_row(&self, line: u64, frame: &Frame<'_>) -> Row {
        let mut row = Row::default();
        row.cell(&line.to_string());
        let id = frame.id.unwrap_or_default();
        row.cell(&serde_json::from_str::<String>(id).unwrap_or_else(|_| id.to_owned()));
        match self.shop.kept() {
            Kept::Nothing => {}
            // A record of another number of cells has none of its own.
            Kept::Columns(header) => header.others().enumerate().for_each(|(place, _)| {
                row.cell(frame.cells.get(place).copied().unwrap_or_default());
            }),
            Kept::Json if frame.kept.is_empty() => row.cell(""),
            Kept::Json => row.cell(&kept_json(frame)),
        }
        row
    }

    /// Writes an error line; gives true if that is the end.
    pub(super) fn refuse(
        &mut self,
        line: u64,
        frame: &Frame<'_>,
        (column, message): Fault,
    ) -> bool {
        let problem = Problem { line, column, message };
        let settings = self.shop.settings;
        match (settings.output, settings.fields) {
            (_, Fields::None) => {}
            (Form::JsonLines, _) => {
                let out = &mut self.result.out;
                out.extend_from_slice(format!("{{\"line\":{line},").as_bytes());
                write_frame(out, frame);
                let place = match &problem.column {
                    Some(Column::Number(number)) => format!("\"column\":{number},"),
                    Some(Column::Name(name)) => format!("\"column\":{},", quoted(name)),
                    None => String::new(),
                };
                let message = quoted(&problem.message);
                out.extend_from_slice(format!("{place}\"error\":{message}}}\n").as_bytes());
            }
            (Form::Csv, fields) => {
                let mut row = self.start_row(line, frame);
                let empty = if fields == Fields::Full { 2 } else { 3 };
                (0..empty).for_each(|_| row.cell(""));
                row.cell(&csv_line::fault(&problem));
                self.result.out.extend(row.end());
            }
        }
        self.result.problems.push(problem);
        settings.is_strict
    }
}

/// A text as JSON.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn kept_json(frame: &Frame<'_>) -> String {
    let pairs: Vec<String> =
        frame.kept.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    format!("{{{}}}", pairs.join(","))
}
