//! Embeds the engine: what does a passport's date mean, and what is still needed?
//!
//! Run it with `cargo run --example embed`.

use dovidka::engine::outcome::Day;
use dovidka::{Case, Member, Pack, Topics, evaluate};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pack = Pack::embedded("kazakhstan")?;
    let mut case = Case::new(&pack, "2026-11-22".parse()?);
    case.learn(&pack, Member::YOU, "passport", "biometric")?;
    case.learn(&pack, Member::YOU, "passport_expires", "2027-03-01")?;

    let passport = Topics::named(&pack, "passport").ok_or("the pack has no such topic")?;
    let outcome = evaluate(&pack, &case, &passport);
    for finding in outcome.findings.iter().filter(|finding| finding.is_certain) {
        let title = format!("action.{}.title", pack[finding.action].id);
        println!("{}: {}", finding.who, pack.say("en", &title));
        if let Some(by) = finding.by.and_then(Day::known) {
            println!("  by {by}");
        }
    }
    for need in &outcome.needs {
        println!("still needed: {} ({})", pack[(need.who.of, need.fact)].id, need.who);
    }
    Ok(())
}
