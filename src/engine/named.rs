//! Everything that an action may name in some part of the box: each thing once, in the order of the rules.

use crate::engine::facts::Facts;
use crate::engine::region::Region;
use crate::engine::step::{List, Step};
use crate::pack::Pack;
use std::borrow::Cow;

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
    pub(crate) fn by(
        pack: &Pack,
        facts: &Facts<'_>,
        steps: impl Iterator<Item = (&'p Step<'p>, &'p Region)>,
    ) -> Self {
        let (mut named, mut last) = (Self::default(), Vec::new());
        for (step, here) in steps {
            extend(&mut named.cite, &step.leaf.cite);
            for pick in &step.picks {
                for (item, is_last) in pick.choices((facts, here)) {
                    extend(&mut named.cite, step.cite(pick.list, item));
                    match pick.list {
                        List::Cautions => {
                            add(&mut named.cautions, step.of.cautions[item].what.as_str().into());
                        }
                        List::Offices => {
                            let office = step.of.offices[item].what;
                            add(&mut named.offices, office);
                            if is_last && add(&mut last, office) {
                                let caution = format!("office.{}.last", pack.offices[office].id);
                                add(&mut named.cautions, caution.into());
                            }
                        }
                        List::Bring => {
                            add(&mut named.bring, &step.of.bring[item].what);
                        }
                    }
                }
            }
        }
        named.offices.sort_by_key(|office| last.contains(office));
        named
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
