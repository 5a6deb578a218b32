//! Broken pages: byte noise, tags dropped, doubled and strayed, prefixes, tag soup.

use super::real::{some_paths, unpack};
use super::*;
use proptest::prelude::*;

/// Numbers that look random and are the same each time.
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}

const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "</td>",
    "<a href=x>",
    "</a>",
    "<b>",
    "</b>",
    "<i class=y>",
    "</i>",
    "<li>",
    "<ul>",
    "</ul>",
    "<form>",
    "</form>",
    "<button>",
    "</button>",
    "<svg>",
    "</svg>",
    "<math>",
    "<mi>",
    "<title>",
    "</title>",
    "<select>",
    "<option>",
    "</select>",
    "<h2>",
    "</h3>",
    "</br>",
    "<br>",
    "<dt>",
    "<dd>",
    "</dl>",
    "</body>",
    "<body>",
    "</html>",
    "<head>",
    "</head>",
    "<!-- x -->",
    "&amp",
    "&lt;",
    "<",
    "</",
    "<textarea>\n",
    "</textarea>",
    "</span>",
    "<span a='b' a=c>",
    "</section>",
    "<section>",
    "<noscript>",
    "</noscript>",
    "<template>",
    "</template>",
    "<script>",
    "</script>",
    "<style>",
    "</style>",
    "<caption>",
    "<col>",
    "<tbody>",
    "<input type=hidden>",
    "<frameset>",
    "<object>",
    "</object>",
    "<nobr>",
    "<font size=1>",
    "<desc>",
    "<foreignObject>",
    "<pre>\r\n",
    "\0",
    "\r",
    " ",
    "\n",
    "a",
    "b c",
    "é",
    "<x-y>",
    "</x-y>",
    "<!doctype html>",
    "<image>",
    "<hr>",
    "<rt>",
    "<ruby>",
    "<plaintext>",
];

/// A page with some bytes made others, or some tags dropped, doubled, strayed.
fn broken(page: &[u8], seed: u64) -> Vec<u8> {
    let mut seeded = Seeded(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut out = page.to_vec();
    for _ in 0..seeded.below(60) {
        let at = seeded.below(out.len());
        match seeded.below(3) {
            0 => out.get_mut(at).filter(|byte| byte.is_ascii()).into_iter().for_each(|byte| {
                *byte = b"<>&\"'=/!-? \n\r\0;#aX["[seeded.below(19)];
            }),
            choice => {
                let Some(open) = memchr::memchr(b'<', token::rest(&out, at)).map(|step| at + step) else {
                    continue;
                };
                let Some(close) = memchr::memchr(b'>', token::rest(&out, open)).map(|step| open + step)
                else {
                    continue;
                };
                if choice == 1 {
                    out.drain(open..=close);
                } else {
                    let piece = PIECES[seeded.below(PIECES.len())];
                    out.splice(open..open, piece.bytes());
                }
            }
        }
    }
    out
}

const STORY: &str = "<!DOCTYPE html><html lang=en><head><title>Harbour &amp; town</title><meta name=author content=\"A. Writer\">\
<script>if (a < b) { c(\"</p>\") }</script></head><body><nav><ul><li><a href=/>Home<li><a href=/news>News</a></ul></nav>\
<article><h1>Harbour <em>reopens</em></h1><p class=by>By <b>A. Writer</b></p><table><tr><td>1<td>2</table>\
<p>The harbour reopened on Monday.<p>Ships &mdash; three of them &mdash; came in.<br>More to come.</p>\
<figure><img src=a.jpg><figcaption>A ship</figcaption></figure><svg><path d=M0/></svg><form><input type=text>\
<select><option>a<option>b</select></form></article><footer><p>&copy; Paper</footer></body></html>";

#[test]
fn broken_stories() {
    for seed in 0..300 {
        let page = broken(STORY.as_bytes(), seed);
        if let Some(difference) = difference(&page) {
            panic!("seed {seed}: {:?}\n{difference}", String::from_utf8_lossy(&page));
        }
    }
}

#[test]
fn every_prefix() {
    for end in 0..STORY.len() {
        if let Some(difference) = difference(&STORY.as_bytes()[..end]) {
            panic!("{:?}\n{difference}", &STORY[..end]);
        }
    }
}

#[test]
fn broken_real_pages() {
    for (seed, path) in some_paths().iter().enumerate() {
        let raw = unpack(path);
        let mut text = String::from_utf8_lossy(&raw).into_owned();
        text.truncate(text.floor_char_boundary(30_000));
        let page = broken(text.as_bytes(), seed as u64);
        if let Some(difference) = difference(&page) {
            panic!("{}\n{difference}", path.display());
        }
    }
}

fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        1 => "[<>&;/a-c=\"' \\x00\r\n!\\[\\]#x1-]{1,6}",
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn tag_soup(page in soup()) {
        prop_assert_eq!(difference(page.as_bytes()), None);
    }

    #[test]
    fn any_bytes(raw in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert_eq!(difference(&raw), None);
    }
}
