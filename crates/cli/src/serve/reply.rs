//! Answers: pages, records, sources, refusals.

use super::layout;
use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, Response, StatusCode, header},
};
use maud::{Markup, html};
use offwire_archive::{Error, QueryError};
use serde::Serialize;
use std::time::Duration;

/// What a page comes to.
pub(super) type Answer = Result<Reply, Fault>;

/// An answer.
pub(super) struct Reply {
    status: StatusCode,
    kind: &'static str,
    body: Vec<u8>,
    headers: Vec<(HeaderName, String)>,
}

impl Reply {
    pub(super) fn new(kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status: StatusCode::OK, kind, body: body.into(), headers: Vec::new() }
    }

    pub(super) fn page(page: Markup) -> Self {
        Self::new("text/html; charset=utf-8", page.into_string())
    }

    pub(super) fn json(record: &impl Serialize) -> Answer {
        let mut text = serde_json::to_vec_pretty(record)
            .map_err(|_| Fault::internal("This record could not be written."))?;
        text.push(b'\n');
        Ok(Self::new("application/json", text))
    }

    /// Text as it is.
    pub(super) fn text(text: impl Into<Vec<u8>>) -> Self {
        Self::new("text/plain; charset=utf-8", text)
    }

    /// Bytes that a browser stores and does not show.
    pub(super) fn download(name: &str, bytes: Vec<u8>) -> Self {
        Self::new("application/octet-stream", bytes).named(name)
    }

    /// The same as a file of that name.
    pub(super) fn named(mut self, name: &str) -> Self {
        self.headers.push((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")));
        self
    }

    pub(super) fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    pub(super) fn into_response(self) -> Response<Body> {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind));
        for (name, value) in self.headers {
            if let Ok(value) = HeaderValue::try_from(value) {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}

/// Why there is no answer, told to the reader.
#[derive(Debug)]
pub(super) struct Fault {
    status: StatusCode,
    message: String,
    /// A wrong search with a caret at the spot.
    spot: Option<QueryError>,
}

impl Fault {
    fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, message: message.into(), spot: None }
    }

    /// A field of the form that cannot be understood.
    pub(super) fn wrong(field: &str, how: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, format!("{field}: {how}"))
    }

    pub(super) fn not_found(message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, message)
    }

    pub(super) fn refused(status: StatusCode, message: impl Into<String>) -> Self {
        Self::new(status, message)
    }

    pub(super) fn internal(message: impl Into<String>) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, message)
    }

    pub(super) fn too_slow(limit: Duration) -> Self {
        let seconds = limit.as_secs();
        let message = format!(
            "This took longer than {seconds} seconds and was given up. A narrower search is quicker."
        );
        Self::new(StatusCode::SERVICE_UNAVAILABLE, message)
    }

    /// Whether the reader asked wrongly, and the same form can be filled in again.
    pub(super) fn is_wrong_use(&self) -> bool {
        self.status == StatusCode::BAD_REQUEST
    }

    pub(super) fn status(&self) -> StatusCode {
        self.status
    }

    /// What is wrong, for reading.
    pub(super) fn explanation(&self) -> Markup {
        html! {
            div.fault role="alert" {
                p { (self.message) }
                @if let Some(error) = self.spot.as_ref().filter(|error| !error.query.is_empty()) {
                    pre dir="ltr" { (caret(error)) }
                }
            }
        }
    }

    /// As a page, or as a record for programs.
    pub(super) fn into_reply(self, for_programs: bool) -> Reply {
        let status = self.status;
        let reply = if for_programs {
            let at = self.spot.as_ref().map(|error| error.at);
            let record = serde_json::json!({ "error": self.message, "at": at });
            Reply::new("application/json", format!("{record:#}\n"))
        } else {
            let title = status.canonical_reason().unwrap_or("Not done");
            Reply::page(layout::page(title, html! { h1 { (title) } (self.explanation()) }))
        };
        reply.with_status(status)
    }
}

/// The search with a caret under the spot, as `offwire search` shows it, without its first line.
fn caret(error: &QueryError) -> String {
    let told = error.to_string();
    told.split_once('\n').map_or_else(String::new, |(_, lines)| lines.to_owned())
}

impl From<QueryError> for Fault {
    fn from(error: QueryError) -> Self {
        Self { spot: Some(error.clone()), ..Self::new(StatusCode::BAD_REQUEST, error.message) }
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        let status = match error {
            Error::Query(error) => return error.into(),
            Error::NoArticle(_) => StatusCode::NOT_FOUND,
            Error::Missing { .. }
            | Error::NotAnArchive { .. }
            | Error::Newer { .. }
            | Error::Older { .. }
            | Error::Locked { .. }
            | Error::Stopped { .. } => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self::new(status, crate::exit::with_causes(&error))
    }
}
