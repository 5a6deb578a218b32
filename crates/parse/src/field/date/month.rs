//! Names of the months, full and short, as news in about forty languages writes them.

use crate::body::token::Hashed;
use crate::letters::{lowered, small_word};
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Names of twelve months by language: months divided by `|`, names of one month by blanks. Inflected forms and
/// usual short forms stand beside the full ones; where a language has none of its own, English serves.
const NAMES: &[(&str, &str)] = &[
    (
        "en",
        "january jan|february feb febr|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct|november nov|december dec",
    ),
    (
        "fr",
        "janvier janv jan|février févr fév|mars|avril avr|mai|juin|juillet juil|août aout|septembre sept|octobre oct|novembre nov|décembre déc",
    ),
    (
        "de",
        "januar jänner jan jän|februar feber feb hornung|märz mrz mär|april apr|mai|juni jun|juli jul|august aug|september sept sep|oktober okt|november nov|dezember dez",
    ),
    (
        "es",
        "enero ene|febrero feb|marzo mar|abril abr|mayo may|junio jun|julio jul|agosto ago|septiembre setiembre sept sep set|octubre oct|noviembre nov|diciembre dic",
    ),
    (
        "it",
        "gennaio gen genn|febbraio feb febbr|marzo mar|aprile apr|maggio mag magg|giugno giu|luglio lug|agosto ago|settembre set sett|ottobre ott|novembre nov|dicembre dic",
    ),
    (
        "pt",
        "janeiro jan|fevereiro fev|março mar|abril abr|maio mai|junho jun|julho jul|agosto ago|setembro set|outubro out|novembro nov|dezembro dez",
    ),
    ("ca", "gener gen|febrer febr|març|abril|maig|juny|juliol|agost|setembre|octubre|novembre|desembre des"),
    ("gl", "xaneiro xan|febreiro|marzo|abril|maio|xuño|xullo|agosto|setembro|outubro|novembro|decembro"),
    (
        "eu",
        "urtarrila urtarrilaren|otsaila otsailaren|martxoa martxoaren|apirila apirilaren|maiatza maiatzaren|ekaina ekainaren|uztaila uztailaren|abuztua abuztuaren|iraila irailaren|urria urriaren|azaroa azaroaren|abendua abenduaren",
    ),
    (
        "nl",
        "januari jan|februari feb|maart mrt|april apr|mei|juni jun|juli jul|augustus aug|september sept sep|oktober okt|november nov|december dec",
    ),
    (
        "sv",
        "januari jan|februari feb febr|mars mar|april apr|maj|juni jun|juli jul|augusti aug|september sept sep|oktober okt|november nov|december dec",
    ),
    (
        "da",
        "januar jan|februar feb|marts mar|april apr|maj|juni jun|juli jul|august aug|september sept sep|oktober okt|november nov|december dec",
    ),
    (
        "nb",
        "januar jan|februar feb|mars mar|april apr|mai|juni jun|juli jul|august aug|september sep sept|oktober okt|november nov|desember des",
    ),
    ("is", "janúar|febrúar|mars|apríl|maí|júní|júlí|ágúst|september|október|nóvember|desember"),
    (
        "fi",
        "tammikuu tammikuuta tammi|helmikuu helmikuuta helmi|maaliskuu maaliskuuta maalis|huhtikuu huhtikuuta huhti|toukokuu toukokuuta touko|kesäkuu kesäkuuta kesä|heinäkuu heinäkuuta heinä|elokuu elokuuta elo|syyskuu syyskuuta syys|lokakuu lokakuuta loka|marraskuu marraskuuta marras|joulukuu joulukuuta joulu",
    ),
    (
        "et",
        "jaanuar jaan|veebruar veebr|märts|aprill|mai|juuni|juuli|august|september|oktoober|november|detsember dets",
    ),
    (
        "lv",
        "janvāris janvārī|februāris februārī|marts martā|aprīlis aprīlī|maijs maijā|jūnijs jūnijā|jūlijs jūlijā|augusts augustā|septembris septembrī|oktobris oktobrī|novembris novembrī|decembris decembrī",
    ),
    (
        "lt",
        "sausio saus|vasario vas|kovo|balandžio bal|gegužės geg|birželio birž|liepos liep|rugpjūčio rugp|rugsėjo rugs|spalio spal|lapkričio lapkr|gruodžio gruod",
    ),
    (
        "pl",
        "stycznia styczeń sty|lutego luty lut|marca marzec|kwietnia kwiecień kwi|maja maj|czerwca czerwiec cze|lipca lipiec lip|sierpnia sierpień sie|września wrzesień wrz|października październik paź|listopada listopad lis|grudnia grudzień gru",
    ),
    (
        "cs",
        "ledna leden led|února únor úno|března březen bře|dubna duben dub|května květen kvě|června červen čvn|července červenec čvc|srpna srpen srp|září zář|října říjen říj|listopadu listopad lis|prosince prosinec pro",
    ),
    (
        "sk",
        "januára január jan|februára február feb|marca marec mar|apríla apríl apr|mája máj|júna jún|júla júl|augusta august aug|septembra september sep|októbra október okt|novembra november nov|decembra december dec",
    ),
    (
        "sl",
        "januar januarja jan|februar februarja feb|marec marca mar|april aprila apr|maj maja|junij junija jun|julij julija jul|avgust avgusta avg|september septembra sep|oktober oktobra okt|november novembra nov|december decembra dec",
    ),
    (
        "hr",
        "siječnja siječanj sij|veljače veljača velj|ožujka ožujak ožu|travnja travanj tra|svibnja svibanj svi|lipnja lipanj lip|srpnja srpanj srp|kolovoza kolovoz kol|rujna rujan ruj|listopada listopad lis|studenoga studenog studeni stu|prosinca prosinac pro",
    ),
    (
        "sr",
        "januar januara jan јануар јануара јан|februar februara feb фебруар фебруара феб|mart marta mar март марта мар|april aprila apr април априла апр|maj maja мај маја|jun juna јун јуна|jul jula јул јула|avgust avgusta avg август августа авг|septembar septembra sep септембар септембра сеп|oktobar oktobra okt октобар октобра окт|novembar novembra nov новембар новембра нов|decembar decembra dec децембар децембра дец",
    ),
    (
        "hu",
        "január január jan|február febr feb|március márc már|április ápr|május máj|június jún|július júl|augusztus aug|szeptember szept|október okt|november nov|december dec",
    ),
    (
        "ro",
        "ianuarie ian|februarie feb|martie mar|aprilie apr|mai|iunie iun|iulie iul|august aug|septembrie sept sep|octombrie oct|noiembrie nov noi|decembrie dec",
    ),
    ("sq", "janar|shkurt|mars|prill|maj|qershor|korrik|gusht|shtator|tetor|nëntor|dhjetor"),
    (
        "tr",
        "ocak oca|şubat şub|mart mar|nisan nis|mayıs may|haziran haz|temmuz tem|ağustos ağu|eylül eyl|ekim eki|kasım kas|aralık ara",
    ),
    ("az", "yanvar|fevral|mart|aprel|may|iyun|iyul|avqust|sentyabr|oktyabr|noyabr|dekabr"),
    (
        "id",
        "januari jan|februari feb pebruari|maret mar|april apr|mei|juni jun|juli jul|agustus agu agt ags|september sep|oktober okt|november nov nopember|desember des",
    ),
    ("ms", "januari jan|februari feb|mac|april|mei|jun|julai|ogos|september|oktober|november|disember dis"),
    ("sw", "januari|februari|machi|aprili|mei|juni|julai|agosti|septemba|oktoba|novemba|desemba"),
    (
        "ru",
        "января январь янв|февраля февраль фев февр|марта март мар|апреля апрель апр|мая май|июня июнь июн|июля июль июл|августа август авг|сентября сентябрь сен сент|октября октябрь окт|ноября ноябрь ноя нояб|декабря декабрь дек",
    ),
    (
        "uk",
        "січня січень січ|лютого лютий лют|березня березень бер|квітня квітень кві|травня травень тра|червня червень чер|липня липень лип|серпня серпень сер|вересня вересень вер|жовтня жовтень жов|листопада листопад лис|грудня грудень гру",
    ),
    (
        "be",
        "студзеня|лютага|сакавіка|красавіка|мая|чэрвеня|ліпеня|жніўня|верасня|кастрычніка|лістапада|снежня",
    ),
    (
        "bg",
        "януари ян|февруари фев|март мар|април апр|май|юни|юли|август авг|септември сеп|октомври окт|ноември ное|декември дек",
    ),
    (
        "el",
        "ιανουαρίου ιανουάριος ιαν|φεβρουαρίου φεβρουάριος φεβ|μαρτίου μάρτιος μαρ|απριλίου απρίλιος απρ|μαΐου μάιος μαΐ μάι|ιουνίου ιούνιος ιουν|ιουλίου ιούλιος ιουλ|αυγούστου αύγουστος αυγ|σεπτεμβρίου σεπτέμβριος σεπ σεπτ|οκτωβρίου οκτώβριος οκτ|νοεμβρίου νοέμβριος νοε|δεκεμβρίου δεκέμβριος δεκ",
    ),
    (
        "he",
        "ינואר בינואר|פברואר בפברואר|מרץ במרץ מרס במרס|אפריל באפריל|מאי במאי|יוני ביוני|יולי ביולי|אוגוסט באוגוסט|ספטמבר בספטמבר|אוקטובר באוקטובר|נובמבר בנובמבר|דצמבר בדצמבר",
    ),
    (
        "ar",
        "يناير جانفي|فبراير فيفري|مارس|أبريل ابريل إبريل أفريل|مايو ماي|يونيو يونيه جوان|يوليو يوليه جويلية|أغسطس اغسطس أوت غشت|سبتمبر شتنبر|أكتوبر اكتوبر|نوفمبر نونبر|ديسمبر دجنبر",
    ),
    ("ar", "|شباط|آذار اذار|نيسان|أيار ايار|حزيران|تموز|آب|أيلول ايلول|||"),
    ("fa", "ژانویه|فوریه|مارس|آوریل|مه|ژوئن|ژوئیه جولای|اوت آگوست|سپتامبر|اکتبر|نوامبر|دسامبر"),
    ("ur", "جنوری|فروری|مارچ|اپریل|مئی|جون|جولائی|اگست|ستمبر|اکتوبر|نومبر|دسمبر"),
    ("hi", "जनवरी|फरवरी फ़रवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर सितम्बर|अक्टूबर अक्तूबर|नवंबर नवम्बर|दिसंबर दिसम्बर"),
    ("bn", "জানুয়ারি জানুয়ারী|ফেব্রুয়ারি ফেব্রুয়ারী|মার্চ|এপ্রিল|মে|জুন|জুলাই|আগস্ট|সেপ্টেম্বর|অক্টোবর|নভেম্বর|ডিসেম্বর"),
    ("th", "มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม"),
    (
        "ka",
        "იანვარი იანვარს|თებერვალი|მარტი|აპრილი|მაისი|ივნისი|ივლისი|აგვისტო|სექტემბერი|ოქტომბერი|ნოემბერი|დეკემბერი",
    ),
];

/// Levantine months of two words, the second after the first.
const ARABIC_PAIRS: [(&str, &str, u8); 4] =
    [("كانون", "الثاني", 1), ("كانون", "الأول", 12), ("تشرين", "الأول", 10), ("تشرين", "الثاني", 11)];

/// Name to month, and the languages that say so where languages disagree.
static MONTHS: LazyLock<Hashed<Vec<(&'static str, u8)>, String>> = LazyLock::new(|| {
    let mut months: Hashed<Vec<(&'static str, u8)>, String> = Hashed::default();
    for (language, names) in NAMES {
        for (month, names) in (1u8..).zip(names.split('|')) {
            for name in names.split_whitespace() {
                for key in [name.to_owned(), unaccented(name)] {
                    let known = months.entry(key).or_default();
                    if !known.contains(&(*language, month)) {
                        known.push((*language, month));
                    }
                }
            }
        }
    }
    months
});

fn unaccented(name: &str) -> String {
    // Letters of Latin, Greek and Cyrillic have no other marks, and what is left of them joins nothing.
    if !name.is_ascii() && name.chars().all(|c| matches!(c, ..'\u{300}' | '\u{370}'..'\u{483}')) {
        let mut plain = String::with_capacity(name.len());
        let mut keep = |c: char| {
            if !is_latin_mark(c) {
                plain.push(c)
            }
        };
        name.chars().for_each(|c| if c.is_ascii() { keep(c) } else { decompose_canonical(c, &mut keep) });
        return plain;
    }
    name.nfd().filter(|c| !is_combining_mark(*c) || !name.is_ascii() && !is_latin_mark(*c)).nfc().collect()
}

/// Marks of Latin letters; those of other scripts belong to the letter.
fn is_latin_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Bytes of a word that is longer than each name of a month, even with marks of its own on every letter.
const LONGEST: usize = 100;

/// The month that a word names; where languages disagree the one of `language`, else the first.
pub(super) fn month(word: &str, language: &str) -> Option<u8> {
    if word.len() > LONGEST {
        return None;
    }
    let known = match small_word(word, &mut [0; 32]) {
        Some(lower) => MONTHS.get(lower),
        None => {
            let lower = lowered(word);
            let plain = || (!lower.is_ascii()).then(|| unaccented(&lower));
            MONTHS.get(lower.as_ref()).or_else(|| MONTHS.get(&plain()?))
        }
    }?;
    let own = known.iter().find(|(code, _)| is_language(language, code));
    own.or_else(|| known.first()).map(|(_, month)| *month)
}

/// The month that two words name.
pub(super) fn month_of_pair(first: &str, second: &str) -> Option<u8> {
    if first.is_ascii() {
        return None;
    }
    let plain = |word: &str| word.replace(['أ', 'إ'], "ا");
    ARABIC_PAIRS.iter().find(|(a, b, _)| *a == first && plain(b) == plain(second)).map(|(_, _, m)| *m)
}

/// Whether an English month name, the one language that writes `May 5, 2018` as a rule.
pub(super) fn is_english(word: &str) -> bool {
    MONTHS.get(lowered(word).as_ref()).is_some_and(|known| known.iter().any(|(code, _)| *code == "en"))
}

fn is_language(tag: &str, code: &str) -> bool {
    tag.split(['-', '_']).next().is_some_and(|primary| primary.eq_ignore_ascii_case(code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn accents_go_as_they_do_in_normal_forms(name in "[a-z\u{c0}-\u{2ff}\u{370}-\u{482}]{1,9}") {
            let keep = |c: &char| !is_combining_mark(*c) || !name.is_ascii() && !is_latin_mark(*c);
            prop_assert_eq!(unaccented(&name), name.nfd().filter(keep).nfc().collect::<String>());
        }
    }

    #[test]
    fn each_language_has_twelve_months() {
        for (language, names) in NAMES {
            assert_eq!(names.split('|').count(), 12, "{language}");
        }
    }

    #[test]
    fn names_are_found_with_and_without_accents() {
        for (word, want) in [
            ("January", 1),
            ("FÉVRIER", 2),
            ("fevrier", 2),
            ("März", 3),
            ("kwietnia", 4),
            ("мая", 5),
            ("kesäkuuta", 6),
            ("Ιουλίου", 7),
            ("Ağustos", 8),
            ("September", 9),
            ("października", 10),
            ("nov", 11),
            ("دجنبر", 12),
        ] {
            assert_eq!(month(word, ""), Some(want), "{word}");
        }
        assert_eq!(month("Mandag", "da"), None);
    }

    #[test]
    fn listopad_is_another_month_in_croatian() {
        assert_eq!(month("listopada", "pl"), Some(11));
        assert_eq!(month("listopada", "hr-HR"), Some(10));
    }

    #[test]
    fn levantine_months_have_two_words() {
        assert_eq!(month_of_pair("كانون", "الثاني"), Some(1));
        assert_eq!(month_of_pair("تشرين", "الاول"), Some(10));
    }
}
