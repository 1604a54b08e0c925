//! The line on a terminal that shows how far a batch is.
//!
//! **Must not know** what a batch does.

use crate::batch::Progress;
use dialoguer::console::Term;
use std::time::{Duration, Instant};

/// A terminal of fewer columns has no room for a bar beside the counts.
const NARROW: usize = 70;
/// Nobody reads faster than this.
const BETWEEN: Duration = Duration::from_millis(100);

/// A line that is written again and again, until it is dropped.
pub(super) struct Bar {
    term: Term,
    /// The bytes of the whole input, if they are known.
    size: Option<u64>,
    started: Instant,
    drawn: Option<(Instant, String)>,
}

impl Bar {
    pub(super) fn new(size: Option<u64>) -> Self {
        Self { term: Term::stderr(), size, started: Instant::now(), drawn: None }
    }

    /// Writes the line anew, unless that was done a moment ago.
    pub(super) fn show(&mut self, progress: Progress) {
        let now = Instant::now();
        if self.drawn.as_ref().is_some_and(|(drawn, _)| now - *drawn < BETWEEN) {
            return;
        }
        let width = usize::from(self.term.size().1).saturating_sub(1);
        let line = line(width, self.size, progress, now - self.started);
        self.write(&line);
        self.drawn = Some((now, line));
    }

    /// Takes the line away while something else is written.
    pub(super) fn aside(&self, write: impl FnOnce()) {
        let Some((_, line)) = &self.drawn else { return write() };
        self.clear();
        write();
        self.write(line);
    }

    /// A terminal that is gone needs no line.
    fn write(&self, line: &str) {
        let _ = self.term.clear_line();
        let _ = self.term.write_str(line);
    }

    fn clear(&self) {
        let _ = self.term.clear_line();
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if self.drawn.is_some() {
            self.clear();
        }
    }
}

/// A line of at most `width` columns.
fn line(width: usize, size: Option<u64>, progress: Progress, time: Duration) -> String {
    let Progress { cases, errors, bytes } = progress;
    let millis = time.as_millis().max(1);
    let speed = u128::from(cases) * 1_000 / millis;
    let counts = format!("{cases} cases, {speed}/s, {errors} errors");
    let Some(size) = size else { return fitted(&counts, width) };
    // A file may grow while it is read.
    let (done, all) = (u128::from(bytes.min(size)), u128::from(size.max(1)));
    let percent = done * 100 / all;
    let left = match done {
        0 => String::new(),
        _ => format!("  {} left", units((all - done) * millis / done / 1_000)),
    };
    if width < NARROW {
        return fitted(&format!("{percent:>3} %{left}  {counts}"), width);
    }
    let rest = format!(" {percent:>3} %  {counts}{left}");
    let columns = width.saturating_sub(rest.len());
    let filled = usize::try_from(columns as u128 * done / all).unwrap_or(columns);
    fitted(&format!("{}{}{rest}", "━".repeat(filled), " ".repeat(columns - filled)), width)
}

fn fitted(line: &str, width: usize) -> String {
    line.chars().take(width).collect()
}

/// A time in the largest unit of which there is one.
fn units(seconds: u128) -> String {
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3_600 => format!("{} min", seconds / 60),
        _ => format!("{} h", seconds / 3_600),
    }
}

#[cfg(test)]
mod tests {
    use super::line;
    use crate::batch::Progress;
    use std::time::Duration;

    #[test]
    fn the_line_says_how_far_it_is_and_fits() {
        let progress = Progress { cases: 1_500, errors: 2, bytes: 250 };
        let at = |width, size| line(width, size, progress, Duration::from_secs(30));
        assert_eq!(at(79, None), "1500 cases, 50/s, 2 errors");
        assert_eq!(at(59, Some(1_000)), " 25 %  1 min left  1500 cases, 50/s, 2 errors");
        let wide = at(79, Some(1_000));
        assert_eq!(
            wide.trim_start_matches('━').trim_start(),
            "25 %  1500 cases, 50/s, 2 errors  1 min left"
        );
        assert_eq!((wide.chars().count(), wide.matches('━').count()), (79, 8));
        for width in [0, 10, 40, 69, 70, 200] {
            assert!(at(width, Some(1_000)).chars().count() <= width);
        }
    }

    #[test]
    fn the_beginning_and_the_end_are_no_trouble() {
        let at = |bytes, size| {
            line(50, Some(size), Progress { cases: 0, errors: 0, bytes }, Duration::ZERO)
        };
        assert_eq!(at(0, 0), "  0 %  0 cases, 0/s, 0 errors");
        assert_eq!(at(0, 10_000), "  0 %  0 cases, 0/s, 0 errors");
        // More was read than there was when it began.
        assert_eq!(at(20, 10), "100 %  0 s left  0 cases, 0/s, 0 errors");
    }
}
