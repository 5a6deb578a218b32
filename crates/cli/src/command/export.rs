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
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::Path,
};

pub(crate) fn run(args: &Export, global: &Global, talk: &Talk) -> Result<ExitStatus> {
    let archive = super::reading(global)?;
    let options = ExportOptions { no_text: args.no_text };
    let ids = chosen(args, &archive, talk)?;
    let folder = ["bagit", "hf"].into_iter().find(|name| args.to.eq_ignore_ascii_case(name));
    if let Some(name) = folder {
        if args.into == Path::new("-") {
            return Err(Failure::usage(format!("`{name}` is a folder: name it with --into")));
        }
        match name {
            "bagit" => archive.export_bag(&ids, options, &args.into)?,
            _ => archive.export_dataset(&ids, options, &args.into)?,
        };
    } else {
        let format = ExportFormat::named(&args.to).ok_or_else(|| {
            let names: Vec<&str> = ExportFormat::ALL.iter().map(|f| f.name()).collect();
            Failure::usage(format!("`{}` is no format of export", args.to))
                .hint(format!("take one of: {}, hf, bagit", names.join(", ")))
        })?;
        let mut write = target(&args.into)?;
        if !matches!(format, ExportFormat::Jsonl | ExportFormat::Csl) && format.name() != "parquet" {
            write = Box::new(Plain::new(write));
        }
        archive.export(&ids, format, options, &mut write)?;
        write.flush()?;
    }
    if let Some(path) = args.recipe.as_deref().filter(|path| !path.exists()) {
        write_recipe(path, args, &archive, &ids, options)?;
    }
    talk.note(count(ids.len() as u64, "article"));
    Ok(ExitStatus::Done)
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

/// The articles of a recipe that is there, else those of the filters, in the order of exports.
fn chosen(args: &Export, archive: &Archive, talk: &Talk) -> Result<Vec<i64>> {
    let mut filter = setup::filter(&args.filters);
    if let Some(path) = args.recipe.as_deref().filter(|path| path.exists()) {
        let bytes = fs::read(path).map_err(|e| Failure::file(path, &e))?;
        let recipe: Recipe = serde_json::from_slice(&bytes)
            .map_err(|e| Failure::unavailable(format!("{}: no recipe: {e}", display_name(path))))?;
        let wanted = recipe.uids.len();
        let ids = archive.ids(&Filter { uids: Some(recipe.uids), ..Filter::default() }, Order::Canonical)?;
        if ids.len() < wanted {
            let missing = count((wanted - ids.len()) as u64, "article");
            talk.warn(format!("not in this archive: {missing} of the recipe"));
        }
        return Ok(ids);
    }
    if let Some(query) = &args.query {
        let found = archive.search_ids(&Query::parse(query)?, &filter)?;
        filter = Filter { ids: Some(found), ..Filter::default() };
    }
    Ok(archive.export_ids(&filter)?)
}

fn write_recipe(
    path: &Path,
    args: &Export,
    archive: &Archive,
    ids: &[i64],
    options: ExportOptions,
) -> Result<()> {
    let filter = Filter { ids: Some(ids.to_vec()), ..Filter::default() };
    let listed = archive.list(&filter, Order::Canonical, usize::MAX, 0)?;
    let recipe = Recipe {
        version: env!("CARGO_PKG_VERSION").into(),
        format: args.to.clone(),
        options,
        query: serde_json::json!({ "query": args.query, "filters": format!("{:?}", setup::filter(&args.filters)) }),
        uids: listed.into_iter().map(|article| article.uid).collect(),
    };
    let json = serde_json::to_vec_pretty(&recipe).map_err(|e| Failure::unavailable(e.to_string()))?;
    fs::write(path, json).map_err(|e| Failure::file(path, &e))
}
