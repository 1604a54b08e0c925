//! Whether two parts of a box have points that differ in one slot alone, as far as relations and premises leave any.

use crate::engine::explore::{Divide, Part, Space};
use crate::engine::ops::Number;
use crate::engine::region::Region;
use crate::engine::scene::Scene;
use crate::engine::view::Constraint;
use crate::pack::program::Relation;
use crate::terms::interval::Interval;

/// What was cut, for whom.
#[derive(Clone, Copy)]
pub(crate) struct Ground<'l> {
    pub(crate) space: &'l Space,
    pub(crate) scene: &'l Scene<'l>,
    /// Whether any two points count, and not only those that differ in one slot alone.
    pub(crate) is_any: bool,
}

/// A number in a part, and the range in which it lies there.
#[derive(Clone, Copy)]
pub(crate) struct Ranged {
    pub(crate) part: Part,
    pub(crate) number: Number,
    pub(crate) range: Interval,
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

    /// Adds the slots with which a number varies in a part.
    pub(crate) fn add_varying(&self, of: Ranged, needed: &mut Vec<usize>) {
        let Ranged { part, number, range } = of;
        if range.is_known() {
            return;
        }
        let mut open = self.scene.view().open_slots_of(number, &self.scene.members);
        let is_plain = matches!(number, Number::Fact(_));
        open.retain(|slot| {
            !needed.contains(slot)
                && (is_plain && self.is_free([part; 2], *slot)
                    || self.numbers_differ([part; 2], [number; 2], *slot))
        });
        needed.extend(open);
    }

    /// Whether two parts have points that differ in one slot alone.
    pub(crate) fn differ_in_one(&self, parts: [Part; 2], slot: usize) -> bool {
        if self.is_any {
            return true;
        }
        if !self.are_near(parts, slot) {
            return false;
        }
        self.is_free(parts, slot)
            || self.pair(parts, slot).is_some_and(|pair| self.exists(pair, parts, slot))
    }

    /// Whether no other slot keeps two parts apart.
    fn are_near(&self, parts: [Part; 2], slot: usize) -> bool {
        let apart = self.space.apart(self.scene.case, parts);
        apart.is_ok_and(|apart| apart.is_none_or(|apart| apart == slot))
    }

    /// Whether neither relations nor premises say which points two parts have.
    fn is_free(&self, parts: [Part; 2], slot: usize) -> bool {
        let premises = self.scene.premises;
        parts.iter().all(|part| part.is_box())
            && (premises.is_empty()
                || !self.changed(parts, slot).iter().any(|slot| premises.read(*slot)))
    }

    /// A slot, and those that are narrower in one of two parts than in the case.
    fn changed(&self, parts: [Part; 2], slot: usize) -> Vec<usize> {
        let Self { space, scene: Scene { case, .. }, .. } = self;
        let is_narrower = |touched: &usize| {
            parts
                .into_iter()
                .any(|part| space.value_of(case, part, *touched) != case.slots[*touched])
        };
        let touched = space.touched.iter().copied().filter(is_narrower);
        touched.chain([slot]).collect()
    }

    /// The same of points at which two numbers differ, that of the first part and that of the second.
    pub(crate) fn numbers_differ(
        &self,
        parts: [Part; 2],
        numbers: [Number; 2],
        slot: usize,
    ) -> bool {
        if self.is_any {
            return true;
        }
        if !self.are_near(parts, slot) {
            return false;
        }
        let Some(pair) = self.pair(parts, slot) else { return false };
        let view = self.scene.view();
        let less = Constraint {
            of_twin: [false, true],
            ..Constraint::new(numbers, Relation::Less, self.scene.members)
        };
        let is_alike = parts[0] == parts[1] && numbers[0] == numbers[1];
        let ways = [less, less.turned()].into_iter().take(if is_alike { 1 } else { 2 });
        ways.into_iter().any(|relation| {
            let mut pair = pair.clone();
            pair.add(&view, relation) && self.exists(pair, parts, slot)
        })
    }

    /// Whether two points exist of which one is in each part and that differ in one slot alone.
    fn exists(&self, mut pair: Region, parts: [Part; 2], slot: usize) -> bool {
        let scene = self.scene;
        let mut changed = self.changed(parts, slot);
        changed.extend(pair.open_slots_of_all(&scene.view()));
        scene.premises.allow(&scene.view(), pair, changed)
    }

    /// Two parts laid upon each other, with a twin that is in the second; nothing if they have no such points.
    fn pair(&self, parts: [Part; 2], slot: usize) -> Option<Region> {
        let Self { space, scene, .. } = self;
        let [mut pair, other] = parts.map(|part| space.region(scene.case, part));
        for touched in space.touched.iter().copied().filter(|touched| *touched != slot) {
            pair.slots[touched] = pair.slots[touched].meet(other.slots[touched])?;
        }
        pair.slots.push(other.slots[slot]);
        pair.twin = Some(slot);
        let view = &scene.view();
        let mut others = other.constraints.into_iter();
        let of_twin = |relation: Constraint| {
            let is_of_twin = relation.reads(view, slot);
            Constraint { of_twin: [is_of_twin; 2], ..relation }
        };
        others.all(|relation| pair.add(view, of_twin(relation))).then_some(pair)
    }
}
