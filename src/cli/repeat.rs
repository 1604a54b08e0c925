//! Command lines that a person can run again, quoted for a shell.
//!
//! **Must not know** what the flags mean.

use crate::case::{Case, DONE, Member};
use crate::cli::args::DEFAULT_PACK;
use crate::cli::context::Context;
use crate::cli::fact_flags;
use crate::engine::rules::Topics;

/// The `check` that gives the same advice as an interview.
pub fn check(context: &Context<'_>, topics: &Topics, case: &Case) -> String {
    let mut words = start(context, "check", topics);
    for flag in fact_flags::flags(context.pack) {
        let member = Member { of: flag.fact.of, number: 0 };
        if let Some(text) = case.written(member, flag.fact) {
            words.extend([format!("--{}", flag.name), text]);
        }
    }
    for (name, of) in fact_flags::MEMBERS {
        for member in case.members(of).filter(|member| *member != Member::YOU) {
            let facts = context.pack.facts[of.place()].iter();
            let pair = |fact| Some((fact, case.written(member, fact)?));
            let pairs = facts.filter_map(pair).map(|(fact, text)| format!("{}={text}", fact.id));
            words.extend([format!("--{name}"), pairs.collect::<Vec<_>>().join(",")]);
        }
    }
    for done in case.done() {
        words.extend([format!("--{DONE}"), done.written(context.pack)]);
    }
    join(&words)
}

/// The `ask` that goes on from a saved file.
pub fn resume(context: &Context<'_>, topics: &Topics, file: &str) -> String {
    let mut words = start(context, "ask", topics);
    words.extend(["--case", file, "--save", file].map(str::to_owned));
    join(&words)
}

/// The command, its topics unless they are all, and the options that change the advice.
fn start(context: &Context<'_>, command: &str, topics: &Topics) -> Vec<String> {
    let (pack, common) = (context.pack, &context.common);
    let mut words = vec!["dovidka".to_owned(), command.to_owned()];
    let topics = topics.of(pack);
    if topics.len() < pack.topics.len() {
        words.extend(topics.iter().map(|topic| pack[*topic].id.clone()));
    }
    let options = [
        ("--rules", Some(&common.rules).filter(|rules| *rules != DEFAULT_PACK).cloned()),
        ("--on", common.on.map(|on| on.to_string())),
        ("--lang", common.lang.clone()),
    ];
    for (name, value) in options {
        words.extend(value.into_iter().flat_map(|value| [name.to_owned(), value]));
    }
    words
}

fn join(words: &[String]) -> String {
    words.iter().map(|word| quote(word)).collect::<Vec<_>>().join(" ")
}

/// Quotes a word for a POSIX shell; control characters are written as `$'…'` writes them.
pub fn quote(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "_-+=:,./@%".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else if word.contains(char::is_control) {
        let escape = |c: char| match c {
            '\'' | '\\' => format!("\\{c}"),
            c if c.is_control() => format!("\\u{:04x}", u32::from(c)),
            c => c.to_string(),
        };
        format!("$'{}'", word.chars().map(escape).collect::<String>())
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::quote;

    #[test]
    fn a_shell_reads_back_what_was_meant() {
        let table = [
            ("passport_expires=2027-03,passport=own", "passport_expires=2027-03,passport=own"),
            ("", "''"),
            ("моя сім’я.json", "'моя сім’я.json'"),
            ("it's; rm -rf $HOME", "'it'\\''s; rm -rf $HOME'"),
            ("a\x1b[31m'b", "$'a\\u001b[31m\\'b'"),
        ];
        for (word, quoted) in table {
            assert_eq!(quote(word), quoted);
        }
    }
}
