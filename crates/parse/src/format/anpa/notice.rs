//! What slugs and head lines tell editors of a message: that it kills a story, advises, or is held.

use crate::Article;
use crate::field::date::{DateHints, first_date};
use offwire_article::{NewsDate, Status};

/// Slugs that end so list stories, and are none.
const LISTS: [&str; 4] = ["digest", "budget", "lineup", "advisory"];

/// What the slug says: `BC-OH--Harbor Fire, KILL`, `AM-Port, ADVISORY`, `BC-MED--Aspirin, ADV12`, `BC-News Digest`.
pub(super) fn of_slug(slug: &str) -> Option<Status> {
    let words = |part: &str| {
        part.split(|c: char| !c.is_alphanumeric()).map(str::to_ascii_lowercase).collect::<Vec<_>>()
    };
    let mut parts = slug.split(',');
    let topic = words(parts.next().unwrap_or_default());
    let marks: Vec<String> = parts.flat_map(words).collect();
    let has = |wanted: &str| marks.iter().any(|mark| mark == wanted);
    let is_held =
        |mark: &String| mark.strip_prefix("adv").is_some_and(|day| day.bytes().all(|b| b.is_ascii_digit()));
    match () {
        () if has("kill") || has("elimination") => Some(Status::Kill),
        () if has("advisory") => Some(Status::Advisory),
        () if marks.iter().any(is_held) => Some(Status::Embargoed),
        () if topic.last().is_some_and(|last| LISTS.contains(&last.as_str())) => Some(Status::Advisory),
        () => None,
    }
}

/// Reads a head line that is addressed to editors, and no headline; whether it was one.
pub(super) fn read(line: &str, article: &mut Article) -> bool {
    let lower = line.to_lowercase();
    let to_editors =
        ["eds:", "eds.", "editor's note", "editors' note"].iter().any(|opening| lower.starts_with(opening));
    if to_editors {
        article.note(format!("editors' note: {line}"));
        if lower.contains("kills story") || lower.contains("kill story") {
            article.status = Some(Status::Kill);
        }
        return true;
    }
    let is_hold = lower.strip_prefix('$').unwrap_or(&lower).strip_prefix("adv");
    match lower.trim_end_matches(':') {
        "bulletin kill" | "bulletin elimination" | "kill" => article.status = Some(Status::Kill),
        "bulletin" | "urgent" | "flash" => article.status = article.status.or(Some(Status::Urgent)),
        "editors" | "advisory" | "eds" => article.status = article.status.or(Some(Status::Advisory)),
        _ if is_hold
            .is_some_and(|day| day.trim_start_matches([' ', '.']).bytes().all(|b| b.is_ascii_digit())) =>
        {
            article.status = article.status.or(Some(Status::Embargoed));
        }
        _ if lower.starts_with("for release ") => {
            article.status = article.status.or(Some(Status::Embargoed));
            article.embargo = day(line, article.published);
            article.note(format!("editors' note: {line}"));
        }
        _ => return false,
    }
    true
}

/// The day of `For release 6 p.m. EDT Wednesday, May 12, and thereafter`, in the year of the message.
fn day(line: &str, sent: Option<NewsDate>) -> Option<NewsDate> {
    first_date(line, DateHints::default())?.date_near(sent).map(NewsDate::date_only)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_tell_what_a_message_is() {
        for (slug, status) in [
            ("BC-OH--Harbor Fire, KILL,90", Some(Status::Kill)),
            ("BC-OH--Harbor Fire, 1st Ld-Writethru KILL", Some(Status::Kill)),
            ("AM-Port, ADVISORY,21", Some(Status::Advisory)),
            ("BC-News Digest,400", Some(Status::Advisory)),
            ("BC-MED--Aspirin, ADV12,300", Some(Status::Embargoed)),
            ("BC-Road Kill,90", None),
            ("BC-US--Harbour, 1st Ld-Writethru,1140", None),
        ] {
            assert_eq!(of_slug(slug), status, "{slug}");
        }
    }

    #[test]
    fn lines_to_editors_are_no_headlines() {
        let mut article =
            Article { published: Some("2004-05-09T15:11-04:00".parse().unwrap()), ..Article::default() };
        assert!(read("$adv 12", &mut article));
        assert!(read("For release 6 p.m. EDT Wednesday, May 12, and thereafter", &mut article));
        assert_eq!(
            (article.status, article.embargo.unwrap().to_string()),
            (Some(Status::Embargoed), "2004-05-12".into())
        );
        assert!(read("Eds: KILLS story. Report in error.", &mut article));
        assert_eq!(article.status, Some(Status::Kill));
        assert!(
            !read("Advertisers leave the harbour", &mut article) && !read("Killer whale seen", &mut article)
        );
    }
}
