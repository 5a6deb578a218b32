//! Archives joined, copied, mended.

use crate::{
    made::{self, Dice},
    support::{Place, import, outcome, raw_of, story},
};
use offwire_archive::{Archive, Error, Filter, LinkKind, Order, Outcome, RunInfo};
use offwire_article::{Article, Source, Status, WireMarks, uid};

/// Stories with copies, versions and one damaged record, each with its place.
fn records() -> Vec<Article> {
    let mut dice = Dice::new(5);
    let mut all: Vec<Article> = (0..60).map(|number| made::story(&mut dice, number)).collect();
    for number in 0..6 {
        let mut copy = all[number * 7].clone();
        copy.section = Some(format!("Section {number}"));
        // Not every copy of a page tells its address.
        copy.url = (number % 2 == 0).then(|| format!("https://example.org/again/{number}"));
        all.push(copy);
        let mut take = all[number * 5 + 1].clone();
        take.paragraphs.truncate(2);
        take.wire = Some(WireMarks { take: Some(2), ..WireMarks::default() });
        take.status = Some(Status::Update);
        all.push(take);
    }
    for (number, article) in all.iter_mut().enumerate() {
        let raw = raw_of(article);
        // The last come first in the order of places.
        article.source = Some(Source {
            format: "text".into(),
            path: format!("{:03}.txt", 999 - number),
            length: raw.len() as u64,
            sha256: uid::sha256(&raw),
            encoding: "UTF-8".into(),
            ..Source::default()
        });
        article.seal();
    }
    all
}

fn contents(archive: &Archive) -> Vec<Article> {
    let ids = archive.ids(&Filter::default(), Order::Uid).unwrap();
    ids.into_iter()
        .map(|id| Article { id: None, run: None, ..archive.get(&id.to_string()).unwrap() })
        .collect()
}

#[test]
fn shards_join_to_what_one_run_gives() {
    let all = records();
    let whole = Place::new();
    import(&mut whole.open(), &all);
    let joined = Place::new();
    let mut archive = joined.open();
    for shard in [2, 0, 1] {
        let place = Place::new();
        let part: Vec<Article> = all.iter().skip(shard).step_by(3).cloned().collect();
        import(&mut place.open(), &part);
        assert!(archive.merge(place.path(), "0.0.0").unwrap().balance());
    }
    let whole = whole.open();
    assert_eq!(contents(&archive), contents(&whole));
    assert_eq!(
        archive.stats(&Filter::default(), &[]).unwrap(),
        whole.stats(&Filter::default(), &[]).unwrap()
    );
    assert!(archive.verify().unwrap().is_sound(), "{:?}", archive.verify());
    // A second merge adds nothing.
    let before = archive.info().unwrap();
    let counts = archive.merge(whole.path(), "0.0.0").unwrap();
    assert_eq!((counts.imported, counts.new_versions), (0, 0));
    assert_eq!(archive.info().unwrap().sources, before.sources);
    assert_eq!(contents(&archive), contents(&whole));
}

#[test]
fn sources_packed_with_a_dictionary_join() {
    let (one, other) = (Place::new(), Place::new());
    let mut archive = one.open();
    let packer = archive.packer();
    let stories: Vec<_> = (0..1700)
        .map(|n| story(&format!("{n}"), &format!("Report {n} of the harbour"), &["Ships came."]))
        .collect();
    let outcomes: Vec<Outcome> =
        stories.iter().map(|s| Outcome::article(s.clone(), packer.pack(&raw_of(s)).into(), None)).collect();
    let run = archive.start_run(&RunInfo::new("import", "0.0.0")).unwrap();
    archive.commit(run, &outcomes, &[]).unwrap();
    let connection = rusqlite::Connection::open(one.path()).unwrap();
    let with: i64 =
        connection.query_row("SELECT count(dictionary_id) FROM sources", [], |row| row.get(0)).unwrap();
    assert!(with > 100, "{with}");
    let mut joined = other.open();
    joined.merge(one.path(), "0.0.0").unwrap();
    assert!(joined.verify().unwrap().is_sound());
    let uid = stories[1690].uid.as_ref().unwrap().as_str();
    assert_eq!(joined.raw(joined.id_of(uid).unwrap()).unwrap(), raw_of(&stories[1690]));
}

#[test]
fn a_backup_is_whole_and_overwrites_nothing() {
    let place = Place::new();
    let mut archive = place.open();
    import(&mut archive, &records());
    let target = place.folder.path().join("copy.db");
    archive.backup(&target).unwrap();
    assert_eq!(contents(&Archive::open_read_only(&target).unwrap()), contents(&archive));
    let bytes = std::fs::read(&target).unwrap();
    assert!(matches!(archive.backup(&target), Err(Error::File { .. })));
    assert_eq!(std::fs::read(&target).unwrap(), bytes);
    let reader = Archive::open_read_only(place.path()).unwrap();
    reader.backup(place.folder.path().join("second.db")).unwrap();
    let names: Vec<_> =
        std::fs::read_dir(place.folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(!names.iter().any(|name| name.to_string_lossy().contains("partial")), "{names:?}");
}

#[test]
fn repair_makes_the_index_anew() {
    let place = Place::new();
    let mut archive = place.open();
    import(&mut archive, &records());
    archive.link().unwrap();
    let links = |archive: &Archive| (1..=60).map(|id| archive.links(id).unwrap()).collect::<Vec<_>>();
    let before = links(&archive);
    let connection = rusqlite::Connection::open(place.path()).unwrap();
    connection
        .execute_batch(
            "DELETE FROM near_index; DELETE FROM match_keys; DELETE FROM articles_fts_data WHERE id > 10;",
        )
        .unwrap();
    assert!(!archive.verify().unwrap().is_sound());
    drop(archive);
    let mut archive = place.open();
    assert!(archive.repair().unwrap().damaged.is_empty());
    archive.link().unwrap();
    assert_eq!(links(&archive), before);
    archive.optimize().unwrap();
    assert!(archive.verify().unwrap().is_sound());
}

#[test]
fn near_copies_are_linked_with_kind_direction_and_passages() {
    let mut dice = Dice::new(9);
    let mut stories: Vec<Article> = (0..40).map(|number| made::story(&mut dice, number)).collect();
    let mut edited = stories[3].clone();
    edited.paragraphs[1].text.push_str(" A sentence of the desk's own stands here.");
    edited.published = Some("2015-01-01".parse().unwrap());
    edited.url = None;
    let mut carrier = made::story(&mut dice, 99);
    carrier.published = Some("2015-01-02".parse().unwrap());
    let half = stories[8].paragraphs.len() / 2 + 1;
    carrier.paragraphs.extend(stories[8].paragraphs.iter().take(half).cloned());
    for article in [&mut edited, &mut carrier] {
        article.seal();
    }
    stories.extend([edited.clone(), carrier.clone()]);
    let place = Place::new();
    let mut archive = place.open();
    let run = archive.start_run(&RunInfo::new("import", "0.0.0")).unwrap();
    let outcomes: Vec<Outcome> = stories.iter().map(outcome).collect();
    archive.commit(run, &outcomes, &[]).unwrap();
    assert_eq!(archive.link().unwrap(), 2);
    assert_eq!(archive.link().unwrap(), 0, "a second time finds nothing new");
    let link = &archive.links(4).unwrap()[0];
    assert_eq!((link.from, link.to, link.kind), (41, 4, LinkKind::Copy));
    let link = &archive.links(9).unwrap()[0];
    assert_eq!((link.from, link.to, link.kind), (42, 9, LinkKind::Reprint));
    let [from, until, there, there_until] = link.passages[0];
    let cut = |text: &str, from: usize, until: usize| {
        text.chars().skip(from).take(until - from).collect::<String>()
    };
    let texts = [42, 9].map(|id| archive.get(&id.to_string()).unwrap().body());
    assert_eq!(cut(&texts[0], from, until), cut(&texts[1], there, there_until));
}

#[test]
fn an_archive_is_not_merged_into_itself() {
    let place = Place::new();
    let mut archive = place.open();
    import(&mut archive, &records());
    let runs = archive.history().unwrap().len();
    let mut names = vec![place.path(), place.folder.path().join("./offwire.db")];
    #[cfg(unix)]
    {
        let (link, hard) = (place.folder.path().join("link.db"), place.folder.path().join("hard.db"));
        std::os::unix::fs::symlink(place.path(), &link).unwrap();
        std::fs::hard_link(place.path(), &hard).unwrap();
        names.extend([link, hard]);
    }
    for name in names {
        let refused = archive.merge(&name, "0.0.0");
        assert!(matches!(refused, Err(Error::Itself { .. })), "{}: {refused:?}", name.display());
    }
    assert_eq!(archive.history().unwrap().len(), runs);
}

#[test]
fn the_ledger_of_archives_that_are_merged_into_one_another_grows_by_the_same_each_time() {
    let (one, other) = (Place::new(), Place::new());
    let all = records();
    import(&mut one.open(), &all[..30]);
    import(&mut other.open(), &all[30..]);
    let mut sizes = Vec::new();
    for _ in 0..8 {
        other.open().merge(one.path(), "0.0.0").unwrap();
        one.open().merge(other.path(), "0.0.0").unwrap();
        sizes.push(serde_json::to_string(&one.open().history().unwrap()).unwrap().len());
    }
    let last = one.open().history().unwrap().pop().unwrap();
    let ledger = last.report["ledger"].as_array().unwrap();
    assert_eq!(ledger.len(), 2, "the two imports: {ledger:?}");
    assert!(ledger.iter().all(|run| run["kind"] == "import"));
    let grown: Vec<usize> = sizes.windows(2).map(|two| two[1] - two[0]).collect();
    assert!(grown[1..].iter().all(|by| by.abs_diff(grown[1]) < 20), "{grown:?}");
}
