//! Text tools for news prose, shared by reading, storing and summarizing.

mod normalize;

pub use normalize::{fold_space, nfc};
