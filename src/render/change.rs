//! What a household has to do on a day, and what changes from one day to another.
//!
//! **Owns** the groups in which it is told, and their order. **Must not know** words.

use crate::case::Member;
use crate::engine::day::Day;
use crate::engine::outcome::Finding;
use crate::pack::raw::ActionKind;
use crate::render::particular::{Particular, merge, particulars};
use crate::terms::calendar::Date;
use crate::terms::id::ActionId;
use crate::time::{About, Shown, Status};
use std::collections::HashMap;

/// What an action is to a person on a day, or what becomes of it on that day; in the order of telling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// This is its last day.
    LastDay,
    /// This may be its last day: whether it is asked for is open.
    PerhapsLastDay,
    /// Its last day has moved.
    Moved,
    /// It must be done.
    Due,
    /// Its window is not open yet.
    Later,
    /// It is a way that is open.
    Can,
    /// It is good to know.
    Know,
    /// Whether it is asked for depends on facts that are not known.
    Possible,
    /// Its last day was the day before.
    Passed,
    /// It must not be done any more, but it can.
    Relaxed,
    /// It was certain, and is only possible now.
    Doubtful,
    /// It is not asked for any more.
    Ended,
    /// It was possible, and is not any more.
    RuledOut,
    /// It is as before, but something that it says is new.
    New,
    /// It is as before, but something that it said is gone.
    Gone,
}

impl Group {
    fn of(status: &Status) -> Self {
        match status.strongest {
            _ if !status.is_certain => Self::Possible,
            ActionKind::Must | ActionKind::Can if !status.is_open => Self::Later,
            ActionKind::Must => Self::Due,
            ActionKind::Can => Self::Can,
            ActionKind::Know => Self::Know,
        }
    }

    /// Whether its lines say how long there is.
    pub fn has_days(self) -> bool {
        matches!(
            self,
            Self::Moved | Self::Due | Self::Later | Self::Can | Self::Know | Self::Possible
        )
    }
}

/// An action of one member on a day, whichever topics ask for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Who does what, and how it stands; of the topic that asks for more.
    pub status: Status,
    /// What it is to that member.
    pub group: Group,
    /// The first day on which it can be done.
    pub from: Option<Day>,
    /// The last day on which it can be done.
    pub by: Option<Day>,
    /// The day that we advise to keep to.
    pub best_by: Option<Day>,
    /// Whether one of the two days moves with the as-of date.
    pub moves: bool,
    /// Everything else; of a change of it alone, only what is new or gone.
    pub particulars: Vec<Particular>,
}

impl Entry {
    fn of(finding: &Finding, shown: &Shown) -> Self {
        Self {
            status: shown.status,
            group: Group::of(&shown.status),
            from: finding.from,
            by: finding.by,
            best_by: finding.best_by,
            moves: finding.moves,
            particulars: particulars(shown),
        }
    }

    /// The action, and who does it.
    pub fn key(&self) -> (ActionId, Member) {
        (self.status.action, self.status.who)
    }

    /// Whether it must be done if it is asked for, now or later.
    pub fn is_must(&self) -> bool {
        self.status.strongest == ActionKind::Must
    }

    /// Whether a person takes it for the same step: the same kind, as certain, and as open.
    pub fn is_same_step(&self, other: &Self) -> bool {
        let how = |of: &Self| (of.group, of.status.is_open, of.status.is_over);
        self.key() == other.key() && how(self) == how(other)
    }

    /// The entry with those of its particulars that may be told, in a group.
    pub fn told(&self, group: Group, may_tell: impl Fn(&Particular) -> bool) -> Self {
        let particulars =
            self.particulars.iter().filter(|particular| may_tell(particular)).cloned();
        Self { group, particulars: particulars.collect(), ..*self }
    }

    /// The same action of the same member in a group, without its particulars.
    pub fn put(&self, group: Group) -> Self {
        self.told(group, |_| false)
    }

    /// Whether it says what another entry of the action says; two sentences that give the same day say the same.
    pub fn says(&self, (other, particular): (&Self, &Particular)) -> bool {
        let is_same_day =
            self.day(particular).is_some_and(|day| Some(day) == other.day(particular));
        is_same_day || self.particulars.contains(particular)
    }

    /// Whether both say the same.
    pub fn says_all(&self, other: &Self) -> bool {
        let says = |one: &Self, other: &Self| {
            other.particulars.iter().all(|particular| one.says((other, particular)))
        };
        says(self, other) && says(other, self)
    }

    /// The day of the action that a particular gives.
    pub fn day(&self, particular: &Particular) -> Option<Day> {
        match particular.part.about {
            About::From(_) => self.from,
            About::By(_) => self.by,
            About::BestBy(_) => self.best_by,
            _ => None,
        }
    }

    /// The last day, if only one is possible.
    fn last_day(&self) -> Option<Date> {
        self.by?.known()
    }

    /// The day until which it is safe to wait, and whether that is certainly the last day.
    ///
    /// `None` if the days lie far apart, or if both the action and its last day are open.
    pub fn safe_day(&self) -> Option<(Date, bool)> {
        let by = self.by?;
        let is_told = !by.is_anywhere();
        let (is_known, is_possible) = (by.known().is_some(), self.group == Group::Possible);
        (is_told && (is_known || !is_possible)).then_some((by.earliest(), is_known && !is_possible))
    }

    /// Of two topics that ask for the same action, the one that asks for more, then the earlier one, counts.
    fn strength(&self) -> (Group, bool, bool, Option<Day>) {
        (self.group, !self.is_must(), self.by.is_none(), self.by)
    }
}

/// One entry for each action and member, in the order of the findings.
pub fn entries<'f>(advice: impl IntoIterator<Item = &'f (Finding, Shown)>) -> Vec<Entry> {
    let mut places: HashMap<(ActionId, Member), usize> = HashMap::new();
    let mut entries: Vec<Entry> = Vec::new();
    for (finding, shown) in advice {
        let entry = Entry::of(finding, shown);
        let place = *places.entry(entry.key()).or_insert(entries.len());
        match entries.get_mut(place) {
            Some(known) if entry.strength() < known.strength() => {
                let weaker = std::mem::replace(known, entry);
                merge(&mut known.particulars, weaker.particulars);
            }
            Some(known) => merge(&mut known.particulars, entry.particulars),
            None => entries.push(entry),
        }
    }
    entries
}

/// What has changed on `day` since the day before it: entries of the later day, and those that have gone.
pub fn changes(before: &[Entry], after: &[Entry], day: Date) -> Vec<Entry> {
    let same = |other: &Entry| {
        let key = other.key();
        move |entry: &&Entry| entry.key() == key
    };
    let changed = after.iter().flat_map(|entry| match before.iter().find(same(entry)) {
        None => vec![entry.put(entry.group)],
        Some(old) => match change(old, entry, day) {
            Some(Group::Moved) => {
                let others = new_and_gone(old, entry, has_no_row).into_iter();
                others.chain([entry.put(Group::Moved)]).collect()
            }
            Some(group) => vec![entry.put(group)],
            None => new_and_gone(old, entry, has_no_row),
        },
    });
    let gone = before.iter().filter(|old| !after.iter().any(|entry| same(old)(&entry)));
    let gone = gone.map(|old| {
        let has_passed = !old.status.is_over && old.last_day().is_some_and(|last| last < day);
        old.put(match old.group {
            Group::Possible => Group::RuledOut,
            _ if has_passed => Group::Passed,
            _ => Group::Ended,
        })
    });
    changed.chain(gone).collect()
}

/// Whether a particular is told as what is new or gone from one day to another: days have rows of their own.
fn has_no_row(particular: &Particular) -> bool {
    !matches!(particular.part.about, About::From(_) | About::By(_) | About::BestBy(_))
}

/// What a step says that is new, and what is gone and not replaced, of the particulars that may be told.
pub fn new_and_gone(old: &Entry, new: &Entry, may_tell: fn(&Particular) -> bool) -> Vec<Entry> {
    let more =
        new.told(Group::New, |particular| may_tell(particular) && !old.says((new, particular)));
    let is_kept = |particular: &Particular| {
        new.says((old, particular)) || particular.is_among(&new.particulars)
    };
    let is_gone = |particular: &Particular| {
        !is_kept(particular) && !particular.is_replaced_by(&more.particulars)
    };
    let less = old.told(Group::Gone, |particular| may_tell(particular) && is_gone(particular));
    [more, less].into_iter().filter(|entry| !entry.particulars.is_empty()).collect()
}

fn change(old: &Entry, new: &Entry, day: Date) -> Option<Group> {
    // A last day that moves with the as-of date is news once: from then on it is to be done at once.
    let is_at_once = new.moves && !old.moves && new.group != Group::Possible;
    let has_moved = old.last_day().zip(new.last_day()).is_some_and(|(a, b)| a >= day && a != b);
    let has_moved = has_moved && !old.moves;
    match (old.group, new.group) {
        _ if new.status.is_over && !old.status.is_over => Some(Group::Passed),
        (before, after) if before == after && old.status.is_over && !new.status.is_over => {
            Some(after)
        }
        (before, after) if before == after && is_at_once => Some(after),
        (before, after) if before == after => has_moved.then_some(Group::Moved),
        (_, Group::Possible) => Some(Group::Doubtful),
        (Group::Due | Group::Later, Group::Can | Group::Know) if old.is_must() => {
            Some(Group::Relaxed)
        }
        (_, after) => Some(after),
    }
}

#[cfg(test)]
mod tests {
    use super::{Entry, Group, changes};
    use crate::case::Member;
    use crate::engine::day::Day;
    use crate::engine::statement::{Claim, Condition, What};
    use crate::pack::raw::ActionKind;
    use crate::render::particular::Particular;
    use crate::terms::id::{ActionId, LeafId, TextId, TopicId};
    use crate::time::{About, Part, Status};

    fn entry(group: Group, by: Option<&str>, is_over: bool) -> Entry {
        let date = by.map(|by| by.parse().unwrap());
        let by = date.map(|date| Day::from_dates(date, date));
        let is_must = group == Group::Due || group == Group::Later;
        let kind = if is_must { ActionKind::Must } else { ActionKind::Can };
        let status = Status {
            action: ActionId::at(0),
            topic: TopicId::at(0),
            who: Member::YOU,
            kind,
            strongest: kind,
            is_certain: group != Group::Possible,
            is_open: group != Group::Later,
            is_over,
        };
        Entry {
            status,
            group,
            from: None,
            by,
            best_by: None,
            moves: false,
            particulars: Vec::new(),
        }
    }

    fn particular((about, claim): (About, Option<Claim>)) -> Particular {
        let topic = TopicId::at(0);
        let condition = claim.map(|claim| Condition {
            topic,
            who: Member::YOU,
            yours: Vec::new(),
            claim,
            values: None,
        });
        Particular { topic, part: Part::new(about, condition) }
    }

    #[test]
    fn what_a_step_says_is_told_if_it_is_new_or_gone_and_nothing_else_changes() {
        let paper = |place| (About::Said(What::Paper(TextId::at(place))), None);
        let (a, b) = (paper(0), paper(1));
        let a_if = |node| (a.0, Some(Claim::Is(node)));
        let by = |node| (About::By(node), None);
        let why = |leaf| (About::Said(What::Why(LeafId::at(leaf))), None);
        let (due, new, gone) = (Group::Due, Group::New, Group::Gone);
        let table = [
            // before, group after, after, what is told
            (vec![a.clone()], due, vec![a.clone()], vec![]),
            (vec![a.clone()], due, vec![a.clone(), b.clone()], vec![(new, vec![b.clone()])]),
            (vec![a.clone(), b.clone()], due, vec![b.clone()], vec![(gone, vec![a.clone()])]),
            (
                vec![a.clone()],
                due,
                vec![b.clone()],
                vec![(new, vec![b.clone()]), (gone, vec![a.clone()])],
            ),
            (vec![a.clone(), b.clone()], due, vec![b.clone(), a.clone()], vec![]),
            // Under another condition, and for another reason, it is not gone; days have rows of their own.
            (vec![a.clone()], due, vec![a_if(7)], vec![(new, vec![a_if(7)])]),
            (vec![a_if(7)], due, vec![a_if(8)], vec![(new, vec![a_if(8)])]),
            (vec![by(3)], due, vec![by(4)], vec![]),
            (vec![why(0)], due, vec![why(1)], vec![(new, vec![why(1)])]),
            (vec![why(0), why(1)], due, vec![why(1)], vec![(gone, vec![why(0)])]),
            // Of a step that is another one, nothing else is told.
            (
                vec![a.clone()],
                Group::Can,
                vec![a.clone(), b.clone()],
                vec![(Group::Relaxed, vec![])],
            ),
        ];
        let day = "2027-03-02".parse().unwrap();
        let of = |group, particulars: &[_]| Entry {
            particulars: particulars.iter().cloned().map(particular).collect(),
            ..entry(group, None, false)
        };
        for (before, group, after, expected) in table {
            let told = changes(&[of(due, &before)], &[of(group, &after)], day);
            let wanted: Vec<(Group, Vec<Particular>)> = expected
                .iter()
                .map(|(group, particulars)| {
                    (*group, particulars.iter().cloned().map(particular).collect())
                })
                .collect();
            let told: Vec<_> =
                told.into_iter().map(|entry| (entry.group, entry.particulars)).collect();
            assert_eq!(told, wanted, "{before:?} to {after:?}");
        }
    }

    #[test]
    fn a_change_is_told_by_what_it_means_to_the_person() {
        let on_first = Some("2027-03-01");
        let (due, due_by) = (entry(Group::Due, None, false), entry(Group::Due, on_first, false));
        let at_once = Entry { moves: true, ..entry(Group::Due, Some("2027-03-02"), false) };
        let (can, possible) = (entry(Group::Can, None, false), entry(Group::Possible, None, false));
        let table = [
            // before, on 2 March 2027, told as
            (None, Some(&due), Some(Group::Due)),
            (Some(&due), Some(&due), None),
            (Some(&due), None, Some(Group::Ended)),
            (Some(&due_by), None, Some(Group::Passed)), // its last day was the day before
            (Some(&due_by), Some(&entry(Group::Due, on_first, true)), Some(Group::Passed)),
            (Some(&due), Some(&can), Some(Group::Relaxed)),
            (Some(&can), Some(&due), Some(Group::Due)),
            (Some(&entry(Group::Later, None, false)), Some(&due), Some(Group::Due)),
            (Some(&due), Some(&possible), Some(Group::Doubtful)),
            (Some(&possible), Some(&due), Some(Group::Due)),
            (Some(&possible), None, Some(Group::RuledOut)),
            (Some(&due_by), Some(&at_once), Some(Group::Due)), // it is late, and to be done at once
            (Some(&at_once), Some(&at_once), None),            // "today" moves
            (
                Some(&entry(Group::Due, Some("2027-03-02"), false)),
                Some(&entry(Group::Due, Some("2027-03-09"), false)),
                Some(Group::Moved),
            ),
        ];
        for (row, (before, after, told)) in table.into_iter().enumerate() {
            let list = |entry: Option<&Entry>| entry.cloned().into_iter().collect::<Vec<_>>();
            let day = "2027-03-02".parse().unwrap();
            let changes = changes(&list(before), &list(after), day);
            assert_eq!(changes.first().map(|entry| entry.group), told, "row {row}");
        }
    }
}
