//! What is not answered, and how the server ends.

use super::{Server, command, desk};
use crate::support::Desk;
use std::{io::Read, net::TcpListener};

#[test]
fn every_answer_says_what_a_browser_may_do_with_it() {
    let desk = desk();
    let server = Server::start(&desk);
    let policy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; \
                  frame-ancestors 'none'";
    for path in [
        "/",
        "/?q=a+AND",
        "/article/1",
        "/article/1.json",
        "/article/1/source",
        "/article/1/download",
        "/nothing",
        "/style.css",
    ] {
        let answer = server.get(path);
        for (name, value) in [
            ("content-security-policy", policy),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), value, "{path}");
        }
    }
    assert_eq!(server.get("/style.css").header("content-type"), "text/css; charset=utf-8");
}

#[test]
fn a_wrong_search_is_explained_at_the_spot() {
    let desk = desk();
    let server = Server::start(&desk);
    let wrong = server.get("/?q=harbour+AND");
    assert_eq!(wrong.status, 400);
    assert!(wrong.body.contains("  harbour AND\n          ^</pre>"), "{}", wrong.body);
    assert!(
        wrong.body.contains("value=\"harbour AND\"") && !wrong.body.contains("0 articles"),
        "{}",
        wrong.body
    );
    let record = server.get("/search.json?q=harbour+AND");
    assert_eq!((record.status, record.header("content-type")), (400, "application/json"));
    assert!(record.body.contains("\"at\": 8"), "{}", record.body);
    for path in
        ["/?since=soon", "/?q=a&limit=x", "/timeline?q=(a", "/timeline?by=hour", "/search.json?facets=x"]
    {
        assert_eq!(server.get(path).status, 400, "{path}");
    }
}

#[test]
fn what_is_not_there_is_not_found() {
    let desk = desk();
    let server = Server::start(&desk);
    for path in [
        "/article/999",
        "/article/x",
        "/article/1.exe",
        "/article/999/source",
        "/diff/1/999",
        "/stories/999",
        "/stories/x",
        "/none",
        "/../etc/passwd",
    ] {
        let answer = server.get(path);
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (404, "text/html; charset=utf-8"),
            "{path}"
        );
    }
    assert_eq!(server.get("/article/999.json").header("content-type"), "application/json");
}

#[test]
fn nothing_but_reading_is_answered() {
    let desk = desk();
    let server = Server::start(&desk);
    let host = format!("localhost:{}", server.port);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"] {
        let answer = server.ask(method, "/article/1", &host);
        assert_eq!((answer.status, answer.header("allow")), (405, "get, head"), "{method}");
    }
    let head = server.ask("HEAD", "/article/1", &host);
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    let long = format!("/?q={}", "a".repeat(60_000));
    assert_eq!(server.get(&long).status, 414);
}

#[test]
fn other_names_than_this_machines_are_refused() {
    let desk = desk();
    let server = Server::start(&desk);
    let port = server.port;
    for host in [format!("127.0.0.1:{port}"), format!("[::1]:{port}"), format!("LOCALHOST:{port}")] {
        assert_eq!(server.ask("GET", "/", &host).status, 200, "{host}");
    }
    for host in [
        format!("evil.example:{port}"),
        "localhost".into(),
        "localhost:1".into(),
        format!("192.0.2.1:{port}"),
    ] {
        let answer = server.ask("GET", "/article/1", &host);
        assert_eq!(answer.status, 421, "{host}");
        assert!(!answer.body.contains("Norvik"), "{host}");
    }
    assert_eq!(server.say("GET / HTTP/1.0\r\n\r\n").status, 421);
    let absolute =
        format!("GET http://evil.example/ HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n");
    assert_eq!(server.say(&absolute).status, 421);
}

#[test]
fn what_cannot_begin_says_why() {
    let desk = Desk::new();
    let missing = desk.run(&["serve", "--port", "0"]).ends_with(3);
    assert!(missing.stderr.contains("there is no archive here"), "{}", missing.stderr);
    let desk = Desk::imported();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let busy = desk.run(&["serve", "--port", &port]).ends_with(3);
    assert!(busy.stderr.contains(&port) && busy.stderr.contains("--port"), "{}", busy.stderr);
    desk.run(&["serve", "--host", "example.org"]).ends_with(2);
    desk.run(&["serve", "--output", "csv"]).ends_with(2);
}

#[cfg(unix)]
#[test]
fn a_signal_ends_it_while_a_client_stays_connected() {
    let desk = desk();
    for signal in ["-TERM", "-INT"] {
        let mut server = Server::start(&desk);
        let idle = std::net::TcpStream::connect(("127.0.0.1", server.port)).unwrap();
        assert_eq!(server.get("/").status, 200);
        let pid = server.child.id().to_string();
        assert!(std::process::Command::new("kill").args([signal, &pid]).status().unwrap().success());
        assert_eq!(server.child.wait().unwrap().code(), Some(130), "{signal}");
        drop(idle);
        assert!(!desk.files().iter().any(|file| file.ends_with("-wal")), "{:?}", desk.files());
    }
}

#[cfg(unix)]
#[test]
fn an_address_that_others_reach_is_warned_of() {
    let desk = Desk::imported();
    let mut child = command(&desk, &["serve", "--port", "0", "--host", "0.0.0.0"]).spawn().unwrap();
    let mut line = [0; 8];
    child.stdout.as_mut().unwrap().read_exact(&mut line).unwrap();
    child.kill().unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("whoever reaches this address can read the whole archive"), "{said}");
}
