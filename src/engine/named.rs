//! Everything that an action may name in some part of the box: each thing once, in the order of the rules.

use crate::engine::explore::Part;
use crate::engine::facts::Facts;
use crate::engine::region::Region;
use crate::engine::step::{List, Step};
use crate::engine::walk::Reached;
use crate::pack::Pack;
use std::borrow::Cow;
use std::ptr;

/// An action where a part names it: by which leaf, and over which branch.
pub(crate) struct With<'f> {
    pub(crate) leaf: (usize, usize),
    pub(crate) step: &'f Step<'f>,
    region: &'f Region,
}

impl Part<Reached<'_>> {
    /// The action where this part names it.
    pub(crate) fn naming(&self, action: usize) -> Option<With<'_>> {
        let step = self.result.steps.iter().find(|step| step.of.action == action)?;
        Some(With { leaf: self.result.leaf?, step, region: &self.region })
    }
}

/// What an action names in the parts that name it.
#[derive(Default)]
pub(crate) struct Named<'p> {
    /// Those that may be such that they must not be named first come last.
    pub(crate) offices: Vec<usize>,
    pub(crate) bring: Vec<&'p str>,
    pub(crate) cautions: Vec<Cow<'p, str>>,
    pub(crate) cite: Vec<usize>,
}

impl<'p> Named<'p> {
    /// What an action names where these parts name it.
    pub(crate) fn by(pack: &Pack, facts: &Facts<'_>, with: &[With<'p>]) -> Self {
        let (mut named, mut last, mut told) = (Self::default(), Vec::new(), Vec::new());
        for (place, With { step, .. }) in with.iter().enumerate() {
            let is_same = |other: &&With<'_>| ptr::eq(other.step.of, step.of);
            if with[..place].iter().any(|earlier| is_same(&earlier)) {
                continue;
            }
            extend(&mut named.cite, &step.leaf.cite);
            for (place, pick) in step.picks.iter().enumerate() {
                for same in with.iter().filter(is_same) {
                    same.step.picks[place].add_choices((facts, same.region), &mut told);
                }
                for (item, is_last) in told.drain(..) {
                    named.name((pack, step), (pick.list, item), is_last.then_some(&mut last));
                }
            }
        }
        named.offices.sort_by_key(|office| last.contains(office));
        named
    }

    /// Adds an item, and an office to those that must not be named first if it is such.
    fn name(
        &mut self,
        (pack, step): (&Pack, &'p Step<'p>),
        (list, item): (List, usize),
        never_first: Option<&mut Vec<usize>>,
    ) {
        extend(&mut self.cite, step.cite(list, item));
        match list {
            List::Cautions => {
                add(&mut self.cautions, step.of.cautions[item].what.as_str().into());
            }
            List::Offices => {
                let office = step.of.offices[item].what;
                add(&mut self.offices, office);
                if never_first.is_some_and(|all| add(all, office)) {
                    let caution = format!("office.{}.last", pack.offices[office].id);
                    add(&mut self.cautions, caution.into());
                }
            }
            List::Bring => {
                add(&mut self.bring, &step.of.bring[item].what);
            }
        }
    }
}

/// Adds something that is not yet there, and says whether it was not.
fn add<T: PartialEq>(all: &mut Vec<T>, one: T) -> bool {
    let is_new = !all.contains(&one);
    if is_new {
        all.push(one);
    }
    is_new
}

fn extend(all: &mut Vec<usize>, more: &[usize]) {
    for one in more {
        add(all, *one);
    }
}
