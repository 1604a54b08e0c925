//! Rows of a spreadsheet, for people who read them there: no cell can become a formula.

/// What a formula may start with in some spreadsheet; the last four are wide forms of the first.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// One row of a spreadsheet.
pub(super) struct Row<'o> {
    out: &'o mut Vec<u8>,
    has_cell: bool,
}

impl<'o> Row<'o> {
    /// A row without cells at the end of `out`.
    pub(super) fn start(out: &'o mut Vec<u8>) -> Self {
        Self { out, has_cell: false }
    }

    /// Adds a cell; quotes it if it must be, and disarms what a spreadsheet would take for a formula.
    pub(super) fn cell(&mut self, text: &str) {
        if std::mem::replace(&mut self.has_cell, true) {
            self.out.push(b',');
        }
        let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
        let is_number = is_plain && text.parse::<f64>().is_ok();
        let is_formula = text.starts_with(FORMULA) && !is_number;
        let has_special = text.contains([',', '"', '\n', '\r', ';']);
        if !is_formula && !has_special {
            return self.out.extend_from_slice(text.as_bytes());
        }
        self.out.extend_from_slice(if is_formula { b"\"'" } else { b"\"" });
        self.out.extend_from_slice(text.replace('"', "\"\"").as_bytes());
        self.out.push(b'"');
    }

    /// Ends the row.
    pub(super) fn end(self) {
        self.out.push(b'\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_becomes_a_formula_or_two_cells() {
        let table = [
            ("plain", "plain"),
            ("-5", "-5"),
            ("+77172577025", "+77172577025"),
            ("=1+1", "\"'=1+1\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("+inf", "\"'+inf\""),
            ("-1.5e3", "-1.5e3"),
            ("＝1+1", "\"'＝1+1\""),
            ("-x", "\"'-x\""),
            ("a,b", "\"a,b\""),
            ("say \"no\"", "\"say \"\"no\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("", ""),
        ];
        for (text, expected) in table {
            let mut out = Vec::new();
            let mut row = Row::start(&mut out);
            row.cell(text);
            row.end();
            assert_eq!(String::from_utf8(out).unwrap(), format!("{expected}\n"), "{text}");
        }
    }
}
