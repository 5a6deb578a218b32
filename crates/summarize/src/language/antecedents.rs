//! What a sentence takes as told before, for languages other than English: phrases that lead back, bare nouns with the
//! article, pronouns before any noun.

use offwire_article::text;

/// What is known of one language: lists of words or phrases in lower case, with ", " between them.
struct Lists {
    code: &'static str,
    /// Openings of several words that lean on the sentence before.
    phrases: &'static str,
    /// Words that point at something told, as a second word behind a preposition: "in diesem Verfahren".
    pointers: &'static str,
    /// Spans of time, which a pointer may stand before: "in diesem Jahr".
    times: &'static str,
    /// Article and noun that, as a subject with nothing to tell it apart, name what the sentence before named.
    definite: &'static str,
    /// What may follow such a noun and tell it apart: "die Gruppe der Sieben".
    links: &'static str,
    /// Pronouns of persons.
    persons: &'static str,
    /// What stands before a noun.
    determiners: &'static str,
}

const LISTS: [Lists; 6] = [
    Lists {
        code: "de",
        phrases: "mit anderen worten, aus diesem grund, zum beispiel, im gegenteil, \
            vor diesem hintergrund, wenig später, kurz darauf, kurz danach, kurz zuvor, kurz vorher, \
            am tag darauf, am nächsten tag, ein weiterer, eine weitere, ein weiteres, ein anderer, \
            eine andere, der andere, die andere, das andere, die anderen, die beiden, \
            im vergleich dazu, im anschluss, bis dahin, seither, seitdem, einer von ihnen, \
            eine von ihnen, viele von ihnen, einige von ihnen, der grund:, das ergebnis:, die folge:, \
            das problem:, einziger unterschied, auf der anderen seite, unter ihnen, hinzu kommt, \
            anders als er, anders als sie, nicht nur das",
        pointers: "diesem, dieser, diesen, diese, dieses, solche, solchen, solcher",
        times: "jahr, jahres, woche, monat, tag, tagen, montag, dienstag, mittwoch, donnerstag, \
            freitag, samstag, sonntag, sommer, winter, herbst, frühjahr, saison, morgen, abend, \
            wochenende, montagabend, dienstagabend, mittwochabend, donnerstagabend, freitagabend",
        definite: "der mann, die frau, das paar, der junge, das mädchen, das unternehmen, die firma, \
            der konzern, die gruppe, die behörde, der verein, die partei, der täter, die täter, \
            das opfer, die opfer, der vorfall, der unfall, der post, die schau, die ausstellung, \
            der film, das buch, die studie, der bericht, das urteil, die entscheidung, das verfahren, \
            das gesetz, die maßnahme, die maßnahmen, das projekt, die zahlen, der fahrer, die fahrerin, \
            der angeklagte, die angeklagte, der verdächtige, die beamten, die ermittler, das dokument",
        links: "der, des, von, vom, in, im, aus, für, mit, und, am, an, auf, bei, zur, zum, gegen, \
            über, unter, zwischen, um, vor, nach",
        persons: "er, sie, ihm, ihn, ihnen, ihr, ihre, ihrem, ihren, ihrer, sein, seine, seinem, \
            seinen, seiner, seines",
        determiners: "der, die, das, den, dem, des, ein, eine, einen, einem, einer, eines",
    },
    Lists {
        code: "fr",
        phrases: "en outre, de plus, par ailleurs, par exemple, en revanche, au contraire, en effet, \
            par conséquent, c'est pourquoi, c\u{2019}est pourquoi, pour autant, dans ce contexte, \
            dans ce cadre, à ce titre, à cet égard, pour cela, pour ce faire, peu après, peu avant, \
            le lendemain, la veille, l'autre, l\u{2019}autre, un autre, une autre, d'autres, \
            d\u{2019}autres, parmi eux, parmi elles, entre-temps, de son côté, de leur côté, \
            à ses yeux, selon lui, selon elle, selon eux, pour lui, pour elle, résultat :, \
            autrement dit, en d'autres termes, en d\u{2019}autres termes, les deux, ce dernier, \
            cette dernière, dès lors, depuis lors, d'où, d\u{2019}où",
        pointers: "ce, cet, cette, ces, cela, celui, celle",
        times: "année, semaine, mois, jour, jours, lundi, mardi, mercredi, jeudi, vendredi, samedi, \
            dimanche, été, hiver, saison, matin, soir, week-end, nuit, stade",
        definite: "l'homme, l\u{2019}homme, la femme, le couple, le groupe, la société, l'entreprise, \
            l\u{2019}entreprise, la victime, les victimes, le suspect, l'accusé, l\u{2019}accusé, \
            le prévenu, l'incident, l\u{2019}incident, l'accident, l\u{2019}accident, le projet, \
            la mesure, les mesures, la décision, le film, le livre, le rapport, l'étude, \
            l\u{2019}étude, le texte, la loi, le document, les chiffres, l'exposition, \
            l\u{2019}exposition, le conducteur, la conductrice, le jeune homme, la jeune femme, \
            les faits, l'enquête, l\u{2019}enquête, les enquêteurs",
        links: "de, du, des, d, en, à, au, aux, qui, que, dont, sur, pour, contre, et, par, dans, entre",
        persons: "il, elle, ils, elles, lui, leur, leurs, son, sa, ses, eux",
        determiners: "le, la, les, l, un, une, des, du, au, aux, deux, trois, plusieurs",
    },
    Lists {
        code: "es",
        phrases: "sin embargo, no obstante, por otra parte, por otro lado, por su parte, por ejemplo, \
            por eso, por ello, por lo tanto, por tanto, en cambio, de hecho, en este sentido, \
            en ese sentido, es decir, a su vez, al día siguiente, poco después, uno de ellos, \
            una de ellas, entre ellos, entre ellas, los dos, las dos, el otro, la otra, este último, \
            esta última, desde entonces, el resultado:, del mismo modo, de esta forma, de este modo, \
            de esta manera, en consecuencia, según él, según ella, para él, para ella",
        pointers: "este, esta, estos, estas, ese, esa, esos, esas, esto, eso, ello, dicho, dicha",
        times: "año, semana, mes, día, lunes, martes, miércoles, jueves, viernes, sábado, domingo, \
            verano, invierno, temporada, mañana, tarde, noche, momento",
        definite: "el hombre, la mujer, la pareja, el grupo, la empresa, la compañía, la firma, \
            la víctima, las víctimas, el sospechoso, el acusado, el incidente, el accidente, \
            el proyecto, la medida, las medidas, la decisión, la película, el libro, el informe, \
            el estudio, la ley, el documento, las cifras, el conductor, la autoridad, el organismo, \
            los hechos, el joven, la joven, la investigación, los investigadores",
        links: "de, del, en, que, para, contra, y, por, con, sobre, entre, a, al",
        persons: "él, ella, ellos, ellas, su, sus, suyo, suya",
        determiners: "el, la, los, las, un, una, unos, unas, al, del, dos, tres, varios",
    },
    Lists {
        code: "it",
        phrases: "in questo modo, di conseguenza, per questo, per esempio, ad esempio, al contrario, \
            il giorno dopo, poco dopo, uno di loro, una di loro, tra loro, fra loro, i due, le due, \
            l'altro, l\u{2019}altro, un altro, un'altra, un\u{2019}altra, da allora, a suo avviso, \
            secondo lui, secondo lei, d'altra parte, d\u{2019}altra parte, in altre parole, \
            nel frattempo",
        pointers: "questo, questa, questi, queste, quello, quella, quel, ciò, tale, tali",
        times: "anno, settimana, mese, giorni, lunedì, martedì, mercoledì, giovedì, venerdì, sabato, \
            domenica, estate, inverno, stagione, mattina, sera, notte, momento",
        definite: "l'uomo, l\u{2019}uomo, la donna, la coppia, il gruppo, l'azienda, l\u{2019}azienda, \
            la società, la vittima, le vittime, l'incidente, l\u{2019}incidente, il progetto, \
            la decisione, il film, il libro, il rapporto, la legge, il documento, il giovane, \
            la giovane, il conducente",
        links: "di, del, della, dei, delle, in, che, per, contro, e, a, da, con, su, tra",
        persons: "lui, lei, loro, suo, sua, suoi, sue, egli, ella, essi",
        determiners: "il, lo, la, i, gli, le, l, un, uno, una, del, della, dei, al, alla",
    },
    Lists {
        code: "pt",
        phrases: "no entanto, por outro lado, por sua vez, por exemplo, por isso, além disso, \
            além do mais, dessa forma, desta forma, no dia seguinte, pouco depois, um deles, uma delas, \
            entre eles, entre elas, os dois, as duas, desde então, ou seja, em outras palavras, \
            segundo ele, segundo ela, para ele, para ela, o outro, a outra, um outro, uma outra",
        pointers: "este, esta, esse, essa, isso, isto, tal, tais",
        times: "ano, semana, mês, dia, verão, inverno, temporada, manhã, tarde, noite, momento",
        definite: "o homem, a mulher, o casal, o grupo, a empresa, a companhia, a vítima, as vítimas, \
            o suspeito, o acusado, o incidente, o acidente, o projeto, a medida, a decisão, o filme, \
            o livro, o relatório, o estudo, a lei, o documento, o jovem, a jovem, o motorista",
        links: "de, do, da, dos, das, em, no, na, que, para, contra, e, por, com, sobre",
        persons: "ele, ela, eles, elas, seu, sua, seus, suas, dele, dela",
        determiners: "o, a, os, as, um, uma, do, da, dos, das, no, na, ao, dois, três",
    },
    Lists {
        code: "nl",
        phrases: "met andere woorden, om die reden, bijvoorbeeld, integendeel, even later, kort daarop, \
            de volgende dag, een andere, de andere, de twee, een van hen, onder hen, sindsdien, \
            tot die tijd, het gevolg:, aan de andere kant, volgens hem, volgens haar, de laatste",
        pointers: "deze, dit, die, dat, zulke",
        times: "jaar, week, maand, dag, zomer, winter, seizoen, ochtend, avond, weekend, moment",
        definite: "de man, de vrouw, het paar, de groep, het bedrijf, het concern, het slachtoffer, \
            de slachtoffers, de verdachte, het incident, het ongeluk, het project, de maatregel, \
            de beslissing, de film, het boek, het rapport, het onderzoek, de wet, de bestuurder",
        links: "van, in, uit, voor, met, en, op, aan, bij, die, dat, tegen, over, tussen",
        persons: "hij, zij, ze, hem, haar, hun, hen",
        determiners: "de, het, een, twee, drie",
    },
];

/// Days, months and occasions that stand capitalised in German and are nobody.
const GERMAN_OCCASIONS: &str = "montag, dienstag, mittwoch, donnerstag, freitag, samstag, sonntag, januar, februar, märz, april, mai, juni, juli, august, september, oktober, november, dezember, \
    interview, mitteilung, erklärung, gespräch, rede, brief, woche, jahr, jahren, jahre, monat, monaten, tag, tagen, abend, morgen, nachmittag, mal, ende, anfang, zeit";

/// Words of a sentence that are looked at for a pronoun.
const LOOKED_AT: usize = 12;

/// Whether a word is one of a list.
pub(super) fn holds(list: &str, word: &str) -> bool {
    list.split(", ").any(|own| own == word)
}

fn lists(code: &str) -> Option<&'static Lists> {
    LISTS.iter().find(|lists| lists.code == code)
}

/// Whether the sentence opens with a phrase that leads back.
pub(super) fn leads_back(code: &str, bare: &str) -> bool {
    let Some(lists) = lists(code) else { return false };
    let mut words = text::words(bare).map(|(_, word)| word.to_lowercase());
    let (_, second, third) = (words.next(), words.next(), words.next());
    let points = second.is_some_and(|word| holds(lists.pointers, &word))
        && !third.is_some_and(|word| holds(lists.times, &word));
    points && !is_clause(code, bare)
        || lists.phrases.split(", ").any(|phrase| rest_behind(bare, phrase).is_some())
}

/// In Romance languages and Dutch many pointers are relative words or articles too; they count behind a preposition.
fn is_clause(code: &str, bare: &str) -> bool {
    const PREPOSITIONS: &str = "in, mit, nach, bei, auf, für, aus, an, durch, wegen, dans, avec, après, pour, par, à, de, en, \
        con, para, por, tras, sobre, per, dopo, em, com, após, met, na, voor, op, gegen, trotz";
    let first = text::words(bare).next().map(|(_, word)| word.to_lowercase());
    let known = matches!(code, "de" | "fr" | "es" | "it" | "pt" | "nl");
    !known || !first.is_some_and(|word| holds(PREPOSITIONS, &word))
}

/// Whether the subject is an article and a noun that nothing tells apart.
pub(super) fn is_definite(code: &str, bare: &str) -> bool {
    let Some(lists) = lists(code) else { return false };
    // "Es ist ein langer Abend" may open a story, but goes on with one elsewhere.
    if code == "de" && rest_behind(bare, "es").is_some() {
        return true;
    }
    lists.definite.split(", ").filter_map(|noun| rest_behind(bare, noun)).any(|rest| {
        let next = text::words(rest).next().map(|(_, word)| word);
        rest.starts_with(' ')
            && next.is_some_and(|word| word.starts_with(char::is_lowercase) && !holds(lists.links, word))
    })
}

/// Whether a personal pronoun outside quotations comes before any noun that it could stand for.
pub(super) fn dangles(code: &str, spoken: &str) -> bool {
    if code == "zh" {
        let head = spoken.chars().filter(|c| c.is_alphanumeric()).take(5);
        return head.into_iter().any(|c| matches!(c, '\u{4ed6}' | '\u{5979}'));
    }
    let Some(lists) = lists(code) else { return false };
    let mut determined = false;
    for (number, (_, word)) in text::words(spoken).take(LOOKED_AT).enumerate() {
        let lower = word.to_lowercase();
        let lower = lower.as_str();
        // "Sie" inside a German sentence is the reader.
        let addressed = number > 0 && code == "de" && word.starts_with(char::is_uppercase);
        if holds(lists.persons, lower) && !addressed {
            return true;
        }
        let occasion = code == "de" && holds(GERMAN_OCCASIONS, lower) || holds(lists.times, lower);
        let named = number > 0 && word.starts_with(char::is_uppercase);
        let told = number == 0 && !is_small(code, lower);
        if !occasion && (named || told || determined) {
            return false;
        }
        determined = holds(lists.determiners, lower);
    }
    false
}

/// Adverbs that open sentences.
const ADVERBS: &str = "derzeit, bereits, zuletzt, zunächst, später, früher, heute, gestern, morgen, inzwischen, \
    mittlerweile, künftig, bislang, bisher, damals, danach, einst, oft, manchmal, vielleicht, schräg, erst, \
    aujourd, hier, demain, désormais, bientôt, souvent, parfois, peut, déjà, jadis, après, avant, depuis, \
    hoy, ayer, mañana, ahora, después, antes, pronto, quizás, oggi, ieri, domani, adesso, prima, spesso, forse, \
    hoje, ontem, amanhã, agora, depois, vandaag, gisteren, nu, straks, vaak, misschien, later";

/// A word that carries no meaning of its own, or an adverb.
fn is_small(code: &str, word: &str) -> bool {
    holds(ADVERBS, word)
        || text::stopwords(code).binary_search(&word).is_ok()
        || ["weise", "lich", "ig", "ment", "mente"].iter().any(|end| word.ends_with(end))
}

/// The text behind these words, in any case, where it begins with them.
pub(super) fn rest_behind<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    let mut letters = text.char_indices();
    for wanted in words.chars() {
        let (_, own) = letters.next()?;
        if own != wanted && !own.to_lowercase().eq(std::iter::once(wanted)) {
            return None;
        }
    }
    let rest = letters.as_str();
    (!rest.starts_with(char::is_alphanumeric)).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_lead_back() {
        assert!(leads_back("de", "Mit anderen Worten: Der Hafen bleibt zu."));
        assert!(leads_back("de", "In diesem Verfahren geht es um den Hafen."));
        assert!(leads_back("fr", "L\u{2019}autre port reste ferm\u{e9}."));
        assert!(leads_back("es", "Por su parte, el alcalde neg\u{f3} todo."));
        assert!(!leads_back("de", "In diesem Jahr bleibt der Hafen zu."));
        assert!(!leads_back("nl", "Schepen die te laat zijn, blijven buiten."));
        assert!(!leads_back("fr", "Le port reste ferm\u{e9}."));
    }

    #[test]
    fn a_bare_noun_names_what_was_named() {
        assert!(is_definite("de", "Die Schau zeigt den Hafen."));
        assert!(is_definite("fr", "L'entreprise a ferm\u{e9} le port."));
        assert!(is_definite("es", "El grupo cerr\u{f3} el puerto."));
        assert!(is_definite("de", "Es ist ein langer Abend am Hafen."));
        assert!(!is_definite("de", "Die Gruppe der Sieben tagt im Hafen."));
        assert!(!is_definite("fr", "Le groupe de travail a ferm\u{e9} le port."));
        assert!(!is_definite("de", "Der Mannschaft fehlt ein Hafen."));
    }

    #[test]
    fn a_pronoun_before_every_noun_dangles() {
        assert!(dangles("de", "Derzeit st\u{fc}tzt sie sich auf den Hafen."));
        assert!(dangles("de", "Am Montag sagte er nichts."));
        assert!(dangles("fr", "Dimanche, il a ferm\u{e9} le port."));
        assert!(dangles("es", "Despu\u{e9}s, ella cerr\u{f3} el puerto."));
        assert!(dangles("zh", "\u{6628}\u{5929}\u{4ed6}\u{8bf4}\u{6e2f}\u{53e3}\u{5f00}\u{653e}\u{3002}"));
        assert!(!dangles("de", "Der B\u{fc}rgermeister sagte, er gehe."));
        assert!(!dangles("de", "Beamte sagten, sie gingen."));
        assert!(!dangles("fr", "Le maire a dit qu'il partait."));
        assert!(!dangles("de", "Hier finden Sie den Hafen."));
    }
}
