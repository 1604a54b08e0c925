//! A plan asks for no memory for a decided case once its buffers have grown.

use allocation_counter::measure;
use dovidka::engine::plan::{Brief, Plan};
use dovidka::sample::{Gaps, Sampler};
use dovidka::{Pack, case};
use std::hint::black_box;

#[test]
fn a_decided_case_that_is_walked_again_needs_no_memory() {
    let on = "2026-11-22".parse().unwrap();
    let pack = Pack::embedded("kazakhstan").unwrap();
    let (plan, mut brief) = (Plan::new(&pack, on, &[]), Brief::default());
    let (mut decided, mut actions) = (0, 0);
    for gaps in [Gaps::NONE, Gaps::default()] {
        let mut sampler = Sampler::new(&pack, on, 7, gaps);
        for number in 1..=300 {
            let case = case::read(&pack, &sampler.line(number), on).unwrap();
            plan.evaluate(&case, &mut brief);
            if brief.is_decided {
                let again = measure(|| plan.evaluate(black_box(&case), &mut brief));
                assert_eq!(again.count_total, 0, "household {number}");
                decided += 1;
                actions += brief.actions.len();
            }
        }
    }
    assert!(decided > 200 && actions > 1000, "{decided} decided households, {actions} actions");
}
