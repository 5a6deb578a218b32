//! `offwire stories`

use crate::{
    args::{Global, Stories},
    exit::{ExitStatus, Failure, Result},
    output::{Out, count, visible},
    talk::Talk,
};
use offwire_archive::{Archive, Link, Story};
use serde::Serialize;

const COLUMNS: [&str; 5] = ["id", "headline", "first", "last", "articles"];

/// A story with its articles and what ties them together.
#[derive(Serialize)]
struct Told {
    #[serde(flatten)]
    story: Story,
    members: Vec<offwire_archive::Listed>,
    links: Vec<Link>,
}

pub(crate) fn run(args: &Stories, global: &Global, talk: &Talk) -> Result<ExitStatus> {
    let archive = gathered(args, global, talk)?;
    let mut out = Out::new(global);
    match args.id {
        Some(id) => out.one(&told(&archive, id)?, text)?,
        None => {
            let stories = archive.stories(args.page.limit, args.page.offset)?;
            out.list(&COLUMNS, &stories, line)?;
        }
    }
    out.finish()?;
    Ok(ExitStatus::Done)
}

/// The archive with its stories up to date, where it may be written.
fn gathered(args: &Stories, global: &Global, talk: &Talk) -> Result<Archive> {
    if args.as_it_is {
        return super::reading(global);
    }
    let mut archive = super::writing(global)?;
    let links = archive.link()?;
    let stories = archive.gather_stories()?;
    talk.note(format!("{}, {}", count(links, "new link"), count(stories, "story")));
    Ok(archive)
}

/// Says what copies and stories do not tell yet: they are found when they are asked for, not by an import.
pub(super) fn tell_unlinked(archive: &Archive, talk: &Talk) -> Result<()> {
    match archive.unlinked()? {
        0 => {}
        n => talk.note(format!(
            "{} not held against the others yet: `offwire stories` finds copies and stories",
            if n == 1 { "1 article is".into() } else { format!("{} are", count(n, "article")) }
        )),
    }
    Ok(())
}

/// The same for articles of one story, and whether there is such a story.
pub(super) fn tell_lacking(archive: &Archive, story: Option<i64>, talk: &Talk) -> Result<()> {
    let Some(story) = story else { return Ok(()) };
    if archive.story(story)?.is_none() {
        talk.note(format!("no story {story} in this archive"));
    }
    tell_unlinked(archive, talk)
}

fn told(archive: &Archive, id: i64) -> Result<Told> {
    let (story, members) =
        archive.story(id)?.ok_or_else(|| Failure::some_failed(format!("no story {id} in this archive")))?;
    let mut links = Vec::new();
    for member in &members {
        links.extend(archive.links(member.id)?.into_iter().filter(|link| link.from == member.id));
    }
    Ok(Told { story, members, links })
}

fn line(out: &mut Out, story: &Story) -> Result<()> {
    let headline = visible(story.headline.as_deref().unwrap_or("(no headline)")).into_owned();
    let id = out.style.cyan(&format!("{:>6}", story.id));
    let first = story.first.as_deref().unwrap_or("");
    out.line(format!("{id}  {:>13}  {first:10.10}  {headline}", count(story.articles, "article")))
}

fn text(out: &mut Out, told: &Told) -> Result<()> {
    line(out, &told.story)?;
    for member in &told.members {
        let date = member.published.as_deref().unwrap_or("");
        let headline = visible(member.headline.as_deref().unwrap_or("(no headline)")).into_owned();
        out.line(format!("{:>8}  {date:10.10}  {headline}", member.id))?;
    }
    for link in &told.links {
        let kind = link.kind.name();
        out.line(out.style.dim(&format!(
            "          {} of {}: {kind}, {:.2}: {}",
            link.from,
            link.to,
            link.score,
            visible(&link.reason)
        )))?;
    }
    Ok(())
}
