//! How many bytes a second the text tools read, and how many pairs of summaries ROUGE scores.
//!
//! Each bench checks a count of its output before it is timed.

use divan::{Bencher, counter::BytesCount};
use offwire_article::text;
use offwire_summarize::rouge;

fn main() {
    divan::main();
}

const STORY: &str = "HARBOUR CITY, Jan. 26 (Wire) -- Gen. Ana Weir said on Tuesday that the U.S. freighter Dawn, \
    which had drifted for 3.5 days, reached the port at 8 a.m. Friday. \"We are tired,\" she told reporters. \
    \"But nobody was hurt.\" At least 12 of its 1,200 containers were lost, Acme Shipping Inc. said. \
    Will it sail again? No date was given. Dr. J. K. Otley, who runs the yard on St. Mary's Quay, said \
    repairs \u{2013} \u{201c}mostly welding\u{201d} \u{2013} could take until Sept. 5 and cost about $2.5 million. ";

fn stories() -> String {
    STORY.repeat(2000)
}

#[divan::bench]
fn sentences(bencher: Bencher) {
    let text = stories();
    assert_eq!(text::sentences(&text, Some("en")).len(), 2000 * 7);
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| text::sentences(&text, Some("en")));
}

#[divan::bench]
fn sentences_chinese(bencher: Bencher) {
    let text = "北京1月26日电 港口星期五重新开放。“我们很累。”船长说。没有人受伤！".repeat(2000);
    assert_eq!(text::sentences(&text, Some("zh")).len(), 2000 * 3);
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| text::sentences(&text, Some("zh")));
}

#[divan::bench]
fn words(bencher: Bencher) {
    let text = stories();
    assert_eq!(text::words(STORY).filter(|(_, word)| *word == "U.S").count(), 1);
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| text::words(&text).count());
}

#[divan::bench]
fn shingles(bencher: Bencher) {
    let text = stories();
    let hashes = || text::shingles(text::words(&text).map(|(_, word)| text::fold_word(word)), 5);
    assert_eq!(hashes().len() + 4, text::words(&text).count());
    bencher.counter(BytesCount::of_str(&text)).bench_local(hashes);
}

#[divan::bench]
fn word_count(bencher: Bencher) {
    let text = stories();
    assert_eq!(text::word_count(&text), text.split_whitespace().count());
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| text::word_count(&text));
}

#[divan::bench]
fn numbers(bencher: Bencher) {
    let text = stories();
    assert_eq!(
        text::numbers(STORY).iter().map(|f| f.value).collect::<Vec<_>>(),
        [3.5, 12.0, 1200.0, 2_500_000.0]
    );
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| text::numbers(&text).len());
}

/// One reference of three sentences against one lead of three, read from text.
#[divan::bench]
fn rouge_pair(bencher: Bencher) {
    let split = |text: &str| -> Vec<String> {
        text::sentences(text, Some("en")).into_iter().map(|r| text[r].to_owned()).collect()
    };
    let lead = split(STORY).into_iter().take(3).collect::<Vec<_>>();
    let reference = [
        "The U.S. freighter Dawn reached the port.",
        "Nobody was hurt.",
        "Twelve containers were lost, Acme said.",
    ];
    assert!(rouge::score(&reference, &lead).rouge1.recall > 0.5);
    bencher
        .counter(BytesCount::new(lead.iter().map(String::len).sum::<usize>()))
        .bench_local(|| rouge::score(&reference, &lead));
}
