use super::*;
use crate::format::tests::{read_all, read_one};
use offwire_article::{DateGround, ParagraphKind, text};

const FERRY: &str = "                               1 of 2 DOCUMENTS\n\n\n\
    \x20                     Copyright 1994 The New Harbour Times\n\
    \x20                           The New Harbour Times\n\n\
    \x20                    March 12, 1994, Saturday, Late Edition - Final\n\n\
    SECTION: Section A; Page 1; Column 5; Foreign Desk\n\n\
    LENGTH: 120 words\n\n\
    HEADLINE: Ferry Sinks in Storm Off the Northern Islands;\n40 Are Missing\n\n\
    SERIES: A Winter of Storms\n\n\
    BYLINE: By JOHN HARTLEY and ANN MARLOW\n\n\
    DATELINE: PORT ELLERY, March 11\n\n\
    HIGHLIGHT:\nThe ship had passed its inspection in January.\n\n\
    BODY:\n   A ferry with 212 people aboard sank in a storm off Port Ellery on Friday night, and\n40 of them were missing this morning, the coast guard said.\n\n\
    \x20  Rescue boats picked up 172 people from the water and from rafts. \"The waves were as\nhigh as houses,\" said a nurse who was pulled out after two hours.\n\n\
    SUBJECT: the note on the door read, and the \u{e9}cole was shut.\n\n\
    \x20  The ferry had been built in 1961.\n\n\
    SUBJECT: FERRIES (90%); ACCIDENTS AT\nSEA (78%)\n\n\
    GEOGRAPHIC: PORT ELLERY (92%)\n\n\
    GRAPHIC: Photo: The ferry in 1990. (The Harbour Museum)\n\n\
    CORRECTION-DATE: March 13, 1994\n\n\
    CORRECTION: The ferry was built in 1962.\n\n\
    LOAD-DATE: March 12, 1994\n\n\
    LANGUAGE: ENGLISH\n\n";

/// Holds that the ranges of an article cut out what it says.
fn hold(article: &Article, raw: &[u8]) {
    let start = usize::try_from(article.source.as_ref().unwrap().offset.unwrap()).unwrap();
    let cut = |spans: &[offwire_article::Span]| {
        let cuts: Vec<String> = spans
            .iter()
            .map(|span| String::from_utf8(span.cut(&raw[start..]).unwrap().to_vec()).unwrap())
            .collect();
        text::fold_space(&cuts.join(" "))
    };
    for paragraph in &article.paragraphs {
        assert_eq!(cut(&paragraph.source), paragraph.text);
    }
    let field = |name: &str| article.field_sources.get(name).map(|spans| cut(spans)).unwrap_or_default();
    assert_eq!(field("headline"), article.headline.clone().unwrap_or_default());
    assert_eq!(field("rights"), article.rights.clone().unwrap_or_default());
    if let Some(title) = article.print.as_ref().and_then(|print| print.title.clone()) {
        assert_eq!(field("print"), title);
    }
    if let Some(published) = article.published {
        assert_eq!(super::super::when::read(&field("published")), Some(published));
    }
    assert_eq!(crate::format::story::people(&field("authors")), article.authors);
}

#[test]
fn every_document_is_read_with_its_fields() {
    let second = FERRY.replace("1 of 2", "2 of 2").replace("Ferry Sinks", "Ferry Sank");
    let download = format!("Download Request: Selected Items: 1-2\nTerms: ferry\n\n{FERRY}{second}");
    let all: Vec<Article> = read_all(download.as_bytes()).into_iter().map(Result::unwrap).collect();
    assert_eq!(all.len(), 2);
    for article in &all {
        hold(article, download.as_bytes());
    }
    let article = &all[0];
    assert_eq!(article.source.as_ref().unwrap().format, "nexis");
    assert_eq!(
        article.headline.as_deref(),
        Some("Ferry Sinks in Storm Off the Northern Islands; 40 Are Missing")
    );
    assert_eq!(article.authors, ["JOHN HARTLEY", "ANN MARLOW"]);
    assert_eq!(article.published.unwrap().to_string(), "1994-03-12");
    assert_eq!(article.date_ground, Some(DateGround::Metadata));
    assert_eq!(article.section.as_deref(), Some("Foreign Desk"));
    let print = article.print.as_ref().unwrap();
    assert_eq!(print.title.as_deref(), Some("The New Harbour Times"));
    assert_eq!((print.page.as_deref(), print.column.as_deref()), (Some("1"), Some("5")));
    let dateline = article.dateline.as_ref().unwrap();
    assert_eq!(dateline.place.as_deref(), Some("PORT ELLERY"));
    assert_eq!(dateline.date.unwrap().to_string(), "1994-03-11");
    assert_eq!(article.subheads, ["The ship had passed its inspection in January."]);
    assert_eq!(article.language.as_deref(), Some("en"));
    assert_eq!(article.keywords, ["FERRIES", "ACCIDENTS AT SEA"]);
    assert_eq!(article.places, ["PORT ELLERY"]);
    assert_eq!(article.rights.as_deref(), Some("Copyright 1994 The New Harbour Times"));
    assert_eq!(article.quality.as_ref().unwrap().notes, ["corrected later: The ferry was built in 1962."]);
}

#[test]
fn a_label_inside_the_text_does_not_end_it() {
    let article = read_one(FERRY.as_bytes());
    hold(&article, FERRY.as_bytes());
    let body: Vec<&str> = article.body_paragraphs().map(|p| p.text.as_str()).collect();
    assert_eq!(body.len(), 4, "{body:?}");
    assert!(body[0].starts_with("A ferry with") && body[0].ends_with("coast guard said."));
    assert!(body[2].starts_with("SUBJECT: the note"));
    assert_eq!(body[3], "The ferry had been built in 1961.");
    let caption = article.paragraphs.last().unwrap();
    assert_eq!(caption.kind, ParagraphKind::Caption);
    assert_eq!(caption.text, "Photo: The ferry in 1990. (The Harbour Museum)");
}

#[test]
fn headline_and_text_are_found_without_labels() {
    let text = "\n                               1 of 1 DOCUMENTS\r\n\r\n\r\n                               The Quay (Port Ellery)\r\n\r\n                            January 11, 2010 Monday\r\n                                   Edition 1;\r\n                                    Scotland\r\n\r\nUPDATE: Lighthouse is sold to a\r\nfamily of five\r\n\r\nBYLINE: Mara Quill\r\n\r\nSECTION: NEWS; Pg. 6\r\n\r\nLENGTH: 55 words\r\n\r\nThe lighthouse of Skerry was sold on Monday to a family of five from the\r\nmainland, who said that they would keep its lamp.\r\n\r\nLONDON: The price was not told.\r\n\r\nLOAD-DATE: January 11, 2010\r\n\r\nLANGUAGE: ENGLISH\r\n\r\nPUBLICATION-TYPE: Newspaper\r\n\r\n\r\n                       Copyright 2010 Quay Press\r\n                              All Rights Reserved\r\n";
    let article = read_one(text.as_bytes());
    hold(&article, text.as_bytes());
    assert_eq!(article.headline.as_deref(), Some("UPDATE: Lighthouse is sold to a family of five"));
    assert_eq!(article.authors, ["Mara Quill"]);
    assert_eq!(article.section.as_deref(), Some("NEWS"));
    let print = article.print.unwrap();
    assert_eq!((print.title.as_deref(), print.page.as_deref()), (Some("The Quay (Port Ellery)"), Some("6")));
    assert_eq!(article.rights.as_deref(), Some("Copyright 2010 Quay Press"));
    let texts: Vec<&str> = article.paragraphs.iter().map(|p| p.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "The lighthouse of Skerry was sold on Monday to a family of five from the mainland, who said that they would keep its lamp.",
            "LONDON: The price was not told."
        ]
    );
}

#[test]
fn newer_downloads_name_their_parts() {
    let cover = "User Name: A Reader\nDate and Time: 3 February 2019 10:02:00\nJob Number: 1\nDocuments (2)\n1. Lighthouse is sold\n2. Harbour reopens\n\n";
    let one = "Lighthouse is sold\nThe Quay (Port Ellery)\nJanuary 11, 2010 Monday\nEdition 1\n\nCopyright 2010 Quay Press All Rights Reserved\nSection: NEWS; Pg. 6\nLength:\u{a0}55 words\nByline:\u{a0}Mara Quill\nBody\n\nThe lighthouse of Skerry was sold on Monday to a family of five from the mainland, who said that they would keep its lamp for ships.\n\nThe price was not told.\n\nGraphic\n\nThe lighthouse in May\n\nClassification\n\nLanguage:\u{a0}ENGLISH\n\nPublication-Type:\u{a0}Newswire\n\nSubject:\u{a0}LIGHTHOUSES (90%)\n\nLoad-Date:\u{a0}January 12, 2010\n\nEnd of Document\n\n\n";
    let two = one.replace("Lighthouse is sold", "Harbour reopens");
    let download = format!("{cover}{one}{two}");
    let all: Vec<Article> = read_all(download.as_bytes()).into_iter().map(Result::unwrap).collect();
    let headlines: Vec<_> = all.iter().filter_map(|article| article.headline.as_deref()).collect();
    assert_eq!(headlines, ["Lighthouse is sold", "Harbour reopens"]);
    for article in &all {
        hold(article, download.as_bytes());
        assert_eq!(article.published.unwrap().to_string(), "2010-01-11");
        assert_eq!(article.agency.as_deref(), Some("The Quay (Port Ellery)"));
        assert_eq!(article.authors, ["Mara Quill"]);
        assert_eq!(article.keywords, ["LIGHTHOUSES"]);
        assert_eq!(article.body_paragraphs().count(), 2, "{:?}", article.paragraphs);
        assert_eq!(article.paragraphs[2].text, "The lighthouse in May");
    }
    let numbered = format!("Document 1 of 2\n{one}Document 2 of 2\n{two}");
    let all: Vec<Article> = read_all(numbered.as_bytes()).into_iter().map(Result::unwrap).collect();
    let headlines: Vec<_> = all.iter().filter_map(|article| article.headline.as_deref()).collect();
    assert_eq!(headlines, ["Lighthouse is sold", "Harbour reopens"]);
}

#[test]
fn a_document_without_a_text_is_told_and_the_next_is_read() {
    let (head, _) = FERRY.split_once("BODY:").unwrap();
    let all = read_all(format!("{head}LOAD-DATE: March 12, 1994\n\n{FERRY}").as_bytes());
    let error = all[0].as_ref().unwrap_err();
    assert_eq!(error.reason, Reason::NoArticle);
    assert!(error.detail.starts_with("1 of 2 DOCUMENTS: "), "{error}");
    assert_eq!(all.iter().filter(|result| result.is_ok()).count(), 1);
}

#[test]
fn documents_of_wide_letters_are_cut_too() {
    let wide: Vec<u8> = format!("\u{feff}{FERRY}{FERRY}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let all = read_all(&wide);
    assert_eq!(all.len(), 2);
    let first = all[0].as_ref().unwrap();
    assert!(first.paragraphs[2].text.contains("école"));
}

#[test]
fn days_and_languages_of_other_editions_are_read() {
    let text = "Dokument 1 von 1\n\n\nDie Kaizeitung\n\n12. März 2010 Freitag\n\nLeuchtturm verkauft\n\nAUTOR: Eva Maier\n\nRUBRIK: LOKALES; S. 3\n\nLÄNGE: 20 Wörter\n\nDer Leuchtturm ist verkauft.\n\nUPDATE: 13. März 2010\n\nSPRACHE: GERMAN; DEUTSCH\n";
    let article = read_one(text.as_bytes());
    assert_eq!(article.headline.as_deref(), Some("Leuchtturm verkauft"));
    assert_eq!(article.published.unwrap().to_string(), "2010-03-12");
    assert_eq!(article.authors, ["Eva Maier"]);
    assert_eq!(article.language.as_deref(), Some("de"));
    assert_eq!(article.body(), "Der Leuchtturm ist verkauft.");
    let print = article.print.unwrap();
    assert_eq!((print.title.as_deref(), print.page.as_deref()), (Some("Die Kaizeitung"), Some("3")));
}

#[test]
fn a_dump_that_speaks_of_fields_is_no_download() {
    let dumps = [
        "Ferry sinks in storm\n\nHEADLINE: the word stands at the top.\nBODY: so does this one.\n\nThe ferry sank on Friday.\n",
        "Search results\n1 of 2 DOCUMENTS\n\nThe library lent one of its two documents.\n",
        "Health news\n\nBody\n\nLength: long and thin\n\nCopyright 2010 The Quay\n",
        "Copyright 2010 The Quay\nBoats\nLength: 12 metres\n\nBody\n\nSteel, built in 1961.\n",
    ];
    for dump in dumps {
        assert!(!Nexis.recognise(&Head::new(dump.as_bytes(), "x.txt")), "{dump}");
    }
    assert!(Nexis.recognise(&Head::new(FERRY.as_bytes(), "x.txt")));
}

#[test]
fn what_only_looks_like_a_label_is_text() {
    let text = FERRY
        .replace("\n40 Are Missing", "\nCAPTAIN: I SAW IT")
        .replace("   The ferry had been built in 1961.", "Body\n\n   The ferry had been built in 1961.");
    let article = read_one(text.as_bytes());
    assert!(article.headline.as_ref().unwrap().ends_with("Islands; CAPTAIN: I SAW IT"));
    assert_eq!(article.body_paragraphs().count(), 5);
    hold(&article, text.as_bytes());
}

#[test]
fn an_agency_is_credited_and_no_paper() {
    let text = FERRY.replace("The New Harbour Times\n\n  ", "Associated Press\n\n  ");
    let article = read_one(text.as_bytes());
    assert_eq!(article.agency.as_deref(), Some("AP"));
    assert_eq!(article.print.unwrap().title, None);
}

#[test]
fn an_abstract_stands_in_for_a_text() {
    let (head, _) = FERRY.split_once("HIGHLIGHT:").unwrap();
    let text = format!("{head}ABSTRACT:\nA ferry sank off Port Ellery.\n\nLANGUAGE: ENGLISH\n");
    let article = read_one(text.as_bytes());
    assert_eq!(article.body(), "A ferry sank off Port Ellery.");
    assert_eq!(article.quality.unwrap().notes, ["summary only"]);
}
