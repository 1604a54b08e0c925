//! Whether two parts of a box have points that differ in one slot alone, as far as relations and premises leave any.

use crate::engine::region::Region;
use crate::engine::scene::Scene;

/// Whether two regions have points that differ in one slot alone.
///
/// Both are laid upon each other, with two slots in place of the one: the relations of the second region read a copy.
pub(crate) fn differ_in_one(scene: &Scene<'_>, [one, other]: [&Region; 2], slot: usize) -> bool {
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
    pair.narrow(view) && pair.has_point(view) && exist(scene, &pair, slot)
}

/// Whether premises leave something of both points of a pair; the last slot is that of the second in place of `slot`.
fn exist(scene: &Scene<'_>, pair: &Region, slot: usize) -> bool {
    let case = scene.case;
    if scene.premises.is_empty() {
        return true;
    }
    let narrower = |place: &usize| *place == slot || pair.slots[*place] != case.slots[*place];
    let changed: Vec<usize> = (0..case.slots.len()).filter(narrower).collect();
    let own = pair.slots[..case.slots.len()].to_vec();
    let mut point = Region { slots: own, constraints: Vec::new() };
    [pair.slots[slot], pair.slots[case.slots.len()]].into_iter().all(|values| {
        point.slots[slot] = values;
        scene.premises.leave_something(&scene.view(), &mut point, &changed)
    })
}
