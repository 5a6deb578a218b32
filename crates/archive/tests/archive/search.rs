//! Finding articles.

use crate::support::{Place, harbour_stories, import, story};
use offwire_archive::{Archive, Facet, Filter, Hit, Query, Search, Sort};
use std::collections::BTreeSet;

fn headlines(archive: &Archive, query: &str) -> Vec<String> {
    let hits = archive.search(&Query::parse(query).unwrap(), &Search::default()).unwrap();
    assert_eq!(hits.total, hits.hits.len() as u64, "{query}");
    let bounded = Search { exact_up_to: 0, ..Search::default() };
    let bounded = archive.search(&Query::parse(query).unwrap(), &bounded).unwrap();
    let ids = |hits: &[Hit]| hits.iter().map(|hit| hit.article.id).collect::<BTreeSet<_>>();
    assert_eq!(ids(&bounded.hits), ids(&hits.hits), "{query}");
    hits.hits.into_iter().map(|hit| hit.article.headline.unwrap()).collect()
}

#[test]
fn words_phrases_prefixes_fields_and_scripts_are_found() {
    let place = Place::new();
    let mut archive = place.open();
    import(&mut archive, &harbour_stories());
    let (storm, ferry, beijing) =
        ("Harbour reopens after storm", "Council votes on ferry fares", "代表团抵达北京");
    for (query, want) in [
        ("harbour", vec![storm, ferry]),
        ("headline:harbour", vec![storm]),
        ("body:harbour NOT headline:harbour", vec![ferry]),
        ("\"eleven ships\"", vec![storm]),
        ("ship*", vec![storm]),
        ("pilots NEAR/3 ships", vec![storm]),
        ("pilots NEAR/1 noon", vec![]),
        ("cafe", vec![ferry]),
        ("CAFÉ", vec![ferry]),
        ("北京", vec![beijing]),
        ("北京市", vec![beijing]),
        ("京市开始", vec![]),
        ("京", vec![beijing]),
        ("date:1991", vec![ferry]),
        ("harbour until:1988", vec![storm]),
        ("agency:\"northern wire\"", vec![ferry]),
        ("NOT harbour", vec![beijing]),
        ("nothing", vec![]),
    ] {
        assert_eq!(headlines(&archive, query), want, "{query}");
    }
}

#[test]
fn hits_have_snippets_scores_facets_and_pages() {
    let place = Place::new();
    let mut archive = place.open();
    import(&mut archive, &harbour_stories());
    let query = Query::parse("harbour").unwrap();
    let search = Search { facets: vec![Facet::Year, Facet::Agency], ..Search::default() };
    let hits = archive.search(&query, &search).unwrap();
    assert!(hits.hits[0].snippet.as_ref().unwrap().to_lowercase().contains("[harbour]"));
    assert!(hits.hits[0].score > hits.hits[1].score);
    let years: Vec<_> = hits.facets[0].1.iter().map(|f| (f.value.as_deref(), f.count)).collect();
    assert_eq!(years, [(Some("1987"), 1), (Some("1991"), 1)]);
    let second = archive.search(&query, &Search { limit: 1, offset: 1, ..Search::default() }).unwrap();
    assert_eq!((second.total, &second.hits[0].article), (2, &hits.hits[1].article));
    let newest = archive.search(&query, &Search { sort: Sort::Date, ..Search::default() }).unwrap();
    assert_eq!(newest.hits[0].article.published.as_deref(), Some("1991"));
    let german = Filter { language: Some("de".into()), ..Filter::default() };
    assert_eq!(archive.search_count(&query, &german).unwrap(), 0);
    assert_eq!(archive.search_ids(&query, &Filter::default()).unwrap(), [1, 2]);
}

#[test]
fn plain_sqlite_finds_and_reads_articles() {
    let place = Place::new();
    let mut archive = place.open();
    import(&mut archive, &harbour_stories());
    let sql = "select headline, lead, rest from articles_fts where articles_fts match 'pilots' order by rank";
    let connection = rusqlite::Connection::open(place.path()).unwrap();
    let row: (String, String, String) =
        connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
    assert_eq!(row.0, "Harbour reopens after storm");
    assert!(row.1.starts_with("PORT ELM") && row.2.trim_start().starts_with("Pilots"), "{row:?}");
}

/// Each trigger, savepoint or statement transaction between two articles would make FTS5 write a segment.
#[test]
fn a_commit_writes_one_segment() {
    let place = Place::new();
    let mut archive = place.open();
    let mut stories: Vec<_> = (0..200)
        .map(|n| {
            story(&format!("{n}.txt"), &format!("Report number {n}"), &["Ships came.", &format!("Day {n}.")])
        })
        .collect();
    stories.push(story("copy.txt", "Report number 7", &["Ships came.", "Day 7."]));
    let mut changed = story("take.txt", "Report number 9", &["Ships came again."]);
    changed.status = Some(offwire_article::Status::Update);
    stories.insert(100, changed);
    import(&mut archive, &stories);
    let connection = rusqlite::Connection::open(place.path()).unwrap();
    let segments: i64 = connection
        .query_row("SELECT count(DISTINCT segid) FROM articles_fts_idx", [], |row| row.get(0))
        .unwrap();
    // Joining versions updates rows, which costs a second one.
    assert!(segments <= 2, "{segments}");
}

#[test]
fn bounding_the_ranked_hits_leaves_the_first_page_as_it_is() {
    let place = Place::new();
    let mut archive = place.open();
    import(&mut archive, &crate::made::stories(23, 1500));
    let first_page = |text: &str, exact_up_to: u64| {
        let search = Search { exact_up_to, limit: 10, snippets: false, ..Search::default() };
        let hits = archive.search(&Query::parse(text).unwrap(), &search).unwrap();
        assert_eq!(hits.more, exact_up_to < 1500, "{text}");
        hits.hits.into_iter().map(|hit| hit.article.id).collect::<Vec<_>>()
    };
    let words =
        "the of to and in on for said was with by is at from his has it have he its are which will had not";
    let others = [
        "of AND the",
        "said AND from",
        "his OR had",
        "\"of the\"",
        "\"the of\"",
        "\"to the\"",
        "\"and the\"",
        "\"in the\"",
        "tra*",
        "bre*",
    ];
    let sample: Vec<&str> = words.split(' ').chain(others).collect();
    let (mut same, mut all) = (0, 0);
    for text in &sample {
        let (plain, bounded) = (first_page(text, 1_000_000), first_page(text, 100));
        all += plain.len();
        same += plain.iter().zip(&bounded).filter(|(one, other)| one == other).count();
    }
    assert_eq!(all, sample.len() * 10);
    assert!(same * 100 >= all * 98, "{same} of {all} stand at the same place");
}

#[test]
fn a_span_of_time_holds_the_same_articles_for_rare_words_and_common_ones() {
    let place = Place::new();
    let mut archive = place.open();
    let stories = crate::made::stories(29, 900);
    import(&mut archive, &stories);
    let all = |text: &str| {
        let search = Search { limit: 1_000, snippets: false, ..Search::default() };
        let hits = archive.search(&Query::parse(text).unwrap(), &search).unwrap();
        assert_eq!(hits.total, hits.hits.len() as u64, "{text}");
        hits.hits.into_iter().map(|hit| hit.article.uid).collect::<BTreeSet<_>>()
    };
    let within = |uid: &String, years: [i16; 2]| {
        let story = stories
            .iter()
            .find(|story| story.uid.as_ref().is_some_and(|own| own.to_string() == *uid))
            .unwrap();
        (years[0]..=years[1]).contains(&story.published.unwrap().year())
    };
    // The first words are those of single stories: their spans hold more articles than it takes to ask each hit.
    let single =
        stories.iter().filter_map(|story| story.headline.as_deref()?.split(' ').max_by_key(|w| w.len()));
    for word in single.take(12).chain(["the", "which", "bre*", "NOT of the"]) {
        let hits = all(word);
        for years in [[1980, 2009], [1990, 1991], [2005, 2005], [2011, 2012]] {
            let wanted: BTreeSet<String> = hits.iter().filter(|uid| within(uid, years)).cloned().collect();
            let [since, until] = years;
            assert_eq!(all(&format!("{word} since:{since} until:{until}")), wanted, "{word} {years:?}");
        }
    }
}

#[test]
fn plain_sql_and_datasette_find_the_index() {
    let place = Place::new();
    import(&mut place.open(), &harbour_stories());
    let connection = rusqlite::Connection::open(place.path()).unwrap();
    let one = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, String>(0)).unwrap();
    let sql = "select headline from articles_fts where articles_fts match 'pilots'";
    assert_eq!(one(sql), "Harbour reopens after storm");
    // How Datasette (0.65) finds the index of a table.
    let sql = r#"select name from sqlite_master where rootpage = 0
                 and sql like '%VIRTUAL TABLE%USING FTS%content="articles"%'"#;
    assert_eq!(one(sql), "articles_fts");
}
