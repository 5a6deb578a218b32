//! What a line says of itself before the headline: `Title: `, `# ` of Markdown.

const LABELS: [&str; 12] = [
    "title:",
    "headline:",
    "head:",
    "hl:",
    "titel:",
    "titre:",
    "título:",
    "titular:",
    "titolo:",
    "overskrift:",
    "标题：",
    "заголовок:",
];

/// Length in bytes of a label with the blanks behind it; 0 where there is none, or nothing behind it.
pub(super) fn length_of_label(line: &str) -> usize {
    let lower = line.to_lowercase();
    let label = LABELS.iter().find(|label| lower.starts_with(**label)).map_or(0, |label| label.len());
    let hashes = line.len() - line.trim_start_matches('#').len();
    let is_markdown =
        (1..=3).contains(&hashes) && line.get(hashes..).is_some_and(|rest| rest.starts_with(' '));
    let length = if is_markdown { hashes } else { label };
    match line.get(length..).map(str::trim_start) {
        Some(rest) if length > 0 && !rest.is_empty() => line.len() - rest.len(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::length_of_label;

    #[test]
    fn a_label_is_no_part_of_the_headline() {
        for (line, length) in [
            ("Title: Port reopens", 7),
            ("# Port reopens", 2),
            ("T\u{ed}tulo: Puerto", 9),
            ("Title:", 0),
            ("Titles won", 0),
            ("#harbour reopens", 0),
        ] {
            assert_eq!(length_of_label(line), length, "{line}");
        }
    }
}
