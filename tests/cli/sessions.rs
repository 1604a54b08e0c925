//! Whole sessions: every page of `tests/cmd` shows what the program prints, byte for byte, and `? CODE` where it
//! does not end with 0. `OVERWRITE=1 cargo test --test cli sessions` writes the pages anew; read their diff.

use crate::console::{assert_same, replay, shell};
use std::fs;
use std::path::Path;

fn session(command: &str) -> String {
    let (code, printed) = shell(command);
    match code {
        Some(0) => printed,
        // What is wrong goes to standard error, and never into the file of whoever redirects the advice.
        Some(2) => {
            assert_eq!(shell(&format!("{command} 2> /dev/null")).1, "", "{command}");
            format!("{printed}? 2\n")
        }
        Some(code) => format!("{printed}? {code}\n"),
        None => panic!("{command} was ended by a signal"),
    }
}

#[test]
fn every_session_goes_as_its_page_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cmd");
    let mut commands = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let page = fs::read_to_string(&path).unwrap();
        let replayed = replay(&page, |command| {
            commands += 1;
            Some(session(command))
        });
        if std::env::var_os("OVERWRITE").is_some() {
            fs::write(&path, replayed).unwrap();
        } else {
            assert_same(&path.display().to_string(), &page, &replayed);
        }
    }
    assert!(commands >= 25, "only {commands} sessions were found");
}
