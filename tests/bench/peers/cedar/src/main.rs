//! The workload as Cedar policies: a request for the household, and one for each child and each pet.
//!
//! Cedar says which policies hold, in no order, so the first of each topic is picked here. It neither counts nor looks
//! into records of a set: how many dogs and cats there are, and the passports of all children, are worked out for it.
//! Requests are made beforehand and are not part of its time.

use cedar_policy::{Authorizer, Context, Entities, EntityUid, PolicyId, PolicySet, Request};
use dovidka_bench::peer::ORDER;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::error::Error;

/// The kinds of requests, in the order of [`ORDER`].
const ACTIONS: [&str; 3] = ["household", "child", "pet"];

/// A policy: its place in the file, the place of its topic among those of its action, and its branch.
struct Known {
    place: usize,
    topic: usize,
    branch: u8,
}

fn main() -> Result<(), Box<dyn Error>> {
    let policies: PolicySet = include_str!("../workload.cedar").parse()?;
    let known = known(&policies)?;
    let others = [vec![1, 2, 3, 3, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1], vec![1, 3], vec![2, 2]];
    let (authorizer, entities) = (Authorizer::new(), Entities::empty());
    let mut first = Vec::new();
    dovidka_bench::peer::measure("cedar-policy", requests, |requests, branches| {
        for (kind, request) in requests {
            first.clear();
            first.extend(others[*kind].iter().map(|otherwise| (usize::MAX, *otherwise)));
            let response = authorizer.is_authorized(request, &policies, &entities);
            for policy in response.diagnostics().reason() {
                let policy = &known[policy];
                if policy.place < first[policy.topic].0 {
                    first[policy.topic] = (policy.place, policy.branch);
                }
            }
            branches.extend(first.iter().map(|(_, branch)| *branch));
        }
        Ok(())
    })
}

/// What each policy stands for.
fn known(policies: &PolicySet) -> Result<HashMap<PolicyId, Known>, Box<dyn Error>> {
    let mut known = HashMap::new();
    for policy in policies.policies() {
        let topic = policy.annotation("topic").ok_or("a policy has no topic")?;
        let branch = policy.annotation("branch").ok_or("a policy has no branch")?.parse()?;
        let place = policy.id().to_string().trim_start_matches("policy").parse()?;
        let mut places =
            ORDER.iter().filter_map(|topics| topics.iter().position(|known| *known == topic));
        let topic = places.next().ok_or("a policy has an unknown topic")?;
        known.insert(policy.id().clone(), Known { place, topic, branch });
    }
    Ok(known)
}

/// The requests of a case, each with the place of its action in [`ACTIONS`].
fn requests(mut case: Value) -> Result<Vec<(usize, Request)>, Box<dyn Error>> {
    let (children, pets) = (case["children"].take(), case["pets"].take());
    let (children, pets) = (list(&children)?, list(&pets)?);
    let passports: Vec<&Value> = children.iter().map(|child| &child["passport"]).collect();
    let counted = pets.iter().filter(|pet| pet["species"] == "dog" || pet["species"] == "cat");
    case["child_passports"] = json!(passports);
    case["dogs_and_cats"] = json!(counted.count());
    let household = case.as_object_mut().ok_or("a case is no object")?;
    household.retain(|_, value| !value.is_null());
    let all = std::iter::once((0, case.clone()))
        .chain(children.iter().map(|child| (1, child.clone())))
        .chain(pets.iter().map(|pet| (2, pet.clone())));
    all.map(|(kind, record)| Ok((kind, request(ACTIONS[kind], record)?))).collect()
}

fn list(value: &Value) -> Result<&Vec<Value>, Box<dyn Error>> {
    Ok(value.as_array().ok_or("a list is none")?)
}

fn request(action: &str, record: Value) -> Result<Request, Box<dyn Error>> {
    let action: EntityUid = format!("Action::\"{action}\"").parse()?;
    let (principal, resource) = ("Member::\"any\"".parse()?, "Case::\"any\"".parse()?);
    let context = Context::from_json_value(record, None)?;
    Ok(Request::new(principal, action, resource, context, None)?)
}
