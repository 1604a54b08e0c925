//! Writes cases with the answers by hand, as `expected.jsonl` holds them: each leaf is there several times.

use dovidka_bench::answer::Answer;
use dovidka_bench::cases::{Cases, ON};
use dovidka_bench::day::Day;
use dovidka_bench::hand::{Today, decide};
use dovidka_bench::household::Household;
use dovidka_bench::line;
use std::collections::HashMap;
use std::error::Error;

/// How often each leaf is there.
const TIMES: u32 = 20;
/// How many cases are looked at.
const LOOKED_AT: u32 = 20_000;

fn main() -> Result<(), Box<dyn Error>> {
    let (today, mut answer) = (Today::on(ON), Answer::<true>::default());
    let (mut seen, mut cases) = (HashMap::new(), Cases::new(11, 0));
    for _ in 0..LOOKED_AT {
        let mut text = String::new();
        cases.write(&mut text);
        let household: Household<'_> = serde_json::from_str(&text)?;
        decide(&household, &today, &mut answer);
        answer.sort();
        let is_rare = answer
            .leaves
            .iter()
            .any(|leaf| seen.get(&(leaf.topic as u8, leaf.id)).is_none_or(|times| *times < TIMES));
        if is_rare {
            for leaf in &answer.leaves {
                *seen.entry((leaf.topic as u8, leaf.id)).or_insert(0) += 1;
            }
            println!(
                "{{\"case\":{text},\"actions\":{}}}",
                serde_json::to_string(&actions(&answer))?
            );
        }
    }
    Ok(())
}

/// Each action as `action@who FROM..BY`, a missing day left out.
fn actions(answer: &Answer<true>) -> Vec<String> {
    let day = |day: Day| if day == Day::NONE { String::new() } else { day.to_string() };
    let action = |advice: &dovidka_bench::answer::Advice| {
        let mut who = Vec::new();
        line::who(advice.who, &mut who);
        let (id, _, _) = advice.action.about();
        let (from, by) = (day(advice.from), day(advice.by));
        format!("{id}@{} {from}..{by}", String::from_utf8_lossy(&who))
    };
    answer.advice.iter().map(action).collect()
}
