//! How often the verdict for the wire agrees with a reference, case by case.

use std::fmt;

use super::{Change, Wire};
use specwright_document::inert::one_line;

/// A pair of documents and whether the reference calls the change breaking, at least potentially.
#[derive(Clone, Debug)]
pub struct Case {
    /// The folder with `base.yaml` and `revision.yaml`.
    pub name: String,
    /// What the reference says.
    pub breaking: bool,
    /// What the reference found, in its own words.
    pub reasons: String,
    /// The case rests on the reference's own extensions to OpenAPI.
    pub vendor: bool,
}

/// What came of the cases.
#[derive(Clone, Debug, Default)]
pub struct Score {
    plain: Rates,
    vendor: Rates,
    /// Cases in which nothing at all was found although the documents differ.
    silent: Vec<String>,
    disagreements: Vec<String>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Rates {
    found: usize,
    missed: usize,
    false_alarms: usize,
    right_no: usize,
}

impl Score {
    /// Counts one case.
    pub fn count(&mut self, case: &Case, changes: &[Change], differ: bool) {
        let breaking = changes.iter().any(|change| change.wire >= Wire::Warning);
        let rates = if case.vendor { &mut self.vendor } else { &mut self.plain };
        match (case.breaking, breaking) {
            (true, true) => rates.found += 1,
            (true, false) => rates.missed += 1,
            (false, true) => rates.false_alarms += 1,
            (false, false) => rates.right_no += 1,
        }
        if differ && changes.is_empty() {
            self.silent.push(case.name.clone());
        }
        if case.breaking != breaking && !case.vendor {
            let what = if breaking { "false alarm" } else { "missed" };
            let mut worst: Vec<&str> =
                changes.iter().filter(|c| c.wire >= Wire::Warning).map(|change| change.rule.id).collect();
            worst.dedup();
            self.disagreements.push(format!(
                "{what}: {}\n  reference: {}\n  here: {}",
                case.name,
                case.reasons,
                worst.join(", ")
            ));
        }
    }
}

impl fmt::Display for Rates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (yes, no) = (self.found + self.missed, self.false_alarms + self.right_no);
        writeln!(f, "  breaking found: {} of {yes} ({})", self.found, Percent(self.found, yes))?;
        writeln!(f, "  false alarms:   {} of {no} ({})", self.false_alarms, Percent(self.false_alarms, no))?;
        let right = self.found + self.right_no;
        writeln!(f, "  agreement:      {right} of {} ({})", yes + no, Percent(right, yes + no))
    }
}

struct Percent(usize, usize);

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = (self.0 * 1000 + self.1 / 2).checked_div(self.1).unwrap_or_default();
        write!(f, "{}.{} %", tenths / 10, tenths % 10)
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Cases without extensions of the reference:\n{}", self.plain)?;
        writeln!(f, "Cases that rest on such extensions:\n{}", self.vendor)?;
        writeln!(f, "Silent although the documents differ: {}", self.silent.len())?;
        for case in &self.silent {
            writeln!(f, "  {}", one_line(case))?;
        }
        writeln!(f, "\nDisagreements, without extensions: {}", self.disagreements.len())?;
        for line in &self.disagreements {
            writeln!(f, "{}", one_line(line))?;
        }
        Ok(())
    }
}

/// Reads the list of cases: a table separated by tabs, with a head.
///
/// # Errors
///
/// A column is missing.
pub fn cases(table: &str) -> Result<Vec<Case>, String> {
    let mut lines = table.lines();
    let head: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let column = |name: &str| {
        head.iter().position(|column| *column == name).ok_or_else(|| format!("it has no column `{name}`"))
    };
    let [name, breaking, reasons, vendor] =
        [column("case")?, column("expected_breaking")?, column("expected_ids")?, column("vendor_ext")?];
    let case = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let cell = |index: usize| cells.get(index).copied().unwrap_or_default();
        Case {
            name: cell(name).to_owned(),
            breaking: cell(breaking) == "yes",
            reasons: cell(reasons).to_owned(),
            vendor: cell(vendor) == "yes",
        }
    };
    Ok(lines.filter(|line| !line.is_empty()).map(case).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_are_read_by_the_names_of_the_columns() {
        let table = "vendor_ext\tcase\texpected_ids\texpected_breaking\nno\tA\tx:ERR\tyes\nyes\tB\t-\tno\n";
        let cases = cases(table).unwrap();
        let short: Vec<_> = cases.iter().map(|case| (&*case.name, case.breaking, case.vendor)).collect();
        assert_eq!(short, [("A", true, false), ("B", false, true)]);
    }

    #[test]
    fn a_table_without_a_column_is_refused() {
        assert_eq!(cases("case\texpected_breaking\n").unwrap_err(), "it has no column `expected_ids`");
    }

    #[test]
    fn silence_about_a_difference_is_told() {
        let case = Case { name: "A".to_owned(), breaking: true, reasons: "x".to_owned(), vendor: false };
        let mut score = Score::default();
        score.count(&case, &[], true);
        let page = score.to_string();
        assert!(page.contains("breaking found: 0 of 1 (0.0 %)"), "{page}");
        assert!(page.contains("differ: 1\n  A") && page.contains("missed: A"), "{page}");
    }
}
