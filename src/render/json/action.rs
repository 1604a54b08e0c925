//! One action of an outcome as JSON: its days, and all that it says with the conditions.
//!
//! **Must not know** what else an outcome has.

use super::shape::{
    ActionShape, ConflictShape, DaysShape, HolidaysShape, IfShape, InsteadShape, KindShape,
    PresumedShape, SaidShape, SentOfficeShape, UnusedShape,
};
use crate::case::StandIn;
use crate::case::written::value;
use crate::engine::conflict::{Conflict, Instead};
use crate::engine::day::Day;
use crate::engine::open_days::LastOpen;
use crate::engine::outcome::{Finding, Outcome};
use crate::engine::statement::{self, Claim, Statement, StrongerKind, What};
use crate::engine::unused::{Presumed, Unused};
use crate::pack::{Around, Condition, Pack};
use crate::render::conditions::Conditions;
use crate::render::facts::{Facts, Scene};
use crate::render::unused::Unneeded;
use crate::render::words::Words;
use crate::terms::holidays::Knowledge;
use crate::terms::id::SourceId;

/// Whose actions are told, and in which language.
#[derive(Clone, Copy)]
pub struct Teller<'a> {
    pub pack: &'a Pack,
    pub outcome: &'a Outcome,
    pub language: &'a str,
}

impl<'a> Teller<'a> {
    /// The shape of a finding; `last` is the last day on which it can be done.
    pub fn action(self, finding: &Finding, last: Option<&LastOpen>) -> ActionShape<'a> {
        let Self { pack, outcome, language } = self;
        let (topic, action) = (&pack[finding.topic], &pack[finding.action]);
        let leaf = finding.leaf.map(|leaf| &topic[leaf]);
        let say = |id: &str| pack.say_all(language, id);
        let keep = |day: Option<Day>| day.and_then(|day| day.to_keep(outcome.on));
        let by = keep(finding.by);
        let closed = last.filter(|last| by != Some(last.open));
        ActionShape {
            action: &action.id,
            topic: &topic.id,
            who: finding.who.to_string(),
            leaf: leaf.map(|leaf| format!("{}.{}", topic.id, leaf.id)),
            certain: finding.is_certain,
            condition: finding.condition.map(|place| self.condition(place)),
            kind: finding.kind,
            kind_if: outcome.stronger_kinds(finding).iter().map(|kind| self.kind(kind)).collect(),
            from: finding.from.and_then(known_day),
            from_range: finding.from.and_then(range),
            best_by: keep(finding.best_by).map(|date| date.to_string()),
            by: by.map(|date| date.to_string()),
            by_is: by.map(|_| finding.by_is),
            by_range: finding.by.and_then(range),
            by_open: last.map(|last| last.open.to_string()),
            by_open_holidays: closed.map(|last| self.holidays(last)),
            state: finding.state(outcome.on).name(),
            days_left: by.map(|date| date.days_since(outcome.on)),
            title: pack.title(language, finding.action),
            why: self.said(finding, |what| matches!(what, What::Why(_))),
            texts: self.said(finding, |what| matches!(what, What::Text(_))),
            offices: self.offices(finding),
            bring: self.said(finding, |what| matches!(what, What::Paper(_))),
            cautions: self.said(finding, |what| matches!(what, What::Caution(_))),
            lead: action.lead.as_deref().map(say),
            takes: finding.takes.map(|takes| takes.to_string()),
            cite: ids(pack, outcome.sources(finding)),
            reading: leaf.and_then(|leaf| leaf.reading.as_deref()).map(say),
            because: self.because(finding),
        }
    }

    /// What is not ready on the day for which it is needed.
    pub fn conflict(self, conflict: &Conflict) -> ConflictShape<'a> {
        let Self { pack, outcome, .. } = self;
        let instead = outcome.insteads.iter().find(|instead| conflict.is_of(&instead.plans));
        let needed_for = conflict.needed_for.to_keep(outcome.on);
        ConflictShape {
            action: &pack[conflict.action].id,
            topic: &pack[conflict.topic].id,
            who: conflict.who.to_string(),
            certain: conflict.is_certain,
            ready: conflict.ready_on().to_string(),
            needed_for: needed_for.unwrap_or(conflict.needed_for.earliest()).to_string(),
            fact: conflict.plan.map(|(who, fact)| pack[(who.of, fact)].id.as_str()),
            instead: instead.map(|instead| self.instead(instead)),
        }
    }

    fn instead(self, instead: &Instead) -> InsteadShape<'a> {
        let Self { pack, outcome, .. } = self;
        let keep = |day: Option<Day>| Some(day?.to_keep(outcome.on)?.to_string());
        let days = instead.findings.iter().map(|finding| DaysShape {
            action: &pack[finding.action].id,
            topic: &pack[finding.topic].id,
            who: finding.who.to_string(),
            from: finding.from.and_then(known_day),
            best_by: keep(finding.best_by),
            by: keep(finding.by),
            state: finding.state(outcome.on).name(),
        });
        InsteadShape { on: instead.on.to_string(), days: days.collect() }
    }

    /// A fact that is taken to be so.
    pub fn presumed(self, presumed: &Presumed) -> PresumedShape<'a> {
        let Presumed { who, by, .. } = *presumed;
        let fact = &self.pack[(who.of, presumed.fact)];
        let facts = Facts { pack: self.pack, language: self.language };
        let (by, say) = match by {
            StandIn::Presumed => ("presume", facts.named(fact, who, "presumed")),
            StandIn::Computed => {
                let (label, value) =
                    (facts.label(fact, who), facts.range(fact, presumed.values[0]));
                let values = [("label", &*label), ("value", &value)];
                ("or", Words::of(self.language).fill("presumed.computed", &values))
            }
            StandIn::Yours => {
                let words = Words::of(self.language);
                let (who, label) = (words.member(who), facts.label_of_yours(fact));
                ("you", words.fill("presumed.same_as_you", &[("who", &who), ("facts", &label)]))
            }
        };
        let value = value(&fact.kind, &presumed.values);
        PresumedShape { fact: &fact.id, who: who.to_string(), value, by, say }
    }

    /// A fact that is not needed, and why.
    pub fn unused(self, unused: Unused) -> UnusedShape<'a> {
        let fact = &self.pack[(unused.who.of, unused.fact)].id;
        let (pack, on, language) = (self.pack, self.outcome.on, self.language);
        let why = Unneeded { pack, on, language }.why(unused);
        UnusedShape { fact, who: unused.who.to_string(), why }
    }

    fn holidays(self, last: &LastOpen) -> HolidaysShape<'a> {
        HolidaysShape { known: known(last.known), cite: ids(self.pack, &last.cite) }
    }

    fn conditions(self) -> Conditions<'a> {
        Conditions { pack: self.pack, language: self.language }
    }

    fn condition(self, place: usize) -> IfShape {
        when(self.conditions(), &self.outcome.conditions[place])
    }

    fn kind(self, kind: &StrongerKind) -> KindShape {
        KindShape { kind: kind.kind, condition: self.condition(kind.condition) }
    }

    fn said(self, finding: &Finding, is_of_sort: fn(&What) -> bool) -> Vec<SaidShape<'a>> {
        let statements = self.outcome.statements(finding).iter();
        let statements = statements.filter(|said| is_of_sort(&said.what));
        statements.map(|said| self.statement(finding, said)).collect()
    }

    fn statement(self, finding: &Finding, said: &Statement) -> SaidShape<'a> {
        let id = match said.what {
            What::Why(leaf) => self.pack.reason(finding.topic, leaf),
            What::Text(text) | What::Paper(text) | What::Caution(text) => {
                self.pack[text].to_owned()
            }
            What::Office(office, _) => self.pack[office].id.clone(),
        };
        SaidShape {
            say: self.pack.say_all(self.language, &id),
            id,
            certain: said.condition.is_none(),
            condition: said.condition.map(|place| self.condition(place)),
            cite: ids(self.pack, self.outcome.sources_of(said)),
        }
    }

    fn offices(self, finding: &Finding) -> Vec<SentOfficeShape<'a>> {
        let statements = self.outcome.statements(finding).iter();
        let offices = statements.filter_map(|said| {
            let What::Office(office, role) = said.what else { return None };
            Some(SentOfficeShape {
                office: &self.pack[office].id,
                role,
                certain: said.condition.is_none(),
                condition: said.condition.map(|place| self.condition(place)),
            })
        });
        offices.collect()
    }

    /// The conditions of the branches that were taken, if one leaf asks for it.
    fn because(self, finding: &Finding) -> Vec<IfShape> {
        let (topic, of) = (&self.pack[finding.topic], self.pack[finding.topic].for_each);
        let path = finding.branch.map_or_else(Vec::new, |branch| topic.path(branch)).into_iter();
        let shape = |(condition, holds): (&Condition, bool)| {
            let own = Claim::Is(condition.node);
            let (claim, sentence) = if holds {
                (own, condition.text.clone())
            } else {
                (own.opposite(), self.pack.opposite(condition.node, of, Around::Nothing))
            };
            let scene = Scene { topic: finding.topic, who: finding.who, yours: &[] };
            let said = self.conditions().claim(&claim, scene);
            IfShape { sentence, words: said.words(Words::of(self.language)) }
        };
        path.map(shape).collect()
    }
}

/// A condition, as its sentence and in words.
pub fn when(of: Conditions<'_>, condition: &statement::Condition) -> IfShape {
    let words = of.say(condition).words(Words::of(of.language));
    IfShape { sentence: condition.sentence(of.pack), words }
}

/// The first and the last possibility of a day that is open.
fn known_day(day: Day) -> Option<String> {
    day.known().map(|date| date.to_string())
}

fn range(day: Day) -> Option<[String; 2]> {
    let is_open = day.known().is_none();
    is_open.then(|| [day.earliest().to_string(), day.latest().to_string()])
}

/// The ids of sources.
pub fn ids<'a>(pack: &'a Pack, cite: &[SourceId]) -> Vec<&'a str> {
    cite.iter().map(|source| pack[*source].id.as_str()).collect()
}

/// How much is known of public holidays, as a word.
pub fn known(known: Knowledge) -> &'static str {
    match known {
        Knowledge::Nothing => "nothing",
        Knowledge::Part => "part",
        Knowledge::Everything => "everything",
    }
}
