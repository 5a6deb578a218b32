//! Which page answers which address.

use super::{
    about,
    app::{
        App, Page,
        Work::{self, Long, Short},
    },
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
        .route("/", page(Long, search::page))
        .route("/search.json", page(Long, search::record))
        .route("/article/{id}", page(Short, article::page))
        .route("/article/{id}/source", page(Short, source::text))
        .route("/article/{id}/download", page(Short, source::download))
        .route("/diff/{before}/{after}", page(Short, diff::page))
        .route("/timeline", page(Long, timeline::page))
        .route("/timeline.json", page(Long, timeline::record))
        .route("/stories", page(Short, stories::list))
        .route("/stories/{id}", page(Long, stories::one))
        .route("/about", page(Long, about::page))
        .route("/help", page(Short, help::page))
        .route("/style.css", fixed("text/css; charset=utf-8", include_str!("style.css")))
        .route("/icon.svg", fixed("image/svg+xml", include_str!("icon.svg")))
        .fallback(nothing)
        .layer(middleware::from_fn_with_state(app.clone(), guard::guard))
        .with_state(app)
}

/// A page made from the archive.
fn page(work: Work, page: Page) -> MethodRouter<App> {
    get(move |State(app): State<App>, parts: RawPathParams, uri: Uri| async move {
        let path = parts.iter().map(|(_, part)| part.to_owned()).collect();
        let answer = app.answer(work, page, path, Params::parse(uri.query().unwrap_or_default())).await;
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
