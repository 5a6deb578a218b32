//! `offwire export`

use crate::{
    args::{Export, Global},
    exit::{ExitStatus, Failure, Result},
    output::{Plain, count},
    setup,
    talk::Talk,
};
use offwire_archive::{Archive, ExportFormat, ExportOptions, Filter, Order, Query, Recipe};
use offwire_batch::display_name;
use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::Path,
};

/// Articles that are named one by one.
const MOST_NAMED: usize = 20;

pub(crate) fn run(args: &Export, global: &Global, talk: &Talk) -> Result<ExitStatus> {
    let archive = super::reading(global)?;
    let recipe = args.recipe.as_deref().filter(|path| path.exists()).map(read_recipe).transpose()?;
    if let (Some(recipe), Some(path)) = (&recipe, &args.recipe) {
        refuse_other_articles(path, args, recipe)?;
    }
    let no_text = args.no_text || recipe.as_ref().is_some_and(|recipe| recipe.options.no_text);
    let options = ExportOptions { no_text };
    let to = args.to.clone().or_else(|| recipe.as_ref().map(|recipe| recipe.format.clone()));
    let to = to.unwrap_or_else(|| "jsonl".into());
    let is_new = recipe.is_none();
    let wanted = recipe.as_ref().map(|recipe| recipe.uids.len());
    let ids = match recipe {
        Some(recipe) => of_recipe(recipe, &archive, talk)?,
        None => chosen(args, &archive)?,
    };
    let lacks_some = wanted.is_some_and(|wanted| ids.len() < wanted);
    write(&to, args, &archive, &ids, options)?;
    if let Some(path) = args.recipe.as_deref().filter(|_| is_new) {
        write_recipe(path, &to, args, &archive, &ids, options)?;
    }
    super::stories::tell_lacking(&archive, args.filters.story, talk)?;
    talk.note(count(ids.len() as u64, "article"));
    Ok(if lacks_some { ExitStatus::SomeFailed } else { ExitStatus::Done })
}

/// Writes the articles in a format of that name.
fn write(to: &str, args: &Export, archive: &Archive, ids: &[i64], options: ExportOptions) -> Result<()> {
    let folder = ["bagit", "hf"].into_iter().find(|name| to.eq_ignore_ascii_case(name));
    if let Some(name) = folder {
        if args.into == Path::new("-") {
            return Err(Failure::usage(format!("`{name}` is a folder: name it with --into")));
        }
        match name {
            "bagit" => archive.export_bag(ids, options, &args.into)?,
            _ => archive.export_dataset(ids, options, &args.into)?,
        };
        return Ok(());
    }
    let format = ExportFormat::named(to).ok_or_else(|| {
        let names: Vec<&str> = ExportFormat::ALL.iter().map(|f| f.name()).collect();
        Failure::usage(format!("`{to}` is no format of export"))
            .hint(format!("take one of: {}, hf, bagit", names.join(", ")))
    })?;
    let mut out = target(&args.into)?;
    if !matches!(format, ExportFormat::Jsonl | ExportFormat::Csl) && format.name() != "parquet" {
        out = Box::new(Plain::new(out));
    }
    archive.export(ids, format, options, &mut out)?;
    Ok(out.flush()?)
}

/// Where to write: standard output, or a file that is not there yet.
fn target(path: &Path) -> Result<Box<dyn Write>> {
    if path == Path::new("-") {
        return Ok(Box::new(BufWriter::new(io::stdout())));
    }
    let file = File::create_new(path).map_err(|e| {
        let failure = Failure::file(path, &e);
        if e.kind() == io::ErrorKind::AlreadyExists {
            failure.hint("nothing is overwritten")
        } else {
            failure
        }
    })?;
    Ok(Box::new(BufWriter::new(file)))
}

fn read_recipe(path: &Path) -> Result<Recipe> {
    let bytes = fs::read(path).map_err(|e| Failure::file(path, &e))?;
    serde_json::from_slice(&bytes)
        .map_err(|e| Failure::unavailable(format!("{}: no recipe: {e}", display_name(path))))
}

/// A recipe says which articles: a search or filters that it was not made with cannot hold beside it.
fn refuse_other_articles(path: &Path, args: &Export, recipe: &Recipe) -> Result<()> {
    let asked = query(args);
    let named = args.query.is_some() || !setup::filter(&args.filters).is_empty();
    if named && asked != recipe.query {
        let name = display_name(path);
        return Err(Failure::usage(format!("{name} was made with another search or other filters"))
            .hint("leave --query and filters out, or name a new file to write another recipe"));
    }
    Ok(())
}

/// The articles of a recipe, in the order of exports; those that the archive lacks are named.
fn of_recipe(recipe: Recipe, archive: &Archive, talk: &Talk) -> Result<Vec<i64>> {
    let mut missing = BTreeSet::from_iter(recipe.uids.iter().cloned());
    let filter = Filter { uids: Some(recipe.uids), ..Filter::default() };
    let listed = archive.list(&filter, Order::Canonical, usize::MAX, 0)?;
    for article in &listed {
        missing.remove(&article.uid);
    }
    if !missing.is_empty() {
        let more = if missing.len() > MOST_NAMED { "…" } else { "" };
        let named: Vec<&str> = missing.iter().take(MOST_NAMED).map(String::as_str).collect();
        let all = count(missing.len() as u64, "article");
        talk.warn(format!("not in this archive: {all} of the recipe: {}{more}", named.join(", ")));
    }
    Ok(listed.into_iter().map(|article| article.id).collect())
}

/// The articles of the search and filters, in the order of exports.
fn chosen(args: &Export, archive: &Archive) -> Result<Vec<i64>> {
    let mut filter = setup::filter(&args.filters);
    if let Some(query) = &args.query {
        let found = archive.search_ids(&Query::parse(query)?, &filter)?;
        filter = Filter { ids: Some(found), ..Filter::default() };
    }
    Ok(archive.export_ids(&filter)?)
}

/// The search and filters as a recipe keeps them, each by its name.
fn query(args: &Export) -> serde_json::Value {
    serde_json::json!({ "query": args.query, "filters": setup::filter(&args.filters) })
}

fn write_recipe(
    path: &Path,
    to: &str,
    args: &Export,
    archive: &Archive,
    ids: &[i64],
    options: ExportOptions,
) -> Result<()> {
    let filter = Filter { ids: Some(ids.to_vec()), ..Filter::default() };
    let listed = archive.list(&filter, Order::Canonical, usize::MAX, 0)?;
    let recipe = Recipe {
        version: env!("CARGO_PKG_VERSION").into(),
        format: to.to_owned(),
        options,
        query: query(args),
        uids: listed.into_iter().map(|article| article.uid).collect(),
    };
    let json = serde_json::to_vec_pretty(&recipe).map_err(|e| Failure::unavailable(e.to_string()))?;
    fs::write(path, json).map_err(|e| Failure::file(path, &e))
}
