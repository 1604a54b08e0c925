//! Flags of facts that may be left out: what they say changes nothing that a command shows.
//!
//! **Must not know** why a fact is not needed, or how that is put into words.

use crate::case::Case;
use crate::cli::context::Context;
use crate::cli::situation::Situation;
use crate::engine::outcome::Outcome;
use crate::engine::unused::Unused;
use crate::pack::Pack;
use crate::render::unused::Unneeded;
use crate::render::visible;
use crate::render::words::Words;
use std::fmt::Write as _;

/// Names the flags that may be left out, and why, a line for each; empty with `--quiet`.
///
/// `show` is what the command shows of a case: a flag is named only if all of it is the same without the flag, and
/// without those that are named before it.
pub fn notice<T: PartialEq>(
    context: &Context<'_>,
    situation: &Situation,
    unused: &[Unused],
    show: impl Fn(&Case) -> T,
) -> String {
    let pack = context.pack;
    let flag = |unused: &Unused| {
        let id = pack[(unused.who.of, unused.fact)].id.clone();
        situation.flags.get(&(unused.who, id))
    };
    let flagged: Vec<Unused> = unused.iter().filter(|it| flag(it).is_some()).copied().collect();
    if context.common.quiet || flagged.is_empty() {
        return String::new();
    }
    let case = &situation.talk.case;
    let shown = show(case);
    let is_same = |without: &[Unused]| show(&forget(pack, case, without)) == shown;
    let unneeded = Unneeded { pack, on: context.on, language: &context.language };
    let mut lines = String::new();
    for unused in harmless(&flagged, &[], &is_same) {
        let flag = flag(&unused).map_or("", String::as_str);
        let fact = &pack[(unused.who.of, unused.fact)];
        let label = pack.say_fact(&context.language, fact, "label");
        let values = [("flag", flag), ("fact", label), ("why", &unneeded.why(unused))];
        let words = Words::of(&context.language);
        let _ = writeln!(lines, "{}", visible(&words.fill("unused.flag", &values)));
    }
    if lines.is_empty() { lines } else { format!("\n{lines}") }
}

/// An outcome with all that it says but what is not needed.
pub fn said(outcome: Outcome) -> Outcome {
    Outcome { unused: Vec::new(), ..outcome }
}

/// Those of some facts without which, and without those `before`, all is the same: whole halves are tried first.
fn harmless(
    some: &[Unused],
    before: &[Unused],
    is_same: &dyn Fn(&[Unused]) -> bool,
) -> Vec<Unused> {
    if is_same(&[before, some].concat()) {
        return some.to_vec();
    } else if some.len() < 2 {
        return Vec::new();
    }
    let (first, second) = some.split_at(some.len() / 2);
    let mut found = harmless(first, before, is_same);
    let before = [before, &found].concat();
    found.extend(harmless(second, &before, is_same));
    found
}

/// The same case as if nothing were known of these facts.
fn forget(pack: &Pack, case: &Case, facts: &[Unused]) -> Case {
    let mut case = case.clone();
    for Unused { who, fact, .. } in facts {
        let id = &pack[(who.of, *fact)].id;
        case.learn(pack, *who, id, "unknown").expect("every fact of a member may be unknown");
    }
    case
}
