//! What a household has behind it: earlier stays, and steps that are done.
//!
//! **Must not know** how days of stays are counted, or whether a step that is done must be done again.

use super::done::{self, BadDone, Done};
use super::household::Case;
use super::member::Member;
use super::stays::{self, BadStay};
use crate::pack::Pack;
use crate::pack::program::Entity;
use crate::terms::stay::Stay;

impl Case {
    /// Learns all earlier stays of a member, each written as `FROM..TO` with its first and its last day.
    ///
    /// A stay may begin on the last day of the one before it: that day counts once.
    ///
    /// # Errors
    ///
    /// [`BadStay`]: not a stay, one that ends before it starts, or two that overlap.
    /// [`Case::check_stays`] compares them with the entry, which may be learned later.
    pub fn learn_stays(
        &mut self,
        pack: &Pack,
        member: Member,
        texts: &[impl AsRef<str>],
    ) -> Result<(), BadStay> {
        if pack.allowance.is_none() || member.of != Entity::Person {
            return Err(BadStay::NotCounted);
        }
        let stays: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
        self.stays.insert(self.base(member), stays::read_all(&stays)?);
        Ok(())
    }

    /// Refuses a listed stay that ends after the last day that the entry may be (the same day is allowed), and stays that
    /// have another number of days before the entry than was told.
    ///
    /// # Errors
    ///
    /// [`BadStay::AfterEntry`] names the first that ends too late, [`BadStay::OtherNumber`] the two numbers.
    pub fn check_stays(&self, pack: &Pack) -> Result<(), BadStay> {
        let Some(allowance) = &pack.allowance else { return Ok(()) };
        self.members(Entity::Person).try_for_each(|member| {
            let Some(stays) = self.stays(member) else { return Ok(()) };
            let slot = |read| self.slots[self.place(member, read)];
            let (entry, told) = (slot(allowance.entry), slot(allowance.earlier));
            stays::check_before(stays, entry.high)?;
            stays::check_number(stays, allowance.rule.within, entry, told)
        })
    }

    /// The earlier stays of a member in order; `None` if none were listed.
    #[must_use]
    pub fn stays(&self, member: Member) -> Option<&[Stay]> {
        self.stays_from(self.base(member))
    }

    /// The earlier stays of the member whose facts start at slot `base`.
    pub(crate) fn stays_from(&self, base: usize) -> Option<&[Stay]> {
        self.stays.get(&base).map(Vec::as_slice)
    }

    /// Learns that a step is done, written as `ACTION`, `ACTION@WHO` or either with `=DATE`; without a member it is
    /// done by everybody who has it, and without a day it was done on the as-of date. Of the same step the last counts.
    ///
    /// # Errors
    ///
    /// [`BadDone`]. [`Case::check_done`] looks for the member, who may be learned of later.
    ///
    /// # Examples
    ///
    /// ```
    /// use dovidka::{Case, Member, Pack, Topics, evaluate};
    /// let pack = Pack::embedded("kazakhstan")?;
    /// let mut case = Case::new(&pack, "2026-11-22".parse()?);
    /// case.learn(&pack, Member::YOU, "passport", "biometric")?;
    /// case.learn(&pack, Member::YOU, "passport_expires", "2027-03-01")?;
    /// case.learn_done(&pack, "new_passport@you=2026-11-20")?;
    /// let passport = Topics::named(&pack, "passport").expect("it is a topic of the pack");
    /// let outcome = evaluate(&pack, &case, &passport);
    /// assert_eq!(outcome.due().count(), 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn learn_done(&mut self, pack: &Pack, text: &str) -> Result<(), BadDone> {
        let done = done::read(pack, text.trim(), self.on)?;
        self.done.retain(|known| (known.action, known.who) != (done.action, done.who));
        if self.done.len() >= done::MOST_DONE {
            return Err(BadDone::TooMany);
        }
        self.done.push(done);
        Ok(())
    }

    /// Refuses a step that somebody has done who is not in the household.
    ///
    /// # Errors
    ///
    /// [`BadDone::NotThere`] names the first.
    pub fn check_done(&self) -> Result<(), BadDone> {
        let is_nobody = |who: &Member| who.number >= self.count(who.of);
        let nobody = self.done.iter().filter_map(|done| done.who).find(is_nobody);
        nobody.map_or(Ok(()), |who| Err(BadDone::NotThere(who)))
    }

    /// Refuses a step that is done on a day after the as-of date.
    ///
    /// # Errors
    ///
    /// [`BadDone::Ahead`] names the first.
    pub fn check_done_by_now(&self, pack: &Pack) -> Result<(), BadDone> {
        let ahead = self.done.iter().find(|done| done.on > self.on);
        ahead.map_or(Ok(()), |done| {
            Err(BadDone::Ahead { id: pack[done.action].id.clone(), on: done.on })
        })
    }

    /// The steps that are done, in the order in which they were learned.
    #[must_use]
    pub fn done(&self) -> &[Done] {
        &self.done
    }

    /// The same household of which no step is done.
    pub(crate) fn without_done(&self) -> Self {
        let mut without = self.clone();
        without.done.clear();
        without
    }
}
