//! Reads and checks the packs in `rules/` with the program's own modules and packs them, so that the program need not do
//! it at every start. The JSON files stay the only thing that is edited.
//!
//! A pack with problems is not packed: the program then reads its rule files and reports them, with their places.

#![allow(dead_code, unused_imports, reason = "the program uses the rest of these modules")]
#![allow(
    unfulfilled_lint_expectations,
    reason = "the modules expect missing docs, which no build script needs"
)]

#[path = "src/pack/mod.rs"]
mod pack;
#[path = "src/cli/pack_folder.rs"]
mod pack_folder;
#[path = "src/terms"]
mod terms {
    pub mod calendar;
    pub mod choice_set;
    pub mod holidays;
    pub mod id;
    pub mod interval;
    pub mod spelling;
    pub mod stay;
    pub mod value;

    /// Opening hours change nothing in a packed pack. The tests check them: the library that reads them would have
    /// to be built twice.
    pub mod hours {
        #[expect(clippy::unnecessary_wraps, reason = "it stands for one that can fail")]
        pub fn check(_: &str) -> Result<(), String> {
            Ok(())
        }
    }
}

use pack::LoadError;
use pack_folder::BadFolder;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

const RULES: &str = "rules";

/// Packs the rules of each pack under its name, and its texts under `<name>.<language>`, so that the program can read
/// one language alone; the rule files are named as the built-in ones are.
fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={RULES}");
    let out = Path::new(&env::var("OUT_DIR")?).join("packed");
    if out.is_dir() {
        fs::remove_dir_all(&out)?;
    }
    fs::create_dir_all(&out)?;
    env::set_current_dir(RULES)?;
    for entry in fs::read_dir(".")? {
        let name = PathBuf::from(entry?.file_name());
        if !name.join("pack.json").is_file() {
            continue;
        }
        match pack_folder::load(&name) {
            Ok(mut pack) => {
                for (language, texts) in std::mem::take(&mut pack.texts) {
                    let file = format!("{}.{language}", name.display());
                    fs::write(out.join(file), postcard::to_allocvec(&texts)?)?;
                }
                fs::write(out.join(&name), postcard::to_allocvec(&pack)?)?;
            }
            Err(error) => warn(&name, &error),
        }
    }
    Ok(())
}

/// Says that a pack has problems; the first of them is enough here.
fn warn(folder: &Path, error: &BadFolder) {
    let first = match error {
        BadFolder::Load(LoadError::Wrong(problems, _)) => problems.first().map(ToString::to_string),
        other => Some(other.to_string()),
    };
    println!("cargo::warning={}: {error}; {}", folder.display(), first.unwrap_or_default());
}
