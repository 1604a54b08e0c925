//! The steps that are done, and those of them that must be done again, in words.
//!
//! **Must not know** why a step must be done again.

use crate::engine::outcome::DoneStep;
use crate::render::letter::Letter;
use crate::render::merge::unique;

/// One line for what is done, and one for what must be done again because its days are others now.
pub fn lines(letter: &Letter<'_>) -> Vec<String> {
    let (done, again): (Vec<&DoneStep>, Vec<&DoneStep>) =
        letter.outcome.done.iter().partition(|step| step.holds);
    let line = |key: &str, steps: Vec<&DoneStep>| {
        let said = unique(steps.into_iter().map(|step| say(letter, step)));
        (!said.is_empty()).then(|| letter.words.fill(key, &[("steps", &said.join("; "))]))
    };
    [line("done.steps", done), line("done.again", again)].into_iter().flatten().collect()
}

fn say(letter: &Letter<'_>, step: &DoneStep) -> String {
    let title = letter.pack.title(letter.language, step.action);
    let who = if letter.is_alone {
        String::new()
    } else {
        format!(" · {}", letter.words.member(step.who))
    };
    format!("{title}{who} ({})", letter.words.date(step.on))
}
