//! Names of China, Japan and Korea: no capital tells them from other words, so families' names and offices must.

use super::{Person, is_person};
use crate::letters::is_letter;

/// Families' names of one character, in both ways of writing Chinese.
const CHINESE: &str = "\
    丁万萬丘丛严嚴丰乌乐乔喬于云亓仇任伊伍何佘余佟侯俞倪傅兰关關冀冯馮冷凌刁刘劉利劳勾包匡区卓单單卜卞卢盧印厉古史叶葉司吉向吕呂\
    吴吳周呼唐商喻夏奚姚姜姬娄孔孙孫孟季宁安宋官宫容宾寇封尉尚尤尧尹居屈展屠岑岳崔左巩巫巴常干平庄莊应應庞康廖张張强彭徐惠慕\
    戈戎成战戚戴房扈揭敖文斯施易晁晋晏景曲曹曾朱朴权李杜杨楊杭林柏查柯柳柴栗栾桂桑梁梅楚楼樊檀欧歐武段殷毕毛江池汤湯汪沈沙\
    洪浦涂塗游湛滕满潘焦熊燕牛牟狄王班甄甘田申白皮盖盛瞿石祁祝禹秦程穆窦章童符简簡管米纪紀练缪繆罗羅翁翟耿聂聶胡胥臧舒艾芦\
    芮花苏蘇苑苗苟范茅茹荆荣莫萧蕭葛董蒋蔣蒙蒲蓝藍蔡蔺薄薛虞衡袁裘裴褚覃许許詹谈谌谢謝谭譚谷費费贺賀贾賈赖賴赫赵趙路辛辜边\
    连连連逯邓鄧邢那邬鄔邰邱邵邸邹鄒郁郑鄭郝郭鄞鄢金钟鍾钱錢闫阎閻关闵闻阙阮阴陆陸陈陳陶阳陽隋雍雷霍靳鞠韋韦韓韩項项顧顾顏颜饒饶馬\
    马駱骆高魏魯鲁鮑鲍鹿麥麦黃黄黎齊齐龍龙龔龚";
/// Those of two.
const CHINESE_PAIRS: [&str; 12] =
    ["欧阳", "歐陽", "司马", "司馬", "诸葛", "諸葛", "上官", "皇甫", "令狐", "慕容", "司徒", "夏侯"];

/// Families' names of Japan, the most frequent.
const JAPANESE: &str = "\
    佐藤 鈴木 高橋 髙橋 田中 伊藤 渡辺 渡邊 渡邉 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 斎藤 斉藤 齋藤 清水 山崎 \
    阿部 池田 橋本 山下 石川 中島 前田 藤田 後藤 小川 岡田 長谷川 村上 近藤 石井 遠藤 坂本 青木 藤井 西村 福田 太田 三浦 藤原 松田 \
    岡本 中川 中野 原田 小野 田村 竹内 金子 和田 中山 石田 上田 森田 柴田 酒井 工藤 横山 宮崎 宮本 内田 高木 安藤 谷口 大野 丸山 \
    今井 高田 藤本 武田 村田 上野 杉山 増田 平野 大塚 千葉 久保 松井 岩崎 桜井 野口 松尾 木下 野村 菊地 菊池 佐野 大西 杉本 新井 \
    浜田 市川 古川 水野 小松 島田 小島 山内 西田 五十嵐 北村 安田 中田 川口 平田 川崎 飯田 吉川 本田 久保田 沢田 辻 関 吉村 中西 \
    岩田 服部 樋口 福島 川上 永井 松岡 田口 山中 森本 土屋 矢野 秋山 石原 松下 馬場 松浦 吉岡 小池 荒木 大橋 浅野 熊谷 野田 川村 \
    星野 大谷 黒田 尾崎 永田 松村 望月 堀 田辺 菅原 西川 大島 早川 荒井 内藤 平井 岡崎 小山 石橋 須藤 北川 大久保 岩本 河野 松永 \
    成田 宮田 大石 高野 宮下 小西 森下 南 栗原 川島 青山 八木 津田 片山 篠原 関口 榎本 東 三宅 本間 植田 松原 奥村 小田 福井 上原 \
    本多 大森 森 林 原 西 平 岡 北 島 谷 星 今 村";

/// Families' names of Korea.
const KOREAN: &str = "김이박최정강조윤장임한오서신권황안송류유홍전고문손양배백허남심노하곽성차주우구나민진지엄채원천방공현함변염여추도소석선설마길연위표명기반라왕금옥육인맹제모탁국은편용";
/// Those that many Koreans bear: only behind them a given name of one syllable is taken for one.
const KOREAN_COMMON: &str = "김이박최정강조윤장임한오서신권황안송류유홍";

/// Offices that stand behind a name and say that it is a reporter's; the longer before those that close them.
const OFFICES: [&str; 14] = [
    "선임기자",
    "인턴기자",
    "수습기자",
    "객원기자",
    "전문기자",
    "대기자",
    "논설위원",
    "특파원",
    "기자",
    "編集委員",
    "特派員",
    "記者",
    "本报记者",
    "记者",
];

/// Marks around and before a signature.
const AROUND: [char; 10] = ['[', ']', '(', ')', '（', '）', '【', '】', '［', '］'];

/// Longest line that is nothing but a signature, in characters.
const LONGEST: usize = 30;

/// Labels before a name that may stand inside a line.
const LABELS: [&str; 18] = [
    "作者：",
    "作者:",
    "记者：",
    "记者:",
    "記者：",
    "記者:",
    "撰文：",
    "撰文:",
    "文：",
    "文:",
    "文/",
    "文／",
    "文 | ",
    "文｜",
    "作者 ",
    "記者 ",
    "撰稿：",
    "執筆：",
];

pub(super) fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '々')
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7af}')
}

/// Whether a name is not in Korean letters, or opens as Korean names do.
pub(super) fn may_be_korean(name: &str) -> bool {
    let mut letters = name.chars().filter(|c| !c.is_whitespace());
    let count = letters.clone().count();
    !letters.clone().all(is_hangul)
        || count <= 4 && letters.next().is_some_and(|first| KOREAN.contains(first))
}

/// Whether a name of East Asia opens with a family's name and is as long as such names are.
pub(super) fn has_family_name(name: &str) -> bool {
    let letters: Vec<char> = name.chars().filter(|c| !c.is_whitespace()).collect();
    let (count, Some(first)) = (letters.len(), letters.first().copied()) else { return false };
    if letters.iter().all(|c| is_hangul(*c)) {
        let is_desk = name.ends_with(['부', '팀', '국', '실', '단']);
        return match count {
            3 => KOREAN.contains(first) && !is_desk,
            2 => KOREAN_COMMON.contains(first) && !is_desk,
            _ => false,
        };
    }
    if name.contains(['·', '・']) {
        return true;
    }
    let plain: String = letters.iter().collect();
    let is_japanese = || {
        let given = JAPANESE.split_whitespace().filter_map(|family| plain.strip_prefix(family));
        given.map(|given| given.chars().count()).any(|given| (1..=3).contains(&given))
    };
    let is_chinese = || {
        let is_pair = CHINESE_PAIRS.iter().any(|pair| plain.starts_with(pair));
        letters.iter().all(|c| is_han(*c))
            && (is_pair && (3..=4).contains(&count) || CHINESE.contains(first) && (2..=3).contains(&count))
    };
    is_chinese() || is_japanese()
}

/// Whether a name is not one of East Asia, or opens with a family's name.
pub(crate) fn may_be_family(name: &str) -> bool {
    !name.chars().any(is_east_asian) || has_family_name(name)
}

/// Words behind a Chinese reporter's name: that he reports, or took the pictures too.
pub(super) fn without_report(name: &str) -> &str {
    ["摄影报道", "報道", "报道", "報導", "撰文", "文/图"]
        .iter()
        .find_map(|word| name.strip_suffix(word))
        .unwrap_or(name)
}

/// Whether an office stands right behind a person.
pub(super) fn is_marked(text: &str, person: &Person) -> bool {
    let behind = text.get(person.range.end..).unwrap_or("").trim_start();
    OFFICES.iter().any(|office| behind.starts_with(office)) && has_family_name(&person.name)
}

/// The people whose office stands behind their names, in a line that is nothing else: `김하늘 기자`, `[남해=김하늘 기자]`,
/// `佐藤健一記者`.
pub(super) fn signed(line: &str) -> Option<Vec<Person>> {
    if !line.chars().any(is_east_asian) || line.chars().nth(LONGEST).is_some() {
        return None;
    }
    let end = line.trim_end_matches(|c: char| c.is_whitespace() || AROUND.contains(&c)).len();
    let text = line.get(..end)?;
    let before = OFFICES.iter().find_map(|office| text.strip_suffix(office))?.trim_end();
    let start = before
        .rfind(|c: char| c == '=' || AROUND.contains(&c))
        .map_or(0, |at| at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let mut people = Vec::new();
    for piece in before.get(start..)?.split(['·', '・', '、', ',', '/']) {
        people.push(person(line, piece)?);
    }
    Some(people)
}

/// Whether a line is nothing but such a signature.
pub(crate) fn is_signed(line: &str) -> bool {
    signed(line).is_some()
}

/// The person whom a piece of a line names: all of it, else its last word.
fn person(line: &str, piece: &str) -> Option<Person> {
    let place = |name: &str| {
        let start = name.as_ptr() as usize - line.as_ptr() as usize;
        let is_name = is_person(name, false) && has_family_name(name);
        is_name.then(|| Person { name: name.to_owned(), range: start..start + name.len() })
    };
    let piece = piece.trim();
    place(piece).or_else(|| place(piece.rsplit(char::is_whitespace).next()?))
}

/// The people behind a label inside a line: `来源：晨光日报　作者：李晓梅`.
pub(crate) fn labelled(line: &str) -> Vec<Person> {
    if !line.chars().any(is_east_asian) {
        return Vec::new();
    }
    let is_free = |at: usize| {
        line.get(..at).is_some_and(|before| {
            before.is_empty()
                || before.ends_with(|c: char| c.is_whitespace() || matches!(c, '|' | '｜' | '）' | ')'))
        })
    };
    let labels = LABELS.iter().filter_map(|label| {
        let at = line.match_indices(label).map(|(at, _)| at).find(|at| is_free(*at))?;
        Some((at, at + label.len()))
    });
    labels.min().map_or_else(Vec::new, |(_, start)| named_from(line, start))
}

/// The names that stand side by side from `start` on.
fn named_from(line: &str, start: usize) -> Vec<Person> {
    let mut people = Vec::new();
    let Some(rest) = line.get(start..) else { return people };
    let divides = |c: char| c.is_whitespace() || matches!(c, '、' | ',' | '，' | '/' | '|' | '｜' | '；');
    for word in rest.split(divides).filter(|word| !word.is_empty()) {
        let at = word.as_ptr() as usize - line.as_ptr() as usize;
        let is_name = (2..=8).contains(&word.chars().count())
            && word.chars().all(|c| is_letter(c) || matches!(c, '·' | '・'))
            && is_person(word, false);
        if !is_name || people.len() > 5 {
            break;
        }
        people.push(Person { name: word.to_owned(), range: at..at + word.len() });
    }
    people
}

/// Where a blank divides whole Chinese names of a piece: `李晓梅 王磊`. Japanese names have one inside.
pub(super) fn divided(piece: &str) -> Option<Vec<&str>> {
    let words: Vec<&str> = piece.split_whitespace().collect();
    let is_whole = |word: &&str| {
        let count = word.chars().count();
        let opens = word.chars().next().is_some_and(|c| CHINESE.contains(c));
        word.chars().all(is_han) && (2..=4).contains(&count) && opens
    };
    (words.len() > 1 && words.iter().all(is_whole)).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(people: Vec<Person>) -> Vec<String> {
        people.into_iter().map(|p| p.name).collect()
    }

    #[test]
    fn families_names_tell_people() {
        for name in ["李晓梅", "张三", "佐藤健一", "長谷川翔", "김하늘", "박준", "欧阳娜娜", "王磊"]
        {
            assert!(has_family_name(name), "{name}");
        }
        for name in
            ["只丢了一本", "警察は", "ツイート", "写真", "微博", "공유하기", "大雪", "県によると", "정치부"]
        {
            assert!(!has_family_name(name), "{name}");
        }
    }

    #[test]
    fn offices_stand_behind_names() {
        for (line, want) in [
            ("김하늘 기자", vec!["김하늘"]),
            ("김하늘기자", vec!["김하늘"]),
            ("[남해=김하늘 기자]", vec!["김하늘"]),
            ("김하늘·이상현 기자", vec!["김하늘", "이상현"]),
            ("김하늘 특파원", vec!["김하늘"]),
            ("佐藤健一記者", vec!["佐藤健一"]),
            ("社会部 佐藤健一記者", vec!["佐藤健一"]),
        ] {
            assert_eq!(names(signed(line).unwrap_or_default()), want, "{line}");
        }
        for line in ["정치부 기자", "본보 기자", "警方告訴記者", "Ann Lee", ""] {
            assert_eq!(signed(line), None, "{line}");
        }
    }

    #[test]
    fn labels_stand_inside_lines() {
        for (line, want) in [
            ("2018年04月12日 08:36　来源：晨光日报　作者：李晓梅", vec!["李晓梅"]),
            ("文 | 李晓梅", vec!["李晓梅"]),
            ("作者：李晓梅、王磊 编辑：张三", vec!["李晓梅", "王磊"]),
            ("来源：晨光日报", vec![]),
            ("港口的作者：没有", vec![]),
        ] {
            assert_eq!(names(labelled(line)), want, "{line}");
        }
        assert_eq!(divided("李晓梅 王磊"), Some(vec!["李晓梅", "王磊"]));
        assert_eq!(divided("佐藤 健一"), None);
    }
}
