//! The examples at the end of each `--help`; a test runs every one of them.

/// The examples of a command.
pub fn of(command: &str) -> &'static str {
    match command {
        "ask" => ASK,
        "check" => CHECK,
        "offices" => OFFICES,
        "timeline" => TIMELINE,
        "what-if" => WHAT_IF,
        "recheck" => RECHECK,
        "batch" => BATCH,
        "eval" => EVAL,
        "check-pack" => CHECK_PACK,
        "test" => TEST,
        "sample" => SAMPLE,
        _ => DOVIDKA,
    }
}

const DOVIDKA: &str = "\
Examples:
  dovidka                        ask me what it needs to know
  dovidka --lang uk              the same, in Ukrainian
  dovidka check passport --passport biometric --passport-expires 2027-03-01
  dovidka offices --city almaty

This is information, not legal advice. It uses no network and keeps nothing.";

const ASK: &str = "\
Examples:
  dovidka ask
  dovidka ask passport child --lang uk
  dovidka ask --save family.json
  dovidka ask --case family.json

Esc leaves at any time. With --save your answers are kept even then, and --case goes on from there.

Exit codes: as of `dovidka check`; 1 if you leave before the end.";

const CHECK: &str = "\
Examples:
  dovidka check --where kazakhstan --passport biometric --passport-expires 2027-03
  dovidka check child --child born=2018-05-01,passport=none --child passport=own
  dovidka check pet --where ukraine --pet species=dog --format json
  dovidka check passport --passport-expires unknown --on 2023-05-01
  dovidka check passport --passport-expires 2027-03-01 --format ics

Dates are 2027-03-01, 01.03.2027, 2027-03 (some day of the month) or 2027. Every fact may be `unknown`. \
Flags beat the case file; members given by flags replace all of that kind in the file.

Exit codes: 0 decided, nothing must be done now; 3 something must be done; 4 more facts are needed; \
2 wrong usage or bad input; 1 anything else.";

const TIMELINE: &str = "\
Examples:
  dovidka timeline passport --passport biometric --passport-expires 2027-12-02
  dovidka timeline stay --stay visa_free --entry-date 2026-11-01
  dovidka timeline covid --on 2022-06-01 --until 2022-07-01

The facts stay the same; only the as-of date moves on.";

const WHAT_IF: &str = "\
Examples:
  dovidka what-if passport-expires --where border --passport biometric
  dovidka what-if --where border --passport-expires 2027-03-01
  dovidka what-if child1-born --child passport=none

Without a fact: for each answer that you can change, the nearest value with fewer things that must be done now.";

const RECHECK: &str = "\
Examples:
  dovidka recheck examples/stored.json
  dovidka recheck examples/stored.json --on 2027-06-01
  dovidka recheck examples/stored.json --lang uk --format json

A file is stored by `dovidka check … --save FILE` or `dovidka ask --save FILE`. What is different from what was \
said then is told with the reason: time has passed, the rules have changed, or both.

Exit codes: 0 nothing has changed in any file; 5 something has changed; 2 wrong usage, or some file is bad (the \
others are checked all the same); 1 anything else.";

const OFFICES: &str = "\
Examples:
  dovidka offices
  dovidka offices --city nur-sultan --lang uk
  dovidka offices --format json";

const BATCH: &str = "\
Examples:
  dovidka batch examples/cases.csv --map expiry=passport_expires
  dovidka batch examples/cases.csv --map expiry=passport_expires --keep --out csv
  dovidka rules sample -n 100 --seed 1 | dovidka batch --summary --fields none
  dovidka rules sample -n 3 | dovidka batch --fields full

A line is a case file in one line; the columns of a spreadsheet are the same names, and child1_born, adult1_passport, \
pet1_species and so on, or children, adults and pets as JSON lists. Your own `id` comes back with every line. A blank \
line of JSON Lines stays blank. A line that cannot be read becomes {\"line\":7,\"error\":\"…\"} in its place.

Exit codes: 0 all lines are cases; 1 some are not, or the output failed; 2 wrong usage, or the input cannot be read.";

const EVAL: &str = "\
Examples:
  dovidka rules eval \"2024-01-31 + 1 month\"
  dovidka rules eval \"passport_expires is after today\" --passport-expires 2027
  dovidka rules eval \"any child where passport is own\" --child passport=own

A needed fact of a member is written child1_born, adult1_passport, pet1_species.";

const CHECK_PACK: &str = "\
Examples:
  dovidka rules check
  dovidka rules check kazakhstan";

const TEST: &str = "\
Examples:
  dovidka rules test
  dovidka rules test kazakhstan";

const SAMPLE: &str = "\
Examples:
  dovidka rules sample -n 3
  dovidka rules sample -n 100 --seed 7 --on 2026-11-22 kazakhstan
  dovidka rules sample -n 20 --unknown 0 --partly 0

Each line is a case file with an id of its own. Line 7 depends on the seed, the pack, the as-of date and the two \
shares only, not on -n. Answers that do not matter are mostly left out; of those that are not known, half are null.";
