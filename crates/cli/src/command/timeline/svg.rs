//! The drawing of a timeline.

use super::{Count, steps::number};
use crate::args::Step;

/// Bars where they lie in time, each with its numbers as a title; a step that holds nothing leaves its room empty.
/// `link` says where a bar leads.
pub(crate) fn draw(
    counts: &[Count],
    by: Step,
    height: impl Fn(&Count) -> f64,
    link: Option<&dyn Fn(&Count) -> String>,
) -> String {
    let most = counts.iter().map(&height).fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    let at = |count: &Count| number(&count.date, by).unwrap_or_default();
    let first = counts.first().map_or(0, at);
    let span = counts.last().map_or(0, at) - first + 1;
    let width = 800.0 / span.max(1) as f64;
    // A picture hides its parts from who does not see it; a group of links does not.
    let role = if link.is_some() { "group" } else { "img" };
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 800 240\" role=\"{role}\" \
         font-family=\"sans-serif\" font-size=\"11\">\n",
    );
    for count in counts.iter().filter(|count| count.of > 0) {
        let (x, tall) = ((at(count) - first) as f64 * width, 200.0 * height(count) / most);
        let (y, wide) = (210.0 - tall, (width * 0.9).max(0.2));
        // A bar that nothing found is of has no place to be clicked at.
        let address = link.filter(|_| count.articles > 0).map(|link| link(count).replace('&', "&amp;"));
        if let Some(address) = &address {
            svg.push_str(&format!("<a href=\"{address}\">"));
        }
        svg.push_str(&format!(
            "<rect x=\"{x:.2}\" y=\"{y:.2}\" width=\"{wide:.2}\" height=\"{tall:.2}\" fill=\"#38618c\">\
             <title>{}: {} of {}</title></rect>",
            count.date, count.articles, count.of
        ));
        svg.push_str(if address.is_some() { "</a>\n" } else { "\n" });
    }
    for (anchor, x, count) in [("start", 0, counts.first()), ("end", 800, counts.last())] {
        if let Some(count) = count {
            let date = &count.date;
            svg.push_str(&format!("<text x=\"{x}\" y=\"228\" text-anchor=\"{anchor}\">{date}</text>\n"));
        }
    }
    svg.push_str("</svg>\n");
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tallest_bar_reaches_the_top() {
        let count = |date: &str, articles| Count { date: date.into(), articles, of: 10, share: None };
        let svg = draw(&[count("1987", 5), count("1988", 10)], Step::Year, |c| c.articles as f64, None);
        assert!(svg.contains("height=\"100.00\"") && svg.contains("height=\"200.00\""), "{svg}");
        assert!(svg.contains("<title>1988: 10 of 10</title>"), "{svg}");
    }

    #[test]
    fn bars_lead_to_what_they_count() {
        let count = |date: &str, articles| Count { date: date.into(), articles, of: 9, share: None };
        let link = |count: &Count| format!("/?q=a&since={}", count.date);
        let counts = [count("1987", 0), count("1988", 3)];
        let svg = draw(&counts, Step::Year, |c| c.articles as f64, Some(&link));
        assert_eq!(svg.matches("<a href").count(), 1);
        assert!(svg.contains("<a href=\"/?q=a&amp;since=1988\"><rect"), "{svg}");
    }

    #[test]
    fn years_stand_to_scale() {
        let count = |date: &str, of| Count { date: date.into(), articles: of, of, share: None };
        let counts = [count("1900", 3), count("1902", 0), count("1909", 3)];
        let svg = draw(&counts, Step::Year, |c| c.articles as f64, None);
        assert_eq!(svg.matches("<rect").count(), 2);
        assert!(svg.contains("<rect x=\"0.00\"") && svg.contains("<rect x=\"720.00\""), "{svg}");
    }
}
