//! Links the program with all its libraries in it, where the machine has them: then there is no library to find, to map
//! and to bind at every start, and the program runs where the system's libraries are older.
//!
//! rustc does so for `-C target-feature=+crt-static`, but not in a plain `cargo build`: the flag would reach procedural
//! macros, which cannot be built with it. So the linker is given, for each shared library that rustc names, a script of
//! that name that stands for the static one.

use std::path::Path;
use std::process::Command;
use std::{env, fs, io};

/// The libraries that the standard library names.
const NAMED: [&str; 7] = ["c", "dl", "gcc_s", "m", "pthread", "rt", "util"];
/// What each of them may need in turn.
const NEEDED: [&str; 3] = ["libgcc_eh.a", "libgcc.a", "libc.a"];
/// Whoever sets this variable gets a program with shared libraries.
const SHARED: &str = "DOVIDKA_SHARED_LIBRARIES";

/// Tells cargo to link with static libraries if they are all there; the scripts go to an empty folder.
pub fn link_statically(folder: &Path) -> io::Result<()> {
    println!("cargo::rerun-if-env-changed={SHARED}");
    if !is_wanted() || find("rcrt1.o").is_none() {
        return Ok(());
    }
    let Some(needed) = NEEDED.map(find).into_iter().collect::<Option<Vec<_>>>() else {
        return Ok(());
    };
    for name in NAMED {
        let own = match name {
            // The static library of this one is among those that are needed.
            "gcc_s" => Some(String::new()),
            _ => find(&format!("lib{name}.a")),
        };
        let Some(own) = own else { return Ok(()) };
        let script = format!("GROUP ( {own} {} )\n", needed.join(" "));
        fs::write(folder.join(format!("lib{name}.so")), script)?;
    }
    println!("cargo::rustc-link-arg-bins=-static-pie");
    println!("cargo::rustc-link-arg-bins=-L{}", folder.display());
    Ok(())
}

/// Whether the program is built for the GNU C library of this machine, and nobody has asked for another way.
fn is_wanted() -> bool {
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|found| found == value);
    let has_static =
        env::var("CARGO_CFG_TARGET_FEATURE").is_ok_and(|all| all.contains("crt-static"));
    is("CARGO_CFG_TARGET_OS", "linux")
        && is("CARGO_CFG_TARGET_ENV", "gnu")
        && env::var("HOST") == env::var("TARGET")
        && !has_static
        && env::var_os(SHARED).is_none()
}

/// The quoted path of a file of the C compiler's, by which rustc links.
fn find(file: &str) -> Option<String> {
    let compiler = env::var_os("RUSTC_LINKER").unwrap_or_else(|| "cc".into());
    let said = Command::new(compiler).arg(format!("-print-file-name={file}")).output().ok()?;
    let path = String::from_utf8(said.stdout).ok()?;
    let path = path.trim();
    Path::new(path).is_absolute().then(|| format!("\"{path}\""))
}
