//! The report as people read it.

use super::Report;
use std::fmt::{Display, Formatter, Result};

impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let pages = if self.n == 1 { "page" } else { "pages" };
        writeln!(f, "{} {pages}, {} of them without a prediction", self.n, self.missing)?;
        let lines = [
            ("body", "precision", self.precision),
            ("", "recall", self.recall),
            ("", "f1", self.f1),
            ("", "f1, mean of pages", self.f1_page),
            ("", "f1 of words", self.word_f1),
            ("", "pages exactly right", self.accuracy),
            ("paragraphs", "precision", self.para_p),
            ("", "recall", self.para_r),
            ("", "f1", self.para_f1),
            ("", "f1, normalized", self.para_norm_f1),
            ("snippets", "precision", self.snip_p),
            ("", "recall", self.snip_r),
            ("", "f1", self.snip_f1),
            ("", "treated right", self.snip_acc),
            ("title", "right", self.title),
            ("date", "right", self.date),
            ("authors", "precision", self.author_p),
            ("", "recall", self.author_r),
            ("", "f1", self.author_f1),
            ("", "exactly right", self.author_exact),
        ];
        for (part, name, figure) in lines {
            let Some(figure) = figure else { continue };
            write!(f, "{part:<11} {name:<20} {figure:>7.4}")?;
            match (part, name, self.f1_interval) {
                ("", "f1", Some(i)) if Some(figure) == self.f1 => {
                    writeln!(f, "  [{:.4}, {:.4}]", i.low, i.high)?
                }
                ("title", ..) => writeln!(f, "  of {}", self.n_title)?,
                ("date", ..) => writeln!(f, "  of {}", self.n_date)?,
                ("authors", ..) => writeln!(f, "  of {}", self.n_author)?,
                _ => writeln!(f)?,
            }
        }
        Ok(())
    }
}
