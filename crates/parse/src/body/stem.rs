//! What class and id names say of an element, by word stems that sites of all kinds share.

/// How many stems there are.
pub(crate) const STEMS: usize = 20;

/// Their names, in the order of their bits.
pub(crate) const STEM_NAMES: [&str; STEMS] = [
    "st_comment",
    "st_share",
    "st_related",
    "st_promo",
    "st_nav",
    "st_footer",
    "st_consent",
    "st_hide",
    "st_header",
    "st_side",
    "st_caption",
    "st_byline",
    "st_lead",
    "st_body",
    "st_content",
    "st_tag",
    "st_bio",
    "st_note",
    "st_quote",
    "st_box",
];

/// Number of the stem for bylines.
pub(crate) const BYLINE: usize = 11;

/// Patterns of each stem, divided by blanks. A `-` matches one divider (`-`, `_`, blank) or none; `<` and `>`
/// stand for the beginning and the end of a word.
const PATTERNS: [&str; STEMS] = [
    "comment disqus respond replies reply discussion komment coment",
    "share sharing social follow facebook twitter whatsapp addtoany sns",
    "relat recommend similar trending popular most-read teaser outbrain taboola read-more read-next read-also more- \
     card latest list-item",
    "promo newsletter subscri sign-up paywall banner advert <ad> <ads> sponsor partner donat abo> cta offer \
     affiliate shop product",
    "nav menu breadcrumb pagina pager toolbar tab> tabs> skip toc",
    "footer copyright legal bottom",
    "cookie consent gdpr privacy onetrust <ot- didomi <cmp usercentrics sourcepoint datenschutz login register \
     password",
    "<hide <hidden <collapse <collapsed <d-none <invisible <sr-only <screen-reader <visually modal popup overlay \
     lightbox drawer dialog print-only",
    "header masthead top-bar <hero",
    "sidebar aside rail widget secondary column-right right-col",
    "caption credit legend figure photo image img galler slide media video player picture thumb",
    "byline author meta> metadata date <time publish info> writer contributor",
    "standfirst lead intro summary <dek sub-title sub-head subtitle subhead excerpt abstract kicker descri chapeau \
     strap",
    "article-body article-content article-text article-copy article-main article-detail story-body story-content \
     story-text story-copy post-body post-content post-text entry-body entry-content entry-text page-body \
     page-content page-text news-body news-content news-text news-detail content-body content-text content-main \
     content-detail main-body main-content main-text single-body single-content blog-body blog-content blog-text \
     rich-text <prose wysiwyg body-text body-copy body-content",
    "content body text story article post main paragraph entry",
    "<tag> <tags> topic keyword categor label",
    "<bio about profile avatar",
    "correction disclaim <note editor footnote reference source",
    "quote pull cite",
    "box inset embed inline highlight callout accordion expand fact sidebar",
];

/// The patterns made ready: by their first two letters, for one pass over a name.
#[derive(Debug, Clone)]
pub(crate) struct Stems {
    by_pair: Vec<Vec<Pattern>>,
}

/// Places for pairs of letters; a divider counts as the letter behind `z`.
const PAIRS: usize = 27 * 27;

#[derive(Debug, Clone)]
struct Pattern {
    bit: u32,
    starts_word: bool,
    ends_word: bool,
    letters: &'static [u8],
}

impl Stems {
    pub(crate) fn new() -> Self {
        let mut by_pair = vec![Vec::new(); PAIRS];
        for (bit, patterns) in PATTERNS.iter().enumerate() {
            for text in patterns.split_ascii_whitespace() {
                let bare = text.trim_start_matches('<').trim_end_matches('>');
                let pattern = Pattern {
                    bit: 1 << bit,
                    starts_word: text.starts_with('<'),
                    ends_word: text.ends_with('>'),
                    letters: bare.as_bytes(),
                };
                // A divider in second place may be there or not.
                let bare = bare.as_bytes();
                let seconds = [bare.get(1), bare.get(2).filter(|_| bare.get(1) == Some(&b'-'))];
                for place in
                    seconds.into_iter().flatten().filter_map(|second| pair(bare.first(), Some(second)))
                {
                    if let Some(list) = by_pair.get_mut(place) {
                        list.push(pattern.clone());
                    }
                }
            }
        }
        Self { by_pair }
    }

    /// One bit for each stem that a name in lower case has.
    pub(crate) fn of(&self, name: &str) -> u32 {
        let name = name.as_bytes();
        let mut found = 0;
        for at in 0..name.len() {
            let place = pair(name.get(at), name.get(at + 1));
            let Some(patterns) = place.and_then(|place| self.by_pair.get(place)) else { continue };
            for pattern in patterns {
                if found & pattern.bit == 0 && pattern.matches(name, at) {
                    found |= pattern.bit;
                }
            }
        }
        found
    }
}

impl Pattern {
    fn matches(&self, name: &[u8], at: usize) -> bool {
        if self.starts_word && !is_divider(at.checked_sub(1).and_then(|at| name.get(at))) {
            return false;
        }
        let mut at = at;
        for &letter in self.letters {
            let here = name.get(at);
            if letter == b'-' {
                at += usize::from(here.is_some() && is_divider(here));
            } else if here == Some(&letter) {
                at += 1;
            } else {
                return false;
            }
        }
        !self.ends_word || is_divider(name.get(at))
    }
}

/// The place of two letters that follow each other; `None` where the first is no letter or the second no letter
/// and no divider.
fn pair(first: Option<&u8>, second: Option<&u8>) -> Option<usize> {
    let letter = |byte: &u8| byte.is_ascii_lowercase().then(|| usize::from(byte - b'a'));
    let second = if is_divider(second) { 26 } else { second.and_then(letter)? };
    Some(first.and_then(letter)? * 27 + second)
}

/// Whether a byte divides words, or there is none.
fn is_divider(byte: Option<&u8>) -> bool {
    byte.is_none_or(|b| matches!(b, b'-' | b'_' | b' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_their_stems() {
        let stems = Stems::new();
        let of = |name: &str| {
            let bits = stems.of(name);
            let names = STEM_NAMES.iter().enumerate().filter(|(bit, _)| bits >> bit & 1 == 1);
            names.map(|(_, name)| name.trim_start_matches("st_")).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(of("article__body"), "content");
        assert_eq!(of("article_body"), "body content");
        assert_eq!(of("articlebody"), "body content");
        assert_eq!(of("ad"), "promo");
        assert_eq!(of("top-ad-slot"), "promo");
        assert_eq!(of("shadow head"), "");
        assert_eq!(of("most_read-list"), "related");
        assert_eq!(of("cookie-banner"), "promo consent");
        assert_eq!(STEM_NAMES[BYLINE], "st_byline");
    }
}
