//! `offwire list`

use crate::{
    args::{Global, List, ListOrder},
    exit::{ExitStatus, Result},
    output::{Out, number, visible},
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
    let total = archive.count(&filter)?;
    if total > listed.len() as u64 {
        let shown = listed.len();
        talk.note(format!("{shown} of {} articles; more with --limit and --offset", number(total)));
    }
    Ok(ExitStatus::Done)
}

pub(crate) fn row(out: &mut Out, article: &Listed) -> Result<()> {
    let date: String = article.published.as_deref().unwrap_or("").chars().take(10).collect();
    let headline = visible(article.headline.as_deref().unwrap_or("(no headline)")).into_owned();
    let agency = article.agency.as_deref().map(|name| format!("  {}", out.style.dim(&visible(name))));
    let id = out.style.cyan(&format!("{:>7}", article.id));
    out.line(format!("{id}  {date:10}  {headline}{}", agency.unwrap_or_default()))
}
