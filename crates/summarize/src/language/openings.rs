//! Openings that lead back to the sentence before, for languages other than English.

use super::antecedents::holds;
use offwire_article::text;

/// For each language, first words (lower case, with ", " between them) of a sentence that leans on the one before.
const LEANING: [(&str, &str); 12] = [
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
            schließlich, demnach, demzufolge, gleichzeitig",
    ),
    (
        "fr",
        "il, elle, ils, elles, ce, cela, c, cette, cet, ces, son, sa, ses, leur, leurs, mais, et, or, \
            donc, car, ainsi, pourtant, cependant, toutefois, puis, ensuite, aussi, celui, celle, \
            celles, ceux, lui, celui-ci, celle-ci, ceux-ci, celles-ci, autre, autres, également, enfin, \
            sinon, néanmoins, eux, tous, toutes, idem, aquella, aquellos, aquellas, otro, otra, otros, \
            otras, tampoco, finalmente, ello, éste, ésta, después, allí, ahí, ambos, ambas, sino",
    ),
    (
        "es",
        "él, ella, ellos, ellas, este, esta, esto, estos, estas, ese, esa, eso, su, sus, pero, y, \
            además, también, sin, entonces, así, por, aunque, asimismo, luego, aquel",
    ),
    (
        "it",
        "lui, lei, egli, ella, loro, esso, essa, questo, questa, questi, queste, quello, quella, suo, \
            sua, suoi, sue, ma, e, però, tuttavia, inoltre, anche, poi, così, infatti, dunque, quindi, \
            quelli, quelle, ciò, entrambi, entrambe, altri, altre, infine, pertanto, eppure, perciò",
    ),
    (
        "pt",
        "ele, ela, eles, elas, este, esta, isto, isso, esse, essa, seu, sua, seus, suas, mas, e, porém, \
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
        "tr",
        "o, onlar, onun, bu, bunlar, ama, ve, ancak, fakat, ayrıca, sonra, böylece, bunun, buna, bunu, \
            onu, ona, şu, aynı",
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
    text::words(bare).next().is_some_and(|(_, word)| holds(openings, &word.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::{bare, leans};

    #[test]
    fn leaning_openings_are_known() {
        assert!(leans("de", "Er sagte nichts."));
        assert!(leans("fr", bare("\u{ab} Mais non, dit-il.")));
        assert!(leans("zh", "他说没有。"));
        assert!(!leans("de", "Erfurt liegt in Th\u{fc}ringen."));
        assert!(!leans("xx", "Er sagte nichts."));
    }
}
