//! Where knowledge comes from: the list of sources at the end of a letter.
//!
//! **Must not know** which action named a source.

use crate::pack::raw::SourceKind;
use crate::render::layout::{FAINT, PLAIN, STRONG};
use crate::render::letter::Letter;
use crate::render::words::Words;

/// The kinds of sources in the order in which they are named.
pub const STRONGEST_FIRST: [SourceKind; 5] = [
    SourceKind::Law,
    SourceKind::Official,
    SourceKind::Guide,
    SourceKind::Press,
    SourceKind::Inference,
];

/// How good a source is, in words.
pub fn layer(words: Words, kind: SourceKind) -> &'static str {
    words.say(match kind {
        SourceKind::Guide => "layer.guide",
        SourceKind::Law => "layer.law",
        SourceKind::Official => "layer.official",
        SourceKind::Press => "layer.press",
        SourceKind::Inference => "layer.inference",
    })
}

/// Writes the sources that the letter has named, with their numbers.
pub fn write(letter: &mut Letter<'_>) {
    if letter.cited.is_empty() {
        return;
    }
    let words = letter.words;
    letter.page.heading(STRONG, words.say("heading.sources"));
    let read_on = letter.pack[letter.cited[0]].read_on;
    let is_same = letter.cited.iter().all(|source| letter.pack[*source].read_on == read_on);
    if is_same {
        let text = words.fill("source.all_read", &[("date", &words.date(read_on))]);
        letter.page.paragraph(0, PLAIN, &text);
    }
    for (place, source) in letter.cited.iter().enumerate() {
        let source = &letter.pack[*source];
        let mut about = vec![layer(words, source.kind).to_owned()];
        if let Some(published) = &source.published {
            about.push(words.fill("source.published", &[("date", &words.part_date(published))]));
        }
        if !is_same {
            about.push(words.fill("source.read", &[("date", &words.date(source.read_on))]));
        }
        let mark = format!("[{}]", place + 1);
        let text = format!("{} ({})", source.title, about.join("; "));
        letter.page.item(0, &mark, (PLAIN, &text));
        letter.page.paragraph(mark.len() + 1, FAINT, &source.url);
    }
}
