//! French.

use super::{Language, words};

pub(super) static FRENCH: Language = Language {
    code: "fr",
    ordinal_stops: false,
    stopwords: words!(
        "ai ainsi alors après as au aucun aucune aujourd aussi autour autre autres aux avaient avait
         avant avec avoir ayant beaucoup c car ce ceci cela celle celles celui cependant certains ces cet
         cette ceux chacun chaque chez ci combien comme comment contre d dans de depuis derrière des
         desormais deux devant doit donc dont du durant dès déjà désormais elle elles en encore enfin
         ensuite entre envers es est et eu eux fait faut hier hors ici il ils j jamais je jusqu jusque l
         la laquelle le lequel les lesquels leur leurs lors lorsqu lorsque lui là m ma mais malgré me mes
         moi moins mon même mêmes n ne ni non nos notre nous néanmoins on ont or ou où par parce parfois
         parmi pas pendant personne peu peut plus plusieurs plutôt pour pourquoi pourtant près puis
         puisqu puisque qu quand quant que quel quelle quelles quelque quelques quels qui quoi rien s sa
         sans sauf se selon sera seront ses seul si soit son sont sous souvent sur surtout t ta tandis
         tant te tel telle tes toi ton toujours tous tout toute toutefois toutes trop très tu un une vers
         voici voilà vos votre vous y à étaient était étant été être"
    ),
    titles: words!("Cdt Col Dr Gal Lt M MM Me Mes Mgr Mlle Mlles Mme Mmes Pr Prof Rev St Ste apr av"),
    abbreviations: words!("Av Bd Cie Co Inc Jr Ltd Sté Univ avr déc etc fév févr janv juil nov oct sept"),
    counters: words!("Art Fig No Nos Tél art chap env fig no nos p pp tél vol éd"),
};
