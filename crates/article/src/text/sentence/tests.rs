use super::sentences;
use proptest::prelude::*;

/// Checks a text whose sentences are marked off by `|`.
fn check(language: &str, marked: &str) {
    let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
    let text = expected.join(" ");
    let found: Vec<&str> = sentences(&text, Some(language)).into_iter().map(|r| &text[r]).collect();
    assert_eq!(found, expected, "{language}");
}

#[test]
fn titles_initials_and_ranks() {
    check("en", "Gen. Joseph Weir met Lt. Col. Ana Ruiz. | Sen. J. K. Otley (R-Fla.) stayed away.");
    check("en", "Mr. Harlan spoke to Dr. A. B. de Witt. | He left.");
    check("en", "It is plan B. | The mayor prefers plan A. | Nobody asked why.");
    check("en", "George W. Bush flew to St. Louis. | They met on Main St. | The street was closed.");
    check("en", "Lt.-Gen. Moyo resigned. | Prof. \"Buddy\" Low did not.");
}

#[test]
fn acronyms_and_companies() {
    check("en", "The U.S. Army left. | It went back to the U.S. | The base is closed.");
    check("en", "Shares of Acme Inc. rose 3.5 percent. | He runs Acme Co. | It makes rope.");
    check("en", "She moved to Washington, D.C. in May. | Ph.D. students did not.");
    check("en", "They live in the U.K. | \"We like it,\" he said.");
    check("en", "Yahoo! Inc. fell. | Yahoo! | It fell again.");
}

#[test]
fn times_dates_and_numbers() {
    check("en", "Doors open at 8 a.m. Friday. | They close at 5 p.m. | Police will be there at 6 p.m. EST.");
    check("en", "He finished No. 2 on Jan. 26. | It cost $3.5 million. | 12 people came.");
    check("en", "It began in 2004. | Sept. 5 was cold. | See p. 5 and Vol. IV. | Nobody won.");
    check("en", "1. Mix the flour. | 2. Wait.");
}

#[test]
fn quotations_and_questions() {
    check("en", "\"Is it over?\" Smith asked. | \"No!\" | The crowd cheered.");
    check("en", "“It is over.” | He left (he said so. She did too) at noon. | “Why?” he asked.");
    check("en", "It was late ... and cold. | He waited . . . Then he left.... | Nobody came.");
    check("en", "\"It was late. | ... He waited … Smith did not.\" | \"No...\" | They left.");
    check("en", "The town was new.. | It grew. | (...) He stayed, told The Sun. | Top Gear left.");
    check("en", "They said 'save it.' \" | The girls left.");
    check("en", "He said \"yes.\" | (Reporting by Ann Oak.) | (MORE)");
    check("en", "What?! | No way! | Really?");
}

#[test]
fn datelines_and_end_marks() {
    check("en", "BEIJING, Jan. 26 (Xinhua) -- The port reopened. | Enditem");
    check("en", "WASHINGTON, D.C. (AP) -- The port reopened. | -30-");
    check("en", "ST. LOUIS • The mayor spoke. | ###");
    check("en", "LONDON (Reuters) - The port reopened. | iPhone sales rose.");
}

#[test]
fn lines_and_bullets() {
    let found =
        |text: &'static str| -> Vec<&str> { sentences(text, None).into_iter().map(|r| &text[r]).collect() };
    assert_eq!(
        found("Headline here\n\nFirst line\ngoes on. Then"),
        ["Headline here", "First line\ngoes on.", "Then"]
    );
    assert_eq!(found("Plans: • a new pier • two cranes"), ["Plans:", "• a new pier", "• two cranes"]);
    assert_eq!(found("Plans:\n- a new pier\n- two cranes"), ["Plans:", "- a new pier", "- two cranes"]);
    assert_eq!(
        found("he said.The next day. Node.Js is a name"),
        ["he said.", "The next day.", "Node.Js is a name"]
    );
    assert_eq!(found("the mayor said . nobody listened ."), ["the mayor said .", "nobody listened ."]);
    assert_eq!(found(" \n "), [""; 0]);
}

#[test]
fn german() {
    check("de", "Am 3. Mai kam Dr. Ernst Huber. | Er ist 30. | Die Feier war am 26. 1. 2004 im 2. Stock.");
    check("de", "„Ja.“ | Das kostet z. B. 5 Mio. Euro. | »Nein!« | Papst Johannes Paul II. reiste ab.");
}

#[test]
fn romance_languages() {
    check(
        "fr",
        "« C'est fini. » | M. Dupont et Mme. Roy l'ont dit le 3 mai. | « Pourquoi ? » a-t-il demandé.",
    );
    check("es", "¿Por qué? | ¡No! | El Sr. Gómez vive en EE. UU. | La Dra. Ruiz no.");
    check("pt", "O Sr. Silva saiu às 8h. | A Dra. Souza ficou.");
    check("it", "L'on. Rossi ha detto «basta». | Il dott. Bianchi no.");
}

#[test]
fn northern_and_eastern_languages() {
    check("nl", "Dhr. Jansen kwam. | De heer W. de Vries niet.");
    check("sv", "Den kl. 8 kom dr. Berg. | Hon gick.");
    check("da", "Den 3. Maj kom hr. Holm. | Han gik igen.");
    check("fi", "Se oli 3. toukokuuta. | Hän lähti.");
    check("pl", "Prof. Nowak i dr Lis byli przy ul. Długiej. | Nie padało.");
    check("pl", "Jest ich ponad 200 tys. | Zdaniem posła w 2004 r. | Nowak milczy.");
    check("cs", "Dne 3. května přijel Ing. Novák. | To je vše.");
    check("hu", "Dr. Nagy 2004. május végén jött. | Nem maradt.");
    check("ru", "В г. Москве живет А. С. Попов. | Он ушел в 2004 г. | Это всё.");
    check("uk", "У м. Києві живе О. Коваль. | Він пішов.");
    check("tr", "Prof. Dr. Yılmaz geldi. | Bu kadar.");
}

#[test]
fn other_scripts() {
    check("el", "Τι είπε; | Τίποτα. | Ο κ. Παππάς έφυγε.");
    check("ar", "هل وصل الوفد؟ | نعم وصل. | قال د. سامي إنه بخير.");
    check("hi", "मेयर आए। | वे चले गए।");
    check("hy", "Նա եկավ։ | Նա գնաց։");
    check("ko", "그는 말했다. | 비가 왔다.");
}

#[test]
fn what_follows_a_blank_line_does_not_part_marks_from_a_stop() {
    assert_eq!(sentences("A? \"\"\n\nA", None), [0..5, 7..8]);
}

#[test]
fn chinese_and_japanese_stops_need_no_blank() {
    let found = |text: &'static str, tag| -> Vec<&str> {
        sentences(text, Some(tag)).into_iter().map(|r| &text[r]).collect()
    };
    assert_eq!(
        found("港口重开。“很高兴。”市长说。没有人受伤！", "zh"),
        ["港口重开。", "“很高兴。”市长说。", "没有人受伤！"]
    );
    assert_eq!(
        found("港が開いた。「よかった。安心した。」と市長は話した。雨？", "ja"),
        ["港が開いた。", "「よかった。安心した。」と市長は話した。", "雨？"]
    );
}

proptest! {
    #[test]
    fn only_white_space_lies_between_sentences(text in "([A-Za-z0-9é。「」(). !?\"”\n•…«»い;]|[A-Z]\\.|Mr\\. ){0,80}|\\PC{0,80}", tag in 0_usize..5) {
        let tag = [None, Some("en"), Some("de"), Some("el"), Some("ja")][tag];
        let mut last = 0;
        for range in sentences(&text, tag) {
            prop_assert!(last <= range.start && range.start < range.end);
            prop_assert!(text[last..range.start].trim().is_empty());
            let sentence = &text[range.clone()];
            prop_assert_eq!(sentence, sentence.trim());
            last = range.end;
        }
        prop_assert!(text[last..].trim().is_empty());
    }

    #[test]
    fn paragraphs_are_split_one_by_one(parts in paragraphs()) {
        let text = parts.join("\n\n");
        let whole: Vec<&str> = sentences(&text, None).into_iter().map(|r| &text[r]).collect();
        let apart: Vec<&str> = parts.iter().flat_map(|p| sentences(p, None).into_iter().map(move |r| &p[r])).collect();
        prop_assert_eq!(whole, apart);
    }
}

/// Paragraphs all of which have a capital, or none: a text without any is split by another rule.
fn paragraphs() -> impl Strategy<Value = Vec<String>> {
    let capitals = "[A-Za-z.,?!\"“”() ]{0,20}[A-Z][A-Za-z.,?!\"“”() ]{0,20}";
    let small = "[a-z.,?!\"“”() ]{0,40}";
    prop_oneof![prop::collection::vec(capitals, 1..4), prop::collection::vec(small, 1..4)]
}
