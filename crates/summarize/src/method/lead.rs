//! The first sentences of the story.

use crate::story::Story;

/// Falls with the place in the story.
pub(super) fn scores(story: &Story<'_>) -> Vec<f32> {
    let count = story.len();
    (0..count).map(|place| (count - place) as f32 / count as f32).collect()
}
