//! Who lives in a household, and where their facts stand.

use crate::case::{Case, Member};
use crate::engine::Conditions;
use crate::pack::program::Entity;
use crate::pack::{Pack, Require};
use crate::sample::chance::Chance;
use crate::terms::calendar::Date;

/// The members besides you: how often in a hundred households there are none, one, two and so on.
const ADULTS: [u8; 3] = [55, 37, 8];
const CHILDREN: [u8; 5] = [30, 28, 25, 12, 5];
const PETS: [u8; 3] = [65, 27, 8];

/// Draws who lives there: a place in the list that [`all`] gives.
pub fn draw(chance: &mut Chance) -> usize {
    let add = |shape: usize, shares: &&[u8]| shape * shares.len() + share(chance, shares);
    [&ADULTS[..], &CHILDREN, &PETS].iter().fold(0, add)
}

/// One number of members, by how often in a hundred there are so many.
fn share(chance: &mut Chance, shares: &[u8]) -> usize {
    let mut left = chance.between(1, 100);
    let is_here = |percent: &u8| {
        left -= i32::from(*percent);
        left <= 0
    };
    shares.iter().position(is_here).unwrap_or(0)
}

/// Households of all sizes; the place of each is counted in the numbers of adults, children and pets.
pub fn all(pack: &Pack, on: Date) -> Vec<Case> {
    let mut shapes = Vec::new();
    for adults in 0..ADULTS.len() {
        for children in 0..CHILDREN.len() {
            for pets in 0..PETS.len() {
                let mut case = Case::new(pack, on);
                let counts =
                    [(Entity::Person, adults), (Entity::Child, children), (Entity::Pet, pets)];
                for (of, count) in counts {
                    for _ in 0..count {
                        case.add(pack, of);
                    }
                }
                case.tell_apart();
                shapes.push(case);
            }
        }
    }
    shapes
}

/// The facts that each of the pack's requirements reads, of whoever it is about or looks at.
pub fn reads(pack: &Pack, conditions: &Conditions<'_>, on: Date) -> Vec<Vec<(Entity, usize)>> {
    let mut case = Case::new(pack, on);
    case.add(pack, Entity::Child);
    case.add(pack, Entity::Pet);
    let reads = |require: &Require| {
        let who = Member { of: require.of, number: 0 };
        let slots = conditions.slots(&case, who, require.condition.node);
        let mut reads: Vec<(Entity, usize)> = Vec::new();
        for slot in slots {
            let (_, fact) = case.owner(pack, slot);
            let place = pack.facts[fact.of.place()].iter().position(|one| one.slot == fact.slot);
            reads.extend(place.map(|place| (fact.of, place)));
        }
        reads.dedup();
        reads
    };
    pack.requires.iter().map(reads).collect()
}

/// Everybody in a household, and the household itself first.
pub fn members(case: &Case) -> impl Iterator<Item = Member> + use<> {
    let members: [_; 4] = Entity::ALL.map(|of| case.members(of));
    members.into_iter().flatten()
}

/// The first slot of a member's fact, and how many it has.
pub fn span(case: &Case, pack: &Pack, who: Member, place: usize) -> (usize, usize) {
    let fact = &pack.facts[who.of.place()][place];
    (case.base(who) + usize::from(fact.slot), fact.kind.width())
}
