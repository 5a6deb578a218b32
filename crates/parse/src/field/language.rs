//! The language of a text: by its script, its most frequent small words and `whichlang`, and only when they are
//! sure enough.

mod script;

use crate::body::token::{Hashed, hash_of, hash_of_small};
use crate::letters::{by_byte, is_letter, lowered};
use script::by_script;
use std::sync::LazyLock;

/// The commonest words of languages with Latin letters, and of those with Cyrillic, that set them apart.
const WORDS: &[(&str, &str)] = &[
    (
        "en",
        "the of and to in that is was for on with as are be by at from has have it not he said its an this they but",
    ),
    (
        "de",
        "der die das und ist nicht von mit den im ein eine dem des sich auf für auch es dass als bei werden wurde nach",
    ),
    (
        "fr",
        "le la les des et une du dans que qui pour est pas sur par au plus avec ce cette sont été ont mais il aux",
    ),
    ("es", "el la los las que del una por con para se su es más como al no lo pero sus ha este fue y en un"),
    (
        "it",
        "il che di della per una sono con non del gli alla anche più nel dei delle questo ha è si le ma dal come",
    ),
    (
        "pt",
        "que não uma para com dos os em mais por como foi são da do das ao pelo pela se também um no na as",
    ),
    ("ca", "els amb que una per als les del aquest aquesta més dels són va ha com també ens seva i el de la"),
    ("gl", "que unha non para dos os máis como foi polo pola tamén ao da do das unha nun coa co se e un o"),
    ("ro", "și este care din pentru nu cu au mai fost că pe la sau o de în a fi prin după să al ale"),
    (
        "nl",
        "de het een van en is dat niet voor op met zijn aan er naar ook door bij maar om uit werd hij was te",
    ),
    ("af", "die van en het is nie wat vir op met sy om te was hy aan in hulle dat een sal ook word by"),
    ("sv", "och att det som är för på den med inte har till ett av om från kan men så var vi de han sig en"),
    (
        "da",
        "og at det er til på med som af for ikke den har de en et var han blev efter også der vil fra sig hvor kun nu siger mod mellem får mere fik",
    ),
    (
        "nb",
        "og det er som på til av for ikke med har at den de en et fra om var han ble etter også vil seg hvor bare nå sier mot mellom får mer fikk",
    ),
    ("is", "og að er sem til við ekki það um hann var fyrir með en hefur frá eru verið þá af þess því"),
    (
        "fi",
        "ja on että ei se hän oli ovat mutta myös kun mukaan joka jos voi ole kuin tai vuoden sen hänen sekä jotka jonka jossa mitä eivät vielä kertoo sanoi tämä tämän vain olisi ollut jälkeen",
    ),
    ("et", "ja on ei et ta oli see kui ka mis aga või oma selle pärast eesti ning kes ole olnud"),
    ("lv", "un ir ar no par ka uz arī bet kas tas tā bija pēc kā gadā lai nav vai"),
    ("lt", "ir kad yra su iš tai bet buvo apie kaip į dėl metų po kai taip jis ar prie"),
    ("pl", "i w na się nie z że jest do to o jak po przez za są jego ale od co tym przed może dla"),
    (
        "cs",
        "a v na se že je to s z do o jako za by ale jsou pro podle které jeho při bude byl od který která než už také když nebo ještě byla bylo jsme již tento jen však kteří aby ve k po ani ho",
    ),
    (
        "sk",
        "a v na sa že je to s z do o ako za by ale sú pre podľa ktoré jeho pri bude bol od ktorý ktorá než už tiež keď alebo ešte bola bolo sme tento len však ktorí aby vo k po ani ho",
    ),
    ("sl", "in je na da so za se v pa ki ne bi tudi po z kot od bo ga več še ni pri"),
    ("hr", "i je u na da se su za od s koji nije će kao što bi iz to je li ali po do samo"),
    ("hu", "a az és hogy nem is egy meg ezt volt csak már még de ki ha mert vagy szerint amely lesz"),
    ("sq", "të dhe në e për me që një nga është si janë ka nuk më se do u i këtë"),
    (
        "tr",
        "ve bir bu için da de ile olarak olan daha çok gibi sonra kadar ise en ya ne var değil olduğu ancak kendi ilk iki yıl son dedi etti oldu diye bunu kişi göre",
    ),
    ("az", "və bir bu ki da də ilə üçün olan olub edib sonra daha çox isə ən"),
    (
        "id",
        "yang dan di untuk dengan dari ini itu pada tidak dalam akan juga ke oleh adalah mereka karena saat telah",
    ),
    ("vi", "của và là các có cho được trong không với một những người đã này từ khi về ra đến"),
    ("sw", "ya na wa kwa ni katika za la kuwa hiyo huo wake cha kama baada hilo"),
    ("tl", "ang ng sa mga na ay at para hindi ito siya kanyang nang may niya"),
    ("eu", "eta da ez du dira bat baina izan dute egin ere zen hori bere"),
    ("ru", "и в не на что с по как из за это он от его для то был так же к о у но"),
    ("uk", "і в не на що з до як та за це він від його для був так про є у але та які"),
    ("be", "і ў не на што з да як за гэта ён ад яго для быў так пра у але якія"),
    ("bg", "и в не на че с по как от за това той се да са е към но ще са си"),
    ("sr", "и у не на да се је за од са који није као што из то али по су"),
    ("mk", "и во не на што со од за тоа тој се да е ќе кој но"),
];

/// Words that a text must hold before anything is said of its language.
const FEWEST: usize = 12;
/// Characters that are looked at.
const LOOKED_AT: usize = 4_000;

/// The language of `text`, weighed with what the page declares (a BCP 47 tag, or empty).
///
/// A declaration holds unless the text is clearly in another language; without one, nothing is said unless the
/// signs agree.
///
/// A text of some thousand characters is read as far as its first four thousand.
pub(crate) fn language(text: &str, declared: &str) -> Option<String> {
    let end = text.char_indices().nth(LOOKED_AT).map_or(text.len(), |(at, _)| at);
    let text = text.get(..end).unwrap_or(text);
    let declared = tag(declared);
    let guess = by_script(text).or_else(|| by_words(text));
    match (declared, guess) {
        (Some(declared), Some(guess)) if is_same(&declared, guess) => Some(declared),
        (Some(declared), None) => Some(declared),
        (_, Some(guess)) => Some(guess.to_owned()),
        (None, None) => None,
    }
}

/// Tidies a declared tag as RFC 5646, section 2.1.1 recommends: `EN_us` is `en-US`; what is no tag is nothing.
pub(crate) fn tag(declared: &str) -> Option<String> {
    let mut parts = declared.trim().split(['-', '_']).filter(|p| !p.is_empty());
    let primary = parts.next()?.to_ascii_lowercase();
    let is_tag = matches!(primary.len(), 2 | 3) && primary.bytes().all(|b| b.is_ascii_lowercase());
    if !is_tag || matches!(primary.as_str(), "und" | "mul" | "xx") {
        return None;
    }
    let mut tag = if primary == "no" { "nb".to_owned() } else { primary };
    for part in parts.take(2) {
        let is_region = part.len() == 2 && part.bytes().all(|b| b.is_ascii_alphabetic())
            || part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit());
        let is_script = part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic());
        if is_region {
            tag = format!("{tag}-{}", part.to_ascii_uppercase());
        } else if is_script {
            let (first, rest) = part.split_at(1);
            tag = format!("{tag}-{}{}", first.to_ascii_uppercase(), rest.to_ascii_lowercase());
        }
    }
    Some(tag)
}

/// Whether a declared tag and a guess name one language, or two that small words cannot tell apart.
fn is_same(declared: &str, guess: &str) -> bool {
    const KIN: [&[&str]; 7] = [
        &["nb", "nn", "no", "da"],
        &["hr", "sr", "bs", "me", "sh"],
        &["id", "ms"],
        &["cs", "sk"],
        &["zh", "yue"],
        &["es", "gl", "ca", "ast"],
        &["fa", "ar", "ur", "ps", "ckb"],
    ];
    let primary = declared.split('-').next().unwrap_or("");
    primary == guess || KIN.iter().any(|kin| kin.contains(&primary) && kin.contains(&guess))
}

/// For the hash of each small word the languages that have it, a bit for each place in [`WORDS`].
static SMALL_WORDS: LazyLock<Hashed<u64>> = LazyLock::new(|| {
    let mut small: Hashed<u64> = Hashed::default();
    for (place, (_, list)) in WORDS.iter().enumerate() {
        for word in list.split(' ') {
            *small.entry(hash_of(word)).or_default() |= 1 << place;
        }
    }
    small
});

/// Bytes of the longest small word; a test holds that there is none longer.
const LONGEST_SMALL: usize = 16;

/// The runs of letters in a text.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let open = rest.bytes().position(|byte| class(byte) != BETWEEN)?;
        rest = rest.get(open..)?;
        if rest.bytes().next().is_some_and(|first| !first.is_ascii()) {
            rest = rest.get(rest.find(is_letter)?..)?;
        }
        let plain = rest.bytes().position(|byte| class(byte) != LETTER).unwrap_or(rest.len());
        let is_whole = rest.as_bytes().get(plain).is_none_or(u8::is_ascii);
        let end = if is_whole { plain } else { rest.find(|c| !is_letter(c)).unwrap_or(rest.len()) };
        let (run, behind) = rest.split_at_checked(end)?;
        rest = behind;
        Some(run)
    })
}

/// Classes of bytes: what stands between words, letters of ASCII, and what is beyond ASCII.
const BETWEEN: u8 = 0;
const LETTER: u8 = 1;
const BEYOND: u8 = 2;

fn class(byte: u8) -> u8 {
    static CLASSES: [u8; 256] = by_byte!(u8, |byte| match byte {
        0x80.. => BEYOND,
        _ if byte.is_ascii_alphabetic() => LETTER,
        _ => BETWEEN,
    });
    CLASSES.get(usize::from(byte)).copied().unwrap_or(BETWEEN)
}

/// The language whose small words make up most of the text, when it leads clearly or `whichlang` agrees.
fn by_words(text: &str) -> Option<&'static str> {
    let mut counts = vec![0; WORDS.len()];
    let mut count = 0;
    for word in runs(text) {
        count += 1;
        if word.len() > LONGEST_SMALL {
            continue;
        }
        let hash = if word.is_ascii() { hash_of_small(word) } else { hash_of(&lowered(word)) };
        let mut languages = SMALL_WORDS.get(&hash).copied().unwrap_or(0);
        while languages != 0 {
            if let Some(count) = counts.get_mut(languages.trailing_zeros() as usize) {
                *count += 1;
            }
            languages &= languages - 1;
        }
    }
    if count < FEWEST {
        return None;
    }
    let mut shares: Vec<(usize, &'static str)> =
        WORDS.iter().zip(counts).map(|((code, _), small)| (small * 100 / count, *code)).collect();
    shares.sort_by_key(|(share, _)| std::cmp::Reverse(*share));
    let (first, second) = (shares.first()?, shares.get(1)?);
    if let Some(code) = by_letters(text, first.1, second.1) {
        // Czech and Slovak share most small words: what must be led is the third.
        let third = shares.get(2)?;
        return (first.0 >= 15 && first.0 * 4 >= third.0 * 5).then_some(code);
    }
    let leads = first.0 >= 15 && first.0 * 4 >= second.0 * 5;
    let agrees = || first.0 >= 8 && second_opinion(text) == Some(first.1);
    (leads || agrees()).then_some(first.1)
}

/// Which of Czech and Slovak a text is, by the letters that the other lacks; none of other languages.
fn by_letters(text: &str, first: &str, second: &str) -> Option<&'static str> {
    if !matches!((first, second), ("cs", "sk") | ("sk", "cs")) {
        return None;
    }
    let lower = lowered(text);
    let count = |letters: [char; 3]| lower.matches(letters).count();
    let (czech, slovak) = (count(['ě', 'ř', 'ů']), count(['ľ', 'ô', 'ĺ']));
    (czech != slovak).then_some(if czech > slovak { "cs" } else { "sk" })
}

fn second_opinion(text: &str) -> Option<&'static str> {
    use whichlang::Lang;
    Some(match whichlang::detect_language(text) {
        Lang::Deu => "de",
        Lang::Eng => "en",
        Lang::Spa => "es",
        Lang::Fra => "fr",
        Lang::Ita => "it",
        Lang::Nld => "nl",
        Lang::Por => "pt",
        Lang::Rus => "ru",
        Lang::Swe => "sv",
        Lang::Tur => "tr",
        Lang::Vie => "vi",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(text: &str) -> Option<String> {
        language(text, "")
    }

    #[test]
    fn a_tag_is_written_in_one_case() {
        for (declared, want) in
            [("EN_us", "en-US"), ("es-419", "es-419"), ("zh-hant-tw", "zh-Hant-TW"), ("no", "nb")]
        {
            assert_eq!(tag(declared).as_deref(), Some(want));
        }
        assert_eq!((tag("und"), tag("english")), (None, None));
    }

    #[test]
    fn languages_are_told_by_their_words_and_scripts() {
        for (text, want) in [
            (
                "The harbour was closed on Monday and the ferries that run to the islands have not been seen since.",
                "en",
            ),
            (
                "Der Hafen wurde am Montag geschlossen und die Fähren sind seit dem Sturm nicht mehr zu sehen.",
                "de",
            ),
            (
                "Le port a été fermé lundi et les bateaux qui vont dans les îles ne sont pas encore partis.",
                "fr",
            ),
            (
                "Port został zamknięty w poniedziałek i nie jest jeszcze otwarty, jak mówi o tym jego szef.",
                "pl",
            ),
            (
                "Порт был закрыт в понедельник, и паромы на острова не ходят из-за шторма, как он сказал.",
                "ru",
            ),
            (
                "Порт закрили в понеділок, і пороми на острови не ходять, як він сказав, що це через шторм та вітер.",
                "uk",
            ),
            ("港は月曜日に閉鎖され、島へのフェリーは運休している。", "ja"),
            ("港口星期一关闭，开往各岛的渡轮已经停运，官员说风暴还会持续两天。", "zh"),
            ("أغلق الميناء يوم الاثنين ولم تعد العبارات تبحر إلى الجزر", "ar"),
            ("항구는 월요일에 폐쇄되었고 섬으로 가는 여객선은 운항을 중단했다", "ko"),
        ] {
            assert_eq!(of(text).as_deref(), Some(want), "{text}");
        }
    }

    proptest! {
        #[test]
        fn runs_are_those_between_other_characters(text in "[ab1 .éж中’“]{0,40}") {
            let all: Vec<&str> = text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).collect();
            prop_assert_eq!(runs(&text).collect::<Vec<_>>(), all);
        }
    }

    #[test]
    fn no_small_word_is_long() {
        let words = || WORDS.iter().flat_map(|(_, list)| list.split(' '));
        assert!(words().all(|word| word.len() <= LONGEST_SMALL));
        let mut own: Vec<&str> = words().collect();
        own.sort_unstable();
        own.dedup();
        assert_eq!(own.len(), SMALL_WORDS.len());
    }

    #[test]
    fn nothing_is_said_of_few_words() {
        assert_eq!(of("Enditem"), None);
        assert_eq!(of("1 2 3"), None);
    }

    #[test]
    fn czech_and_slovak_are_told_by_their_letters() {
        let czech = "Vlak vyjel z Jeseníku krátce po šesté hodině a narazil na závěj vysokou více než dva metry. \
            Hasiči se k vlaku dostali až kolem desáté, silnice byla neprůjezdná a děti odvezli na saních.";
        let slovak = "Vlak vyšiel zo stanice krátko po šiestej hodine a narazil na závej vysoký viac ako dva metre. \
            Hasiči sa k vlaku dostali až okolo desiatej, cesta bola neprejazdná a ľudia museli ísť k nemu pešo.";
        assert_eq!(language(czech, "").as_deref(), Some("cs"));
        assert_eq!(language(slovak, "").as_deref(), Some("sk"));
    }

    #[test]
    fn a_declaration_holds_unless_the_text_is_clearly_another() {
        let english = "The harbour was closed on Monday and the ferries that run to the islands have not been seen since.";
        assert_eq!(language(english, "en_gb").as_deref(), Some("en-GB"));
        assert_eq!(language(english, "zh-CN").as_deref(), Some("en"));
        assert_eq!(language("Port closed", "pl").as_deref(), Some("pl"));
        assert_eq!(language("Port closed", "{{lang}}"), None);
    }
}
