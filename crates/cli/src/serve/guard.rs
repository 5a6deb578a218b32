//! What is asked of every request, and what is said in every answer.

use super::{app::App, reply::Fault};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderName, HeaderValue, Method, Response, StatusCode, header},
    middleware::Next,
};
use std::net::{IpAddr, SocketAddr};

/// Longest address, in bytes: the longest search in letters of three bytes, each written as three characters.
const LONGEST: usize = 48_000;

/// Nothing is loaded from elsewhere, run, framed, guessed or told to others.
const HEADERS: [(HeaderName, &str); 7] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-embedder-policy"), "require-corp"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    // The archive may grow between two looks at the same page.
    (header::CACHE_CONTROL, "no-cache"),
];

/// The names that this server answers to.
pub(super) struct Hosts {
    port: u16,
    /// Whether only this machine can reach it: a page from elsewhere whose name was made to lead here (DNS rebinding)
    /// would read the archive through the reader's own browser.
    is_local: bool,
}

impl Hosts {
    pub(super) fn of(address: SocketAddr) -> Self {
        Self { port: address.port(), is_local: address.ip().to_canonical().is_loopback() }
    }

    fn allows(&self, host: &str) -> bool {
        if !self.is_local {
            return true;
        }
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => (name, port.parse().ok()),
            _ => (host, Some(80)),
        };
        let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        let is_here = bare.eq_ignore_ascii_case("localhost")
            || bare.parse().is_ok_and(|address: IpAddr| address.to_canonical().is_loopback());
        is_here && port == Some(self.port)
    }
}

/// Lets through what may be asked, and adds what every answer says.
pub(super) async fn guard(State(app): State<App>, request: Request, next: Next) -> Response<Body> {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let mut response = match refusal(app.hosts(), &request) {
        Some(fault) => fault.into_reply(path.ends_with(".json")).into_response(),
        None => next.run(request).await,
    };
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    tracing::info!("{method} {path} {}", response.status().as_u16());
    response
}

fn refusal(hosts: &Hosts, request: &Request) -> Option<Fault> {
    let headers = request.headers().get_all(header::HOST);
    let mut named = headers.iter().map(|host| host.to_str().unwrap_or_default()).peekable();
    let is_named = named.peek().is_some();
    let authority = request.uri().authority().map_or("", |authority| authority.as_str());
    if !is_named && hosts.is_local
        || !named.all(|host| hosts.allows(host))
        || !authority.is_empty() && !hosts.allows(authority)
    {
        let message = "This server answers only to localhost and the number of this machine.";
        return Some(Fault::refused(StatusCode::MISDIRECTED_REQUEST, message));
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let message = "The archive is only read here: GET and HEAD are all that is answered.";
        return Some(Fault::refused(StatusCode::METHOD_NOT_ALLOWED, message));
    }
    let is_long = request.uri().path_and_query().is_some_and(|address| address.as_str().len() > LONGEST);
    is_long.then(|| Fault::refused(StatusCode::URI_TOO_LONG, "This search is too long."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(address: &str, host: &str) -> bool {
        Hosts::of(address.parse().unwrap()).allows(host)
    }

    #[test]
    fn only_names_of_this_machine_are_answered_with_the_port() {
        for host in ["localhost:8080", "LOCALHOST:8080", "127.0.0.1:8080", "[::1]:8080", "127.0.0.2:8080"] {
            assert!(allows("127.0.0.1:8080", host), "{host}");
        }
        for host in [
            "",
            "localhost",
            "127.0.0.1",
            "127.0.0.1:80",
            "[::1]",
            "evil.example:8080",
            "localhost.evil.example:8080",
            "127.0.0.1.evil.example:8080",
            "192.168.1.2:8080",
            "localhost:8080:8080",
            "localhost:08080x",
        ] {
            assert!(!allows("127.0.0.1:8080", host), "{host}");
        }
        assert!(allows("[::1]:80", "localhost") && allows("[::1]:80", "[::1]"));
        assert!(allows("0.0.0.0:8080", "archive.example:8080"));
    }
}
