//! What goes in comes out.

use crate::support::{Place, harbour_stories, import, outcome, raw_of, story};
use offwire_archive::{
    Archive, Checkpoint, Error, Filter, Order, Outcome, PackedSource, RunInfo, RunReport, Told,
};
use offwire_article::{Article, Status, Summary, SummarySentence, WireMarks};

#[test]
fn a_record_comes_out_as_it_went_in() {
    let place = Place::new();
    let mut archive = place.open();
    for article in harbour_stories() {
        import(&mut archive, std::slice::from_ref(&article));
        let uid = article.uid.clone().unwrap();
        let got = archive.get(uid.as_str()).unwrap();
        let id = got.id.unwrap();
        assert_eq!(archive.get(&id.to_string()).unwrap(), got);
        assert_eq!(archive.raw(id).unwrap(), raw_of(&article));
        assert_eq!(Article { id: None, run: None, ..got }, article);
    }
    assert!(matches!(archive.get("99"), Err(Error::NoArticle(_))));
    assert!(matches!(archive.get("no such"), Err(Error::NoArticle(_))));
}

#[test]
fn what_is_stored_ahead_lasts_with_its_commit_alone() {
    let place = Place::new();
    let mut archive = place.open();
    let run = archive.start_run(&RunInfo::new("import", "0.0.0")).unwrap();
    let outcomes: Vec<Outcome> = harbour_stories().iter().map(outcome).collect();
    let (first, others) = outcomes.split_at(1);
    archive.store(run, first).unwrap();
    let other = Archive::open_read_only(place.path()).unwrap();
    assert_eq!(other.count(&Filter::default()).unwrap(), 0, "seen before its commit");
    archive.take_back();
    assert_eq!(archive.count(&Filter::default()).unwrap(), 0);
    archive.store(run, first).unwrap();
    archive.store(run, others).unwrap();
    let counts = archive.commit(run, first, &[]).unwrap();
    assert_eq!((counts.read, counts.imported, counts.duplicates), (4, 3, 1));
    assert_eq!(archive.history().unwrap()[0].counts, counts);
    assert!(archive.verify().unwrap().is_sound());
}

#[test]
fn summaries_are_stored_and_replaced() {
    let place = Place::new();
    let mut archive = place.open();
    let article = story("a.txt", "Harbour reopens", &["The harbour reopened. Ships came."]);
    let sentence = SummarySentence {
        text: "Ships came.".into(),
        paragraph: 0,
        source: article.paragraphs[0].source.clone(),
        score: 0.25,
        changed: false,
    };
    let mut summary =
        Summary { text: "Ships came.".into(), method: "lead".into(), words: 2, sentences: vec![sentence] };
    let run = archive.start_run(&RunInfo::new("import", "0.0.0")).unwrap();
    let source = PackedSource::pack(&raw_of(&article)).into();
    archive.commit(run, &[Outcome::article(article, source, Some(summary.clone()))], &[]).unwrap();
    assert_eq!(archive.get("1").unwrap().summary.as_ref(), Some(&summary));
    summary.method = "news".into();
    archive.store_summary(1, &summary).unwrap();
    assert_eq!(archive.get("1").unwrap().summary, Some(summary));
}

#[test]
fn a_copy_is_a_sighting_and_no_second_article() {
    let place = Place::new();
    let mut archive = place.open();
    let first = story("b.txt", "Harbour reopens", &["The harbour reopened."]);
    let mut second = story("c.txt", "Harbour reopens", &["The harbour reopened."]);
    second.section = Some("Ports".into());
    import(&mut archive, std::slice::from_ref(&first));
    let counts = import(&mut archive, &[second.clone(), second.clone()]);
    assert_eq!((counts.imported, counts.duplicates), (0, 2));
    assert_eq!(archive.sightings(1).unwrap().len(), 2);
    assert_eq!(archive.get("1").unwrap().section, None);
    // The copy whose place comes first is the article's own record, whenever it is read.
    let mut earliest = story("a.txt", "Harbour reopens", &["The harbour reopened."]);
    earliest.section = Some("Shipping".into());
    earliest.subheads = vec!["Pilots return".into()];
    import(&mut archive, &[earliest]);
    let got = archive.get("1").unwrap();
    assert_eq!(got.section.as_deref(), Some("Shipping"));
    assert_eq!(got.source.unwrap().path, "a.txt");
    assert_eq!(archive.sightings(1).unwrap().len(), 3);
    assert!(archive.verify().unwrap().is_sound());
    assert_eq!(archive.stats(&Filter::default(), &[]).unwrap().copies, 2);
}

fn take(path: &str, headline: &str, text: &str, number: u32, status: Status) -> Article {
    let mut article =
        story(path, headline, &[text, "The pilots had waited for three days in the outer roads."]);
    article.wire = Some(WireMarks { take: Some(number), ..WireMarks::default() });
    article.status = Some(status);
    article.agency = Some("Northern Wire".into());
    article.seal();
    article
}

#[test]
fn takes_of_one_story_become_versions_in_order() {
    let place = Place::new();
    let mut archive = place.open();
    let mut first = story("1.txt", "Harbour reopens after storm", &["The harbour reopened."]);
    first.agency = Some("Northern Wire".into());
    let second =
        take("2.txt", "Harbour reopens after storm", "The harbour reopened at noon.", 1, Status::Lead);
    let third = take("3.txt", "Harbour reopens after storm", "It reopened at one.", 2, Status::Writethru);
    // The order of reading plays no part.
    let counts = import(&mut archive, &[third.clone(), first.clone(), second.clone()]);
    assert_eq!((counts.imported, counts.new_versions), (1, 2));
    let listed = archive.list(&Filter { latest: true, ..Filter::default() }, Order::Id, 10, 0).unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].uid, third.uid.unwrap().to_string());
    let middle = archive.id_of(second.uid.unwrap().as_str()).unwrap();
    let all = archive.list(&Filter::default(), Order::Id, 10, 0).unwrap();
    let oldest = all.iter().find(|a| a.uid == first.uid.as_ref().unwrap().as_str()).unwrap();
    assert_eq!(oldest.superseded_by, Some(middle));
}

/// A report of some length, with the number of the hurt.
fn report(hurt: &str) -> String {
    format!(
        "A bus carrying pilgrims from the northern valley fell into a ravine near Velden on Tuesday morning, and \
         {hurt} people were taken to hospital, police said. The driver had tried to pass a slow lorry on the narrow \
         mountain road when the front wheels slipped over the edge, according to passengers who climbed out through \
         broken windows. Rescue workers with ropes reached the wreck within an hour, and helicopters carried the worst \
         injured to the county capital. Mayor Ilse Brandt promised barriers along the whole stretch before winter."
    )
}

#[test]
fn takes_with_other_headlines_are_versions_where_their_texts_are_alike() {
    let place = Place::new();
    let mut archive = place.open();
    let titled = |path: &str, headline: &str, hurt: &str, number: u32, status: Status| {
        let mut article = take(path, headline, &report(hurt), number, status);
        article.wire = (number > 0).then(|| article.wire.take()).flatten();
        article.seal();
        article
    };
    let mut first = story("1.txt", "Bus falls into ravine", &[&report("nine")]);
    first.agency = Some("Northern Wire".into());
    first.published = Some("1987-02-26".parse().unwrap());
    first.seal();
    let second = titled("2.txt", "Bus falls into ravine, 12 hurt", "12", 1, Status::Lead);
    let third = titled("3.txt", "Pilgrims hurt as bus falls into ravine", "18", 2, Status::Writethru);
    let last = titled("4.txt", "17 hurt as bus falls", "17", 0, Status::Correction);
    let mut other = titled("5.txt", "Bus falls, say others", "17", 3, Status::Lead);
    other.agency = Some("Southern Wire".into());
    other.seal();
    let mut later = titled("6.txt", "Bus fell", "16", 4, Status::Lead);
    later.published = Some("1987-03-09".parse().unwrap());
    later.seal();
    let plain = |path: &str, headline: &str| {
        let mut article = story(path, headline, &[&report("seven")]);
        article.agency = Some("Eastern Wire".into());
        article.seal();
        article
    };
    let stories = [last.clone(), other, third.clone(), first.clone(), later, second.clone()];
    let counts = import(&mut archive, &stories);
    assert_eq!((counts.imported, counts.new_versions), (3, 3));
    let name = first.uid.as_ref().unwrap().as_str();
    let order: Vec<String> = archive.versions(name).unwrap().into_iter().map(|version| version.uid).collect();
    let wanted = [first, second, third, last].map(|article| article.uid.unwrap().to_string());
    assert_eq!(order, wanted);
    let unmarked = [plain("7.txt", "Bus falls"), plain("8.txt", "Seven hurt near Velden")];
    assert_eq!(import(&mut archive, &unmarked).new_versions, 0, "nothing says that one came over the other");
}

#[test]
fn standing_headlines_are_no_versions() {
    let place = Place::new();
    let mut archive = place.open();
    let one = story("1.txt", "Weather in the islands", &["Rain in the north."]);
    let other = story("2.txt", "Weather in the islands", &["Sun over the southern cape."]);
    assert_eq!(import(&mut archive, &[one, other]).imported, 2);
}

#[test]
fn a_page_that_changed_is_a_new_version() {
    let place = Place::new();
    let mut archive = place.open();
    let mut one = story("1.txt", "Harbour reopens", &["The harbour reopened."]);
    one.url = Some("http://example.org/a".into());
    let mut other = story("2.txt", "Harbour reopens", &["The harbour reopened at noon."]);
    other.url = Some("https://www.example.org/a/".into());
    assert_eq!(import(&mut archive, &[one, other]).new_versions, 1);
}

#[test]
fn the_books_balance_and_checkpoints_are_kept() {
    let place = Place::new();
    let mut archive = place.open();
    let run = archive.start_run(&RunInfo::new("import", "0.0.0")).unwrap();
    let bad = Outcome::Quarantined {
        place: offwire_archive::Place { path: "x.tar".into(), member: Some("m".into()), offset: Some(512) },
        reason: "empty".into(),
        detail: "no bytes".into(),
        source: Some(PackedSource::pack(b" ").with_context(Some("latin1".into()), Some("a;b".into())).into()),
        told: Told {
            url: Some("http://example.org/x".into()),
            notes: vec!["cut off".into()],
            ..Told::default()
        },
    };
    let left_out =
        Outcome::Excluded { place: offwire_archive::Place::file("old.txt"), reason: "date".into() };
    let good = outcome(&story("x.tar", "Harbour reopens", &["The harbour reopened."]));
    let checkpoint = Checkpoint {
        path: "x.tar".into(),
        size: 1024,
        mtime: -5,
        fingerprint: "f".into(),
        records_done: 3,
        finished: false,
        again: None,
    };
    let counts =
        archive.commit(run, &[bad.clone(), good, left_out], std::slice::from_ref(&checkpoint)).unwrap();
    assert_eq!((counts.read, counts.imported, counts.excluded, counts.quarantined), (3, 1, 1, 1));
    assert_eq!(archive.checkpoint("x.tar").unwrap(), Some(checkpoint));
    assert_eq!(archive.checkpoint("y.tar").unwrap(), None);
    archive.finish_run(run, &RunReport { bytes: 1024, ..RunReport::default() }).unwrap();
    assert_eq!(archive.history().unwrap()[0].counts, counts);

    let held = archive.quarantine(None, 10, 0).unwrap();
    assert_eq!(held.len(), 1);
    let record = archive.quarantined_record(held[0].id).unwrap().unwrap();
    assert_eq!((record.bytes.as_slice(), record.charset.as_deref()), (&b" "[..], Some("latin1")));
    assert_eq!(record.context.as_deref(), Some("a;b"));
    assert_eq!(held[0].told.url.as_deref(), Some("http://example.org/x"));
    assert_eq!((held[0].told.notes.as_slice(), held[0].told.captured), (&["cut off".to_owned()][..], None));
    // The same record in a later run takes the place of its earlier line.
    let again = archive.start_run(&RunInfo::new("import", "0.0.0")).unwrap();
    archive.commit(again, &[bad], &[]).unwrap();
    let held = archive.quarantine(Some("empty"), 10, 0).unwrap();
    assert_eq!((held.len(), held[0].run), (1, again.number()));
    assert!(archive.verify().unwrap().is_sound());
    assert_eq!(archive.drop_quarantined(&[held[0].id]).unwrap(), 1);
    assert!(matches!(archive.quarantined(held[0].id), Err(Error::NoQuarantined(_))));
}

#[test]
fn filters_take_dates_of_any_precision() {
    let place = Place::new();
    let mut archive = place.open();
    let dated = |date: &str| {
        let mut article = story("a.txt", &format!("Report of {date}"), &["Ships came."]);
        article.published = Some(date.parse().unwrap());
        article.seal();
        article
    };
    import(&mut archive, &["1986-12-31", "1987", "1987-02", "1987-02-26T10:00", "1987-03-01"].map(dated));
    let found = |since: Option<&str>, until: Option<&str>| {
        let date = |text: Option<&str>| text.map(|text| text.parse().unwrap());
        let filter = Filter { since: date(since), until: date(until), ..Filter::default() };
        let listed = archive.list(&filter, Order::DateAscending, 10, 0).unwrap();
        listed.into_iter().map(|a| a.published.unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(found(Some("1987-02-10"), None), ["1987", "1987-02", "1987-02-26T10:00", "1987-03-01"]);
    assert_eq!(found(None, Some("1987-02")), ["1986-12-31", "1987", "1987-02", "1987-02-26T10:00"]);
    assert_eq!(found(Some("1987-02-26"), Some("1987-02-26")), ["1987", "1987-02", "1987-02-26T10:00"]);
    assert_eq!(found(Some("1988"), None), Vec::<String>::new());
}

#[test]
fn an_article_that_was_changed_is_another_one() {
    let place = Place::new();
    let mut archive = place.open();
    import(&mut archive, &harbour_stories());
    let before = archive.count(&Filter::default()).unwrap();
    let mut changed = archive.get("1").unwrap();
    changed.paragraphs[0].text = "The harbour stays closed.".into();
    changed.without_ranges();
    let run = archive.start_run(&RunInfo::new("import", "0.0.0")).unwrap();
    let counts = archive.commit(run, &[outcome(&changed)], &[]).unwrap();
    assert_eq!((counts.imported + counts.new_versions, counts.duplicates), (1, 0), "{counts:?}");
    assert_eq!(archive.count(&Filter::default()).unwrap(), before + 1);
    let health = archive.verify().unwrap();
    assert!(health.is_sound(), "{health:?}");
}

#[test]
fn a_text_with_nul_is_stored_without_it() {
    let place = Place::new();
    let mut archive = place.open();
    import(&mut archive, &[story("a", "Al\0pha", &["Alpha \0beta gamma."])]);
    let got = archive.get("1").unwrap();
    assert_eq!((got.headline.as_deref(), &*got.paragraphs[0].text), (Some("Alpha"), "Alpha beta gamma."));
    assert!(archive.verify().unwrap().is_sound());
}

#[test]
fn what_is_under_way_is_no_other_commands_to_commit() {
    let (place, other) = (Place::new(), Place::new());
    let mut archive = place.open();
    drop(other.open());
    let run = archive.start_run(&RunInfo::new("import", "0.0.0")).unwrap();
    archive.store(run, &[outcome(&harbour_stories()[0])]).unwrap();
    assert!(matches!(archive.merge(other.path(), "0.0.0"), Err(Error::UnderWay { .. })));
    assert!(matches!(archive.link(), Err(Error::UnderWay { .. })));
    assert!(matches!(archive.finish_run(run, &RunReport::default()), Err(Error::UnderWay { .. })));
    archive.take_back();
    assert_eq!(archive.count(&Filter::default()).unwrap(), 0);
    archive.finish_run(run, &RunReport::default()).unwrap();
}

#[test]
fn the_run_of_another_archive_is_refused() {
    let (place, other) = (Place::new(), Place::new());
    let foreign = {
        let mut other = other.open();
        other.start_run(&RunInfo::new("import", "0.0.0")).unwrap();
        other.start_run(&RunInfo::new("import", "0.0.0")).unwrap()
    };
    let mut archive = place.open();
    let refused = archive.commit(foreign, &[outcome(&harbour_stories()[0])], &[]);
    assert!(matches!(refused, Err(Error::UnknownRun { run: 2, .. })), "{refused:?}");
    assert!(matches!(archive.finish_run(foreign, &RunReport::default()), Err(Error::UnknownRun { .. })));
    assert_eq!(archive.count(&Filter::default()).unwrap(), 0);
}

#[test]
fn threads_may_make_the_same_archive_at_once() {
    let place = Place::new();
    let opened = std::thread::scope(|scope| {
        let threads: Vec<_> =
            (0..8).map(|_| scope.spawn(|| Archive::open_or_create(place.path()).map(drop))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
    });
    assert!(opened.iter().all(Result::is_ok), "{opened:?}");
    assert!(place.open().verify().unwrap().is_sound());
}

#[test]
fn a_kill_with_the_text_of_the_story_withdraws_it_in_whatever_order_they_come() {
    let sent = story("a/1.xml", "Fire kills three", &["Three people died in a fire on Friday, police said."]);
    let with = |path: &str, status| Article {
        status: Some(status),
        ..story(path, "Fire kills three", &["Three people died in a fire on Friday, police said."])
    };
    let (kill, held) = (with("b/2.xml", Status::Kill), with("a/0.xml", Status::Embargoed));
    for order in [[&sent, &kill, &held], [&kill, &held, &sent], [&held, &sent, &kill]] {
        let place = Place::new();
        let mut archive = place.open();
        for article in order {
            import(&mut archive, std::slice::from_ref(article));
        }
        let got = archive.get("1").unwrap();
        assert_eq!((got.status, got.source.unwrap().path.as_str()), (Some(Status::Kill), "b/2.xml"));
        assert!(archive.verify().unwrap().is_sound());
    }
    let place = Place::new();
    let mut archive = place.open();
    import(&mut archive, &[held, sent]);
    assert_eq!(archive.get("1").unwrap().status, None, "what was sent is under embargo no more");
}
