//! Problems of rule files as a rule author reads them: the place, the line with it underlined, and help.
//!
//! **Must not know** what can be wrong with a rule file.

use crate::pack::diagnostic::{Diagnostic, MOST_SHOWN};
use crate::pack::source::RuleFile;
use crate::render::{is_hidden, visible};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

/// The problems, one after another, and how many there are.
#[must_use]
pub fn report(problems: &[Diagnostic], files: &[RuleFile], colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let mut text = String::new();
    for problem in problems.iter().take(MOST_SHOWN) {
        text.push_str(&without_controls(&renderer.render(&[group(problem, files)]), colour));
        text.push_str("\n\n");
    }
    let rest = match problems.len().saturating_sub(MOST_SHOWN) {
        0 => String::new(),
        rest => format!("… and {rest} more\n\n"),
    };
    text + &rest + &count(problems) + "\n"
}

/// How many problems there are: `1 problem, 2 warnings`.
fn count(problems: &[Diagnostic]) -> String {
    let warnings = problems.iter().filter(|found| found.problem.is_warning()).count();
    let counts =
        [(problems.len() - warnings, ["problem", "problems"]), (warnings, ["warning", "warnings"])];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    let counts = counts.map(|(count, names)| format!("{count} {}", names[usize::from(count > 1)]));
    counts.collect::<Vec<_>>().join(", ")
}

fn group<'a>(diagnostic: &'a Diagnostic, files: &'a [RuleFile]) -> Group<'a> {
    let problem = &diagnostic.problem;
    let title = visible(&problem.message()).into_owned();
    let level = if problem.is_warning() { Level::WARNING } else { Level::ERROR };
    let title = level.primary_title(title).id(problem.code());
    let path = visible(&diagnostic.file);
    let file = files.iter().find(|file| file.name == diagnostic.file);
    let group = match file.filter(|file| file.text.get(diagnostic.span.clone()).is_some()) {
        Some(file) => {
            let place = AnnotationKind::Primary.span(diagnostic.span.clone());
            title.element(Snippet::source(file.text.as_str()).path(path).annotation(place))
        }
        None => {
            title.element(Origin::path(path).line(diagnostic.line).char_column(diagnostic.column))
        }
    };
    group.element(Level::HELP.message(problem.help()))
}

/// The library replaces most control characters of a source; this takes the rest.
fn without_controls(text: &str, colour: bool) -> String {
    let is_ours = |c: char| c == '\n' || colour && c == '\u{1b}';
    text.replace(|c: char| is_hidden(c) && !is_ours(c), "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::report;
    use crate::pack::diagnostic::{Diagnostic, Problem};
    use crate::pack::source::{RuleFile, position};

    fn rule_file(text: &str) -> RuleFile {
        let (place, name) = ("text/uk.json".into(), "pack/text/uk.json".into());
        RuleFile { place, name, text: text.into(), is_utf8: true }
    }

    fn diagnostic(text: &str, part: &str) -> Diagnostic {
        let start = text.find(part).unwrap();
        let (line, column) = position(text, start);
        let problem = Problem::BadDate(part.into());
        let file = "pack/text/uk.json".into();
        Diagnostic { file, line, column, span: start..start + part.len(), problem }
    }

    #[test]
    fn a_problem_is_underlined_where_it_is() {
        let text = "{\n  \"дата\": \"учора\",\n  \"b\": 1\n}\n";
        let report = report(&[diagnostic(text, "учора")], &[rule_file(text)], false);
        let expected = "\
error[bad-date]: `учора` is not a date (want YYYY-MM-DD)
 --> pack/text/uk.json:2:12
  |
2 |   \"дата\": \"учора\",
  |            ^^^^^
  |
  = help: write year, month and day in full, such as 2027-03-01

1 problem
";
        assert_eq!(report, expected);
    }

    #[test]
    fn a_problem_without_a_place_names_its_file() {
        let problem = Problem::MissingFile("facts.json");
        let problem =
            Diagnostic { file: "pack/facts.json".into(), line: 1, column: 1, span: 0..0, problem };
        let report = report(&[problem.clone(), problem], &[], false);
        assert!(report.contains("pack/facts.json:1:1"), "{report}");
        assert!(report.ends_with("\n2 problems\n"), "{report}");
    }

    #[test]
    fn a_hostile_file_cannot_move_the_cursor() {
        let text = "{ \"a\u{9b}2J\u{1b}[2J\u{202e}\": \"x\" }";
        for colour in [false, true] {
            let report = report(&[diagnostic(text, "\"x\"")], &[rule_file(text)], colour);
            assert!(!report.contains("\u{9b}") && !report.contains("\u{1b}[2J"), "{report:?}");
            assert!(!report.contains('\u{202e}'), "{report:?}");
        }
    }
}
