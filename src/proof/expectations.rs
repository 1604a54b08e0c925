//! What a case expects of single actions, held against what was found of them.
//!
//! **Must not know** where the case stands, or which names there are.

use crate::case::Member;
use crate::engine::day::Day;
use crate::engine::open_days::last_open_of;
use crate::engine::outcome::{Finding, Outcome};
use crate::engine::statement::{Condition, Statement, What};
use crate::pack::Pack;
use crate::pack::raw::{ActionKind, Role, TestCase};
use crate::proof::meaning::is_same;
use crate::proof::names::{ACTION, list, parts};
use std::collections::{BTreeMap, BTreeSet};

/// What is not as a case says of actions.
pub(super) fn compare(pack: &Pack, test: &TestCase, outcome: &Outcome) -> Vec<String> {
    let found = Found { pack, outcome };
    let by_open = |finding: &Finding| {
        let last = last_open_of(pack, outcome, finding);
        last.map_or_else(|| "none".into(), |last| last.open.to_string())
    };
    let state = |finding: &Finding| finding.state(outcome.on).name().into();
    let by_is = |finding: &Finding| finding.by_is.name().into();
    let papers = |what| matches!(what, What::Paper(_));
    let cautions = |what| matches!(what, What::Caution(_));
    let texts = |what| matches!(what, What::Text(_));
    let problems = [
        found.each("by", &test.by, |asked, day| asked.is(day, |finding| show(finding.by))),
        found.each("from", &test.from, |asked, day| asked.is(day, |finding| show(finding.from))),
        found.each("kind", &test.kind, |asked, word| {
            compare_words(word.name(), asked.kind().map(ActionKind::name))
        }),
        found.each("by_is", &test.by_is, |asked, word| asked.is(word.name(), by_is)),
        found.each("best_by", &test.best_by, |asked, day| asked.is(day, |it| show(it.best_by))),
        found.each("by_open", &test.by_open, |asked, day| asked.is(day, by_open)),
        found.each("state", &test.state, |asked, word| asked.is(word, state)),
        found.each("ready", &test.ready, |asked, day| asked.is(day, |it| found.ready(it))),
        found.each("instead", &test.instead, |asked, day| asked.is(day, |it| found.instead(it))),
        found.each("offices", &test.offices, |asked, ids| found.offices(asked, ids)),
        found.each("bring", &test.bring, |asked, ids| found.certain(asked, ids, papers)),
        found.each("cautions", &test.cautions, |asked, ids| found.certain(asked, ids, cautions)),
        found.each("texts", &test.texts, |asked, ids| found.certain(asked, ids, texts)),
        found.each("not_said", &test.not_said, |asked, ids| found.not_said(asked, ids)),
        found.each("if", &test.conditions, |asked, ids| found.conditions(asked, ids)),
    ];
    problems.concat()
}

/// Where what is expected is looked for.
#[derive(Clone, Copy)]
struct Found<'a> {
    pack: &'a Pack,
    outcome: &'a Outcome,
}

/// An action of one member: everything that topics say of it.
struct Asked<'a> {
    who: Member,
    findings: Vec<&'a Finding>,
}

/// On what something depends that is said; `None` if it is certain.
type Depends<'a> = Option<&'a Condition>;

impl<'a> Found<'a> {
    /// Checks what is expected of each action, by `action` (of everybody who has it) or `action@who`.
    fn each<T>(
        self,
        what: &str,
        expected: &BTreeMap<String, T>,
        check: impl Fn(&Asked<'a>, &T) -> Vec<String>,
    ) -> Vec<String> {
        let mut problems = Vec::new();
        for (key, expected) in expected {
            let (action, who) = parts(key);
            let all = self.asked(action, who.and_then(Member::parse));
            if all.is_empty() {
                problems.push(format!("`{what}` of {key}: no such action is possible"));
            }
            for asked in all {
                let wrong = check(&asked, expected).into_iter();
                problems
                    .extend(wrong.map(|it| format!("`{what}` of {action}@{}: {it}", asked.who)));
            }
        }
        problems
    }

    fn asked(self, action: &str, who: Option<Member>) -> Vec<Asked<'a>> {
        let mut all: Vec<Asked<'a>> = Vec::new();
        for finding in &self.outcome.findings {
            let is_of = who.is_none_or(|who| who == finding.who);
            if is_of && self.pack[finding.action].id == action {
                match all.iter_mut().find(|asked| asked.who == finding.who) {
                    Some(asked) => asked.findings.push(finding),
                    None => all.push(Asked { who: finding.who, findings: vec![finding] }),
                }
            }
        }
        all
    }

    /// Before which day what is needed for a plan is certainly not ready.
    fn ready(self, finding: &Finding) -> String {
        let mut certain = self.outcome.conflicts.iter().filter(|conflict| conflict.is_certain);
        let own = certain.find(|of| of.key() == finding.key());
        own.map_or_else(|| "none".into(), |conflict| conflict.ready_on().to_string())
    }

    /// The last day if a plan is put off.
    fn instead(self, finding: &Finding) -> String {
        let own = self.outcome.insteads.iter().find_map(|instead| instead.day_of(finding));
        show(own.and_then(|finding| finding.by))
    }

    fn offices(self, asked: &Asked<'a>, expected: &BTreeMap<Role, Vec<String>>) -> Vec<String> {
        let mut problems = Vec::new();
        for (role, expected) in expected {
            let mut found: Vec<&str> = Vec::new();
            for statement in self.statements(asked).filter(|it| it.condition.is_none()) {
                match statement.what {
                    What::Office(office, of) if of == *role => found.push(&self.pack[office].id),
                    _ => {}
                }
            }
            let mut seen = BTreeSet::new();
            found.retain(|id| seen.insert(*id));
            if found != *expected {
                let expected = list(expected.iter().map(String::as_str));
                problems.push(format!("{} is {} (want {expected})", role.name(), list(found)));
            }
        }
        problems
    }

    /// What is not certain among what should be.
    fn certain(self, asked: &Asked<'a>, ids: &[String], of: fn(What) -> bool) -> Vec<String> {
        let found = ids.iter().map(|id| (id, self.depends(asked, id, of)));
        let wrong = found.filter(|(_, depends)| !depends.contains(&None));
        wrong.map(|(id, it)| format!("`{id}` {} (want it certain)", self.say(&it))).collect()
    }

    /// What is possible among what should not be.
    fn not_said(self, asked: &Asked<'a>, ids: &[String]) -> Vec<String> {
        let found = ids.iter().map(|id| (id, self.depends(asked, id, |_| true)));
        let wrong = found.filter(|(_, depends)| !depends.is_empty());
        wrong.map(|(id, it)| format!("`{id}` {} (want it never said)", self.say(&it))).collect()
    }

    fn conditions(self, asked: &Asked<'a>, expected: &BTreeMap<String, String>) -> Vec<String> {
        let mut problems = Vec::new();
        for (id, sentence) in expected {
            let found = match id.as_str() {
                ACTION => asked.findings.iter().map(|it| self.condition(it.condition)).collect(),
                id => self.depends(asked, id, |_| true),
            };
            let mut same = found.iter().flatten().map(|it| is_same(self.pack, sentence, it));
            match same.find(|same| *same != Ok(false)) {
                Some(Err(problem)) => problems.push(format!("`{id}`: `{sentence}`: {problem}")),
                Some(Ok(_)) => {}
                None => problems.push(format!("`{id}` {} (want `{sentence}`)", self.say(&found))),
            }
        }
        problems
    }

    fn statements(self, asked: &Asked<'a>) -> impl Iterator<Item = &'a Statement> {
        asked.findings.iter().flat_map(move |finding| self.outcome.statements(finding))
    }

    /// On what each statement with an id depends, of those of one sort.
    fn depends(
        self,
        asked: &Asked<'a>,
        id: &str,
        is_of_sort: fn(What) -> bool,
    ) -> Vec<Depends<'a>> {
        let is_named = |what| match what {
            What::Office(office, _) => self.pack[office].id == id,
            What::Text(text) | What::Paper(text) | What::Caution(text) => self.pack[text] == *id,
            What::Why(_) => false,
        };
        let named = self.statements(asked).filter(|it| is_of_sort(it.what) && is_named(it.what));
        named.map(|statement| self.condition(statement.condition)).collect()
    }

    fn condition(self, place: Option<usize>) -> Depends<'a> {
        place.map(|place| &self.outcome.conditions[place])
    }

    fn say(self, depends: &[Depends<'a>]) -> String {
        let conditions: Vec<&Condition> = depends.iter().flatten().copied().collect();
        if depends.is_empty() {
            "is not said".into()
        } else if conditions.len() < depends.len() {
            "is certain".into()
        } else {
            let sentences = conditions.iter().map(|it| format!("`{}`", it.sentence(self.pack)));
            format!("depends on {}", sentences.collect::<Vec<_>>().join(" or on "))
        }
    }
}

impl Asked<'_> {
    /// The weakest kind that is possible: of what is certain the strongest counts, as one step says all of it.
    fn kind(&self) -> Option<ActionKind> {
        let certain = self.findings.iter().filter(|finding| finding.is_certain);
        let certain = certain.map(|finding| finding.kind).min();
        certain.or_else(|| self.findings.iter().map(|finding| finding.kind).max())
    }

    /// Compares a word or a day of all findings.
    fn is(&self, expected: &str, of: impl Fn(&Finding) -> String) -> Vec<String> {
        compare_words(expected, self.findings.iter().map(|finding| of(finding)))
    }
}

fn compare_words<W: Into<String>>(
    expected: &str,
    found: impl IntoIterator<Item = W>,
) -> Vec<String> {
    let found: BTreeSet<String> = found.into_iter().map(Into::into).collect();
    if found.iter().eq([expected]) {
        return Vec::new();
    }
    let found = list(found.iter().map(String::as_str));
    vec![format!("{found} (want {expected})")]
}

fn show(day: Option<Day>) -> String {
    match day {
        None => "none".into(),
        Some(day) => match day.known() {
            Some(known) => known.to_string(),
            None => format!("{} to {}", day.earliest(), day.latest()),
        },
    }
}
