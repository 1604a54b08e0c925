//! The cost of the 18 decisions of a case that was read before: by hand, and by dovidka.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dovidka::cli::pack_folder;
use dovidka::engine::{Detail, Workspace};
use dovidka::{Case, Rules, Topics};
use dovidka_bench::answer::Answer;
use dovidka_bench::cases::{ON, TURN, sample};
use dovidka_bench::engine::{folder, read};
use dovidka_bench::hand::{Today, decide};
use dovidka_bench::household::Household;
use std::hint::black_box;

fn by_hand(criterion: &mut Criterion) {
    let lines = sample(TURN, 1, 0);
    let cases: Vec<Household<'_>> = lines
        .iter()
        .map(|line| serde_json::from_str(line).expect("cases are well formed"))
        .collect();
    let (today, mut answer) = (Today::on(ON), Answer::<false>::default());
    let mut group = criterion.benchmark_group("decide");
    group.throughput(Throughput::Elements(TURN.into()));
    group.bench_function("hand-written", |bencher| {
        bencher.iter(|| {
            for case in &cases {
                decide(black_box(case), &today, &mut answer);
                answer.sort();
                black_box(&answer);
            }
        });
    });
    group.bench_function("hand-written, in no order", |bencher| {
        bencher.iter(|| {
            for case in &cases {
                decide(black_box(case), &today, &mut answer);
                black_box(&answer);
            }
        });
    });
    let mut answer = Answer::<true>::default();
    group.bench_function("hand-written, with the leaves", |bencher| {
        bencher.iter(|| {
            for case in &cases {
                decide(black_box(case), &today, &mut answer);
                answer.sort();
                black_box(&answer);
            }
        });
    });
}

fn by_dovidka(criterion: &mut Criterion) {
    let pack = pack_folder::load(folder()).expect("the workload loads");
    let on = ON.to_string().parse().expect("it is a day");
    let of_one_day = Rules::on(&pack, &Topics::All, on);
    let rules = Rules::new(&pack, &Topics::All);
    let mut group = criterion.benchmark_group("decide");
    group.throughput(Throughput::Elements(TURN.into()));
    for (name, unknown) in [("known", 0), ("a tenth of the facts unknown", 100)] {
        let lines = sample(TURN, 1, unknown);
        let read = |line: &String| read(&pack, line).expect("cases are well formed");
        let cases: Vec<Case> = lines.iter().map(read).collect();
        let mut workspace = Workspace::new(on);
        group.bench_function(format!("dovidka, {name}"), |bencher| {
            bencher.iter(|| {
                for case in &cases {
                    of_one_day.evaluate_in(&mut workspace, black_box(case), Detail::Days);
                    black_box(&workspace.outcome);
                }
            });
        });
        group.bench_function(format!("dovidka, {name}, the whole outcome"), |bencher| {
            bencher.iter(|| {
                for case in &cases {
                    black_box(rules.evaluate(black_box(case)));
                }
            });
        });
    }
}

criterion_group!(benches, by_hand, by_dovidka);
criterion_main!(benches);
