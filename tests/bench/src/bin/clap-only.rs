//! A program with forty flags built at run time that reads its arguments and does nothing: what start-up costs at least.

use clap::{Arg, Command};

/// How many flags there are, about as many as `dovidka check` has.
const FLAGS: usize = 40;

fn main() {
    let mut command = Command::new("clap-only").about("Does nothing");
    for number in 0..FLAGS {
        let id = format!("flag-{number}");
        let help = format!("What flag number {number} says");
        let topic = format!("Topic {}", number / 8);
        let flag = Arg::new(id.clone()).long(id).value_name("VALUE").help(help).help_heading(topic);
        command = command.arg(flag);
    }
    let matches = command.get_matches();
    std::hint::black_box(matches);
}
