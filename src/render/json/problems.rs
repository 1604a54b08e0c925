//! The problems of rule files as JSON for programs.
//!
//! **Owns** the shape; `format` counts up when it breaks. **Must not know** what can be wrong.

use crate::pack::diagnostic::{Diagnostic, MOST_SHOWN};
use crate::render::json::write;
use serde::Serialize;

#[derive(Serialize)]
struct ProblemsShape<'a> {
    format: u32,
    count: usize,
    problems: Vec<ProblemShape<'a>>,
    warning_count: usize,
    warnings: Vec<ProblemShape<'a>>,
}

#[derive(Serialize)]
struct ProblemShape<'a> {
    code: &'static str,
    file: &'a str,
    line: usize,
    column: usize,
    problem: String,
    help: &'static str,
}

impl<'a> From<&'a Diagnostic> for ProblemShape<'a> {
    fn from(diagnostic: &'a Diagnostic) -> Self {
        let Diagnostic { file, line, column, problem, .. } = diagnostic;
        let (code, help) = (problem.code(), problem.help());
        Self { code, file, line: *line, column: *column, problem: problem.message(), help }
    }
}

/// The first problems with which a pack cannot be used, those with which it can, and how many there are of each.
#[must_use]
pub fn problems(problems: &[Diagnostic]) -> String {
    let shown = |is_warning| {
        let shown = problems.iter().take(MOST_SHOWN);
        let shown = shown.filter(move |found| found.problem.is_warning() == is_warning);
        shown.map(ProblemShape::from).collect()
    };
    let warnings = problems.iter().filter(|found| found.problem.is_warning()).count();
    write(&ProblemsShape {
        format: 1,
        count: problems.len() - warnings,
        problems: shown(false),
        warning_count: warnings,
        warnings: shown(true),
    })
}
