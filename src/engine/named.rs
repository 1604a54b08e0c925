//! Everything that an action may name in some part of the box: each thing once, in the order of the rules.

use crate::engine::facts::Facts;
use crate::engine::region::Region;
use crate::engine::step::{List, Step};
use crate::pack::Pack;
use std::borrow::Cow;
use std::ptr;

/// What some steps name, all of one action.
#[derive(Default)]
pub(crate) struct Named<'p> {
    /// Those that may be such that they must not be named first come last.
    pub(crate) offices: Vec<usize>,
    pub(crate) bring: Vec<&'p str>,
    pub(crate) cautions: Vec<Cow<'p, str>>,
    pub(crate) cite: Vec<usize>,
}

impl<'p> Named<'p> {
    /// What these steps name, each in its part.
    pub(crate) fn by(pack: &Pack, facts: &Facts<'_>, steps: &[(&'p Step<'p>, &Region)]) -> Self {
        let (mut named, mut last, mut told) = (Self::default(), Vec::new(), Vec::new());
        for (place, (step, _)) in steps.iter().enumerate() {
            let is_same = |other: &&(&Step<'_>, &Region)| ptr::eq(other.0.of, step.of);
            if steps[..place].iter().any(|earlier| is_same(&earlier)) {
                continue;
            }
            extend(&mut named.cite, &step.leaf.cite);
            for (place, pick) in step.picks.iter().enumerate() {
                for (same, here) in steps.iter().filter(is_same) {
                    same.picks[place].add_choices((facts, here), &mut told);
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
