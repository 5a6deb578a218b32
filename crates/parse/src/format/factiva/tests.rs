use crate::format::tests::{read_all, read_named};
use offwire_article::{DateGround, text};

const SHOWN: &str = "News; A-Section\n\
    Ferry sinks in storm\n\n\
    By Ann Marlow and John Hartley\n\
    1,120 words\n\
    12 March 1994\n\
    03:12 GMT\n\
    New Harbour Times\n\
    NHT\n\
    Late Edition - Final\n\
    A1\n\
    English\n\
    Copyright 1994 New Harbour Times.\u{a0} All Rights Reserved.\n\n\
    PORT ELLERY -- A ferry with 212 people aboard sank in a storm off Port Ellery on Friday night, and forty of them were missing.\n\n\
    Rescue boats picked up 172 people.\n\n\
    Document NHT0000019940312dq3c0002u\n\n";

const CODED: &str = "SE  News\n\
    HD  \n\
    Ferry sinks in storm\n\
    BY  By Ann Marlow\n\
    WC  1,120 words\n\
    PD  12 March 1994\n\
    ET  03:12\n\
    SN  New Harbour Times\n\
    SC  NHT\n\
    PG  A1\n\
    LA  English\n\
    CY  Copyright 1994 New Harbour Times.\n\
    LP  \n\
    A ferry with 212 people aboard sank in a storm off Port Ellery on Friday night, and forty of them were missing.\n\n\
    TD  \n\
    IN the harbour, boats were waiting.\n\n\
    Rescue boats picked up 172 people.\n\n\
    CO  ferlin : Ferry Line\n\
    NS  gacc : Accidents | gcat : Political/General News\n\
    RE  elle : Port Ellery\n\
    PUB  New Harbour Press\n\
    AN\n\
    Document NHT0000019940312dq3c0002u\n\n";

fn check(input: &str, name: &str) {
    let all: Vec<_> = read_named(input.as_bytes(), name).into_iter().map(Result::unwrap).collect();
    assert_eq!(all.len(), 2, "{all:?}");
    for article in &all {
        assert_eq!(article.source.as_ref().unwrap().format, "factiva");
        assert_eq!(article.headline.as_deref(), Some("Ferry sinks in storm"));
        assert_eq!(article.authors.first().map(String::as_str), Some("Ann Marlow"));
        assert_eq!(article.published.unwrap().date_only().to_string(), "1994-03-12");
        assert_eq!(article.date_ground, Some(DateGround::Metadata));
        assert_eq!(article.language.as_deref(), Some("en"));
        let print = article.print.as_ref().unwrap();
        assert_eq!((print.title.as_deref(), print.page.as_deref()), (Some("New Harbour Times"), Some("A1")));
        assert!(article.rights.as_ref().unwrap().starts_with("Copyright 1994"));
        let last = article.paragraphs.last().unwrap();
        assert_eq!(last.text, "Rescue boats picked up 172 people.");
        let start = usize::try_from(article.source.as_ref().unwrap().offset.unwrap_or(0)).unwrap();
        let cut = last
            .source
            .iter()
            .map(|span| String::from_utf8_lossy(span.cut(&input.as_bytes()[start..]).unwrap()));
        assert_eq!(text::fold_space(&cut.collect::<String>()), last.text);
    }
}

#[test]
fn documents_as_they_are_shown() {
    let foot = "Search Summary\nText ferry\nDate All Dates\n© 1994 Factiva, Inc. All rights reserved.\n";
    check(&format!("{SHOWN}\u{c}\n{SHOWN}{foot}"), "ferries.txt");
    let article = read_all(SHOWN.as_bytes()).remove(0).unwrap();
    assert_eq!(article.published.unwrap().to_string(), "1994-03-12T03:12Z");
    assert_eq!(article.section.as_deref(), Some("News; A-Section"));
    assert_eq!(article.authors, ["Ann Marlow", "John Hartley"]);
    assert_eq!(article.paragraphs.len(), 2);
}

#[test]
fn documents_with_codes() {
    check(&format!("{CODED}{CODED}"), "ferries.txt");
    let article = read_all(CODED.as_bytes()).remove(0).unwrap();
    let texts: Vec<&str> = article.paragraphs.iter().map(|p| p.text.as_str()).collect();
    assert_eq!(texts.len(), 3);
    assert_eq!(texts[1], "IN the harbour, boats were waiting.");
    assert_eq!(article.topics, ["Accidents", "Political/General News"]);
    assert_eq!(
        (&article.places[..], &article.organisations[..]),
        (&["Port Ellery".to_owned()][..], &["Ferry Line".to_owned()][..])
    );
}

#[test]
fn saved_pages() {
    let shown = "<div class=\"article enArticle\"><div>News</div><div id=\"hd\"><span class=\"enHeadline\">Ferry sinks in storm</span></div>\
        <div class=\"author\">By Ann Marlow</div><div>1,120 words</div><div>12 March 1994</div><div>New Harbour Times</div><div>NHT</div><div>A1</div>\
        <div>English</div><div>Copyright 1994 New Harbour Times.</div>\
        <p class=\"articleParagraph enarticleParagraph\">A ferry with <b>212</b> people aboard sank in a storm off Port Ellery &amp; forty are missing.</p>\
        <p class=\"articleParagraph enarticleParagraph\">Rescue boats picked up 172 people.</p><p>Document NHT0000019940312dq3c0002u</p></div>";
    check(
        &format!(
            "<html><head><title>Factiva</title></head><body>{shown}{shown}<p>Search Summary</p></body></html>"
        ),
        "ferries.html",
    );
    let row = |code: &str, value: &str| format!("<tr><td><b>{code}</b>&nbsp;</td><td>{value}</td></tr>");
    let coded = [
        row("SE", "News"),
        row("HD", "<span>Ferry sinks in storm</span>"),
        row("BY", "By Ann Marlow"),
        row("WC", "1,120 words"),
        row("PD", "12 March 1994"),
        row("SN", "New Harbour Times"),
        row("PG", "A1"),
        row("LA", "English"),
        row("CY", "Copyright 1994 New Harbour Times."),
        row(
            "LP",
            "<p>A ferry with 212 people aboard sank in a storm off Port Ellery on Friday night.</p><p>Forty of them are missing.</p>",
        ),
        row(
            "TD",
            "<p>The sea was calm again in the morning, and those who had reached the shore by then were taken to a school, where they were given blankets, dry clothes and soup, and where doctors looked after the wounded until buses came at noon to bring them all to the hospital of the next town, which had been told of the storm by telephone in the night and had called in every nurse who lived near enough to come.</p><p>Rescue boats picked up 172 people.</p>",
        ),
        row("AN", "Document NHT0000019940312dq3c0002u"),
    ];
    let coded = format!("<div class=\"article enArticle\"><table>{}</table></div>", coded.concat());
    check(&format!("<html><body>{coded}{coded}</body></html>"), "ferries.html");
}

#[test]
fn a_service_of_an_agency_is_credited_to_it() {
    for (service, agency) in
        [("Reuters News", "Reuters"), ("Associated Press Newswires", "AP"), ("Agence France Presse", "AFP")]
    {
        let article = read_all(CODED.replace("SN  New Harbour Times", &format!("SN  {service}")).as_bytes())
            .remove(0)
            .unwrap();
        assert_eq!(article.agency.as_deref(), Some(agency));
    }
}

#[test]
fn a_headline_that_names_people_is_no_byline() {
    let bare = SHOWN.replace("By Ann Marlow and John Hartley\n", "");
    for (headline, authors) in
        [("Ann Marlow and John Hartley meet in Port Ellery", 0), ("Ferry sinks in storm\nAnn Marlow", 1)]
    {
        let article = read_all(bare.replace("Ferry sinks in storm", headline).as_bytes()).remove(0).unwrap();
        assert_eq!(article.headline.as_deref(), headline.lines().next());
        assert_eq!((article.authors.len(), article.section.as_deref()), (authors, Some("News; A-Section")));
    }
}

#[test]
fn what_cannot_be_taken_apart_is_told() {
    let bare =
        "Ferry sinks in storm\n\nRescue boats picked up 172 people.\n\nDocument NHT0000019940312dq3c0002u\n";
    let page = "<html><body><div class=\"article enArticle\"><div>News</div></div></body></html>";
    for (text, name) in [(bare, "a.txt"), (page, "a.html")] {
        let all = read_named(text.as_bytes(), name);
        assert!(matches!(all.as_slice(), [Err(_)]), "{all:?}");
    }
}
