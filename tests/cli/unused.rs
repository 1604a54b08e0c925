//! Flags that may be left out: the program names them, and without them it says the same.

use crate::program::{Run, command, run};

const FACTS: &str = "--sex female --military-document current --passport none --passport-expires 2027 \
                     --passport-issued 2020-05 --born 2010-01-01 --fear no --child passport=none,passport-expires=2027 \
                     --on 2026-11-22";

fn dovidka(words: &[String]) -> Run {
    run(command(words), b"")
}

/// The command without a flag that was named, such as `--fear` or `--child 1: passport-expires`.
fn without(mut words: Vec<String>, flag: &str) -> Vec<String> {
    if let Some((_, key)) = flag.split_once(": ") {
        let facts = words.iter().position(|word| word == "--child").unwrap() + 1;
        let is_other = |pair: &&str| !pair.starts_with(&format!("{key}="));
        let others: Vec<&str> = words[facts].split(',').filter(is_other).collect();
        words[facts] = others.join(",");
    } else {
        let place = words.iter().position(|word| word == flag).unwrap();
        words.drain(place..place + 2);
    }
    words
}

#[test]
fn without_the_flags_that_are_named_the_same_is_said() {
    let mut named = 0;
    for line in [
        "check",
        "check work",
        "check passport child",
        "timeline",
        "timeline passport --until 2027-01-01",
        "what-if",
        "what-if sex",
        "what-if passport",
    ] {
        for language in ["en", "uk"] {
            let line = format!("{line} {FACTS} --lang {language}");
            let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
            let whole = dovidka(&words);
            let flags = whole.stderr.lines().filter_map(|line| line.split_once(" ("));
            let flags: Vec<&str> = flags.map(|(flag, _)| flag).collect();
            let fewer = flags.iter().fold(words.clone(), |words, flag| without(words, flag));
            let rest = dovidka(&fewer);
            assert_eq!(whole.stdout, rest.stdout, "{line}\n{}", whole.stderr);
            assert_eq!((whole.code, rest.stderr.as_str()), (rest.code, ""), "{fewer:?}");
            let quiet = dovidka(&[&words[..], &["-q".to_owned()]].concat());
            assert_eq!((quiet.code, quiet.stderr.as_str()), (whole.code, ""), "{line}");
            named += flags.len();
        }
    }
    assert!(named > 40, "only {named} flags were named");
}
