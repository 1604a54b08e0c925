//! What a household has to do on a day, in short lines, and what changes from one day to another.
//!
//! **Owns** the groups in which short lines are told, and their order. **Must not know** layout.

use crate::case::Member;
use crate::engine::day::Day;
use crate::engine::outcome::{Finding, Outcome};
use crate::engine::statement::What;
use crate::pack::Pack;
use crate::pack::raw::ActionKind;
use crate::render::words::Words;
use crate::terms::calendar::Date;
use crate::terms::id::{ActionId, TextId};
use crate::time::Status;
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
    /// It is as before, but there is more to beware of.
    Beware,
    /// It is as before, but there is less to beware of.
    NoBeware,
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
    fn has_days(self) -> bool {
        matches!(
            self,
            Self::Moved | Self::Due | Self::Later | Self::Can | Self::Know | Self::Possible
        )
    }
}

/// An action of one member on a day, whichever topics ask for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The action.
    pub action: ActionId,
    /// Who does it.
    pub who: Member,
    /// What it is to that member.
    pub group: Group,
    /// Whether it must be done if it is asked for, now or later.
    pub is_must: bool,
    /// Whether its last day has passed.
    pub is_over: bool,
    /// The first day on which it can be done.
    pub from: Option<Day>,
    /// The last day on which it can be done.
    pub by: Option<Day>,
    /// Whether one of the two days moves with the as-of date.
    pub moves: bool,
    /// What to beware of; of a change of it alone, only what is new or gone.
    pub cautions: Vec<TextId>,
}

impl Entry {
    fn of(outcome: &Outcome, finding: &Finding) -> Self {
        let status = Status::of(finding, outcome.on);
        let statements = outcome.statements(finding).iter();
        let cautions = statements.filter_map(|said| match said.what {
            What::Caution(text) => Some(text),
            _ => None,
        });
        Self {
            action: finding.action,
            who: finding.who,
            group: Group::of(&status),
            is_must: status.strongest == ActionKind::Must,
            is_over: status.is_over,
            from: finding.from,
            by: finding.by,
            moves: finding.moves,
            cautions: cautions.collect(),
        }
    }

    /// Takes over what another topic warns of when it asks for the same action.
    fn warn(&mut self, cautions: &[TextId]) {
        for caution in cautions {
            if !self.cautions.contains(caution) {
                self.cautions.push(*caution);
            }
        }
    }

    /// That these cautions, and nothing else, are new or gone; `None` if there are none.
    fn only(&self, group: Group, cautions: Vec<TextId>) -> Option<Self> {
        (!cautions.is_empty()).then(|| Self { cautions, ..self.put(group) })
    }

    /// The same action of the same member in another group.
    pub fn put(&self, group: Group) -> Self {
        Self { group, ..self.clone() }
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
        (self.group, !self.is_must, self.by.is_none(), self.by)
    }
}

/// One entry for each action and member, in the order of the outcome.
pub fn entries(outcome: &Outcome) -> Vec<Entry> {
    let mut places: HashMap<(ActionId, Member), usize> = HashMap::new();
    let mut entries: Vec<Entry> = Vec::new();
    for finding in &outcome.findings {
        let entry = Entry::of(outcome, finding);
        let place = *places.entry((finding.action, finding.who)).or_insert(entries.len());
        match entries.get_mut(place) {
            Some(known) if entry.strength() < known.strength() => {
                let weaker = std::mem::replace(known, entry);
                known.warn(&weaker.cautions);
            }
            Some(known) => known.warn(&entry.cautions),
            None => entries.push(entry),
        }
    }
    entries
}

/// What has changed on `day` since the day before it: entries of the later day, and those that have gone.
pub fn changes(before: &[Entry], after: &[Entry], day: Date) -> Vec<Entry> {
    let same = |other: &Entry| {
        let key = (other.action, other.who);
        move |entry: &&Entry| (entry.action, entry.who) == key
    };
    let changed = after.iter().flat_map(|entry| match before.iter().find(same(entry)) {
        None => vec![entry.clone()],
        Some(old) => match change(old, entry, day) {
            Some(group) => vec![entry.put(group)],
            None => new_cautions(old, entry),
        },
    });
    let gone = before.iter().filter(|old| !after.iter().any(|entry| same(old)(&entry)));
    let gone = gone.map(|old| {
        let has_passed = !old.is_over && old.last_day().is_some_and(|last| last < day);
        old.put(match old.group {
            Group::Possible => Group::RuledOut,
            _ if has_passed => Group::Passed,
            _ => Group::Ended,
        })
    });
    changed.chain(gone).collect()
}

/// What there is more and less to beware of, if nothing else has changed.
fn new_cautions(old: &Entry, new: &Entry) -> Vec<Entry> {
    let missing = |from: &Entry, others: &Entry| -> Vec<TextId> {
        from.cautions.iter().filter(|caution| !others.cautions.contains(caution)).copied().collect()
    };
    let more = new.only(Group::Beware, missing(new, old));
    more.into_iter().chain(new.only(Group::NoBeware, missing(old, new))).collect()
}

fn change(old: &Entry, new: &Entry, day: Date) -> Option<Group> {
    // A last day that moves with the as-of date is news once: from then on it is to be done at once.
    let is_at_once = new.moves && !old.moves && new.group != Group::Possible;
    let has_moved = old.last_day().zip(new.last_day()).is_some_and(|(a, b)| a >= day && a != b);
    let has_moved = has_moved && !old.moves;
    match (old.group, new.group) {
        _ if new.is_over && !old.is_over => Some(Group::Passed),
        (before, after) if before == after && old.is_over && !new.is_over => Some(after),
        (before, after) if before == after && is_at_once => Some(after),
        (before, after) if before == after => has_moved.then_some(Group::Moved),
        (_, Group::Possible) => Some(Group::Doubtful),
        (Group::Due | Group::Later, Group::Can | Group::Know) if old.is_must => {
            Some(Group::Relaxed)
        }
        (_, after) => Some(after),
    }
}

/// How an entry is told.
#[derive(Debug, Clone, Copy)]
pub struct Teller<'a> {
    /// Whose texts it uses.
    pub pack: &'a Pack,
    /// The language of the texts.
    pub language: &'a str,
    /// The day from which the days that are left are counted.
    pub today: Date,
    /// Whether there is anybody but you, so that names are needed.
    pub has_names: bool,
}

impl<'a> Teller<'a> {
    /// How these entries are told.
    pub fn new<'e>(
        (pack, language): (&'a Pack, &'a str),
        today: Date,
        mut entries: impl Iterator<Item = &'e Entry>,
    ) -> Self {
        let has_names = entries.any(|entry| !matches!(entry.who, Member::YOU | Member::HOUSEHOLD));
        Self { pack, language, today, has_names }
    }

    /// The program's own sentences.
    pub fn words(self) -> Words {
        Words::of(self.language)
    }

    /// The lines of a group on `day`; equal actions of several members with the same days are one line.
    pub fn lines(self, entries: &[Entry], group: Group, day: Date) -> Vec<String> {
        let mut merged: Vec<(ActionId, String, Vec<Member>)> = Vec::new();
        for entry in entries.iter().filter(|entry| entry.group == group) {
            let days = match group {
                Group::Beware | Group::NoBeware => self.cautions(entry),
                _ if group.has_days() => self.days(entry, day),
                _ => String::new(),
            };
            match merged.iter_mut().find(|known| known.0 == entry.action && known.1 == days) {
                Some((_, _, who)) => who.push(entry.who),
                None => merged.push((entry.action, days, vec![entry.who])),
            }
        }
        let line = |(action, days, who): (ActionId, String, Vec<Member>)| {
            self.title(action).to_owned() + &self.names(&who) + &days
        };
        merged.into_iter().map(line).collect()
    }

    fn title(self, action: ActionId) -> &'a str {
        self.pack.title(self.language, action)
    }

    fn names(self, who: &[Member]) -> String {
        if !self.has_names || who == [Member::HOUSEHOLD] {
            return String::new();
        }
        let names: Vec<String> = who.iter().map(|who| self.words().member(*who)).collect();
        format!(" ({})", names.join(", "))
    }

    /// What is new or gone of what to beware of: `: ask first.`
    fn cautions(self, entry: &Entry) -> String {
        let texts = entry.cautions.iter().map(|id| self.pack.say(self.language, &self.pack[*id]));
        format!(": {}", texts.collect::<Vec<_>>().join(" "))
    }

    /// From when, and until when: ` — last day: 1 March 2027 (99 days left)`.
    fn days(self, entry: &Entry, day: Date) -> String {
        let words = self.words();
        let from = entry.from.filter(|_| entry.group == Group::Later);
        let from = from.and_then(|from| self.day("timeline.from", from, day));
        let by = match entry.by {
            Some(_) if entry.is_over => Some(words.say("timeline.over").into()),
            Some(by) if by.known() == Some(day) && day == self.today => {
                Some(words.say("timeline.still_today").into())
            }
            Some(by) if by.known() == Some(day) => Some(words.say("timeline.at_once").into()),
            Some(by) => self.day("timeline.by", by, day),
            None => None,
        };
        let days: Vec<String> = from.into_iter().chain(by).collect();
        if days.is_empty() { String::new() } else { format!(" — {}", days.join(", ")) }
    }

    /// A day, or the days between which it lies; `None` if they lie too far apart to say anything.
    fn day(self, key: &str, day: Day, on: Date) -> Option<String> {
        let words = self.words();
        let shown = match day.known() {
            Some(date) if on == self.today && date > on => {
                let count = if key == "timeline.by" { "left.days" } else { "left.wait" };
                let left = words.count(count, date.days_since(on));
                words.fill("from.exact", &[("date", &words.date(date)), ("left", &left)])
            }
            Some(date) => words.date(date),
            None if day.is_anywhere() => return None,
            None => {
                let (first, last) = (words.date(day.earliest()), words.date(day.latest()));
                words.fill("timeline.between", &[("first", &first), ("last", &last)])
            }
        };
        Some(words.fill(key, &[("day", &shown)]))
    }
}

#[cfg(test)]
mod tests {
    use super::{Entry, Group, changes};
    use crate::case::Member;
    use crate::engine::day::Day;
    use crate::terms::id::{ActionId, TextId};

    fn entry(group: Group, by: Option<&str>, is_over: bool) -> Entry {
        let date = by.map(|by| by.parse().unwrap());
        let by = date.map(|date| Day::from_dates(date, date));
        let is_must = group == Group::Due || group == Group::Later;
        let cautions = Vec::new();
        let (who, from, moves) = (Member::YOU, None, false);
        Entry { action: ActionId::at(0), who, group, is_must, is_over, from, by, moves, cautions }
    }

    /// Rows of: cautions before, group and cautions after, what is told.
    type Row<'c> = (&'c [TextId], (Group, &'c [TextId]), &'c [(Group, &'c [TextId])]);

    #[test]
    fn a_change_of_cautions_alone_is_told_and_of_what_is_new_or_gone_only() {
        let (a, b) = (TextId::at(0), TextId::at(1));
        let warned = |group: Group, cautions: &[TextId]| Entry {
            cautions: cautions.to_vec(),
            ..entry(group, None, false)
        };
        let table: [Row<'_>; 6] = [
            (&[a], (Group::Due, &[a]), &[]),
            (&[a], (Group::Due, &[a, b]), &[(Group::Beware, &[b])]),
            (&[a, b], (Group::Due, &[b]), &[(Group::NoBeware, &[a])]),
            (&[a], (Group::Due, &[b]), &[(Group::Beware, &[b]), (Group::NoBeware, &[a])]),
            (&[a], (Group::Can, &[a, b]), &[(Group::Relaxed, &[a, b])]),
            (&[a, b], (Group::Due, &[b, a]), &[]),
        ];
        let day = "2027-03-02".parse().unwrap();
        for (before, (group, after), expected) in table {
            let told = changes(&[warned(Group::Due, before)], &[warned(group, after)], day);
            let told: Vec<(Group, &[TextId])> =
                told.iter().map(|entry| (entry.group, &entry.cautions[..])).collect();
            assert_eq!(told, expected, "{before:?} to {after:?}");
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
