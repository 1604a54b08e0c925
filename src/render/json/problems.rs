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

/// The first problems, and how many there are; none if the rule files are right.
#[must_use]
pub fn problems(problems: &[Diagnostic]) -> String {
    let shown = problems.iter().take(MOST_SHOWN).map(ProblemShape::from).collect();
    write(&ProblemsShape { format: 1, count: problems.len(), problems: shown })
}
