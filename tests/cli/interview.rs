//! The interview on a real pseudo-terminal: every wait is limited, and the terminal is left as it was.

use crate::program::DOVIDKA;
use crate::temporary;
use expectrl::process::unix::WaitStatus;
use expectrl::session::OsSession;
use expectrl::{Eof, Expect, Session};
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};
use std::time::Duration;
use std::{fs, thread};

/// The end of every question: its last key.
const KEYS: &str = "Esc: вийти";

const ESC: &str = "\u{1b}";
const LEFT: &str = "\u{1b}[D";
const DOWN: &str = "\u{1b}[B";
const CTRL_C: &str = "\u{3}";
const CTRL_D: &str = "\u{4}";
const BACKSPACE: &str = "\u{7f}";

/// A program on a terminal, and everything that it has shown.
struct Terminal {
    session: OsSession,
    shown: String,
}

impl Terminal {
    fn start(line: &str) -> Self {
        // The settings of the terminal are shown before and after.
        let script = "stty echo; stty -g; \"$0\" \"$@\"; code=$?; stty -g; exit $code";
        let mut command = Command::new("sh");
        command
            .args(["-c", script, DOVIDKA])
            .args(line.split_whitespace())
            .args(["--on", "2026-11-22"]);
        command.env_clear().env("PATH", "/usr/bin:/bin").env("TERM", "xterm");
        command.env("LANG", "uk_UA.UTF-8").env("NO_COLOR", "1");
        let mut session = Session::spawn(command).unwrap();
        session.set_expect_timeout(Some(Duration::from_secs(20)));
        Self { session, shown: String::new() }
    }

    /// Waits until `text` is shown.
    fn see(&mut self, text: &str) {
        match self.session.expect(text) {
            Ok(found) => self.shown.push_str(&String::from_utf8_lossy(found.as_bytes())),
            Err(error) => panic!("{text:?} is not shown ({error}) after:\n{}", self.shown),
        }
    }

    /// Waits for a question, until it is drawn to its end and a key is waited for.
    fn question(&mut self, text: &str) {
        self.see(text);
        self.see(KEYS);
        thread::sleep(Duration::from_millis(60));
    }

    fn press(&mut self, keys: &str) {
        self.session.send(keys).unwrap();
    }

    fn answer(&mut self, question: &str, keys: &str) {
        self.question(question);
        self.press(keys);
    }

    /// Waits for the end: the exit code. The terminal must be as it was, and its cursor was never hidden.
    fn end(&mut self) -> i32 {
        let rest = self.session.expect(Eof).expect("the program ends");
        self.shown.push_str(&String::from_utf8_lossy(rest.as_bytes()));
        let (first, last) = (self.shown.lines().next(), self.shown.lines().last());
        assert_eq!(first, last, "the terminal is not as it was");
        assert!(!self.shown.contains("\u{1b}[?25l"), "the cursor was hidden");
        match self.session.get_process().wait() {
            Ok(WaitStatus::Exited(_, code)) => code,
            other => panic!("it did not end by itself: {other:?}\n{}", self.shown),
        }
    }
}

#[test]
fn a_whole_interview_in_ukrainian_ends_with_advice_and_a_command_that_repeats_it() {
    let mut terminal = Terminal::start("ask passport");
    terminal.answer("Скільки з вами інших дорослих?", "\r");
    terminal.answer("Де ви зараз?", "4\r");
    terminal.answer("У якому місті Казахстану", "2\r");
    terminal.answer("Який український документ", &format!("{DOWN}\r"));
    terminal.answer("До якого дня дійсний ваш паспорт?", "27 3 2027\r");
    terminal.see("27 березня 2027 року");
    terminal.answer("Чи продовжували ваш паспорт", "2\r");
    terminal.answer("Яка дата народження?", "19.4.1986\r");
    terminal.answer("Яку стать указано в документах?", "1\r");
    terminal.answer("Чи боїтеся ви української влади", "2\r");
    terminal.answer("Чи хочете ви просити", "2\r");
    // Only who has applied may have a stay that protects: it is not asked of who has not.
    let code = terminal.end();
    assert!(!terminal.shown.contains("Що зараз дозволяє"), "{}", terminal.shown);
    assert!(terminal.shown.contains("Усе докладно: --full."), "{}", terminal.shown);
    let command = terminal
        .shown
        .split("Ті самі відповіді без запитань:")
        .nth(1)
        .expect("a command to repeat it");
    let command = command.trim_start().lines().next().unwrap();
    let flags: Vec<&str> = command.split_whitespace().skip(1).collect();
    assert!(flags.contains(&"non_biometric") && flags.contains(&"2027-03-27"), "{command}");
    let again = Command::new(DOVIDKA)
        .args(&flags)
        .env_clear()
        .env("LANG", "uk_UA")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(again.status.code(), Some(code));
    let (shown, advice) =
        (terminal.shown.replace('\r', ""), String::from_utf8(again.stdout).unwrap());
    assert!(
        shown.contains(&advice),
        "the interview ends with what `check` says\n{shown}\n---\n{advice}"
    );
}

#[test]
fn back_why_and_unknown_work_and_wrong_answers_can_be_mended() {
    let facts = "--passport biometric --passport-expires 2027-03-27 --passport-extended no";
    let mut terminal = Terminal::start(&format!("ask passport {facts}"));
    terminal.answer("Скільки з вами інших дорослих?", "30\r");
    terminal.question("Введіть число від 0 до 20.");
    terminal.press(&format!("{BACKSPACE}{BACKSPACE}0\r"));
    terminal.answer("Де ви зараз?", "?");
    terminal.question("Навіщо: Від цього залежить");
    terminal.press("1\r");
    // Who is in Ukraine is not asked for a city of Kazakhstan; who is in Kazakhstan is.
    terminal.answer("Яка дата народження?", LEFT);
    terminal.answer("Де ви зараз?", "4\r");
    terminal.answer("У якому місті Казахстану", "1\r");
    terminal.answer("Яка дата народження?", "31 2 1986\r");
    terminal.question("Такого дня в календарі немає.");
    terminal.press("\u{15}тридцяте\r");
    terminal.question("Введіть день, місяць і рік");
    terminal.press("\u{15}2036-01-01\r");
    terminal.question("від 1 січня 1900 року до 22 листопада 2026 року");
    terminal.press("\u{15}-\r");
    terminal.see("дата народження: не знаю");
    terminal.answer("Яку стать указано в документах?", "0\r");
    terminal.answer("Чи маєте ви військово-обліковий документ", BACKSPACE);
    terminal.answer("Яку стать указано в документах?", ESC);
    assert_eq!(terminal.end(), 1);
}

#[test]
fn whoever_leaves_is_told_what_happened_and_that_nothing_was_saved() {
    let table = [
        (ESC, "Ви вийшли з опитування."),
        (CTRL_C, "Ви перервали опитування (Ctrl-C)."),
        (CTRL_D, "Введення закінчилося."),
    ];
    for (key, expected) in table {
        for is_typing in [true, false] {
            let mut terminal = Terminal::start("");
            if is_typing {
                terminal.answer("Скільки з вами інших дорослих?", "1");
            } else {
                terminal.answer("Скільки з вами інших дорослих?", "\r");
                terminal.answer("Скільки з вами дітей", "\r");
                terminal.answer("Скільки з вами домашніх тварин?", "\r");
                terminal.question("Де ви зараз?");
            }
            thread::sleep(Duration::from_millis(300));
            terminal.press(key);
            terminal.see(expected);
            terminal.see("Нічого не збережено.");
            assert_eq!(terminal.end(), 1, "{key:?}");
        }
    }
}

#[test]
fn answers_are_kept_where_one_says_and_the_interview_goes_on_from_there() {
    let file = temporary("answers.json");
    let name = file.to_str().unwrap();
    let mut terminal = Terminal::start(&format!("ask child --save {name}"));
    terminal.answer("Скільки з вами дітей", "1\r");
    terminal.answer("Скільки з вами інших дорослих?", "\r");
    terminal.answer("Де ви зараз?", "4\r");
    terminal.question("Запитання 4");
    thread::sleep(Duration::from_millis(300));
    terminal.press(ESC);
    terminal.see("Ваші відповіді збережено у файлі");
    assert_eq!(terminal.end(), 1);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);

    let refused = Terminal::start(&format!("ask child --save {name}")).end_with("already exists");
    assert_eq!(refused, 2);

    let mut terminal = Terminal::start(&format!("ask child --case {name} --save {name}"));
    terminal.question("Запитання 1");
    assert!(
        !terminal.shown.contains("Де ви зараз?")
            && !terminal.shown.contains("Скільки з вами дітей")
    );
    terminal.press(ESC);
    assert_eq!(terminal.end(), 1);
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("\"where\": \"kazakhstan\"") && text.contains("\"children\""), "{text}");
    assert!(
        text.contains("\"_stored\"") && text.contains("\"topics\": [\n      \"child\"\n    ]"),
        "{text}"
    );
    fs::remove_file(&file).unwrap();
}

impl Terminal {
    fn end_with(mut self, text: &str) -> i32 {
        self.see(text);
        self.end()
    }
}

#[test]
fn pasted_text_is_taken_as_a_whole() {
    let facts = "--where kazakhstan --passport biometric --passport-expires 2027-03-27 --passport-extended no";
    let mut terminal = Terminal::start(&format!("ask passport {facts} --adult passport=none"));
    terminal.answer("У якому місті Казахстану", "2\r");
    terminal.answer("Яка дата народження?", "19.04.1986\r");
    terminal.see("19 квітня 1986 року");
    terminal.answer("Яку стать", ESC);
    assert_eq!(terminal.end(), 1);
}

#[test]
fn a_terminal_without_cursor_or_no_terminal_is_an_error_at_once() {
    let mut command = Command::new(DOVIDKA);
    command.arg("ask").env_clear().env("TERM", "dumb");
    let mut session = Session::spawn(command).unwrap();
    session.set_expect_timeout(Some(Duration::from_secs(20)));
    session.expect("dovidka check --help").unwrap();
    let output =
        Command::new(DOVIDKA).arg("ask").env_clear().stdin(Stdio::null()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    assert!(String::from_utf8_lossy(&output.stderr).contains("dovidka check --help"));
}
