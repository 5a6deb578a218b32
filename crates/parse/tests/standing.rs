//! What newsrooms say of a story beside its text: its standing, embargo, byline, and what is not for print.

use offwire_article::{Article, Status};
use offwire_parse::{Origin, ParseOptions, Parser};

fn read(text: &str) -> Vec<Article> {
    let parser = Parser::new(ParseOptions::default());
    let bytes = std::io::Cursor::new(text.as_bytes().to_vec());
    let items: Vec<_> =
        parser.items(Box::new(bytes), Origin::file("x")).collect::<Result<_, _>>().expect("records");
    items.iter().flat_map(|item| parser.parse(item)).collect::<Result<_, _>>().expect("articles")
}

fn one(text: &str) -> Article {
    let mut all = read(text);
    assert_eq!(all.len(), 1, "{text}");
    all.remove(0)
}

fn bodies(article: &Article) -> Vec<&str> {
    article.paragraphs.iter().map(|p| p.text.as_str()).collect()
}

fn newsml(management: &str, text: &str) -> String {
    format!(
        "<NewsML><NewsItem><Identification><NewsIdentifier><RevisionId PreviousRevision=\"1\">2</RevisionId></NewsIdentifier></Identification><NewsManagement><FirstCreated>19990302T101500Z</FirstCreated><ThisRevisionCreated>19990302T123000Z</ThisRevisionCreated>{management}</NewsManagement><NewsComponent><NewsLines><HeadLine>Haven open</HeadLine></NewsLines><ContentItem><DataContent>{text}</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
    )
}

#[test]
fn a_later_revision_replaces_and_its_note_to_desks_is_no_body() {
    let text = "<p>N i e u w bericht, vervangt: Haven nog dicht (1)</p><p>De haven is maandag weer geopend.</p><p>De veerboten varen weer.</p>";
    let article = one(&newsml("<Status FormalName=\"usable\"/>", text));
    assert_eq!(article.status, Some(Status::Update));
    assert_eq!(bodies(&article), ["De haven is maandag weer geopend.", "De veerboten varen weer."]);
    assert_eq!(article.published.unwrap().to_string(), "1999-03-02T10:15:00Z");
    assert_eq!(article.modified.unwrap().to_string(), "1999-03-02T12:30:00Z");
    let notes = article.quality.unwrap().notes;
    assert!(notes.iter().any(|note| note.contains("vervangt: Haven nog dicht")), "{notes:?}");
}

#[test]
fn standing_is_read_whatever_its_case() {
    for (name, want) in
        [("Embargoed", Status::Embargoed), ("CANCELED", Status::Kill), ("withheld", Status::Withheld)]
    {
        let article =
            one(&newsml(&format!("<Status FormalName=\"{name}\"/>"), "<p>The harbour.</p><p>Ferries.</p>"));
        assert_eq!(article.status, Some(want), "{name}");
    }
}

#[test]
fn an_embargo_is_a_time_and_a_standing() {
    let g2 = "<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\" guid=\"x\"><itemMeta><embargoed>2018-10-23T12:00:00Z</embargoed><pubStatus qcode=\"stat:usable\"/></itemMeta><contentMeta><headline>Harbour reopens</headline></contentMeta><contentSet><inlineXML><html><body><p>The harbour.</p></body></html></inlineXML></contentSet></newsItem>";
    let ninjs = "{\"uri\": \"x\", \"type\": \"text\", \"versioncreated\": \"2018-10-22T12:00:00Z\", \"embargoed\": \"2018-10-23T12:00:00Z\", \"headline\": \"Harbour reopens\", \"body_text\": \"The harbour.\"}";
    for text in [g2, ninjs] {
        let article = one(text);
        assert_eq!(article.embargo.unwrap().to_string(), "2018-10-23T12:00:00Z", "{text}");
        assert_eq!(article.status, Some(Status::Embargoed), "{text}");
    }
}

#[test]
fn contacts_and_notes_of_a_desk_are_no_body() {
    let g2 = "<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\" guid=\"x\"><itemMeta><edNote pubconstraint=\"nonpublic\">Editor: Ann Smith, +49 30 1</edNote></itemMeta><contentMeta><headline>Harbour reopens</headline></contentMeta><contentSet><inlineXML><html><body><section class=\"main\"><p>The harbour.</p></section></body></html></inlineXML></contentSet></newsItem>";
    assert_eq!(bodies(&one(g2)), ["The harbour."]);
    let iptc = "\u{1}eca0124 3 i 93  dpa 1888\r\n\nPoland/harbours/\r\n\u{2}2ND LEAD\n3RD NET\nHarbour reopens after storm =\nBy Ann Smith, dpa\r\n\nGdynia (dpa) - The harbour reopened on Monday.\r\n\n     Ferries run again.\r\n\n# dpa NOTEBOOK\n\n* * * *\nThe following information is not for publication\n\nEditorial contacts\n- Reporting by: Bo Lind\n\u{3}212101 GMT Nov 18\r\n\u{4}";
    let article = one(iptc);
    assert_eq!(article.headline.as_deref(), Some("Harbour reopens after storm"));
    assert_eq!(article.authors, ["Ann Smith"]);
    assert_eq!(article.published.unwrap().to_string(), "2018-11-21T21:01Z");
    let text = article.body();
    assert!(text.contains("Ferries run again."), "{text}");
    assert!(!text.contains("NOTEBOOK") && !text.contains("Bo Lind"), "{text}");
}

#[test]
fn a_corrected_story_of_a_wire_says_what_was_corrected() {
    let g2 = "<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\" guid=\"x\"><contentMeta><slugline>HARBOUR/ (CORRECTED)</slugline><headline>CORRECTED-Harbour reopens after storm</headline></contentMeta><contentSet><inlineXML><html><body><p>(In March 2 story, corrects day in first paragraph)</p><p>By Ann Smith</p><p>GDYNIA, March 2 (Reuters) - The harbour reopened.</p><p>Ferries run.</p></body></html></inlineXML></contentSet></newsItem>";
    let article = one(g2);
    assert_eq!(article.status, Some(Status::Correction));
    assert_eq!(article.headline.as_deref(), Some("Harbour reopens after storm"));
    assert_eq!(article.authors, ["Ann Smith"]);
    assert_eq!(article.paragraphs.len(), 2);
    assert!(article.quality.unwrap().notes[0].contains("corrects day"));
}

#[test]
fn an_abstract_or_a_lead_that_repeats_the_text_is_given_once() {
    let nyt = "<nitf><head><pubdata date.publication=\"19870101T000000\"/></head><body><body.head><hedline><hl1>Harbour Reopens</hl1></hedline><byline class=\"print_byline\">By Ann Smith</byline><byline class=\"normalized_byline\">Smith, Ann</byline></body.head><body.content><block class=\"lead_paragraph\"><p>The harbour reopened.</p></block><block class=\"full_text\"><p>The harbour reopened.</p><p>Ferries run.</p></block></body.content></body></nitf>";
    let article = one(nyt);
    assert_eq!(bodies(&article), ["The harbour reopened.", "Ferries run."]);
    assert_eq!(article.authors, ["Ann Smith"]);
    assert_eq!(article.published.unwrap().to_string(), "1987-01-01");
}

#[test]
fn highlights_are_no_body_and_an_alert_has_no_headline() {
    let story = "(CNN)The harbour reopened on Monday.\n\nFerries run again.\n\n@highlight\n\nHarbour reopens\n\n@highlight\n\nFerries run\n";
    assert!(bodies(&one(story)).iter().all(|text| !text.contains("highlight") && *text != "Ferries run"));
    let alert = "\u{16}\u{16}\u{1}W1645\u{1f}_asian\nb a\u{11}\u{13} BC-US--APNewsAlert     06-29 0020\n\u{2}^BC-US--APNewsAlert,20<\n\t   GDYNIA, Poland (AP) _ The harbour reopened.\n\t   \u{3}AP-WF-06-29-17 2350GMT<\n\u{4}\n";
    let article = one(alert);
    assert_eq!((article.headline, article.status), (None, Some(Status::Urgent)));
    assert_eq!(article.published.unwrap().to_string(), "2017-06-29T23:50Z");
}
