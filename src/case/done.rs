//! Steps that are done, as a person writes them: `new_passport@child 1=2026-11-20`, an action, who has done it and when.
//!
//! **Must not know** whether a step that is done must be done again.

use super::member::Member;
use crate::pack::Pack;
use crate::terms::calendar::{BadDate, Date};
use crate::terms::id::{ActionId, did_you_mean, nearest};
use thiserror::Error;

/// The most steps that are read of one household.
pub(super) const MOST_DONE: usize = 50;

/// A step that is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Done {
    /// The action.
    pub action: ActionId,
    /// Who has done it; `None` is everybody who has the action.
    pub who: Option<Member>,
    /// The day on which it was done.
    pub on: Date,
}

/// Why a step that is done is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BadDone {
    /// The pack has no such action.
    #[error("there is no action `{id}`{}", did_you_mean(.nearest.as_deref()))]
    NoAction {
        /// Its name as it was given.
        id: String,
        /// The name that was most likely meant.
        nearest: Option<String>,
    },
    /// This is nobody.
    #[error("`{0}` is no member (want household, you, adult 1, child 1 or pet 1)")]
    NoMember(String),
    /// Nobody in the household is this member.
    #[error("{0} is not in the household")]
    NotThere(Member),
    /// Nobody of this kind has the action.
    #[error("nobody like {who} has the action `{id}`")]
    NotTheirs {
        /// The action.
        id: String,
        /// Who was named.
        who: Member,
    },
    /// Its day is ahead.
    #[error("`{id}` cannot be done on {on} already: that day is ahead")]
    Ahead {
        /// The action.
        id: String,
        /// The day.
        on: Date,
    },
    /// Its day is none.
    #[error(transparent)]
    Date(#[from] BadDate),
    /// There are too many.
    #[error("there are more than {MOST_DONE} steps that are done")]
    TooMany,
}

impl Done {
    /// Writes it as it is read, with its day.
    #[must_use]
    pub fn written(&self, pack: &Pack) -> String {
        let who = self.who.map_or_else(String::new, |who| format!("@{who}"));
        format!("{}{who}={}", pack[self.action].id, self.on)
    }
}

/// Reads a step as a person writes it; without a day it was done today.
pub(super) fn read(pack: &Pack, text: &str, today: Date) -> Result<Done, BadDone> {
    let (step, day) = text.split_once('=').map_or((text, None), |(step, day)| (step, Some(day)));
    let (id, who) = step.split_once('@').map_or((step, None), |(id, who)| (id, Some(who)));
    let id = id.trim().replace('-', "_");
    let known = || pack.actions.iter().map(|action| action.id.as_str());
    let action = known().position(|known| known == id).ok_or_else(|| {
        let nearest = nearest(&id, known()).map(str::to_owned);
        BadDone::NoAction { id: id.clone(), nearest }
    })?;
    let member = |who: &str| {
        Member::parse(who.trim()).ok_or_else(|| BadDone::NoMember(who.trim().to_owned()))
    };
    let who = who.map(member).transpose()?;
    let action = ActionId::at(action);
    if let Some(who) = who.filter(|who| !may_have(pack, action, *who)) {
        return Err(BadDone::NotTheirs { id, who });
    }
    let on = day.map_or(Ok(today), Date::read)?;
    Ok(Done { action, who, on })
}

/// Whether a topic that is walked for members of this kind asks for an action.
fn may_have(pack: &Pack, action: ActionId, who: Member) -> bool {
    let topics = pack.topics.iter().filter(|topic| topic.for_each == who.of);
    let mut actions = topics.flat_map(|topic| &topic.leaves).flat_map(|leaf| &leaf.actions);
    actions.any(|of| of.action == action)
}
