//! Zones as bylines print them.

/// Minutes east of UTC of a zone's printed name; `None` where it is unknown or means several zones.
///
/// `IST` (India, Israel, Ireland) and `ET`, `PT` (which change with the season) are left
/// open: a time without a zone is better than a false one.
pub(super) fn offset(name: &str) -> Option<i16> {
    const ZONES: [(&str, i16); 44] = [
        ("GMT", 0),
        ("UTC", 0),
        ("Z", 0),
        ("WET", 0),
        ("WEST", 60),
        ("CET", 60),
        ("MEZ", 60),
        ("CEST", 120),
        ("MESZ", 120),
        ("EET", 120),
        ("EEST", 180),
        ("MSK", 180),
        ("TRT", 180),
        ("SAST", 120),
        ("EAT", 180),
        ("WAT", 60),
        ("GST", 240),
        ("PKT", 300),
        ("NPT", 345),
        ("ICT", 420),
        ("WIB", 420),
        ("WITA", 480),
        ("HKT", 480),
        ("SGT", 480),
        ("PHT", 480),
        ("MYT", 480),
        ("AWST", 480),
        ("WIT", 540),
        ("JST", 540),
        ("KST", 540),
        ("ACST", 570),
        ("ACDT", 630),
        ("AEST", 600),
        ("AEDT", 660),
        ("NZST", 720),
        ("NZDT", 780),
        ("NDT", -150),
        ("NST", -210),
        ("ADT", -180),
        ("BRT", -180),
        ("ART", -180),
        ("EST", -300),
        ("EDT", -240),
        ("CDT", -300),
    ];
    const WEST: [(&str, i16); 9] = [
        ("CST", -360),
        ("MDT", -360),
        ("MST", -420),
        ("PDT", -420),
        ("PST", -480),
        ("AKDT", -480),
        ("AKST", -540),
        ("HST", -600),
        ("BST", 60),
    ];
    ZONES.iter().chain(&WEST).find(|(zone, _)| *zone == name).map(|(_, minutes)| *minutes)
}

/// Whether the word is a zone, known or ambiguous.
pub(crate) fn is_zone(name: &str) -> bool {
    const OPEN: [&str; 8] = ["ET", "CT", "MT", "PT", "IST", "UK", "AST", "KT"];
    offset(name).is_some() || OPEN.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ambiguous_zones_stay_open() {
        assert_eq!(offset("HKT"), Some(480));
        assert_eq!(offset("EDT"), Some(-240));
        assert!(is_zone("IST") && offset("IST").is_none());
        assert!(!is_zone("THE"));
    }
}
