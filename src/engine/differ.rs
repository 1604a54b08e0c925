//! Whether two parts of a box have points that differ in one slot alone, as far as relations and premises leave any.

use crate::engine::explore::{Divide, Part, Space};
use crate::engine::region::Region;
use crate::engine::scene::Scene;
use crate::terms::interval::Interval;

/// What was cut, for whom.
#[derive(Clone, Copy)]
pub(crate) struct Ground<'l> {
    pub(crate) space: &'l Space,
    pub(crate) scene: &'l Scene<'l>,
    /// Whether any two points count, and not only those that differ in one slot alone.
    pub(crate) is_any: bool,
}

impl Ground<'_> {
    /// Adds the slots of a cut that make a difference between parts on its two sides.
    pub(crate) fn add_divide(
        &self,
        divide: Divide,
        part: impl Fn(u32) -> Part,
        needed: &mut Vec<usize>,
        differ: impl Fn(u32, u32, usize) -> bool,
    ) {
        let Self { space, scene, is_any } = self;
        let read = space.read_by(divide).iter().copied();
        let mut slots: Vec<usize> = read.filter(|slot| !needed.contains(slot)).collect();
        for one in divide.first..divide.middle {
            for other in divide.middle..divide.end {
                if slots.is_empty() {
                    return;
                }
                // Parts that are apart in two slots have no points that differ in one alone.
                let apart = space.apart(scene.case, [part(one), part(other)]);
                let apart = if *is_any { Ok(None) } else { apart };
                let Ok(apart) = apart else { continue };
                slots.retain(|slot| {
                    let is_needed =
                        apart.is_none_or(|apart| apart == *slot) && differ(one, other, *slot);
                    needed.extend(is_needed.then_some(*slot));
                    !is_needed
                });
            }
        }
    }

    /// Whether two parts have points that differ in one slot alone.
    pub(crate) fn differ_in_one(&self, parts: [Part; 2], slot: usize) -> bool {
        let (space, case) = (self.space, self.scene.case);
        if self.is_any {
            return true;
        }
        match space.apart(case, parts) {
            Err(()) => false,
            Ok(Some(apart)) if apart != slot => false,
            Ok(_) if parts.iter().all(|part| part.is_box()) => self.boxes_differ(parts, slot),
            Ok(_) => {
                let regions = parts.map(|part| space.region(case, part));
                differ_in_one(self.scene, [&regions[0], &regions[1]], slot)
            }
        }
    }

    /// The same of two parts without relations: whether premises leave something of two such points.
    fn boxes_differ(&self, parts: [Part; 2], slot: usize) -> bool {
        let Self { space, scene, .. } = self;
        if !space.touched.iter().any(|slot| scene.premises.read(*slot)) {
            return true;
        }
        let mut region = Region { slots: scene.case.slots.clone(), constraints: Vec::new() };
        let (mut changed, mut ends) = (vec![slot], [region.slots[slot]; 2]);
        for touched in space.touched.iter().copied() {
            let [one, other] = parts.map(|part| space.value_of(scene.case, part, touched));
            if touched == slot {
                ends = [one, other];
            } else if let Some(both) = one.meet(other) {
                changed.extend((both != region.slots[touched]).then_some(touched));
                region.slots[touched] = both;
            }
        }
        Pair { region, slot, ends }.exists(scene, &changed)
    }
}

/// Whether two regions have points that differ in one slot alone.
///
/// Both are laid upon each other, with two slots in place of the one: the relations of the second region read a copy.
fn differ_in_one(scene: &Scene<'_>, [one, other]: [&Region; 2], slot: usize) -> bool {
    let view = &scene.view();
    let mut both = Vec::with_capacity(one.slots.len() + 1);
    for (place, (a, b)) in one.slots.iter().zip(&other.slots).enumerate() {
        match a.meet(*b) {
            _ if place == slot => both.push(*a),
            Some(values) => both.push(values),
            None => return false,
        }
    }
    let copy = one.slots.len();
    let mut constraints = one.constraints.clone();
    for mut constraint in other.constraints.iter().copied() {
        if constraint.reads(view, slot) {
            constraint.swap = Some((slot, copy));
        }
        if constraints.iter().any(|known| known.excludes(&constraint, view)) {
            return false;
        }
        constraints.push(constraint);
    }
    both.push(other.slots[slot]);
    let mut pair = Region { slots: both, constraints };
    if !(pair.narrow(view) && pair.has_point(view)) {
        return false;
    }
    let ends = [pair.slots[slot], pair.slots[copy]];
    pair.slots.truncate(copy);
    let case = &scene.case.slots;
    let narrower = |place: &usize| *place == slot || pair.slots[*place] != case[*place];
    let changed: Vec<usize> = (0..copy).filter(narrower).collect();
    let region = Region { slots: pair.slots, constraints: Vec::new() };
    Pair { region, slot, ends }.exists(scene, &changed)
}

/// Two points of a region that have these values in one slot.
struct Pair {
    region: Region,
    slot: usize,
    ends: [Interval; 2],
}

impl Pair {
    /// Whether premises leave something of both; `changed` are the slots that are narrower than in the case.
    fn exists(mut self, scene: &Scene<'_>, changed: &[usize]) -> bool {
        self.ends.into_iter().all(|values| {
            self.region.slots[self.slot] = values;
            scene.premises.leave_something(&scene.view(), &mut self.region, changed)
        })
    }
}
