//! Columns of a spreadsheet: a fact of the household or of you, of one member (`child2_born`), or a list of members.

use super::columns::TOP;
use crate::case::Member;
use crate::case_file::{Columns, LISTS, MOST_MEMBERS, STAYS};
use crate::pack::Pack;
use crate::pack::program::Entity;
use crate::terms::id::nearest;

/// What a column of a spreadsheet stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    /// A fact of a member.
    Fact(Member, String),
    /// The earlier stays of a member, as `FROM..TO+FROM..TO`.
    Stays(Member),
    /// All members of a kind, as a JSON list.
    List(String),
    /// The caller's own id.
    Id,
    /// It means nothing to the rules.
    Other,
}

/// The prefixes of members' columns.
const PREFIXES: [(&str, Entity); 3] =
    [("adult", Entity::Person), ("child", Entity::Child), ("pet", Entity::Pet)];

/// What a name stands for.
pub(super) fn cell(pack: &Pack, columns: &Columns, name: &str) -> Cell {
    let fact = columns.fact(name);
    let scopes = [Member::HOUSEHOLD, Member::YOU].into_iter();
    let member = scopes.chain(member(fact).map(|(member, _)| member));
    let own = member.map(|member| (member, suffix(fact, member)));
    let counts_stays = pack.allowance.is_some();
    for (member, id) in own {
        if pack.fact(member.of, id).is_some() {
            return Cell::Fact(member, id.to_owned());
        }
        if id == STAYS && member.of == Entity::Person && counts_stays {
            return Cell::Stays(member);
        }
    }
    match fact {
        "id" => Cell::Id,
        list if LISTS.iter().any(|(known, _)| *known == list) => Cell::List(list.to_owned()),
        _ => Cell::Other,
    }
}

/// The name of a fact that a name which stands for nothing is nearly.
pub(super) fn nearest_column(pack: &Pack, name: &str) -> Option<String> {
    let of_all = |of: &[Entity]| -> Vec<&str> {
        let facts = of.iter().flat_map(|of| &pack.facts[of.place()]);
        facts.map(|fact| fact.id.as_str()).collect()
    };
    if let Some((member, _)) = member(name) {
        let id = suffix(name, member);
        let near = nearest(id, of_all(&[member.of]))?;
        return Some(format!("{}{near}", &name[..name.len() - id.len()]));
    }
    let lists = LISTS.iter().map(|(list, _)| *list);
    nearest(name, of_all(&[TOP, Entity::Person]).into_iter().chain(lists)).map(str::to_owned)
}

/// The member before the first underscore, and its number.
fn member(name: &str) -> Option<(Member, usize)> {
    let (who, _) = name.split_once('_')?;
    let (prefix, of) = PREFIXES.into_iter().find(|(prefix, _)| who.starts_with(prefix))?;
    let digits = &who[prefix.len()..];
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number: usize =
        digits.parse().ok().filter(|number| is_number && *number <= MOST_MEMBERS)?;
    // Person 0 is you.
    let number = if of == Entity::Person { number } else { number.checked_sub(1)? };
    Some((Member { of, number }, number)).filter(|_| number > 0 || of != Entity::Person)
}

/// The part of a name after its member.
fn suffix(name: &str, member: Member) -> &str {
    if member == Member::HOUSEHOLD || member == Member::YOU {
        return name;
    }
    name.split_once('_').map_or(name, |(_, fact)| fact)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_name_facts_of_members() {
        let pack = Pack::embedded("kazakhstan").unwrap();
        let child = |number| Member { of: Entity::Child, number };
        let table = [
            ("where", Cell::Fact(Member::HOUSEHOLD, "where".into())),
            ("passport", Cell::Fact(Member::YOU, "passport".into())),
            ("child1_born", Cell::Fact(child(0), "born".into())),
            ("child12_passport_expires", Cell::Fact(child(11), "passport_expires".into())),
            ("adult1_born", Cell::Fact(Member { of: Entity::Person, number: 1 }, "born".into())),
            ("children", Cell::List("children".into())),
            ("stays", Cell::Stays(Member::YOU)),
            ("id", Cell::Id),
            ("child0_born", Cell::Other),
            ("adult0_born", Cell::Other),
            ("child_born", Cell::Other),
            ("child51_born", Cell::Other),
            ("name", Cell::Other),
        ];
        for (name, expected) in table {
            assert_eq!(cell(&pack, &Columns::default(), name), expected, "{name}");
        }
        assert_eq!(nearest_column(&pack, "child2_passprt").as_deref(), Some("child2_passport"));
    }
}
