//! Embeds the engine: what does a passport's date mean, and what is still needed?
//!
//! Run it with `cargo run --example embed`.

use dovidka::engine::outcome::Day;
use dovidka::{Case, Member, Pack, evaluate};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pack = Pack::embedded("kazakhstan")?;
    let mut case = Case::new(&pack, "2026-11-22".parse()?);
    case.learn(&pack, Member::YOU, "passport", "biometric")?;
    case.learn(&pack, Member::YOU, "passport_expires", "2027-03-01")?;

    let topics: Vec<usize> =
        pack.topics.iter().position(|topic| topic.id == "passport").into_iter().collect();
    let outcome = evaluate(&pack, &case, &topics);
    for advice in outcome.advice.iter().filter(|advice| advice.is_certain) {
        let title = format!("action.{}.title", pack.actions[advice.action].id);
        println!("{}: {}", advice.who, pack.say("en", &title));
        if let Some(by) = advice.by.and_then(Day::known) {
            println!("  by {by}");
        }
    }
    for need in &outcome.needs {
        println!("still needed: {} ({})", need.fact, need.who);
    }
    Ok(())
}
