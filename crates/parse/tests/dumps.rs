//! Stories of wires on portals, dumped to text: every part in its field, nothing of the page in the body.

use offwire_article::{Article, DateGround, Status};
use offwire_parse::{Origin, ParseOptions, Parser, RawItem};

const TICKER: &str = "Off the wire\nFishers wait for better weather on the coast  • Interview: no ship shall sail before Tuesday, says master  • Ferries to the outer islands run again after storm  • Roundup: winds to ease by the end of the week  \n";

const BODY: [&str; 4] = [
    "The port of Lower Haven reopened on Wednesday after a storm that had kept ships in the bay for five days, its master said.",
    "\"We have looked at each of the piers, and they will hold,\" Ann Marley told reporters at the north gate of the port.",
    "Three ferries had left for the outer islands by noon, and two more were to follow in the evening.",
    "Fishers who lost their nets in the storm can ask for help from a fund that the county set up on Monday.",
];

fn parse(text: &str) -> Article {
    let item =
        RawItem { origin: Origin::file("page.txt"), bytes: text.as_bytes().to_vec(), ..RawItem::default() };
    let mut articles = Parser::new(ParseOptions::default()).parse(&item);
    assert_eq!(articles.len(), 1, "{text}");
    articles.remove(0).unwrap()
}

fn page(crumb: &str, headline: &str, credit: &str, dateline: &str, end: &str) -> String {
    let body = BODY.join("\n\n");
    format!("{TICKER}{crumb}\n\n{headline}\n\n{credit}\n\n{dateline}{body}{end}\n")
}

fn check_body(article: &Article, dateline: &str) {
    let texts: Vec<&str> = article.paragraphs.iter().map(|p| p.text.as_str()).collect();
    assert_eq!(texts.len(), BODY.len(), "{texts:#?}");
    assert_eq!(texts[0], format!("{dateline}{}", BODY[0]));
    assert_eq!(texts[3], BODY[3]);
}

#[test]
fn the_whole_page_falls_into_its_fields() {
    let text = page(
        "You are here:   Home",
        "Port reopens, but more needs to be done: master",
        "Xinhua, July 21, 2016 Adjust font size:",
        "",
        " Enditem",
    );
    let article = parse(&text);
    check_body(&article, "");
    assert_eq!(article.headline.as_deref(), Some("Port reopens, but more needs to be done: master"));
    assert_eq!(article.agency.as_deref(), Some("Xinhua"));
    assert_eq!(article.published.map(|d| d.to_string()).as_deref(), Some("2016-07-21"));
    assert_eq!(article.date_ground, Some(DateGround::Page));
    assert_eq!(article.end_mark.as_deref(), Some("Enditem"));
    assert_eq!(article.related.len(), 4);
    assert_eq!(article.language.as_deref(), Some("en"));
    assert!(article.authors.is_empty());
}

#[test]
fn a_stray_tag_above_a_dump_makes_it_no_page() {
    let menu: String = (0..30).map(|n| format!("• Section {n}\n")).collect();
    let page = page("Home", "Port reopens after storm", "By Ann Marley", "", "");
    let article =
        parse(&format!("<img height=\"1\" src=\"http://count.example/p?c=1&amp;d=2\">\n\n{menu}\n{page}"));
    assert_eq!(article.source.as_ref().unwrap().format, "text");
    assert_eq!(article.headline.as_deref(), Some("Port reopens after storm"));
    assert!(article.body().contains(BODY[1]));
}

#[test]
fn a_piece_of_a_page_is_one() {
    let body: String = BODY.iter().map(|text| format!("<p>{text}\n")).collect();
    let article = parse(&format!("<h1>Port reopens after storm</h1>\n{body}"));
    assert_eq!(article.source.as_ref().unwrap().format, "html");
    assert_eq!(article.paragraphs.len(), BODY.len());
}

#[test]
fn each_range_cut_from_the_bytes_is_its_text() {
    let text = page(
        "You are here:",
        "Port reopens after storm",
        "Xinhua,January 26, 2018 Adjust font size:",
        "LOWER HAVEN, Jan. 26 (Xinhua) -- ",
        " Enditem",
    );
    let article = parse(&text);
    for paragraph in &article.paragraphs {
        assert_eq!(paragraph.source.len(), 1);
        assert_eq!(paragraph.source[0].cut(text.as_bytes()), Some(paragraph.text.as_bytes()));
    }
    let cut = |field: &str| {
        let spans = article.field_sources.get(field).unwrap_or_else(|| panic!("no range of {field}"));
        spans
            .iter()
            .map(|s| std::str::from_utf8(s.cut(text.as_bytes()).unwrap()).unwrap())
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(cut("headline"), "Port reopens after storm");
    assert_eq!(cut("published"), "January 26, 2018");
    assert_eq!(cut("dateline"), "LOWER HAVEN, Jan. 26 (Xinhua) -- ".trim_end());
    assert_eq!(cut("agency"), "Xinhua");
    assert_eq!(cut("end_mark"), "Enditem");
}

#[test]
fn pages_of_one_portal_differ() {
    for (crumb, printed, headline, prefix, status) in [
        (
            "You are here:   Home",
            "1st LD-Writethru: Port reopens after long storm",
            "Port reopens after long storm",
            Some("1st LD-Writethru"),
            Some(Status::Writethru),
        ),
        (
            "You are here:",
            "Urgent: Port reopens after long storm",
            "Port reopens after long storm",
            Some("Urgent"),
            Some(Status::Urgent),
        ),
        (
            "",
            "Roundup: Port reopens after long storm",
            "Port reopens after long storm",
            Some("Roundup"),
            None,
        ),
        (
            "You are here:",
            "Spotlight: Port reopens after long storm",
            "Port reopens after long storm",
            Some("Spotlight"),
            None,
        ),
        (
            "You are here:",
            "China Focus: Port reopens after long storm",
            "Port reopens after long storm",
            Some("China Focus"),
            None,
        ),
        (
            "You are here:",
            "(Sports Focus) Port wins rowing cup in storm",
            "Port wins rowing cup in storm",
            Some("(Sports Focus)"),
            None,
        ),
    ] {
        for (credit, date) in [
            ("Xinhua,January 26, 2018 Adjust font size:", "2018-01-26"),
            ("Xinhua, April 27, 2017 Adjust font size:", "2017-04-27"),
        ] {
            for (dateline, end) in [("", ""), ("LOWER HAVEN, Jan. 26 (Xinhua) -- ", " Enditem")] {
                let article = parse(&page(crumb, printed, credit, dateline, end));
                check_body(&article, dateline);
                assert_eq!(article.headline.as_deref(), Some(headline), "{printed}");
                assert_eq!(article.wire.as_ref().and_then(|w| w.prefix.as_deref()), prefix, "{printed}");
                assert_eq!(article.status, status, "{printed}");
                assert_eq!(article.published.map(|d| d.to_string()).as_deref(), Some(date));
                assert_eq!(article.dateline.is_some(), !dateline.is_empty());
            }
        }
    }
}

#[test]
fn one_sentence_is_a_story() {
    let text = format!(
        "{TICKER}You are here:\n\nUrgent: Port of Lower Haven closed\n\nXinhua, May 3, 2017 Adjust font size:\n\nThe port of Lower Haven was closed on Wednesday after a ship ran aground at its north pier, officials said. Enditem\n"
    );
    let article = parse(&text);
    assert_eq!(article.headline.as_deref(), Some("Port of Lower Haven closed"));
    assert_eq!(article.paragraphs.len(), 1);
    assert_eq!(article.published.map(|d| d.to_string()).as_deref(), Some("2017-05-03"));
}

#[test]
fn a_line_that_is_all_there_is_is_the_story() {
    for line in [
        "The harbour of Gdynia reopened on Monday after a storm, its master said.",
        "Harbour of Gdynia reopens after storm",
        "港口星期一在风暴过后重新开放，官员说渡轮已经恢复运行，鱼市也将于周二开门，学校照常上课。",
    ] {
        let article = parse(line);
        assert_eq!((article.body(), article.headline), (line.to_owned(), None));
    }
    let endless = "The harbour reopened on Monday. ".repeat(10_000);
    for line in ["Page not found", "Advertisement", "© 2016 The Harbour Times, all rights reserved", &endless]
    {
        let item = RawItem { origin: Origin::file("page.txt"), bytes: line.into(), ..RawItem::default() };
        assert!(Parser::new(ParseOptions::default()).parse(&item)[0].is_err(), "{line:.40}");
    }
}

#[test]
fn a_publisher_in_place_of_an_agency_is_no_agency() {
    let text = page(
        "You are here:",
        "Port reopens after long storm",
        "Harbour.example, May 26, 2015\n\n0 Comment(s)Print E-mail\n\nAdjust font size:",
        "",
        "",
    );
    let article = parse(&text);
    check_body(&article, "");
    assert_eq!(article.agency, None);
    assert_eq!(article.published.map(|d| d.to_string()).as_deref(), Some("2015-05-26"));
}

#[test]
fn a_page_without_a_story_says_so() {
    let item = RawItem {
        bytes: b"Home\nNews\nSport\nContact us\nLog in\n".to_vec(),
        origin: Origin::file("page.txt"),
        ..RawItem::default()
    };
    let error = Parser::new(ParseOptions::default()).parse(&item).remove(0).unwrap_err();
    assert_eq!(error.reason.code(), "no-article");
    assert!(error.to_string().contains("no story"), "{error}");
}

#[test]
fn the_page_that_the_project_began_with() {
    let path =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/samples/page-text/seed.txt");
    let Ok(bytes) = std::fs::read(&path) else {
        eprintln!("skipped: {} is not there", path.display());
        return;
    };
    let item = RawItem { origin: Origin::file("seed.txt"), bytes: bytes.clone(), ..RawItem::default() };
    let article = Parser::new(ParseOptions::default()).parse(&item).remove(0).unwrap();
    assert_eq!(
        article.headline.as_deref(),
        Some("Anti-IS coalition gains momentum, but more needs to be done: Pentagon chief")
    );
    assert_eq!(article.agency.as_deref(), Some("Xinhua"));
    assert_eq!(article.published.map(|d| d.to_string()).as_deref(), Some("2016-07-21"));
    assert_eq!(article.paragraphs.len(), 12);
    assert!(article.paragraphs[0].text.starts_with("The coalition fighting the Islamic State (IS)"));
    assert!(article.paragraphs[11].text.ends_with("U.S. Secretary of State John Kerry."));
    assert_eq!(article.end_mark.as_deref(), Some("Enditem"));
    assert_eq!(article.related.len(), 10);
    for paragraph in &article.paragraphs {
        assert_eq!(paragraph.source[0].cut(&bytes), Some(paragraph.text.as_bytes()));
        for furniture in ["Off the wire", "You are here", "Adjust font size"] {
            assert!(!paragraph.text.contains(furniture));
        }
    }
}

#[test]
fn a_brief_keeps_its_short_sentences() {
    let brief = "Port opens after strike\nBy Ann Lee\n\nLONDON (AP) -- The port opened on Monday, the owners said in a statement.\n\nShips came in the evening.\n\nThe crews of the ships said that they were glad to be able to unload at last.\n";
    let texts = |text: &str| parse(text).paragraphs.into_iter().map(|p| p.text).collect::<Vec<_>>();
    for text in [brief.to_owned(), format!("{brief}\n-30-\n")] {
        let got = texts(&text);
        assert_eq!(got.len(), 3, "{got:?}");
        assert_eq!(got[1], "Ships came in the evening.");
    }
    let short = "Port opens\n\nThe port opened on Monday, the owners said in a statement.\n\nShips came. Nobody knows why.\n";
    assert_eq!(texts(short).len(), 2);
}
