//! What a block's own text looks like.

use super::super::measure::Measure;
use super::super::scene::Scene;
use super::super::table::Table;

/// Share of the page's characters above which it is read as Chinese, Japanese or Korean.
const CJK_SHARE: f32 = 0.2;

pub(super) fn push(scene: &Scene, table: &mut Table) {
    let all = &scene.measures;
    let mut column = |name, value: fn(&Measure) -> f32| table.push(name, all.iter().map(value));
    column("len", |m| m.chars);
    column("words", |m| m.tokens.len() as f32);
    column("sent", |m| m.sentences);
    column("ends", |m| m.ending);
    column("commas", |m| m.commas / m.words);
    column("caps", |m| m.capitals / m.words);
    column("upper", |m| m.upper / m.letters);
    column("digits", |m| m.digits / m.chars);
    column("symbols", |m| m.symbols / m.chars);
    column("wordlen", |m| m.letters / m.words);
    column("start", |m| m.beginning);
    column("date", |m| m.dates / m.words);
    column("sep", |m| m.dividers / m.words);
    column("mail", |m| m.marks);
    column("quotes", |m| m.quotes / m.words);
    column("paren", |m| m.brackets);
    column("prose", |m| m.prose);
    let (cjk, chars) = all.iter().fold((0.0, 0.0), |(cjk, chars), m| (cjk + m.cjk, chars + m.chars));
    table.constant("cjk", f32::from(cjk > CJK_SHARE * chars));
    let median = median(all.iter().map(|m| m.prose).filter(|&p| p > 0.0).collect());
    table.push("relmed", all.iter().map(|m| if median > 0.0 { m.chars / median } else { -1.0 }));
}

fn median(mut values: Vec<f32>) -> f32 {
    values.sort_by(f32::total_cmp);
    let middle = values.len() / 2;
    let high = values.get(middle).copied().unwrap_or(0.0);
    if values.len() % 2 == 1 {
        return high;
    }
    let low = middle.checked_sub(1).and_then(|at| values.get(at)).copied().unwrap_or(0.0);
    (low + high) / 2.0
}
