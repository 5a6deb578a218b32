//! Reports as people read them.

use super::{Comparison, Interval, Report};
use std::fmt::{Display, Formatter, Result};

impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        writeln!(
            f,
            "{}, {} of them without a summary; {:.1} words in {:.2} sentences on average, {} at most",
            documents(self.documents),
            self.empty,
            self.mean_words,
            self.mean_sentences,
            self.longest
        )?;
        writeln!(
            f,
            "\n{:<11} {:>7}  {:<16} {:>9} {:>7}",
            "x 100", "F1", "95 % interval", "precision", "recall"
        )?;
        let measures = [
            ("ROUGE-1", self.rouge1),
            ("ROUGE-2", self.rouge2),
            ("ROUGE-L", self.rouge_l),
            ("ROUGE-Lsum", self.rouge_lsum),
        ];
        for (name, m) in measures {
            let interval = range(m.interval);
            writeln!(f, "{name:<11} {:>7.2}  {interval:<16} {:>9.2} {:>7.2}", m.f1, m.precision, m.recall)?;
        }
        if let (Some(novelty), Some(compression)) = (self.novelty, self.compression) {
            writeln!(
                f,
                "\n{compression:.1} % of the article's length, {novelty:.1} % of the word pairs not in the article"
            )?;
        }
        self.write_readability(f)
    }
}

impl Report {
    fn write_readability(&self, f: &mut Formatter<'_>) -> Result {
        let r = &self.readability;
        writeln!(f, "\n{:<44} {:>6} {:>7}", "paragraphs with a defect", "number", "%")?;
        let counts = [
            ("opens with a pronoun or connective", r.opens_badly),
            ("a later sentence does, without its neighbour", r.loose),
            ("a pronoun before what it stands for", r.dangling),
            ("half a quotation or bracket", r.unbalanced),
            ("page furniture", r.furniture),
            ("a quotation without its speaker", r.speakerless),
            ("the page's own voice, or what is not there", r.pointing),
            ("over its budget", r.over_budget),
            ("a cut sentence", r.cut),
            ("any of these", r.any),
            ("a surname that nothing introduces", r.unknown_names),
            ("a question without what follows it", r.unanswered),
        ];
        for (name, count) in counts {
            let share = if self.documents == 0 { 0.0 } else { 100.0 * count as f64 / self.documents as f64 };
            writeln!(f, "{name:<44} {count:>6} {share:>7.1}")?;
        }
        Ok(())
    }
}

impl Display for Comparison {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        writeln!(f, "{} in both runs, {} in one only", documents(self.documents), self.unmatched)?;
        writeln!(
            f,
            "\n{:<11} {:>10} {:>6}  {:<16} {:>6} {:>6}",
            "F1 x 100", "difference", "error", "95 % interval", "better", "worse"
        )?;
        let measures = [
            ("ROUGE-1", self.rouge1),
            ("ROUGE-2", self.rouge2),
            ("ROUGE-L", self.rouge_l),
            ("ROUGE-Lsum", self.rouge_lsum),
        ];
        for (name, d) in measures {
            let interval = range(d.interval);
            writeln!(
                f,
                "{name:<11} {:>+10.2} {:>6.2}  {interval:<16} {:>6} {:>6}",
                d.mean, d.error, d.better, d.worse
            )?;
        }
        Ok(())
    }
}

fn documents(n: usize) -> String {
    if n == 1 { "1 document".to_owned() } else { format!("{n} documents") }
}

fn range(interval: Option<Interval>) -> String {
    interval.map_or_else(|| "-".to_owned(), |i| format!("[{:.2}, {:.2}]", i.low, i.high))
}
