//! Embeds the engine: what follows from the date of a passport, and what is still needed?
//!
//! Run it with `cargo run --example embed`.

use dovidka::{Case, Member, Pack, Topics, evaluate};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pack = Pack::embedded("kazakhstan")?;
    let mut case = Case::new(&pack, "2026-11-22".parse()?);
    case.learn(&pack, Member::YOU, "passport", "biometric")?;
    case.learn(&pack, Member::YOU, "passport_expires", "2027-03-01")?;

    let passport = Topics::named(&pack, "passport").ok_or("the pack has no such topic")?;
    let outcome = evaluate(&pack, &case, &passport);
    for finding in outcome.findings.iter().filter(|finding| finding.is_certain) {
        println!("{}: {}", finding.who, pack.title("en", finding.action));
        if let Some(day) = finding.by.and_then(|by| by.to_keep(case.on)) {
            println!("  by {day}");
        }
        for (office, _) in outcome.offices(finding) {
            println!("  at {}", pack.say_office("en", &pack[office], "name"));
        }
    }
    for need in &outcome.needs {
        let fact = &pack[(need.who.of, need.fact)];
        println!("{}: {}", need.who, pack.say_fact("en", fact, "ask"));
    }
    Ok(())
}
