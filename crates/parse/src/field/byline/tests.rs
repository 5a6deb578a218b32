use super::*;
use proptest::prelude::*;

fn names(people: Vec<Person>) -> Vec<String> {
    people.into_iter().map(|p| p.name).collect()
}

#[test]
fn bylines_in_many_languages() {
    for (line, want) in [
        ("By Ann Lee and Bo Ek=", vec!["Ann Lee", "Bo Ek"]),
        ("By Ann Lee, Press Association Political Correspondent", vec!["Ann Lee"]),
        ("    by Ann Lee, Reuters", vec!["Ann Lee"]),
        ("By Ann Lee Harbour Capital Bureau", vec!["Ann Lee"]),
        ("By Bo J. Ek Washington Bureau", vec!["Bo J. Ek"]),
        ("Von Eva Maier und Ann Lee, dpa", vec!["Eva Maier", "Ann Lee"]),
        ("Par Ann Lee (avec Bo Ek)", vec!["Ann Lee"]),
        ("Por Ann Lee y Bo Ek", vec!["Ann Lee", "Bo Ek"]),
        ("di Ann Lee", vec!["Ann Lee"]),
        ("Door Ann Lee en Bo Ek", vec!["Ann Lee", "Bo Ek"]),
        ("Av Ann Lee", vec!["Ann Lee"]),
        ("BY ANN LEE", vec!["ANN LEE"]),
        ("By Ann Lee in Paris", vec!["Ann Lee"]),
        ("By Ann Lee (China Daily) Updated: 2008-03-01 09:23", vec!["Ann Lee"]),
        ("By Ann Lee Updated July 3, 2018", vec!["Ann Lee"]),
        ("ByAnn Lee", vec!["Ann Lee"]),
        ("Written by: Ann Lee", vec!["Ann Lee"]),
        ("Автор: Анна Ли", vec!["Анна Ли"]),
        ("记者：张三", vec!["张三"]),
        ("By J. R. Smith Jr.", vec!["J. R. Smith Jr."]),
        ("Von Ann Lee 28.04.2018, 18:11 Uhr", vec!["Ann Lee"]),
        ("By Ann Lee 30 August 2018 • 4:45pm", vec!["Ann Lee"]),
        ("By Ann LeeTwitter", vec!["Ann Lee"]),
        ("Von Ann LeeKorrespondent", vec!["Ann Lee"]),
        ("byAnn Lee", vec!["Ann Lee"]),
        ("By Ann Lee For Harbour.Example", vec!["Ann Lee"]),
        ("By Ann Lee Follow", vec!["Ann Lee"]),
        ("Von Eva von Maier", vec!["Eva von Maier"]),
        ("Interview: Ann Lee", vec!["Ann Lee"]),
        ("Eingestellt von Ann Lee", vec!["Ann Lee"]),
        ("Redaktion: Eva Maier (Sprecherin)", vec!["Eva Maier"]),
        ("Escribe Ann Lee", vec!["Ann Lee"]),
    ] {
        assert_eq!(names(byline(line)), want, "{line}");
    }
}

#[test]
fn lines_without_a_person_name_nobody() {
    for line in [
        "By dpa correspondents",
        "ByStaff Reporter",
        "From Times Staff and Wire Reports",
        "By Reuters Staff",
        "By AFP",
        "By Monday the harbour had reopened.",
        "By Sunday Afternoon it was over",
        "Von der Leyen spricht",
        "Di Maio lascia il partito e fonda un nuovo gruppo",
        "By Ann Lee wanted nothing more than to leave the harbour",
        "",
    ] {
        assert_eq!(names(byline(line)), Vec::<String>::new(), "{line}");
    }
}

#[test]
fn fields_hold_names_without_by() {
    for (field, want) in [
        ("Ann Lee", vec!["Ann Lee"]),
        ("Ann Lee, Bo Ek", vec!["Ann Lee", "Bo Ek"]),
        ("Ann Lee / Bo Ek", vec!["Ann Lee", "Bo Ek"]),
        ("Lee, Ann", vec!["Ann Lee"]),
        ("By Ann Lee, CNN", vec!["Ann Lee"]),
        ("Ann Lee, Senior Editor", vec!["Ann Lee"]),
        ("Reuters", vec![]),
        ("https://harbour.example/ann", vec![]),
        ("admin", vec![]),
        ("Ann", vec!["Ann"]),
        ("Ann Lee Political Correspondent", vec!["Ann Lee"]),
        ("Ann Lee Ann Lee", vec!["Ann Lee"]),
        ("이상현 기자", vec!["이상현"]),
    ] {
        assert_eq!(names(people(field)), want, "{field}");
    }
}

#[test]
fn ranges_cut_the_names() {
    let line = "By Ann Lee and Bo Ek, Reuters";
    let cut: Vec<&str> = byline(line).into_iter().map(|p| &line[p.range]).collect();
    assert_eq!(cut, ["Ann Lee", "Bo Ek"]);
}

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC{0,60}", by in "(By |Von |记者)?") {
        let line = format!("{by}{text}");
        for person in byline(&line).into_iter().chain(people(&line)) {
            prop_assert!(line.get(person.range).is_some());
        }
        for name in signatures(&line) {
            prop_assert!(!name.is_empty() && name.chars().any(char::is_alphabetic), "{name:?}");
        }
    }
}

#[test]
fn blanks_divide_the_reporters_of_a_chinese_dateline() {
    let names = |field: &'static str| -> Vec<&str> {
        reporters(field).into_iter().map(|p| &field[p.range]).collect()
    };
    assert_eq!(names("李明 王芳"), ["李明", "王芳"]);
    assert_eq!(names("李明、王芳"), ["李明", "王芳"]);
    assert_eq!(names("李明"), ["李明"]);
}

#[test]
fn several_people_write_from_places_of_their_own() {
    for (line, want) in [
        ("By Ann Lee in Brussels, Bo Ek in Rotterdam and Eva Maier", vec!["Ann Lee", "Bo Ek", "Eva Maier"]),
        ("By Ann Lee in Brussels and Bo Ek in Rotterdam", vec!["Ann Lee", "Bo Ek"]),
        ("By Ann Lee in Austin, New Mexico and Bo Ek", vec!["Ann Lee", "Bo Ek"]),
        ("By Ann Lee in Paris and Great Falls", vec!["Ann Lee"]),
        ("By Ann Lee in London, Great Britain", vec!["Ann Lee"]),
        ("By Ann Lee for Harbour Films and Bo Ek", vec!["Ann Lee"]),
        ("Par Ann Lee avec AFP", vec!["Ann Lee"]),
        ("Par Le Figaro avec AFP", vec![]),
        ("By ANN LEE alee@harbour.example", vec!["ANN LEE"]),
        ("(Reporting by Ann Lee in London; Editing by Bo Ek and Eva Maier)", vec!["Ann Lee"]),
        ("*By Ann Lee, Arts Reporter*", vec!["Ann Lee"]),
    ] {
        assert_eq!(names(byline(line)), want, "{line}");
    }
}

#[test]
fn what_stands_behind_a_name_is_no_second_one() {
    for (field, want) in [
        ("Ann Lee, Ohio Valley Dispatch", "Ann Lee"),
        ("By Ann Lee, Lake Country News", "Ann Lee"),
        ("Ann Lee | Santa Cruz de La Palma", "Ann Lee"),
        ("Ann Lee, Santa Cruz de La Palma", "Ann Lee"),
        ("Von Ann Lee, Berlin", "Ann Lee"),
        ("ANN LEE alee@harbour.example", "ANN LEE"),
        ("Ann Lee@annlee", "Ann Lee"),
        ("Автор: Анна Ли Воскресенье, 8 февраля 2015", "Анна Ли"),
        ("كتب: محمود السباعي الأحد 8 فبراير 2015", "محمود السباعي"),
        ("יעל כהן יום ראשון 8 בפברואר 2015", "יעל כהן"),
        ("Por Ana Ruiz Domingo 8 de febrero de 2015", "Ana Ruiz"),
        ("Μαρία Παπά Κυριακή 8 Φεβρουαρίου 2015", "Μαρία Παπά"),
        ("Ana Teles, de Brasília", "Ana Teles"),
        ("本报记者李晓梅报道", "李晓梅"),
        ("Plácido Domingo 8 de febrero de 2015", "Plácido Domingo"),
    ] {
        assert_eq!(names(people(field)), [want], "{field}");
    }
}

#[test]
fn labels_of_many_languages_open_bylines() {
    for (line, want) in [
        ("מאת: יעל כהן", "יעל כהן"),
        ("कृति/लेखक: सुनीता मिश्रा", "सुनीता मिश्रा"),
        ("إعداد: محمود السباعي", "محمود السباعي"),
        ("文：李晓梅", "李晓梅"),
        ("文 | 李晓梅", "李晓梅"),
        ("取材・文＝佐藤健一", "佐藤健一"),
        ("글 김하늘", "김하늘"),
        ("Tác giả: Nguyễn Thu Hà", "Nguyễn Thu Hà"),
        ("Scris de Ioana Popescu", "Ioana Popescu"),
        ("Toimittaja: Antti Korpela", "Antti Korpela"),
        ("نویسنده: رضا کریمی", "رضا کریمی"),
        ("Muhabir: Elif Demirkan", "Elif Demirkan"),
        ("Door onze redacteur Sanne Kuipers", "Sanne Kuipers"),
        ("Von unserem Redaktionsmitglied Eva Maier", "Eva Maier"),
        ("Автор статьи Анна Ли", "Анна Ли"),
        ("Γράφει η Μαρία Παπά", "Μαρία Παπά"),
    ] {
        assert_eq!(names(byline(line)), [want], "{line}");
    }
    assert_eq!(names(people("记者 李晓梅 王磊")), ["李晓梅", "王磊"]);
}
