//! Words of furniture in the commoner languages.

use super::Furniture;

/// Lines that are nothing but this, punctuation off.
const WHOLE: &[(Furniture, &[&str])] = &[
    (Furniture::Breadcrumb, &["you are here", "you are here home", "you're here", "sie sind hier", "vous êtes ici", "current location", "home"]),
    (Furniture::FontSize, &["adjust font size", "font size", "text size", "a a a", "increase font", "decrease font"]),
    (Furniture::Share, &[
        "share", "share this", "share this article", "share this story", "tweet", "print", "email", "e-mail", "print e-mail", "print this",
        "print this article", "email this", "email this article", "facebook", "twitter", "whatsapp", "pinterest", "linkedin", "reddit", "telegram",
        "teilen", "drucken", "artikel drucken", "artikel teilen", "partager", "imprimer", "compartir", "compartilhar", "condividi", "stampa",
        "del", "dela", "jaa", "udostępnij", "delen", "sdílet", "поделиться", "分享", "分享到", "打印", "copy link", "save", "merken", "bookmark", "like",
        "share on facebook", "share on twitter", "share via email", "facebook twitter", "follow us", "follow us on twitter", "send to a friend",
    ]),
    (Furniture::Comments, &[
        "comments", "comment", "kommentare", "commentaires", "comentarios", "commenti", "kommentarer", "leave a comment", "leave a reply",
        "post a comment", "add a comment", "view comments", "show comments", "join the conversation", "comments are closed", "write a comment",
        "leave your comment", "leave your comment0 comments", "评论", "我要评论", "comment(s)", "kommentieren",
    ]),
    (Furniture::Newsletter, &["newsletter", "newsletters", "sign up for our newsletter", "subscribe to our newsletter", "get our newsletter"]),
    (Furniture::Cookies, &["cookie settings", "cookie policy", "accept cookies", "accept all", "manage cookies", "cookies", "cookie-einstellungen", "privacy settings"]),
    (Furniture::Account, &[
        "log in", "login", "sign in", "sign up", "register", "subscribe", "subscribe now", "my account", "anmelden", "abonnieren", "abo",
        "se connecter", "s'abonner", "iniciar sesión", "suscríbete", "accedi", "abbonati", "logg inn", "logga in", "log ud", "start free trial",
    ]),
    (Furniture::Advertisement, &[
        "advertisement", "advertisements", "advertisement - story continues below", "story continues below advertisement", "anzeige", "werbung",
        "publicité", "publicidad", "publicidade", "pubblicità", "annonse", "annons", "annonce", "mainos", "reklama", "reklam", "реклама", "广告",
        "sponsored", "sponsored content", "ad", "article continues below", "article continues after advertisement", "story continues",
    ]),
    (Furniture::Related, &[
        "off the wire", "related", "related articles", "related stories", "related news", "related topics", "related content", "read more", "more",
        "read also", "see also", "more news", "more stories", "most read", "most popular", "popular", "trending", "trending now", "latest news",
        "latest stories", "latest", "top stories", "headlines", "editor's picks", "editors' picks", "recommended", "recommended for you", "you may also like",
        "you might also like", "we recommend", "selections for you", "what to read next", "don't miss", "in this section", "more on this story",
        "more from", "mehr zum thema", "mehr", "weiterlesen", "meistgelesen", "auch interessant", "das könnte sie auch interessieren", "lesen sie auch",
        "à lire aussi", "lire aussi", "lire la suite", "sur le même sujet", "les plus lus", "más noticias", "lo más leído", "te puede interesar",
        "leia também", "leia mais", "mais lidas", "leggi anche", "leggi tutto", "potrebbe interessarti", "les også", "läs också", "læs også", "les mer",
        "lue myös", "czytaj też", "czytaj także", "zobacz także", "čtěte také", "lees ook", "lees meer", "meest gelezen", "читайте также", "читайте також",
        "相关新闻", "相关报道", "相关阅读", "推荐阅读", "関連記事", "관련기사", "اقرأ أيضا", "اقرأ المزيد", "related links", "also read", "also on the site", "topics", "tags",
    ]),
    (Furniture::Navigation, &[
        "menu", "navigation", "skip to content", "skip to main content", "skip to navigation", "jump to content", "back to top", "top of page", "search", "close",
        "suche", "suche starten", "zum inhalt springen", "zum inhalt", "startseite", "accueil", "aller au contenu", "inicio", "ir al contenido", "hopp til hovedinnholdet",
        "next", "previous", "next article", "previous article", "next story", "previous story", "show more", "load more", "view all", "see all",
        "menü öffnen", "meny", "contact us", "about us", "terms of use", "terms and conditions", "privacy policy", "site map", "sitemap", "rss", "impressum",
        "datenschutz", "kontakt", "advertise with us", "help", "hide caption", "toggle caption", "enlarge this image", "back", "zurück",
    ]),
];

/// Lines that open with this; the second list of each wants the line short.
const OPENING: &[(Furniture, usize, &[&str])] = &[
    (Furniture::Breadcrumb, 160, &["you are here:", "you are here >", "sie sind hier:", "vous êtes ici :", "current location:"]),
    (Furniture::FontSize, 60, &["adjust font size", "font size:", "text size:", "change text size"]),
    (Furniture::Share, 60, &["share on ", "share this ", "share via ", "share with ", "email this ", "print this ", "follow us on", "tweet this", "auf facebook teilen", "auf twitter teilen", "partager sur", "compartir en", "condividi su", "share:", "share |", "follow @"]),
    (Furniture::Comments, 90, &["be the first to comment", "leave a comment", "leave a reply", "post a comment", "your email address will not be published", "you must be logged in to"]),
    (Furniture::Newsletter, 140, &["sign up for our", "sign up for the", "sign up to our", "subscribe to our", "get our free", "join our newsletter", "abonnez-vous à", "suscríbete a nuestr", "subscribe to the newsletter"]),
    (Furniture::Cookies, 160, &["we use cookies", "this site uses cookies", "this website uses cookies", "by continuing to use", "diese website verwendet cookies", "wir verwenden cookies", "nous utilisons des cookies", "utilizamos cookies", "we and our partners"]),
    (Furniture::Account, 90, &["already a subscriber", "already a member", "already have an account", "not a subscriber", "forgot your password", "log in to ", "sign in to "]),
    (Furniture::Advertisement, 40, &["advertisement ", "anzeige ", "publicité "]),
    (Furniture::Related, 160, &["read more:", "also read:", "read also:", "see also:", "related:", "lesen sie auch:", "lesen sie auch ", "mehr zum thema:", "à lire aussi", "lire aussi :", "lire aussi:", "leia também:", "leggi anche:", "lea también:", "lee también:", "te puede interesar:", "les også:", "läs också:", "læs også:", "lees ook:", "читайте также:", "читайте також:", "czytaj też:", "czytaj także:", "more:", "don't miss:", "相关新闻：", "関連記事："]),
    (Furniture::Navigation, 60, &["skip to ", "jump to ", "back to top", "zum inhalt ", "click here to ", "menü "]),
    (Furniture::Footer, 160, &["copyright ©", "copyright (c)", "(c) copyright", "©", "all rights reserved", "alle rechte vorbehalten", "tous droits réservés", "todos los derechos reservados", "todos os direitos reservados", "tutti i diritti riservati", "this material may not be published", "版权所有"]),
    (Furniture::Paging, 40, &["page 1 of ", "page 2 of ", "1 of ", "seite 1 von "]),
];

/// What a line is that holds nothing but these words; `plain` is lower case without marks at its ends.
pub(super) fn whole(plain: &str) -> Option<Furniture> {
    let is_listed = |(kind, phrases): &(Furniture, &[&str])| phrases.contains(&plain).then_some(*kind);
    WHOLE.iter().find_map(is_listed)
}

/// What a line is that opens with these words and is no longer than such lines are.
pub(super) fn opening(lower: &str) -> Option<Furniture> {
    let length = lower.chars().count();
    let opens = |(kind, longest, phrases): &(Furniture, usize, &[&str])| {
        (length <= *longest && phrases.iter().any(|phrase| lower.starts_with(phrase))).then_some(*kind)
    };
    OPENING.iter().find_map(opens)
}
