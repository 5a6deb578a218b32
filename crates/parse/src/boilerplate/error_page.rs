//! Pages on which a site says that it has no page: archives of the web are full of them.

/// What such pages are headed by, in lower case.
const PHRASES: &[&str] = &[
    "page not found",
    "file not found",
    "not found on this server",
    "page cannot be found",
    "page can't be found",
    "page could not be found",
    "page doesn't exist",
    "page does not exist",
    "page unavailable",
    "page no longer exists",
    "access denied",
    "403 forbidden",
    "service unavailable",
    "bad gateway",
    "internal server error",
    "gateway timeout",
    "seite nicht gefunden",
    "seite wurde nicht gefunden",
    "page introuvable",
    "page non trouvée",
    "página no encontrada",
    "página não encontrada",
    "pàgina no trobada",
    "pagina non trovata",
    "pagina niet gevonden",
    "sidan hittades inte",
    "sidan kunde inte hittas",
    "siden blev ikke fundet",
    "siden findes ikke",
    "siden ble ikke funnet",
    "fant ikke siden",
    "sivua ei löytynyt",
    "nie znaleziono strony",
    "strona nie została znaleziona",
    "stránka nenalezena",
    "az oldal nem található",
    "pagina nu a fost găsită",
    "sayfa bulunamadı",
    "страница не найдена",
    "сторінку не знайдено",
    "页面不存在",
    "找不到页面",
    "找不到頁面",
    "ページが見つかりません",
    "페이지를 찾을 수 없습니다",
];
/// Words that stand before or behind the number of an error.
const ERROR: &[&str] =
    &["error", "erreur", "fehler", "errore", "erro", "http", "-", "–", ":", "|", "not", "found"];
/// Longest heading that is looked at, in characters: a story about a lost page says more.
const LONGEST_HEADING: usize = 80;
/// Characters of text from which the page tells something, whatever it is headed by.
pub(crate) const LONGEST_NOTICE: usize = 600;

/// Whether a heading says that there is no page: `404`, `Error 404: Not Found`, `Seite nicht gefunden`.
pub(crate) fn says_no_page(heading: &str) -> bool {
    if heading.chars().count() > LONGEST_HEADING {
        return false;
    }
    let heading = heading.to_lowercase().replace('\u{2019}', "'");
    let is_number =
        |word: &str| matches!(word.trim_matches([':', '.', '!']), "404" | "410" | "403" | "500" | "503");
    let is_part =
        |word: &str| ERROR.contains(&word.trim_matches([':', '.', '!', ','])) || ERROR.contains(&word);
    let mut words = heading.split_whitespace();
    let is_numbered =
        heading.split_whitespace().any(is_number) && words.all(|word| is_number(word) || is_part(word));
    is_numbered
        || heading.trim_end_matches(['.', '!']) == "not found"
        || PHRASES.iter().any(|phrase| heading.contains(phrase))
}

#[cfg(test)]
mod tests {
    use super::says_no_page;

    #[test]
    fn notices_of_servers_are_told_from_headlines() {
        for heading in [
            "404",
            "Error 404: Not Found",
            "404 – Not found!",
            "Sorry, page not found",
            "The page can\u{2019}t be found",
            "Seite nicht gefunden",
            "Страница не найдена",
            "Not Found",
        ] {
            assert!(says_no_page(heading), "{heading}");
        }
        for heading in [
            "404 people rescued from the ferry",
            "Error in the count of 500 votes",
            "Missing boats not found",
            "Council votes on 500 homes",
            "How the library of a lost order was taken for gone, then for sold, and in the end for a page not found",
        ] {
            assert!(!says_no_page(heading), "{heading}");
        }
    }
}
