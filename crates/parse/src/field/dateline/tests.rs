use super::*;
use proptest::prelude::*;

/// `text` with its dateline's place, date, agency and the text behind it.
fn check(text: &str, want: Option<(&str, &str, &str, &str)>) {
    let found = dateline(text);
    let got = found.map(|d| {
        let cut = |range: Option<Range<usize>>| range.map_or("", |r| &text[r]);
        (cut(d.place), cut(d.date.map(|d| d.range)), cut(d.agency), &text[d.range.end..])
    });
    assert_eq!(got, want, "{text}");
}

#[test]
fn each_agency_has_its_form() {
    for (text, place, date, agency) in [
        ("WASHINGTON (AP) _ Ships", "WASHINGTON", "", "AP"),
        ("CHATHAM, Mass. (AP) — Ships", "CHATHAM, Mass.", "", "AP"),
        ("BUENOS AIRES, Argentina (AP) -- Ships", "BUENOS AIRES, Argentina", "", "AP"),
        ("    BASLE, March 3 - Ships", "BASLE", "March 3", ""),
        ("PORTLAND, Ore., Feb 26 - Ships", "PORTLAND, Ore.", "Feb 26", ""),
        ("LIMA, Jan 21 (Reuters) - Ships", "LIMA", "Jan 21", "Reuters"),
        ("LONDON (Reuters) - Ships", "LONDON", "", "Reuters"),
        ("CAIRO, Egypt (UPI) -- Ships", "CAIRO, Egypt", "", "UPI"),
        ("Nov. 28 (UPI) -- Ships", "", "Nov. 28", "UPI"),
        ("STOCKHOLM, Aug 29, 2014 (AFP) - Ships", "STOCKHOLM", "Aug 29, 2014", "AFP"),
        ("Paris, 21 jan 2019 (AFP) - Ships", "Paris", "21 jan 2019", "AFP"),
        ("باريس (أ ف ب) - Ships", "باريس", "", "أ ف ب"),
        ("BEIJING, Jan. 26 (Xinhua) -- Ships", "BEIJING", "Jan. 26", "Xinhua"),
        ("MOSCOW, January 21. /TASS/. Ships", "MOSCOW", "January 21", "TASS"),
        ("Berlin (dpa) - Ships", "Berlin", "", "dpa"),
        ("San Diego (tca/dpa) - Ships", "San Diego", "", "tca/dpa"),
        ("Nueva Delhi, 21 ene (EFE).- Ships", "Nueva Delhi", "21 ene", "EFE"),
        ("(ANSA) - ROME, JUL 11 - Ships", "ROME", "JUL 11", "ANSA"),
        ("SAITAMA, Japan, Dec. 9 Kyodo - Ships", "SAITAMA, Japan", "Dec. 9", "Kyodo"),
        ("Paris (ats afp) Ships", "Paris", "", "ats afp"),
        ("København /ritzau/: Ships", "København", "", "ritzau"),
        ("Oslo (NTB): Ships", "Oslo", "", "NTB"),
        ("BRISBANE, Oct 12 AAP - Ships", "BRISBANE", "Oct 12", "AAP"),
        (
            "AUSTIN, Texas, Feb. 1, 2017 /PRNewswire-AsiaNet/ -- Ships",
            "AUSTIN, Texas",
            "Feb. 1, 2017",
            "PRNewswire-AsiaNet",
        ),
        ("NEW YORK--(BUSINESS WIRE)--Ships", "NEW YORK", "", "BUSINESS WIRE"),
        (
            "SUMMIT, NEW JERSEY, U.S.A., 1992 DEC 21 (NB) -- Ships",
            "SUMMIT, NEW JERSEY, U.S.A.",
            "1992 DEC 21",
            "NB",
        ),
        ("Washington (CNN) -- Ships", "Washington", "", "CNN"),
        ("(CNN)Ships", "", "", "CNN"),
        ("RENO -- Ships", "RENO", "", ""),
        ("LONDON — Ships", "LONDON", "", ""),
        ("London, den 2. Dezember. Ships", "London", "2. Dezember", ""),
        ("دمشق، سوريا (CNN) -- Ships", "دمشق، سوريا", "", "CNN"),
    ] {
        check(text, Some((place, date, agency, "Ships")));
    }
}

#[test]
fn east_asian_forms() {
    check(
        "新华社北京1月26日电（记者张三）港口重新开放。",
        Some(("北京", "1月26日", "新华社", "港口重新开放。")),
    );
    check("【ワシントン共同】港は再開した。", Some(("ワシントン", "", "共同", "港は再開した。")));
    check(
        "(서울=연합뉴스) 홍길동 기자 = 항구가 다시 열렸다.",
        Some(("서울", "", "연합뉴스", "항구가 다시 열렸다.")),
    );
    let text = "【北京＝山田太郎】港は再開した。";
    let found = dateline(text).unwrap();
    assert_eq!((&text[found.place.unwrap()], &text[found.reporter.unwrap()]), ("北京", "山田太郎"));
}

#[test]
fn prose_has_no_dateline() {
    for text in [
        "The pact - the third this year - was signed.",
        "On Friday, May 3. He left.",
        "A spokesman (who declined to be named) said so.",
        "Anti-flood pact - what it means",
        "BREAKING -- Port closed",
        "Smith, 42 - a rower - won.",
        "In Paris (AFP reported) nothing moved.",
        "He works for the agency (AP) and others.",
        "",
        "—",
    ] {
        check(text, None);
    }
}

#[test]
fn a_field_needs_no_dash() {
    let text = "Gurgaon, January 2";
    let found = dateline_field(text).unwrap();
    assert_eq!((&text[found.place.unwrap()], &text[found.date.unwrap().range]), ("Gurgaon", "January 2"));
    let text = "  WASHINGTON (AP) ";
    let found = dateline_field(text).unwrap();
    assert_eq!((&text[found.place.unwrap()], &text[found.agency.unwrap()]), ("WASHINGTON", "AP"));
    assert_eq!(dateline_field("the harbour reopened on Monday"), None);
}

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC{0,80}") {
        if let Some(found) = dateline(&text) {
            prop_assert!(text.get(found.range).is_some());
        }
        let _ = dateline_field(&text);
    }
}
