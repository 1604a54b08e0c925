//! Plans that cannot come true, and the days that hold if they are put off, in words.
//!
//! **Must not know** how they are found.

use crate::case::Member;
use crate::engine::conflict::{Conflict, Instead};
use crate::engine::day::Day;
use crate::engine::outcome::{Finding, Outcome};
use crate::pack::Pack;
use crate::render::days;
use crate::render::facts::Facts;
use crate::render::merge::{Visit, unique};
use crate::render::words::Words;
use crate::terms::id::ActionId;

/// An outcome of which plans are told.
#[derive(Clone, Copy)]
pub struct Plans<'a> {
    pub pack: &'a Pack,
    /// The outcome with its plans put off.
    pub outcome: &'a Outcome,
    pub language: &'a str,
    /// Whether nobody but you is in the household.
    pub is_alone: bool,
}

impl Plans<'_> {
    fn words(self) -> Words {
        Words::of(self.language)
    }

    /// Of each plan that is put off: that it cannot come true, which day can be planned, and what is not ready before.
    pub fn put_off(self) -> Vec<String> {
        self.outcome.insteads.iter().map(|instead| self.of(instead)).collect()
    }

    fn of(self, instead: &Instead) -> String {
        let (words, planned) = (self.words(), self.day(instead.planned));
        let (who, fact) = instead.plans[0];
        let fact = &self.pack[(who.of, fact)];
        let facts = Facts { pack: self.pack, language: self.language };
        let on = words.date(instead.on);
        let said = facts.fact_text(fact, who, "put_off").map_or_else(
            || {
                let values = [("plan", &*facts.label(fact, who)), ("day", &planned), ("on", &on)];
                words.fill("plan.put_off", &values)
            },
            |text| text.replace("{day}", &planned).replace("{on}", &on),
        );
        let own = |conflict: &&Conflict| conflict.is_of(&instead.plans);
        let late = self.outcome.conflicts.iter().filter(|conflict| conflict.is_certain).filter(own);
        let late = late.chain(&instead.late).map(|conflict| self.step(conflict));
        let late: Vec<String> = unique(late);
        let values = [("steps", &*late.join("; "))];
        format!("{} {}", sentence(&said), words.fill("plan.not_ready", &values))
    }

    fn title(self, action: ActionId, who: Member) -> String {
        let title = self.pack.title(self.language, action);
        if self.is_alone {
            title.into()
        } else {
            format!("{title} · {}", self.words().member(who))
        }
    }

    fn step(self, conflict: &Conflict) -> String {
        let title = self.title(conflict.action, conflict.who);
        let ready = self.words().date(conflict.ready_on());
        self.words().fill("plan.step", &[("title", &title), ("ready", &ready)])
    }

    /// From which day the days of a visit are counted, if its plan is put off and that is another day, and the last day
    /// that it had, if that is over.
    pub fn counted(self, visit: &Visit<'_>) -> Vec<String> {
        let words = self.words();
        let mut said: Vec<String> = Vec::new();
        for instead in &self.outcome.insteads {
            let mut findings = visit.findings().iter();
            let own = findings.find_map(|finding| Some((finding, instead.day_of(finding)?)));
            let Some((finding, planned)) = own else { continue };
            if finding.by.and_then(Day::known) != Some(instead.on) {
                said.push(words.fill("plan.counted", &[("on", &words.date(instead.on))]));
            }
            let by = planned.by.and_then(Day::known).filter(|by| *by < self.outcome.on);
            said.extend(by.map(|by| {
                let (planned, day) = (self.day(instead.planned), words.date(by));
                words.fill("plan.was", &[("day", &*planned), ("by", &day)])
            }));
        }
        said
    }

    /// Before which day what is done is certainly not ready, and for which it would have to be; not what is ready in time
    /// for the day to which a plan is put off.
    pub fn ready(self, visit: &Visit<'_>) -> Vec<String> {
        let words = self.words();
        let is_own = |conflict: &&Conflict| {
            let mut findings = visit.findings().iter();
            let key = (conflict.action, conflict.who);
            // What takes no time is ready on its first day, which is told.
            let is_same = |finding: &&Finding| (finding.action, finding.who) == key;
            conflict.is_certain && findings.any(|of| is_same(of) && of.takes.is_some())
        };
        let own = self.outcome.conflicts.iter().filter(is_own);
        let Some(last) = own.max_by_key(|conflict| conflict.ready_on()) else { return Vec::new() };
        let ready = words.fill("plan.ready", &[("day", &words.date(last.ready_on()))]);
        let is_own = |instead: &&Instead| last.is_of(&instead.plans);
        match self.outcome.insteads.iter().find(is_own) {
            Some(instead) if last.ready_on() < instead.on => Vec::new(),
            Some(_) => vec![ready],
            None => {
                let day = self.day(last.needed_for);
                vec![ready, words.fill("plan.needed", &[("day", &day)])]
            }
        }
    }

    /// A planned day, or that none of those will do between which it lies.
    fn day(self, day: Day) -> String {
        let words = self.words();
        if let Some(date) = day.known() {
            return words.date(date);
        }
        let (first, last) = days::between(words, day);
        words.fill("plan.any_day", &[("first", &first), ("last", &last)])
    }
}

/// A sentence that begins large.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
