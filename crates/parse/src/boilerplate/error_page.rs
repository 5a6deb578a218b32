//! Pages on which a site says that it has no page, or that it wants to know first who asks: archives of the web are
//! full of them.

/// What their headings hold, in lower case: no story says it of itself.
const PHRASES: &[&str] = &[
    "page not found",
    "page cannot be found",
    "page can't be found",
    "page could not be found",
    "page doesn't exist",
    "page does not exist",
    "page no longer exists",
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
    "just a moment...",
    "just a moment…",
    "checking your browser",
    "attention required!",
    "are you a robot",
    "verify you are human",
    "verify you're human",
    "verifying you are human",
    "verify that you are human",
    "pardon our interruption",
    "please enable javascript",
    "please enable cookies",
    "unavailable for legal reasons",
    "unavailable due to legal reasons",
    "not available in your region",
    "not available in your country",
    "unavailable in your region",
    "story is no longer available",
    "article is no longer available",
    "content is no longer available",
    "you are being redirected",
    "redirecting...",
    "redirecting…",
    "log in to continue",
    "sign in to continue",
    "subscribe to continue reading",
    "artikel ist nicht mehr verfügbar",
    "article n'est plus disponible",
    "artículo ya no está disponible",
];
/// What their headings are, save for numbers and words of [`ERROR`]: a story may hold it, as in "Access denied to
/// reporters".
const WHOLE: &[&str] = &[
    "not found",
    "file not found",
    "object not found",
    "page unavailable",
    "access denied",
    "forbidden",
    "service unavailable",
    "service temporarily unavailable",
    "bad gateway",
    "bad request",
    "internal server error",
    "internal server",
    "just a moment",
    "log in",
    "sign in",
    "gateway timeout",
    "gone",
    "",
];
/// Words that stand before or behind the number of an error.
const ERROR: &[&str] = &["error", "erreur", "fehler", "errore", "erro", "http", "oops", "sorry"];
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
    if PHRASES.iter().any(|phrase| heading.contains(phrase)) {
        return true;
    }
    let words = || heading.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_number =
        |word: &str| matches!(word, "400" | "403" | "404" | "410" | "500" | "502" | "503" | "504");
    let rest: Vec<&str> = words().filter(|word| !is_number(word) && !ERROR.contains(word)).collect();
    // A heading of one word says it only beside a number: `Forbidden` and `Gone` head stories too.
    let says_number = words().any(is_number);
    WHOLE.contains(&rest.join(" ").as_str()) && (says_number || rest.len() > 1)
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
            "403 Forbidden",
            "HTTP Error 503. Service Unavailable",
            "Access Denied",
            "500 Internal Server Error",
            "Just a moment...",
            "Attention Required! | Cloudflare",
            "451: Unavailable due to legal reasons",
            "Please verify you are human",
            "This story is no longer available",
        ] {
            assert!(says_no_page(heading), "{heading}");
        }
        for heading in [
            "404 people rescued from the ferry",
            "Access denied to reporters at the border",
            "Service unavailable: a night without trains",
            "Gone",
            "Are robots coming for the harbour?",
            "Just a moment of peace in the harbour",
            "Errors",
            "Error in the count of 500 votes",
            "Missing boats not found",
            "Council votes on 500 homes",
            "How the library of a lost order was taken for gone, then for sold, and in the end for a page not found",
        ] {
            assert!(!says_no_page(heading), "{heading}");
        }
    }
}
