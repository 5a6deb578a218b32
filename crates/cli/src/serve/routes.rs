//! Which page answers which address.

use super::{
    about,
    app::{App, Page},
    article, diff, guard, help,
    params::Params,
    reply::{Fault, Reply},
    search, source, stories, timeline,
};
use axum::{
    Router,
    body::Body,
    extract::{RawPathParams, State},
    http::{Response, Uri},
    middleware,
    routing::{MethodRouter, get},
};

/// All pages.
pub(super) fn router(app: App) -> Router {
    Router::new()
        .route("/", page(search::page))
        .route("/search.json", page(search::record))
        .route("/article/{id}", page(article::page))
        .route("/article/{id}/source", page(source::text))
        .route("/article/{id}/download", page(source::download))
        .route("/diff/{before}/{after}", page(diff::page))
        .route("/timeline", page(timeline::page))
        .route("/timeline.json", page(timeline::record))
        .route("/stories", page(stories::list))
        .route("/stories/{id}", page(stories::one))
        .route("/about", page(about::page))
        .route("/help", page(help::page))
        .route("/style.css", fixed("text/css; charset=utf-8", include_str!("style.css")))
        .route("/icon.svg", fixed("image/svg+xml", include_str!("icon.svg")))
        .fallback(nothing)
        .layer(middleware::from_fn_with_state(app.clone(), guard::guard))
        .with_state(app)
}

/// A page made from the archive.
fn page(page: Page) -> MethodRouter<App> {
    get(move |State(app): State<App>, parts: RawPathParams, uri: Uri| async move {
        let path = parts.iter().map(|(_, part)| part.to_owned()).collect();
        let answer = app.answer(page, path, Params::parse(uri.query().unwrap_or_default())).await;
        answer.unwrap_or_else(|fault| fault.into_reply(uri.path().ends_with(".json"))).into_response()
    })
}

/// A file of this program.
fn fixed(kind: &'static str, text: &'static str) -> MethodRouter<App> {
    get(move || async move { Reply::new(kind, text).into_response() })
}

async fn nothing(uri: Uri) -> Response<Body> {
    let fault = Fault::not_found("There is no such page here.");
    fault.into_reply(uri.path().ends_with(".json")).into_response()
}
