//! What training and evaluation of the rankers of fields share: pages with known headline, date and authors,
//! scores of candidates, recipes.

pub(crate) mod corpus;
pub(crate) mod dump;
pub(crate) mod recipe;
pub(crate) mod score;
