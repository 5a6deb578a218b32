//! Places and papers, which stand behind a name or beside a date, capitalised as names of people are.

use crate::body::token::Hashed;
use crate::letters::lowered;
use std::sync::LazyLock;

/// Countries, states and cities that news names most, in the languages of their own bylines too.
const KNOWN: &str = "\
    abuja afghanistan africa alabama alaska albania algeria algiers amsterdam ankara antalya antwerp \
    antwerpen argentina arizona arkansas armenia asia athens atlanta auckland australia austria baghdad \
    baku bangalore bangkok bangladesh barcelona basel beijing beirut belarus belfast belgium belgrade \
    bengaluru bergen berlin bern birmingham bogota bolivia bologna bonn boston brasil brazil bremen \
    brisbane britain brussel brussels bruxelles bucharest budapest bulgaria cairo california cambodia \
    cameroon canada canberra caracas chennai chicago chile china cleveland colombia colorado connecticut \
    copenhagen croatia cuba cyprus dallas damascus delaware delhi denmark detroit deutschland dhaka \
    dortmund dresden dubai dublin ecuador edinburgh egypt england espoo estonia ethiopia europe finland \
    firenze florida france frankfurt geneva genova germany ghana glasgow greece guatemala hamburg hannover \
    hanoi havana hawaii helsinki houston hungary iceland idaho illinois india indiana indonesia iowa iran \
    iraq ireland islamabad istanbul italia italy izmir jakarta japan jerusalem johannesburg kabul kansas \
    karachi kentucky kenya kiev kolkata kuwait kyiv lagos lahore latvia lebanon leeds leipzig libya lille \
    lima lisboa lisbon lithuania liverpool ljubljana london londres louisiana lucknow luxembourg lyon \
    madrid maine malaga malaysia manchester manila marseille maryland massachusetts melbourne mexico miami \
    michigan milan milano minneapolis minnesota minsk mississippi missouri moldova montana montevideo \
    montreal morocco moscow mumbai munich myanmar nairobi nantes naples napoli nebraska nepal netherlands \
    nevada nice nigeria norway ohio oklahoma ontario oregon oslo ottawa pakistan palermo palestine panama \
    paraguay paris patna pennsylvania perth peru philadelphia philippines phoenix pittsburgh poland \
    portugal prague praha pretoria qatar quebec quito rabat reykjavik riga rio roma romania rome rotterdam \
    russia rwanda sacramento salzburg scotland seattle senegal seoul serbia sevilla seville shanghai \
    sheffield singapore slovakia slovenia sofia somalia spain stockholm strasbourg stuttgart sudan sweden \
    switzerland syria taipei taiwan tallinn tampere tanzania teheran tehran tennessee texas thailand tokyo \
    torino toronto toulouse tunis tunisia turin turkey turku uganda ukraine uruguay usa utah utrecht \
    valencia vancouver venezia venezuela venice vermont vienna vietnam vilnius wales warsaw warszawa \
    washington wellington wien wisconsin wyoming yemen zagreb zimbabwe zurich bogotá brasília düsseldorf \
    españa genève göteborg i̇stanbul kraków köln københavn malmö montréal málaga méxico münchen nürnberg \
    panamá poznań québec wrocław zürich αθήνα θεσσαλονίκη вологда киев київ минск москва новосибирск \
    петербург חיפה ירושלים الرياض القاهرة بغداد بيروت دمشق दिल्ली पटना मुंबई लखनऊ";

/// Words that open names of places: `New York`, `San Juan`, `Fort Worth`, `Real Madrid`.
const FIRST: &str = "\
    middle christmas easter buckingham downing trafalgar wall capitol \
    abu addis bad big buenos cape central ciudad east eastern fort grand great hong kuala lake las los \
    lower mount new north northern old port porto puerto real rio saint sainte san santa santo sao saudi \
    south southern sri st tel united upper villa west western atlético são нижний новая новый \
    санкт-петербург";

/// Words that close names of places and of what stands there.
const LAST: &str = "\
    palace castle cathedral abbey tower market gardens forest east west north south \
    aires airport angeles arabia avenue aviv bay beach bridge city coast county creek crossing delhi \
    district falls grove hall harbor harbour heights hills island islands janeiro junction kingdom kong \
    lake lakes lanka lumpur mountains park peninsula point province rapids region republic ridge river \
    road springs square stadium state states street town township united valley village york zealand край \
    область район";

/// Words that close names of papers, stations and their desks; elsewhere some are names of families.
const PAPERS: &str = "\
    figaro monde parisien echos croix nación razón mundo país vanguardia repubblica stampa giornale spiegel welt zeit \
    abc abendblatt advertiser allgemeine anzeiger ard argus banner bbc beacon bote broadcasting bulletin \
    business cbc cbs citizen cnbc communications courier culture democrat dispatch eagle echo enquirer \
    entertainment examiner express finance gazette globe guardian independent inquirer intelligencer itv \
    kurier ledger lifestyle mail mercury messenger mirror monitor msnbc nbc newspaper newspapers newswire \
    newswires npr observer opinions orf pbs pioneer politics publications publishing rai reader record \
    register republican review rundschau sentinel showbiz sport sports standard sun tagblatt tageblatt \
    today traffic travel weather wochenblatt world zdf";

/// Words that close names of teams and topics of news.
const TOPICS: &str = "\
    league cup championship championships olympics elections election parliament senate congress court museum \
    hospital bank theatre theater festival awards money markets technology science health environment education \
    climate food music movies film books arts style fashion cars property jobs crime courts obituaries columns \
    features gallery wirtschaft politik kultur sport wissenschaft panorama regional lokales économie société \
    monde sports deportes economía cultura sociedad política economia politica cronaca esteri mundo binnenland \
    buitenland economie kommentare kommentarer commentaires comentarios commenti reacties comentários fußball \
    handball basketball football baseball hockey soccer cricket tennis bundesliga";

/// Each list as a set.
static KNOWN_SET: LazyLock<Hashed<(), &str>> = LazyLock::new(|| set(KNOWN));
static FIRST_SET: LazyLock<Hashed<(), &str>> = LazyLock::new(|| set(FIRST));
static LAST_SET: LazyLock<Hashed<(), &str>> = LazyLock::new(|| set(LAST));
static PAPER_SET: LazyLock<Hashed<(), &str>> = LazyLock::new(|| set(PAPERS));
static TOPIC_SET: LazyLock<Hashed<(), &str>> = LazyLock::new(|| set(TOPICS));

fn set(words: &'static str) -> Hashed<(), &'static str> {
    words.split_whitespace().map(|word| (word, ())).collect()
}

/// Whether words are a paper's name with its article: `Le Figaro`, `The Guardian`.
pub(super) fn is_paper(name: &str) -> bool {
    const ARTICLES: [&str; 10] = ["le", "la", "les", "el", "il", "die", "der", "das", "de", "the"];
    name.split_once(' ').is_some_and(|(article, rest)| {
        ARTICLES.contains(&lowered(article).as_ref()) && PAPER_SET.contains_key(lowered(rest).as_ref())
    })
}

/// Whether words that stand where a place or a paper may stand are more likely that than a person: beside a date, behind
/// a name and a comma. Of what a byline opens with it says nothing: Jack London signs, and Ann Park.
pub(crate) fn is_place_or_paper(name: &str) -> bool {
    let words: Vec<String> = name
        .split_whitespace()
        .map(|word| lowered(word.trim_matches([',', '.', '(', ')', ':'])).into_owned())
        .filter(|word| !word.is_empty())
        .collect();
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    let (first, last) = (first.as_str(), last.as_str());
    KNOWN_SET.contains_key(last)
        || PAPER_SET.contains_key(last)
        || TOPIC_SET.contains_key(last)
        || words.len() > 1 && (FIRST_SET.contains_key(first) || LAST_SET.contains_key(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_papers_are_told_by_their_words() {
        for name in [
            "New York",
            "Great Falls",
            "City Hall",
            "Real Madrid",
            "Berlin",
            "Santa Cruz de La Palma",
            "Ohio Valley Dispatch",
            "BBC",
        ] {
            assert!(is_place_or_paper(name), "{name}");
        }
        assert!(
            is_paper("Le Figaro") && is_paper("LES ECHOS") && !is_paper("Le Pen") && !is_paper("Ann Monde")
        );
        for name in ["Ann Lee", "Paris Lee", "Jordan Ek", "Falls", "Eva Maier", "", "."] {
            assert!(!is_place_or_paper(name), "{name}");
        }
    }
}
