//! The sources that may name a page's authors.

macro_rules! sources {
    ($($name:ident $text:literal)*) => {
        /// A source of authors. `…Written` gives the names as they stand there, groups and pen names too.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Source { $($name),* }

        /// Names of the sources, by number.
        pub(crate) const SOURCES: &[&str] = &[$($text),*];
    };
}

sources! {
    Ld "JSON-LD author"
    LdWritten "JSON-LD author as written"
    LdGroup "JSON-LD author, an organisation"
    LdCreator "JSON-LD creator"
    LdPerson "JSON-LD person"
    LdPublisher "JSON-LD publisher"
    Meta "meta author"
    MetaWritten "meta author as written"
    MetaArticle "article:author"
    MetaArticleWritten "article:author as written"
    MetaDc "dc.creator"
    MetaDcWritten "dc.creator as written"
    MetaOther "other meta author"
    MetaOtherWritten "other meta author as written"
    Rel "rel=author"
    RelAll "rel=author, all"
    RelWritten "rel=author as written"
    Itemprop "itemprop author"
    ItempropAll "itemprop author, all"
    ItempropWritten "itemprop author as written"
    Link "link to an author"
    LinkAll "links to authors, all"
    LinkWritten "link to an author as written"
    Byline "byline element"
    BylineAll "byline elements, all"
    BylineWritten "byline element as written"
    Name "element of an author's name"
    NameAll "elements of authors' names, all"
    NameWritten "element of an author's name as written"
    Author "author element"
    AuthorAll "author elements, all"
    AuthorWritten "author element as written"
    Inner "link inside a byline element"
    Further "another such element"
    VisibleBy "visible byline"
    VisibleByAll "visible bylines, all"
    VisibleWritten "visible byline as written"
    Near "name near the headline"
    Inside "byline inside a line"
    InsideWritten "byline inside a line as written"
    Dated "name beside a date"
    Closing "name at the end of the text"
    Tail "byline behind the text"
    Dateline "dateline"
    Credit "credit behind the text"
    Script "script"
    ScriptWritten "script as written"
    Site "name of the site"
}
