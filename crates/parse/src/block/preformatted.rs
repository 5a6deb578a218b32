//! Where paragraphs of preformatted text end: at empty lines, and on early pages, where it is no code, at rules of dashes
//! and where a line is indented.

/// Columns by which the first line of a paragraph is indented.
const INDENTS: std::ops::RangeInclusive<usize> = 2..=10;
/// Columns by which a full line may be shorter than the longest one.
const RAGGED: usize = 20;
/// Marks of a rule at least.
const LEAST_RULE: usize = 5;
/// Of so many lines one may open a paragraph: where more are indented, they are a table or a quotation.
const LINES_PER_PARAGRAPH: usize = 2;

/// Where a text is divided: the end of the text before each place, and the start of the text behind it. Rules and indents
/// divide where the text `is_prose`.
pub(super) fn divisions(text: &str, is_prose: bool) -> Vec<(usize, usize)> {
    let indent = Indent::of(text);
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut above: Option<&str> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let next = at + line.len();
        let is_inner = above.is_some();
        if is_inner && line.ends_with('\n') && (line.trim().is_empty() || is_prose && is_rule(line)) {
            match found.last_mut() {
                Some((_, start)) if *start == at => *start = next,
                _ => found.push((at, next)),
            }
        } else if is_prose && above.is_some_and(|above| indent.opens(line, above)) {
            found.push((at, at));
        }
        above = Some(line);
        at = next;
    }
    found.dedup_by(|next, before| next.0 == before.1 && next.1 == before.1);
    found
}

fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= LEAST_RULE && line.chars().all(|c| matches!(c, '-' | '_' | '=' | '*' | '~' | '+'))
}

/// How a text indents its paragraphs.
struct Indent {
    /// Columns before most of its lines.
    margin: usize,
    /// Columns of its longest line.
    width: usize,
    is_custom: bool,
}

impl Indent {
    fn of(text: &str) -> Self {
        let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
        let width = lines.iter().map(|line| line.trim_end().chars().count()).max().unwrap_or(0);
        let count = |margin: usize| lines.iter().filter(|line| columns(line) == margin).count();
        let margin = lines.iter().map(|line| columns(line)).min().unwrap_or(0);
        let mut indent = Self { margin, width, is_custom: false };
        let opening = lines.iter().filter(|line| indent.is_indented(line)).count();
        let flush = count(margin);
        indent.is_custom = opening > 0 && flush >= opening && lines.len() >= opening * LINES_PER_PARAGRAPH;
        indent
    }

    fn is_indented(&self, line: &str) -> bool {
        !line.trim().is_empty() && INDENTS.contains(&(columns(line) - self.margin.min(columns(line))))
    }

    /// Whether a line opens a paragraph. Behind a full line that is indented itself it goes on with a quotation.
    fn opens(&self, line: &str, above: &str) -> bool {
        let is_full = above.trim_end().chars().count() + RAGGED >= self.width;
        self.is_custom && self.is_indented(line) && !(self.is_indented(above) && is_full)
    }
}

/// Columns of white space at the head of a line; a tab reaches the next multiple of eight.
fn columns(line: &str) -> usize {
    let space = line.chars().take_while(|c| c.is_whitespace());
    space.fold(0, |at, c| if c == '\t' { at / 8 * 8 + 8 } else { at + 1 })
}

#[cfg(test)]
mod tests {
    use super::divisions;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let mut start = 0;
        let mut found = Vec::new();
        for (end, next) in divisions(text, true).into_iter().chain([(text.len(), text.len())]) {
            assert!(start <= end && end <= next, "{start} {end} {next}");
            let words: Vec<&str> = text[start..end].split_whitespace().collect();
            found.push(words.join(" "));
            start = next;
        }
        found.retain(|piece| !piece.is_empty());
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn empty_lines_and_rules_divide() {
        check("One\ngoes on.\n\n \nTwo.\n", &["One goes on.", "Two."]);
        check("THE OBSERVER\n------------\nOne\ngoes on.\n", &["THE OBSERVER", "One goes on."]);
    }

    #[test]
    fn indented_lines_open_paragraphs() {
        check(
            "   The harbour closed on Monday after\ndivers found cracks in three of its\npillars.\n   Some forty boats land their\n\
             catch there on each day\nof the week.\n   They wait.\n   Others do not.\n",
            &[
                "The harbour closed on Monday after divers found cracks in three of its pillars.",
                "Some forty boats land their catch there on each day of the week.",
                "They wait.",
                "Others do not.",
            ],
        );
    }

    #[test]
    fn a_quotation_is_one_paragraph_and_a_table_keeps_its_lines() {
        check(
            "The board wrote on Monday to all:\n    The quay is closed until the spring,\n    and so is the crane on it,\n    \
             we hear.\nSome forty boats land their catch\nthere, and the crews were asked to wait\nfor the spring.\n",
            &[
                "The board wrote on Monday to all:",
                "The quay is closed until the spring, and so is the crane on it, we hear. Some forty boats land their \
                 catch there, and the crews were asked to wait for the spring.",
            ],
        );
    }
}
