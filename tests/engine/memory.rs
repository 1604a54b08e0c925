//! A decided case asks for no memory once that of the workspace has grown, unless something that cannot be together is
//! open in it.

use allocation_counter::measure;
use dovidka::engine::{Detail, Workspace};
use dovidka::sample::{Gaps, Sampler};
use dovidka::{Pack, Rules, Topics, case};
use std::hint::black_box;

#[test]
fn a_decided_case_that_is_walked_again_needs_no_memory() {
    let on = "2026-11-22".parse().unwrap();
    let pack = Pack::embedded("kazakhstan").unwrap();
    let (rules, mut workspace) = (Rules::on(&pack, &Topics::All, on), Workspace::new(on));
    let (mut decided, mut without, mut actions) = (0, 0, 0);
    for gaps in [Gaps::NONE, Gaps::default()] {
        let mut sampler = Sampler::new(&pack, on, 7, gaps);
        for number in 1..=300 {
            let case = case::read(&pack, &sampler.line(number), on).unwrap();
            rules.evaluate_in(&mut workspace, &case, Detail::Days);
            if workspace.outcome.is_decided {
                let again = measure(|| {
                    rules.evaluate_in(&mut workspace, black_box(&case), Detail::Days);
                });
                assert!(again.count_total < 1_000, "household {number}: {}", again.count_total);
                decided += 1;
                without += usize::from(again.count_total == 0);
                actions += workspace.outcome.findings.len();
            }
        }
    }
    assert!(decided > 200 && actions > 1000, "{decided} decided households, {actions} actions");
    assert!(4 * without > decided, "{without} of {decided} need no memory");
}
