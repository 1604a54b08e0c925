//! Reads and checks the packs in `rules/` with the program's own modules, and packs them and the program's own
//! sentences, so that the program need not do it at every start. The JSON files stay the only thing that is edited.
//!
//! It also has the program linked statically where that is possible.
//!
//! A pack with problems is not packed: the program then reads its rule files and tells them, with their places.

#![allow(dead_code, unused_imports, reason = "the program uses the rest of these modules")]
#![allow(
    unfulfilled_lint_expectations,
    reason = "the modules expect missing docs, which no build script needs"
)]

#[path = "build/link.rs"]
mod link;
#[path = "src/pack/mod.rs"]
mod pack;
#[path = "src/terms"]
mod terms {
    pub mod calendar;
    pub mod choice_set;
    pub mod holidays;
    pub mod id;
    pub mod interval;
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

use pack::{LoadError, Pack, packed};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

const RULES: &str = "rules";
const WORDS: &str = "src/render/words";

fn main() -> Result<(), Box<dyn Error>> {
    let out = env::var("OUT_DIR")?;
    pack_words(&fresh(&Path::new(&out).join("words"))?)?;
    link::link_statically(&fresh(&Path::new(&out).join("libraries"))?)?;
    pack_rules(&fresh(&Path::new(&out).join("packed"))?)
}

/// An empty folder.
fn fresh(folder: &Path) -> io::Result<PathBuf> {
    if folder.is_dir() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    Ok(folder.into())
}

/// Packs the program's own sentences.
fn pack_words(out: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={WORDS}");
    for entry in fs::read_dir(WORDS)? {
        let file = entry?.path();
        let packed = packed::write_texts(&fs::read_to_string(&file)?);
        let packed = packed.map_err(|error| format!("{}: {error}", file.display()))?;
        fs::write(out.join(file.file_stem().unwrap_or_default()), packed)?;
    }
    Ok(())
}

/// Packs each pack under its name; its files are named as the built-in ones are.
fn pack_rules(out: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={RULES}");
    env::set_current_dir(RULES)?;
    for entry in fs::read_dir(".")? {
        let name = PathBuf::from(entry?.file_name());
        if !name.join("pack.json").is_file() {
            continue;
        }
        match Pack::load(&name) {
            Ok(pack) => fs::write(out.join(&name), packed::write(&pack)?)?,
            Err(error) => warn(&name, &error),
        }
    }
    Ok(())
}

/// Says that a pack has problems; the first of them is enough here.
fn warn(folder: &Path, error: &LoadError) {
    let first = match error {
        LoadError::Wrong(problems, _) => problems.first().map(ToString::to_string),
        other => Some(other.to_string()),
    };
    println!("cargo::warning={}: {error}; {}", folder.display(), first.unwrap_or_default());
}
