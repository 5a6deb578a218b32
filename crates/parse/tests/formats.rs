//! Every format by its content alone: named rightly without its file's ending, and read whole.

mod property;

use offwire_parse::{ParseOptions, format_named, formats};
use std::io::Cursor;

/// A format's name, a file of it, and the number of articles in it.
type Sample = (&'static str, Vec<u8>, usize);

/// Invented files in the shape of each format.
fn samples() -> Vec<Sample> {
    let text = |name, text: &str, count| (name, text.as_bytes().to_vec(), count);
    let reuters = "<REUTERS TOPICS=\"YES\" NEWID=\"1\">\n<DATE> 2-MAR-1987 15:01:01.79</DATE>\n<TOPICS><D>ship</D></TOPICS>\n<TEXT>&#2;\n<TITLE>HARBOUR REOPENS</TITLE>\n<DATELINE>    GDYNIA, March 2 - </DATELINE><BODY>The harbour reopened.\n    Ferries run.\n Reuter\n&#3;</BODY></TEXT>\n</REUTERS>\n";
    let trec = "<DOC>\n<DOCNO> AP880212-0004 </DOCNO>\n<FILEID>AP-NR-02-12-88 1637EST</FILEID>\n<1ST_LINE>r w AM-Harbour     02-12 0155</1ST_LINE>\n<HEAD>Harbour Reopens</HEAD>\n<DATELINE>GDYNIA (AP) </DATELINE>\n<TEXT>\n   The harbour reopened.\n</TEXT>\n</DOC>\n";
    let gigaword = "<DOC id=\"NYT_ENG_19950101.0001\" type=\"story\" >\n<HEADLINE>\nHARBOUR REOPENS\n</HEADLINE>\n<TEXT>\n<P>\nThe harbour reopened.\n</P>\n</TEXT>\n</DOC>\n";
    let anpa = "\u{16}\u{16}\u{1}W2607\u{1f}_asian\nr a\u{11}\u{13} BC-US--Harbour     11-13 1693\n\u{2}^BC-US--Harbour,1140<\n^Harbour reopens after storm<\n\t   GDYNIA, Poland (AP) _ The harbour reopened.\n\t   \u{3}AP-WF-11-13-13 0745GMT<\n\u{4}\n";
    let iptc = "\u{1}eca0124 3 i 93  dpa 1888\r\n\nPoland/harbours/\r\n\u{2}EXTRA\nHarbour reopens after storm =\r\n\nGdynia (dpa) - The harbour reopened.\r\n\n\u{3}212101 GMT Nov 18\r\n\u{4}";
    let nexis = "   1 of 3 DOCUMENTS\n\n\n            Copyright 1994 The New Harbour Times\n            The New Harbour Times\n\n            March 12, 1994, Saturday\n\nSECTION: Section A; Page 3\n\nLENGTH: 20 words\n\nHEADLINE: Harbour reopens\n\nBYLINE: By ANN MARLOW\n\nBODY:\n   The harbour reopened.\n\nLOAD-DATE: March 12, 1994\n\n";
    let proquest = format!(
        "{}\n\nHarbour reopens\n\nPublication info: New Harbour Times; Mar 12, 1994.\n\nFull text: The harbour reopened.\n\nTitle: Harbour reopens\n\nProQuest document ID: 1\n\n",
        "_".repeat(60)
    );
    let factiva = "Harbour reopens\n120 words\n12 March 1994\nNew Harbour Times\nNHT\nEnglish\nCopyright 1994 New Harbour Times.\n\nThe harbour reopened.\n\nDocument NHT0000019940312dq3c0002u\n\n";
    let page = "<page><title>Harbour reopens</title><ns>0</ns><revision><timestamp>2010-01-01T10:00:00Z</timestamp><text>The '''harbour''' reopened.</text></revision></page>\n";
    let mail = "From a@example.org Mon Jun 01 10:00:00 2009\nSubject: Harbour reopens\nDate: Mon, 1 Jun 2009 09:59:00 +0200\n\nThe harbour reopened.\n\n";
    let item = "<item><title>Harbour reopens</title><content:encoded><![CDATA[<p>The harbour.</p>]]></content:encoded><wp:post_date>1999-03-02 11:15:00</wp:post_date><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>";
    let json = "{\"title\": \"Harbour reopens\", \"text\": \"The harbour reopened on Monday.\"}\n";
    vec![
        text("reuters21578", &format!("<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n{}", reuters.repeat(3)), 3),
        text("trec", &trec.repeat(3), 3),
        text("gigaword", &gigaword.repeat(3), 3),
        text("anpa", &anpa.repeat(3), 3),
        text("iptc7901", &iptc.repeat(3), 3),
        text("zczc", &"ZCZC AAP\r\n%A\r\n#Harbour reopens\r\nThe harbour reopened on Monday.\r\nNNNN\r\n".repeat(3), 3),
        text("release", "Source: Harbour Office\r\nMEDIA RELEASE PR67276\r\nHarbour Reopens\r\n\r\nGDYNIA, Poland, Feb. 1, 2017 /PRNewswire-AsiaNet/ --\r\n\r\nThe office opened a new pier.\r\n", 1),
        text("nitf", "<nitf><head><docdata><date.issue norm=\"19990302T101500+0100\"/></docdata></head><body><body.head><hedline><hl1>Harbour reopens</hl1></hedline></body.head><body.content><p>The harbour.</p></body.content></body></nitf>", 1),
        text("newsml1", "<NewsML><NewsItem><Identification/><NewsManagement><FirstCreated>19990302T101500Z</FirstCreated></NewsManagement><NewsComponent><NewsLines><HeadLine>Harbour reopens</HeadLine></NewsLines><ContentItem><DataContent><p>The harbour.</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>", 1),
        text("newsmlg2", "<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\" guid=\"x\"><contentMeta><headline>Harbour reopens</headline></contentMeta><contentSet><inlineXML><html><body><p>The harbour.</p></body></html></inlineXML></contentSet></newsItem>", 1),
        text("rcv1", "<newsitem itemid=\"7\" date=\"1996-08-20\"><headline>Harbour reopens</headline><text><p>The harbour.</p></text></newsitem>", 1),
        text("newsroom", "<Publish><ContentItem><Headline>Harbour reopens</Headline><ContentText>&lt;p&gt;The harbour.&lt;/p&gt;</ContentText></ContentItem></Publish>", 1),
        text("offwire", &"{\"uid\":\"352c97f34885f4957c8e995b\",\"headline\":\"Harbour reopens\",\"paragraphs\":[{\"text\":\"The harbour reopened.\",\"kind\":\"text\"}]}\n".repeat(3), 3),
        text("ninjs", &"{\"uri\": \"x\", \"type\": \"text\", \"versioncreated\": \"1999-03-02T10:15:00Z\", \"headline\": \"Harbour reopens\", \"body_html\": \"<p>The harbour.</p>\"}\n".repeat(3), 3),
        text("wapo", &"{\"id\": \"1\", \"article_url\": \"https://example.org/a\", \"title\": \"Harbour reopens\", \"published_date\": 1356999181000, \"contents\": [{\"type\": \"sanitized_html\", \"subtype\": \"paragraph\", \"content\": \"It did.\"}]}\n".repeat(3), 3),
        text("jsonl", &json.repeat(3), 3),
        text("csv", &format!("title,date,text\n{}", "Harbour reopens,1999-03-02,\"The harbour, again.\"\n".repeat(3)), 3),
        text("feed", "<rss version=\"2.0\"><channel><title>Paper</title><item><title>Harbour reopens</title><description>The harbour.</description></item></channel></rss>", 1),
        text("sitemap", "<urlset><url><loc>http://example.org/1</loc><news:news><news:title>Harbour reopens</news:title></news:news></url></urlset>", 1),
        text("wxr", &format!("<rss xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel>{}</channel></rss>", item.repeat(3)), 3),
        text("mediawiki", &format!("<mediawiki>\n{}</mediawiki>", page.repeat(3)), 3),
        text("mbox", &mail.repeat(3), 3),
        text("eml", "Received: by x\nSubject: Harbour reopens\nDate: Thu, 19 Feb 2015 17:18:40 +1100\n\nThe harbour reopened.\n", 1),
        text("usenet", "Path: a!b\nNewsgroups: clari.nb.top\nSubject: Harbour reopens\nDate: 21 Dec 92 20:54:07 GMT\n\nThe harbour reopened.\n", 1),
        text("nexis", &nexis.repeat(3), 3),
        text("proquest", &proquest.repeat(3), 3),
        text("factiva", &factiva.repeat(3), 3),
        text("story", "The harbour reopened on Monday.\n\n@highlight\n\nHarbour reopens\n", 1),
        text("alto", "<alto><Layout><Page><PrintSpace><TextBlock ID=\"b\"><TextLine><String CONTENT=\"Harbour\" WC=\"0.9\"/><String CONTENT=\"reopens\" WC=\"0.5\"/></TextLine></TextBlock></PrintSpace></Page></Layout></alto>", 1),
        text("page", "<PcGts><Page><TextRegion id=\"r\"><TextLine><TextEquiv><Unicode>Harbour reopens</Unicode></TextEquiv></TextLine></TextRegion></Page></PcGts>", 1),
        text("mhtml", "From: <Saved by Example Browser 5>\nDate: Thu, 3 Jun 1999 18:20:11 +0100\nMIME-Version: 1.0\nContent-Type: text/html\nContent-Location: http://example.org/a.html\n\n<html><body><h1>Harbour reopens after storm</h1><p>The harbour of Gdynia reopened on Monday after a storm that had closed it, its master said.</p></body></html>\n", 1),
        text("hocr", "<html><body><div class='ocr_page'><span class='ocr_line'>Harbour reopens</span></div></body></html>", 1),
        text("abbyy", "<page width=\"1\"><block blockType=\"Text\"><text><par><line><charParams charConfidence=\"9\">H</charParams><charParams charConfidence=\"10\">i</charParams></line></par></text></block></page>", 1),
        text("olive", "<XMD-entity ENTITY_TYPE=\"Article\" ID=\"Ar1\"><Meta NAME=\"Le port\"/><Content><Primitive><L/><W>Le</W><W>port</W></Primitive></Content></XMD-entity>", 1),
        text("didl", "<text><title>Haven open</title><p>De haven is open.</p></text>", 1),
        text("tetml", "<TET><Document><Pages><Page><Content><Para><Word><Text>Harbour</Text></Word></Para></Content></Page></Pages></Document></TET>", 1),
        text("xml", "<export><story><headline>Harbour reopens</headline><body><para>The harbour reopened.</para></body></story></export>", 1),
        text("tei", "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader/><text><body><p>The harbour reopened.</p></body></text></TEI>", 1),
    ]
}

/// Articles, and the number of errors, of a file without a name; what holds of every file is looked at each time.
fn read(bytes: &[u8]) -> (Vec<offwire_parse::Article>, usize) {
    let (articles, errors) = property::read(ParseOptions::default(), bytes);
    property::hold(&articles, &errors);
    (articles, errors.len())
}

#[test]
fn each_format_is_named_by_its_content_and_read_whole() {
    for (name, bytes, count) in samples() {
        let (articles, errors) = read(&bytes);
        let named: Vec<_> = articles.iter().map(|a| a.source.as_ref().unwrap().format.as_str()).collect();
        assert_eq!(named, vec![name; count], "{name}");
        assert_eq!(errors, 0, "{name}");
        assert!(format_named(name).is_some(), "{name} is not in the table");
    }
}

#[test]
fn the_table_says_everything_of_every_format() {
    for info in formats() {
        let fields = [info.name, info.title, info.recognised, info.example, info.kept, info.not_kept];
        assert!(fields.iter().all(|field| !field.is_empty()), "{}", info.name);
    }
    let mut names: Vec<_> = formats().iter().map(|info| info.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), formats().len(), "two formats share a name");
}

/// Numbers from a seed, the same in every run (SplitMix64).
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % end.max(1) as u64).unwrap_or(0)
    }
}

const SEEDS: u64 = 50;

/// Where each article's record ends in its file.
fn ends(articles: &[offwire_parse::Article]) -> Vec<usize> {
    let end = |article: &offwire_parse::Article| {
        let source = article.source.as_ref().unwrap();
        usize::try_from(source.offset.unwrap_or(0) + source.length).unwrap()
    };
    articles.iter().map(end).collect()
}

#[test]
fn what_stands_before_a_cut_is_given() {
    for (name, bytes, _) in samples() {
        let (whole, _) = read(&bytes);
        let ends = ends(&whole);
        for seed in 0..SEEDS {
            let cut = Seeded(seed).below(bytes.len() + 1);
            let before = ends.iter().filter(|end| **end <= cut).count();
            let (articles, _) = read(&bytes[..cut]);
            assert!(articles.len() >= before, "{name}: {} of {before} before byte {cut}", articles.len());
            // To the last one before the cut, what is left of the next may have come.
            for (cut, whole) in articles.iter().zip(&whole).take(before.saturating_sub(1)) {
                assert_eq!((&cut.headline, cut.body()), (&whole.headline, whole.body()), "{name}");
            }
        }
    }
}

#[test]
fn flipped_bytes_never_panic() {
    for (name, bytes, count) in samples() {
        for seed in 0..SEEDS {
            let mut seeded = Seeded(seed);
            let mut broken = bytes.clone();
            for _ in 0..50 {
                let at = seeded.below(broken.len());
                broken[at] = u8::try_from(seeded.below(256)).unwrap();
            }
            let (articles, errors) = read(&broken);
            // What was broken is an article, an error or known to be no news; it is not more than there was to break.
            assert!(articles.len() + errors <= 40 * count, "{name}: {} and {errors}", articles.len());
        }
    }
}

/// The samples of many records in one of each container.
fn packed() -> Vec<(&'static str, Vec<u8>)> {
    use std::io::Write;
    let lines =
        "{\"title\": \"Harbour reopens\", \"text\": \"The harbour reopened on Monday.\"}\n".repeat(60);
    let page = "<html><body><h1>Harbour reopens after storm</h1><p>The harbour of Gdynia reopened on Monday after a storm that had closed it, its master said.</p></body></html>";
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
    let warc = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
        http.len()
    );
    let arc = format!("http://example.org/ 10.0.0.1 20080430204825 text/html {}\n{http}\n", http.len());
    let gzip = |bytes: &[u8]| {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    };
    let mut tar = tar::Builder::new(Vec::new());
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["a.jsonl", "b.jsonl", "c.jsonl"] {
        let mut header = tar::Header::new_ustar();
        header.set_size(lines.len() as u64);
        tar.append_data(&mut header, name, lines.as_bytes()).unwrap();
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(lines.as_bytes()).unwrap();
    }
    let mut bzip2 = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    bzip2.write_all(lines.as_bytes()).unwrap();
    let mut xz = liblzma::write::XzEncoder::new(Vec::new(), 1);
    xz.write_all(lines.as_bytes()).unwrap();
    let mut lz4 = lz4_flex::frame::FrameEncoder::new(Vec::new());
    lz4.write_all(lines.as_bytes()).unwrap();
    vec![
        ("gzip", gzip(lines.as_bytes())),
        ("warc.gz", gzip(warc.as_bytes()).repeat(5)),
        ("warc", warc.repeat(5).into_bytes()),
        (
            "arc",
            format!("filedesc://x.arc 0.0.0.0 20080430204825 text/plain 2\n1\n{}", arc.repeat(5))
                .into_bytes(),
        ),
        ("tar", tar.into_inner().unwrap()),
        ("zip", zip.finish().unwrap().into_inner()),
        ("bzip2", bzip2.finish().unwrap()),
        ("xz", xz.finish().unwrap()),
        ("zstd", zstd::encode_all(lines.as_bytes(), 1).unwrap()),
        ("lz4", lz4.finish().unwrap()),
    ]
}

#[test]
fn containers_stand_cuts_and_flipped_bytes() {
    for (name, bytes) in packed() {
        let (whole, errors) = read(&bytes);
        assert!(whole.len() >= 5 && errors == 0, "{name}: {} and {errors}", whole.len());
        for seed in 0..SEEDS {
            let mut seeded = Seeded(seed);
            let cut = seeded.below(bytes.len() + 1);
            let (articles, errors) = read(&bytes[..cut]);
            assert!(articles.len() <= whole.len() + 1, "{name} cut at {cut}");
            assert!(
                articles.len() >= whole.len()
                    || errors > 0
                    || cut == 0
                    || name.starts_with("warc")
                    || name == "arc",
                "{name}: a cut at {cut} is not told"
            );
            let mut broken = bytes.clone();
            for _ in 0..1 + seed as usize % 50 {
                let at = seeded.below(broken.len());
                broken[at] = u8::try_from(seeded.below(256)).unwrap();
            }
            read(&broken);
        }
    }
}
