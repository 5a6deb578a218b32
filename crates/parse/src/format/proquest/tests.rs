use crate::format::tests::read_all;
use offwire_article::{DateGround, ParagraphKind, text};

const RULE: &str = "____________________________________________________________";

const FERRY: &str = "\n\nFerry sinks in storm: Forty are missing\n\n\
    Author: Marlow, Ann; Hartley, John\n\n\
    Publication info: New Harbour Times, Late Edition; Port Ellery [Port Ellery]. 12 Mar 1994: A.1.\n\n\
    https://www.example.org/docview/2637391967\n\n\
    Abstract: A ferry sank.\n\n\
    Links: https://www.example.org/openurl?x=1\n\n\
    Full text: A ferry with 212 people aboard sank in a storm off Port Ellery on Friday night, and forty of them were missing this morning, the coast guard said.\n\
    Rescue boats picked up 172 people.\n\n\
    Subject: the note on the door read, and the école was shut.\n\n\
    CAPTION: The ferry in 1990.\n\
    CREDIT: Ann Marlow\n\n\
    Subject: Ferries; Accidents at sea\n\n\
    Location: Port Ellery\n\n\
    Company / organization: Name: Ferry Line; NAICS: 483114\n\n\
    Business indexing term: Subject: Ferries\n\n\
    Title: Ferry sinks in storm: Forty are missing\n\n\
    Publication title: New Harbour Times, Late Edition; Port Ellery\n\n\
    Pages: A.1\n\n\
    Publication date: Mar 12, 1994\n\n\
    Section: Foreign Desk\n\n\
    Language of publication: English\n\n\
    ProQuest document ID: 2637391967\n\n\
    Document URL: https://www.example.org/docview/2637391967\n\n\
    Copyright: Copyright 1994 New Harbour Times.\n\n\
    Last updated: 2010-06-30\n\n";

#[test]
fn every_document_is_read_with_its_fields() {
    let second =
        FERRY.replace("Forty are", "Forty were").replace("Author: Marlow, Ann; Hartley, John\n\n", "");
    let end = "\n\nContact us at: support@example.org\nCopyright 2022 Example LLC. Terms and Conditions\n";
    let download = format!(
        "{RULE}\nReport Information from ProQuest\n\nTable of contents\n\n1. Ferry sinks\n\n{RULE}{FERRY}{RULE}{second}{RULE}{end}"
    );
    let all: Vec<_> = read_all(download.as_bytes()).into_iter().map(Result::unwrap).collect();
    assert_eq!(all.len(), 2);
    for article in &all {
        assert_eq!(article.source.as_ref().unwrap().format, "proquest");
        let start = usize::try_from(article.source.as_ref().unwrap().offset.unwrap()).unwrap();
        let cut = |spans: &[offwire_article::Span]| {
            let cuts = spans
                .iter()
                .map(|span| String::from_utf8_lossy(span.cut(&download.as_bytes()[start..]).unwrap()));
            text::fold_space(&cuts.collect::<Vec<_>>().join(" "))
        };
        for paragraph in &article.paragraphs {
            assert_eq!(cut(&paragraph.source), paragraph.text);
        }
        assert_eq!(cut(&article.field_sources["headline"]), article.headline.clone().unwrap());
        assert_eq!(cut(&article.field_sources["print"]), "New Harbour Times, Late Edition");
        assert_eq!(cut(&article.field_sources["published"]), "Mar 12, 1994");
    }
    let article = &all[0];
    assert_eq!(article.headline.as_deref(), Some("Ferry sinks in storm: Forty are missing"));
    assert_eq!(article.authors, ["Ann Marlow", "John Hartley"]);
    assert_eq!(all[1].authors, ["Ann Marlow"], "from the credit");
    assert_eq!(article.published.unwrap().to_string(), "1994-03-12");
    assert_eq!(article.date_ground, Some(DateGround::Metadata));
    let print = article.print.as_ref().unwrap();
    assert_eq!(
        (print.title.as_deref(), print.page.as_deref()),
        (Some("New Harbour Times, Late Edition"), Some("A.1"))
    );
    assert_eq!(article.section.as_deref(), Some("Foreign Desk"));
    assert_eq!(article.language.as_deref(), Some("en"));
    assert_eq!(article.keywords, ["Ferries", "Accidents at sea"]);
    assert_eq!(
        (&*article.places, &*article.organisations),
        (&["Port Ellery".to_owned()][..], &["Ferry Line".to_owned()][..])
    );
    assert_eq!(article.url.as_deref(), Some("https://www.example.org/docview/2637391967"));
    let kinds: Vec<_> =
        article.paragraphs.iter().map(|p| (p.text.split(' ').next().unwrap(), p.kind)).collect();
    assert_eq!(
        kinds,
        [
            ("A", ParagraphKind::Text),
            ("Rescue", ParagraphKind::Text),
            ("Subject:", ParagraphKind::Text),
            ("CAPTION:", ParagraphKind::Caption)
        ]
    );
}

#[test]
fn parts_in_capitals_divide_a_document() {
    let page = format!(
        "{RULE}\nDocument 1 of 1\n\nHarbour reopens\n\nMarlow, Ann. New Harbour Times; Port Ellery [Port Ellery]. 12 Mar 1994: B.2.\n\n\
         ProQuest document link\n\n\nABSTRACT (ENGLISH)\n\nNone available.\n\nFULL TEXT\n\nThe harbour reopened on Monday.\n\nFerries run.\n\n\
         DETAILS\n\n\nSubject: Harbours\n\nPublication title: New Harbour Times; Port Ellery\n\nPublication date: Mar 12, 1994\n\n\
         Source type: Newspapers\n\nProQuest document ID: 1\n\n{RULE}\n\nContact ProQuest\n"
    );
    let all: Vec<_> = read_all(page.as_bytes()).into_iter().map(Result::unwrap).collect();
    assert_eq!(all.len(), 1);
    let article = &all[0];
    assert_eq!(article.headline.as_deref(), Some("Harbour reopens"));
    assert_eq!(article.published.unwrap().to_string(), "1994-03-12");
    assert_eq!(article.print.as_ref().unwrap().title.as_deref(), Some("New Harbour Times"));
    assert_eq!(article.authors, ["Ann Marlow"]);
    let texts: Vec<&str> = article.paragraphs.iter().map(|p| p.text.as_str()).collect();
    assert_eq!(texts, ["The harbour reopened on Monday.", "Ferries run."]);
}

#[test]
fn an_abstract_stands_for_a_text_and_what_has_neither_is_told() {
    let fields = "Publication title: New Harbour Times\n\nPublication date: Mar 12, 1994\n\nProQuest document ID: 1\n\n";
    let told = format!(
        "{RULE}\n\nHarbour reopens\n\nPublication info: Mar 12, 1994.\n\nAbstract: The harbour of Port Ellery reopened.\n\n{fields}"
    );
    let none = format!(
        "{RULE}\n\nHarbour shut\n\nPublication info: Mar 12, 1994.\n\nAbstract: None available.\n\nFull text: Not available.\n\n{fields}"
    );
    let all = read_all(format!("{told}{none}").as_bytes());
    let [Ok(told), Err(none)] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!(told.paragraphs[0].text, "The harbour of Port Ellery reopened.");
    assert!(none.to_string().contains("Harbour shut: neither a full text nor an abstract"), "{none}");
}
