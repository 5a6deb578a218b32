//! Invented articles, the same for the same seed: a vocabulary that keeps growing, sizes as of real news,
//! exact and near copies planted.

use clap::ValueEnum;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Shapes of a corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// Pages with furniture, one a file
    Html,
    /// Page dumps, one a file
    Text,
    /// JSON lines in one file
    Jsonl,
}

/// A corpus on disk.
pub(crate) struct Corpus {
    pub(crate) folder: PathBuf,
    pub(crate) bytes: u64,
    /// Records that repeat another to the letter.
    pub(crate) exact_copies: u64,
}

/// One of so many articles is an exact copy of an earlier one, one a near copy.
const EXACT: u64 = 33;
const NEAR: u64 = 20;

/// Writes `n` articles.
pub(crate) fn write(kind: Kind, n: u64, seed: u64, folder: &Path) -> io::Result<Corpus> {
    let mut random = Random::new(seed);
    let mut stories: Vec<Story> = Vec::new();
    let mut corpus = Corpus { folder: folder.into(), bytes: 0, exact_copies: 0 };
    let mut lines = String::new();
    for number in 0..n {
        let story = match stories.len() as u64 {
            had if had > 0 && number % EXACT == EXACT - 1 => {
                corpus.exact_copies += 1;
                stories[random.below(had) as usize].clone()
            }
            had if had > 0 && number % NEAR == NEAR - 1 => {
                let mut story = stories[random.below(had) as usize].clone();
                story.paragraphs.push(sentence(&mut random, number));
                story
            }
            _ => Story::new(&mut random, number),
        };
        let text = match kind {
            Kind::Html => html(&story, &mut random),
            Kind::Text => dump(&story),
            Kind::Jsonl => line(&story),
        };
        corpus.bytes += text.len() as u64;
        match kind {
            Kind::Jsonl => lines.push_str(&text),
            Kind::Html => save(folder, number, "html", &text)?,
            Kind::Text => save(folder, number, "txt", &text)?,
        }
        if stories.len() < 1000 {
            stories.push(story);
        }
    }
    if kind == Kind::Jsonl {
        fs::write(folder.join("part-000.jsonl"), lines)?;
    }
    Ok(corpus)
}

fn save(folder: &Path, number: u64, ending: &str, text: &str) -> io::Result<()> {
    let folder = folder.join(format!("{:04}", number / 1000));
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(format!("{number:07}.{ending}")), text)
}

#[derive(Clone)]
struct Story {
    headline: String,
    date: String,
    paragraphs: Vec<String>,
}

impl Story {
    fn new(random: &mut Random, number: u64) -> Self {
        let n_paragraphs = 4 + random.below(14);
        Self {
            headline: format!("{} {} in {}", word(random), word(random), name(random, number)),
            date: format!(
                "{}-{:02}-{:02}",
                1980 + random.below(40),
                1 + random.below(12),
                1 + random.below(28)
            ),
            paragraphs: (0..n_paragraphs)
                .map(|_| (0..2).map(|_| sentence(random, number)).collect::<Vec<_>>().join(" "))
                .collect(),
        }
    }
}

/// SplitMix64: short, and the same everywhere.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(2).wrapping_add(1))
    }

    /// A number from 0 to below `n`.
    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n.max(1)
    }
}

const STEMS: [&str; 40] = [
    "council",
    "harbour",
    "bridge",
    "minister",
    "storm",
    "school",
    "market",
    "river",
    "court",
    "union",
    "train",
    "winter",
    "budget",
    "police",
    "museum",
    "factory",
    "island",
    "vote",
    "strike",
    "hospital",
    "farmer",
    "ferry",
    "tower",
    "engineer",
    "border",
    "treaty",
    "festival",
    "mayor",
    "glacier",
    "library",
    "airport",
    "harvest",
    "reactor",
    "valley",
    "tunnel",
    "senate",
    "orchestra",
    "reservoir",
    "parliament",
    "committee",
];
const JOINTS: [&str; 16] = [
    "the", "of", "and", "said", "that", "for", "with", "on", "after", "before", "will", "has", "by", "in",
    "to", "a",
];

fn word(random: &mut Random) -> String {
    // Common words are more frequent than rare ones, as in any text.
    let place = random.below(40).min(random.below(40)) as usize;
    STEMS[place].to_owned()
}

/// A name that few other articles hold.
fn name(random: &mut Random, number: u64) -> String {
    const SYLLABLES: [&str; 12] =
        ["vel", "nor", "tarn", "vik", "den", "ost", "lund", "mar", "isk", "heim", "ber", "ga"];
    let mut name: String = (0..3).map(|_| SYLLABLES[random.below(12) as usize]).collect();
    if number.is_multiple_of(3) {
        name.push_str(SYLLABLES[(number % 12) as usize]);
    }
    name[..1].to_uppercase() + &name[1..]
}

fn sentence(random: &mut Random, number: u64) -> String {
    let mut words = vec![format!("The {}", word(random))];
    for _ in 0..8 + random.below(14) {
        words.push(match random.below(3) {
            0 => word(random),
            1 if random.below(4) == 0 => name(random, number),
            _ => JOINTS[random.below(16) as usize].to_owned(),
        });
    }
    words.join(" ") + "."
}

fn line(story: &Story) -> String {
    let text = story.paragraphs.join("\n\n");
    serde_json::json!({"title": story.headline, "date": story.date, "text": text}).to_string() + "\n"
}

fn dump(story: &Story) -> String {
    let body = story.paragraphs.join("\n\n");
    format!(
        "You are here:   Home\n\n{}\n\nNordpress, {} Adjust font size:\n\n{body} Enditem\n",
        story.headline, story.date
    )
}

fn html(story: &Story, random: &mut Random) -> String {
    let links: String = (0..120)
        .map(|n| {
            format!("<li><a href=\"/{n}\">{} {} {}</a></li>\n", word(random), word(random), word(random))
        })
        .collect();
    let script = format!("<script>var state = {{{}}};</script>", "\"key\": \"value\", ".repeat(1500));
    let body: String = story.paragraphs.iter().map(|p| format!("<p>{p}</p>\n")).collect();
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{0} - Nordpress</title>\
         <meta property=\"article:published_time\" content=\"{1}\">{script}</head><body><nav><ul>{links}</ul></nav>\
         <article><h1>{0}</h1><time datetime=\"{1}\">{1}</time>{body}</article><footer><ul>{links}</ul></footer></body></html>",
        story.headline, story.date
    )
}
