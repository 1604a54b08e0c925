//! The numbers between which a number lies in a part of the box: both are reached by points that exist.

use crate::engine::explore::Space;
use crate::engine::halving::{first_that, last_that};
use crate::engine::ops::Number;
use crate::engine::region::Region;
use crate::engine::scene::Scene;
use crate::engine::view::Constraint;
use crate::pack::program::Relation;
use crate::terms::interval::Interval;

impl Space {
    /// The numbers between which a number lies in the part that is looked at: both are reached.
    pub(crate) fn range(&self, scene: &Scene<'_>, number: Number) -> Interval {
        let view = self.view(scene);
        let around = view.number(number, &scene.members);
        let mut changed = view.open_slots_of(number, &scene.members);
        let is_free = |slot: &usize| {
            !scene.premises.read(*slot)
                && !view.constraints.iter().any(|known| known.reads(&view, *slot))
        };
        let reads_once = || view.reads_once(number, &scene.members);
        if around.is_known() || changed.iter().all(is_free) && reads_once() {
            return around;
        }
        changed.extend(self.changed(scene));
        let exists = |part: Region| scene.premises.allow(&view, part, changed.clone());
        match view.open_slot(number, &scene.members) {
            Ok(Some(slot)) => {
                let among = |values| {
                    let mut part = Region::of(&view);
                    part.slots[slot] = values;
                    part
                };
                let whole = view.slots[slot];
                let values = ends(whole, |values| exists(among(values)));
                among(values).view(&view).number(number, &scene.members)
            }
            _ => ends(around, |values| {
                let [low, high] = [values.low, values.high].map(Number::Fixed);
                let at_most = |sides| Constraint::new(sides, Relation::AtMost, scene.members);
                let mut part = Region::of(&view);
                part.constraints.extend([at_most([number, high]), at_most([low, number])]);
                exists(part)
            }),
        }
    }
}

/// The first and the last of some numbers that exist, given whether any among some of them does.
fn ends(whole: Interval, exists: impl Fn(Interval) -> bool) -> Interval {
    let up_to = |high: i32| exists(Interval { high, ..whole });
    let from = |low: i32| exists(Interval { low, ..whole });
    let low = if up_to(whole.low) { whole.low } else { first_that(whole, up_to) };
    let high = if from(whole.high) { whole.high } else { last_that(whole, from) };
    Interval { low, high }
}
