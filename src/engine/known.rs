//! What an action says where everything is decided.

use crate::engine::members::Members;
use crate::engine::ops::{NO, YES, code, length};
use crate::engine::outcome::{Finding, Outcome};
use crate::engine::pick::Pick;
use crate::engine::rules::Rules;
use crate::engine::say::{add_all, cite_run};
use crate::engine::statement::{Statement, What};
use crate::engine::topic::{ActionOps, TopicOps};
use crate::engine::view::View;
use crate::terms::id::LeafId;

/// Where a topic leads to a leaf that is certain.
#[derive(Clone, Copy)]
pub(crate) struct Known<'k> {
    pub(crate) rules: &'k Rules<'k>,
    pub(crate) topic: &'k TopicOps,
    pub(crate) leaf: LeafId,
    pub(crate) view: &'k View<'k>,
    pub(crate) members: &'k Members,
}

impl Known<'_> {
    /// Adds what an action says of which everything is decided.
    pub(crate) fn add_to(&self, action: &ActionOps, finding: &mut Finding, outcome: &mut Outcome) {
        let Self { rules, topic, leaf, view, members } = *self;
        let statements = length(&outcome.statements);
        let mut cite = rules.pack[topic.id][leaf].cite.clone();
        let own = cite_run(outcome, &cite);
        outcome.statements.push(Statement { cite: own, ..Statement::certain(What::Why(leaf)) });
        outcome.statements.push(Statement::certain(What::Text(action.text)));
        let mut said: Vec<(&Pick, u32)> = Vec::new();
        for pick in &action.picks {
            said.extend(code(view.walk(pick.start, members)).map(|code| (pick, code)));
        }
        let is_last = |pick: &Pick| pick.last != NO && view.walk(pick.last, members) == YES;
        said.sort_by_key(|(pick, _)| (pick.what.list(), is_last(pick)));
        for (pick, code) in said {
            let Some(what) = pick.what.statement() else { continue };
            let of = rules.items_of(pick)[code as usize].cite;
            add_all(&mut cite, of);
            let own = cite_run(outcome, of);
            outcome.statements.push(Statement { cite: own, ..Statement::certain(what) });
        }
        finding.statements = (statements, length(&outcome.statements));
        finding.cite = cite_run(outcome, &cite);
    }
}
