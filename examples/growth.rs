//! How long it takes to load packs of growing size, and to evaluate a case of them.
//!
//! `cargo run --release --example growth`, or with `DIR` to write the packs there as folders as well.

use dovidka::engine::{Detail, Workspace};
use dovidka::{LoadError, Pack, Rules, Topics, case, evaluate};
use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

#[path = "../tests/support/growth/mod.rs"]
mod growth;

use growth::Grown;

/// How often each pack is loaded.
const LOADS: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1);
    println!("{:44} {:>9} {:>11} {:>11}", "pack", "load ms", "evaluate ns", "batch ns");
    for grown in sizes() {
        if let Some(folder) = &folder {
            save(&grown, Path::new(folder))?;
        }
        let mut copies = vec![grown.files.clone(); LOADS];
        let load = fastest(LOADS, || {
            copies.pop().is_some_and(|files| Pack::from_files("", files).is_ok())
        });
        let pack = Pack::from_files("", grown.files.clone()).map_err(|error| match error {
            LoadError::Wrong(problems, _) => format!("{}: {}", grown.name, problems[0]),
            error => error.to_string(),
        })?;
        let (case, _) = grown.probes.last().ok_or("there is no probe")?;
        let case = case::read(&pack, case, growth::ON.parse()?)?;
        let once = fastest(50, || evaluate(&pack, &case, &Topics::All).is_decided);
        let rules = Rules::on(&pack, &Topics::All, case.on);
        let mut workspace = Workspace::new(case.on);
        let again = fastest(200, || {
            rules.evaluate_in(&mut workspace, &case, Detail::Days);
            workspace.outcome.is_decided
        });
        let load = load.as_secs_f64() * 1e3;
        println!("{:44} {load:9.2} {:11} {:11}", grown.name, once.as_nanos(), again.as_nanos());
    }
    Ok(())
}

/// The packs that are measured.
fn sizes() -> Vec<Grown> {
    let mut packs = Vec::new();
    packs.extend([1, 10, 50, 200].map(|count| growth::destinations(count, 30)));
    packs.extend([10, 100, 1_000, 10_000].map(|count| growth::branches(count, 1)));
    packs.extend([1_000, 10_000].map(|count| growth::branches(count, 500)));
    packs.extend([8, 30, 60].map(growth::deep));
    packs.extend([10, 100, 1_000].map(growth::wide));
    packs.extend([10, 100, 1_000].map(|count| growth::chain(count, "and")));
    packs.extend([10, 100, 1_000].map(|count| growth::chain(count, "or")));
    packs
}

/// The shortest of some runs; each must say yes.
fn fastest(runs: usize, mut run: impl FnMut() -> bool) -> Duration {
    let time = |_| {
        let start = Instant::now();
        assert!(run(), "it loads, and is decided");
        start.elapsed()
    };
    (0..runs).map(time).min().unwrap_or_default()
}

/// Writes a pack as a folder.
fn save(grown: &Grown, folder: &Path) -> std::io::Result<()> {
    let folder = folder.join(grown.name.replace(|c: char| !c.is_ascii_alphanumeric(), "-"));
    for (place, text) in &grown.files {
        let path = folder.join(place);
        std::fs::create_dir_all(path.parent().unwrap_or(&folder))?;
        std::fs::write(path, text)?;
    }
    Ok(())
}
