//! `offwire list`

use crate::{
    args::{Global, List, ListOrder, Page},
    exit::{ExitStatus, Result},
    output::{Out, count, number, visible},
    setup,
    talk::Talk,
};
use offwire_archive::{Listed, Order};

pub(crate) const COLUMNS: [&str; 8] =
    ["id", "uid", "headline", "agency", "published", "language", "status", "superseded_by"];

pub(crate) fn run(args: &List, global: &Global, talk: &Talk) -> Result<ExitStatus> {
    let order = match args.sort {
        ListOrder::Id => Order::Id,
        ListOrder::Date => Order::Date,
        ListOrder::Oldest => Order::DateAscending,
        ListOrder::Uid => Order::Uid,
    };
    let filter = setup::filter(&args.filters);
    let archive = super::reading(global)?;
    let listed = archive.list(&filter, order, args.page.limit, args.page.offset)?;
    let mut out = Out::new(global);
    out.list(&COLUMNS, &listed, row)?;
    out.finish()?;
    super::stories::tell_lacking(&archive, filter.story, talk)?;
    let total = archive.count(&filter)?;
    if total > listed.len() as u64 {
        talk.note(span(args.page, listed.len(), total, "article"));
    }
    Ok(ExitStatus::Done)
}

/// Which part of a longer list was shown.
pub(crate) fn span(page: Page, shown: usize, total: u64, noun: &str) -> String {
    let all = count(total, noun);
    if shown == 0 {
        let why = if page.limit == 0 { "--limit 0" } else { "--offset passes over them" };
        return format!("none of {all}: {why}");
    }
    let (first, last) = (page.offset as u64 + 1, (page.offset + shown) as u64);
    let part = if first == last { number(first) } else { format!("{} to {}", number(first), number(last)) };
    let more = if last < total { "; more with --limit and --offset" } else { "" };
    format!("{part} of {all}{more}")
}

pub(crate) fn row(out: &mut Out, article: &Listed) -> Result<()> {
    let date: String = article.published.as_deref().unwrap_or("").chars().take(10).collect();
    let headline = visible(article.headline.as_deref().unwrap_or("(no headline)")).into_owned();
    let agency = article.agency.as_deref().map(|name| format!("  {}", out.style.dim(&visible(name))));
    let id = out.style.cyan(&format!("{:>7}", article.id));
    out.line(format!("{id}  {date:10}  {headline}{}", agency.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_part_of_a_list_is_told_by_its_ends() {
        let span = |offset, shown| span(Page { limit: 20, offset }, shown, 34, "article");
        assert_eq!(span(0, 20), "1 to 20 of 34 articles; more with --limit and --offset");
        assert_eq!(span(20, 14), "21 to 34 of 34 articles");
        assert_eq!(span(33, 1), "34 of 34 articles");
        assert_eq!(span(100, 0), "none of 34 articles: --offset passes over them");
    }
}
