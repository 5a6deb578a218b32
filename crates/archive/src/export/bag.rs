//! BagIt (RFC 8493): a folder that proves its own content.

use super::{ExportFormat, ExportOptions};
use crate::{
    Archive,
    error::{Error, Result},
};
use offwire_article::uid;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::BufWriter,
    path::Path,
};

impl Archive {
    /// Writes articles as a bag: `data/articles.jsonl`, and the raw record of each under `data/sources/` by its
    /// SHA-256, with manifests. The number of articles.
    ///
    /// # Errors
    /// [`Error::File`] where the folder exists or cannot be written; otherwise as [`Archive::export`].
    pub fn export_bag(&self, ids: &[i64], options: ExportOptions, folder: &Path) -> Result<u64> {
        fs::create_dir(folder)
            .map_err(|error| Error::file(folder, "a bag needs a folder of its own", error))?;
        let data = folder.join("data");
        make(&data)?;
        let articles = data.join("articles.jsonl");
        let file =
            fs::File::create_new(&articles).map_err(|e| Error::file(&articles, "cannot be made", e))?;
        let count = self.export(ids, ExportFormat::Jsonl, options, &mut BufWriter::new(file))?;
        let mut manifest = BTreeMap::new();
        let mut octets = note(&articles, "data/articles.jsonl", &mut manifest)?;
        if !options.no_text {
            octets += self.bag_sources(ids, &data, &mut manifest)?;
        }
        let payload = format!("{octets}.{}", manifest.len());
        write(folder, "bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")?;
        let info = format!("Payload-Oxum: {payload}\nInternal-Sender-Description: {count} news articles\n");
        write(folder, "bag-info.txt", &info)?;
        write(folder, "manifest-sha256.txt", &lines(&manifest))?;
        let mut tags = BTreeMap::new();
        for name in ["bag-info.txt", "bagit.txt", "manifest-sha256.txt"] {
            note(&folder.join(name), name, &mut tags)?;
        }
        write(folder, "tagmanifest-sha256.txt", &lines(&tags))?;
        Ok(count)
    }

    fn bag_sources(&self, ids: &[i64], data: &Path, manifest: &mut BTreeMap<String, String>) -> Result<u64> {
        let folder = data.join("sources");
        make(&folder)?;
        let (mut octets, mut seen) = (0, BTreeSet::new());
        for id in ids {
            let bytes = self.raw(*id)?;
            let name = uid::sha256(&bytes);
            if seen.insert(name.clone()) {
                let path = folder.join(&name);
                fs::write(&path, &bytes).map_err(|error| Error::file(&path, "cannot be written", error))?;
                octets += bytes.len() as u64;
                manifest.insert(format!("data/sources/{name}"), name);
            }
        }
        Ok(octets)
    }
}

fn make(folder: &Path) -> Result<()> {
    fs::create_dir(folder).map_err(|error| Error::file(folder, "cannot be made", error))
}

fn write(folder: &Path, name: &str, text: &str) -> Result<()> {
    let path = folder.join(name);
    fs::write(&path, text).map_err(|error| Error::file(&path, "cannot be written", error))
}

/// Notes the SHA-256 of a file; its size.
fn note(path: &Path, name: &str, manifest: &mut BTreeMap<String, String>) -> Result<u64> {
    let bytes = fs::read(path).map_err(|error| Error::file(path, "cannot be read again", error))?;
    manifest.insert(name.to_owned(), uid::sha256(&bytes));
    Ok(bytes.len() as u64)
}

fn lines(manifest: &BTreeMap<String, String>) -> String {
    manifest.iter().map(|(name, sum)| format!("{sum}  {name}\n")).collect()
}
