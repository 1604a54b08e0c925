//! Problems of rule files as their author reads them.

use dovidka::pack::diagnostic::{Diagnostic, Problem};
use dovidka::pack::source::{RuleFile, position};
use dovidka::render::diagnostic::report;

fn rule_file(text: &str) -> RuleFile {
    RuleFile { place: "text/uk.json".into(), name: "pack/text/uk.json".into(), text: text.into() }
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
