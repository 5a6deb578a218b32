//! Openings that lead back to the sentence before, for languages other than English.

use super::antecedents::{holds, rest_behind};
use offwire_article::text;

/// For each language, first words (lower case, with ", " between them) of a sentence that leans on the one before.
const LEANING: [(&str, &str); 14] = [
    (
        "de",
        "er, sie, ihm, ihr, ihre, sein, seine, dieser, diese, dieses, dies, das, aber, doch, denn, \
            deshalb, daher, darum, dabei, dazu, damit, dadurch, zudem, außerdem, allerdings, jedoch, \
            auch, dann, dort, so, und, oder, trotzdem, dennoch, hierzu, hierbei, davon, daran, darauf, \
            darüber, danach, davor, darin, daraus, dahinter, anschließend, stattdessen, hingegen, \
            dagegen, somit, folglich, ebenso, ferner, nämlich, beide, beides, letzterer, letztere, \
            letzteres, ersterer, erstere, jene, jener, jenes, deren, dessen, solche, solcher, solches, \
            ihn, ihnen, ihren, ihrem, ihrer, seinen, seinem, seiner, seines, derselbe, dieselbe, \
            dasselbe, derweil, unterdessen, indes, immerhin, ansonsten, sonst, diesen, diesem, \
            schließlich, demnach, demzufolge, gleichzeitig, dorthin, daraufhin",
    ),
    (
        "fr",
        "il, elle, ils, elles, ce, cela, c, cette, cet, ces, son, sa, ses, leur, leurs, mais, et, or, \
            donc, car, ainsi, pourtant, cependant, toutefois, puis, ensuite, aussi, celui, celle, \
            celles, ceux, lui, celui-ci, celle-ci, ceux-ci, celles-ci, autre, autres, également, enfin, \
            sinon, néanmoins, eux, tous, toutes, idem",
    ),
    (
        "es",
        "él, ella, ellos, ellas, este, esta, esto, estos, estas, ese, esa, eso, su, sus, pero, y, \
            además, también, sin, entonces, así, por, aunque, asimismo, luego, aquel, aquella, aquellos, \
            aquellas, esas, esos, otro, otra, otros, otras, tampoco, finalmente, ello, éste, ésta, \
            después, allí, ahí, ambos, ambas, sino",
    ),
    (
        "it",
        "lui, lei, egli, ella, loro, esso, essa, questo, questa, questi, queste, quello, quella, suo, \
            sua, suoi, sue, ma, e, però, tuttavia, inoltre, anche, poi, così, infatti, dunque, quindi, \
            quelli, quelle, ciò, entrambi, entrambe, altri, altre, infine, pertanto, eppure, perciò",
    ),
    (
        "pt",
        "ele, ela, eles, elas, este, esta, estes, estas, isto, isso, esse, essa, esses, essas, seu, sua, \
            seus, suas, mas, e, porém, \
            contudo, além, também, então, assim, depois, aquele, aquela, aqueles, aquelas, ambos, \
            ambas, outro, outra, outros, outras, entretanto, portanto, todavia, finalmente, ali",
    ),
    (
        "nl",
        "hij, zij, ze, het, zijn, haar, hun, dit, dat, deze, die, maar, en, dus, want, ook, toch, \
            echter, daarom, daarna, daarbij, bovendien, toen, daar, zo, hem, hen, hier, daardoor, \
            daarmee, daarvan, daarop, vervolgens, tevens, beide, zulke, anderen, immers",
    ),
    (
        "sv",
        "han, hon, den, det, de, hans, hennes, deras, detta, denna, dessa, men, och, dock, också, \
            sedan, därför, dessutom, då, där, så, henne, honom, dem, dess, sådana, samtidigt, \
            slutligen, båda, ändå",
    ),
    (
        "nb",
        "han, hun, den, det, de, hans, hennes, deres, dette, denne, disse, men, og, også, deretter, \
            derfor, dessuten, da, der, så, likevel, henne, ham, dem, dens, dets, samtidig, dermed, \
            begge, slike, imidlertid",
    ),
    (
        "da",
        "han, hun, den, det, de, hans, hendes, deres, dette, denne, disse, men, og, også, derefter, \
            derfor, desuden, da, der, så, dog, hende, ham, dem, dens, dets, samtidig, dermed, begge, \
            sådanne, imidlertid",
    ),
    (
        "ru",
        "он, она, оно, они, его, её, ее, их, это, этот, эта, эти, но, и, а, однако, также, поэтому, \
            затем, при, тогда, так, кроме, эту, этой, этого, этим, этих, такие, такой, такая, там, \
            туда, потом, наконец, зато, впрочем, оба, обе, причем, причём",
    ),
    (
        "pl",
        "on, ona, ono, oni, one, jego, jej, ich, to, ten, ta, te, ale, i, a, jednak, także, dlatego, \
            potem, również, wtedy, natomiast, ponadto, jemu, tam, tych, tego, tej, tym, obaj, obie, \
            zaś, więc, jednakże, następnie",
    ),
    (
        "cs",
        "on, ona, ono, oni, jeho, její, jejich, to, ten, ta, tento, tato, toto, tyto, ti, ale, a, však, \
            také, proto, potom, rovněž, tehdy, přesto, navíc, takto, tak, tam, tím, toho, tomu, oba, obě, \
            tedy, následně, ovšem",
    ),
    (
        "ar",
        "هو, هي, هم, وهو, وهي, وهم, هذا, هذه, ذلك, تلك, وهذا, وهذه, وذلك, وتلك, لكن, ولكن, كما, بينما, \
            فيما, وأضاف, وأضافت, وتابع, وتابعت, وأوضح, وأوضحت, وأكد, وأشار, وأشارت, كذلك, وكذلك, إلا, \
            وكان, وكانت",
    ),
    (
        "tr",
        "o, onlar, onun, bu, bunlar, ama, ve, ancak, fakat, ayrıca, sonra, böylece, bunun, buna, bunu, \
            onu, ona, şu, aynı",
    ),
];

/// For languages in which an article is a pronoun too: such words, which lean only where one of the verbs stands
/// behind them, "het is" and not "het kabinet". German tells by the capital of the noun.
const ARTICLES: [(&str, &str, &str); 4] = [
    (
        "nl",
        "het, de",
        "is, was, gaat, ging, wordt, werd, blijkt, bleek, zal, zou, kan, kon, moet, moest, heeft, had, \
            lijkt, leek, gebeurde, komt, kwam, betreft, betrof, duurt, duurde, begon, mag, wil, staat, stond",
    ),
    (
        "sv",
        "den, det, de",
        "är, var, blir, blev, har, hade, ska, skulle, kan, kunde, måste, kommer, kom, går, gick, gör, \
            gjorde, säger, sade, visar, visade, handlar, handlade, får, fick, innebär, framgår, vill, ville",
    ),
    (
        "nb",
        "den, det, de",
        "er, var, blir, ble, har, hadde, skal, skulle, kan, kunne, må, måtte, kommer, kom, går, gikk, \
            gjør, gjorde, sier, sa, viser, viste, handler, handlet, får, fikk, betyr, vil, ville",
    ),
    (
        "da",
        "den, det, de",
        "er, var, bliver, blev, har, havde, skal, skulle, kan, kunne, må, måtte, kommer, kom, går, gik, \
            gør, gjorde, siger, sagde, viser, viste, handler, handlede, får, fik, betyder, vil, ville",
    ),
];

/// Openings of scripts without blanks, by their first characters.
const LEANING_WIDE: [(&str, &str); 2] = [
    (
        "zh",
        "他, 她, 它, 他们, 她们, 这, 那, 但, 而, 因此, 所以, 此外, 同时, 不过, 然而, 并且, 其中, 该, 对此, 与此同时, 另外, 因而, 于是, 随后, 此次, \
            此举, 两人, 双方, 前者, 后者, 据此, 为此, 可是, 其, 上述, 接着, 总之, 换言之, 不仅如此, 例如, 比如",
    ),
    (
        "ja",
        "彼, 彼女, これ, それ, その, この, しかし, だが, また, そして, さらに, このため, 一方, その後, そこで, ところが, つまり, 例えば, 両者, 彼ら, 同",
    ),
];

/// Openings that present something new, where no sentence stands before: "C'est en creusant que …".
const PRESENTING: [(&str, &str); 6] = [
    ("fr", "c'est, c\u{2019}est, ce sont, c'était, c\u{2019}était, il y a, il est, il était, il aura"),
    ("nl", "het is, het was, het wordt, dit is"),
    ("sv", "det är, det var, det blir"),
    ("nb", "det er, det var, det blir"),
    ("da", "det er, det var, det bliver"),
    ("ru", "это"),
];

/// Whether a story may open so, although the same words lean on what stands before elsewhere.
pub(super) fn presents(code: &str, bare: &str) -> bool {
    let Some((_, openings)) = PRESENTING.iter().find(|(c, _)| *c == code) else { return false };
    openings.split(", ").any(|opening| rest_behind(bare, opening).is_some())
}

/// The sentence without the marks that open it.
pub(super) fn bare(sentence: &str) -> &str {
    sentence.trim_start_matches(|c: char| !c.is_alphanumeric())
}

/// Whether the sentence leans on the one before.
pub(super) fn leans(code: &str, bare: &str) -> bool {
    if let Some((_, openings)) = LEANING_WIDE.iter().find(|(c, _)| *c == code) {
        return openings.split(", ").any(|opening| bare.starts_with(opening));
    }
    let Some((_, openings)) = LEANING.iter().find(|(c, _)| *c == code) else { return false };
    let mut words = text::words(bare).map(|(_, word)| word);
    let (first, second, third) = (words.next(), words.next(), words.next());
    let Some(first) = first.map(str::to_lowercase).filter(|first| holds(openings, first)) else {
        return false;
    };
    let behind = second.unwrap_or_default();
    if code == "de" {
        return !is_german_article(&first, behind, third.unwrap_or_default());
    }
    let both = ARTICLES.iter().find(|(c, articles, _)| *c == code && holds(articles, &first));
    both.is_none_or(|(_, _, verbs)| holds(verbs, &behind.to_lowercase()))
}

/// Whether this word stands before its noun, with an adjective between them or none: "das Museum", "das neue Museum".
fn is_german_article(first: &str, second: &str, third: &str) -> bool {
    let is_noun = |word: &str| word.starts_with(char::is_uppercase);
    let declined = ["e", "en", "er", "es"].iter().any(|end| second.len() > 3 && second.ends_with(end));
    first == "das" && (is_noun(second) || declined && is_noun(third))
}

#[cfg(test)]
mod tests {
    use super::{bare, leans, presents};

    #[test]
    fn leaning_openings_are_known() {
        assert!(leans("de", "Er sagte nichts."));
        assert!(leans("fr", bare("\u{ab} Mais non, dit-il.")));
        assert!(leans("zh", "他说没有。"));
        assert!(!leans("de", "Erfurt liegt in Th\u{fc}ringen."));
        assert!(!leans("xx", "Er sagte nichts."));
        assert!(leans("es", "Aquella decisión cerró el puerto."));
    }

    #[test]
    fn a_story_may_open_by_presenting() {
        assert!(presents("fr", "C\u{2019}est en creusant le port que la ville l'a vu."));
        assert!(!presents("fr", "Il a fermé le port.") && !presents("de", "Das ist neu."));
    }

    #[test]
    fn an_article_is_no_pronoun() {
        assert!(!leans("de", "Das Museum öffnet.") && !leans("de", "Das neue Museum öffnet."));
        assert!(leans("de", "Das ist neu.") && leans("de", "Das neue ist offen."));
        assert!(leans("nl", "Het is open.") && !leans("nl", "Het kabinet besloot."));
        assert!(leans("sv", "Det blir dyrt.") && !leans("sv", "Det nya museet öppnar."));
    }
}
