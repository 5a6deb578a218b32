//! The web pages, as a browser and a program ask for them.

mod pages;
mod refusals;

use super::support::Desk;
use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
};

/// An archive with what pages must cope with: markup in a headline, an address that is none, writing from right to
/// left, takes of one story, copies.
fn desk() -> Desk {
    let desk = Desk::imported();
    let story = |fields: Value| fields.to_string() + "\n";
    let take = |title: &str, hurt: &str| {
        let text = format!(
            "A bus carrying pilgrims from the northern valley fell into a ravine near Velden on Tuesday morning, and \
             {hurt} people were taken to hospital, police said. The driver had tried to pass a slow lorry on the \
             narrow mountain road when the front wheels slipped over the edge, according to passengers who climbed \
             out through broken windows. Rescue workers with ropes reached the wreck within an hour."
        );
        story(json!({"title": title, "text": text, "date": "1987-02-26", "agency": "Xinhua"}))
    };
    let stories = [
        story(json!({
            "title": "Minister <script>alert(1)</script> & \"friends\"",
            "text": "The minister wrote <img src=x onerror=alert(2)> into the visitors' book of Norvik on Monday.",
            "date": "1987-02-26",
            "url": "javascript:alert(3)",
        })),
        story(json!({
            "title": "افتتاح الميناء الجديد",
            "text": "افتتح الرئيس يوم الاثنين الميناء الجديد في المدينة بحضور مئات من السكان والعمال.",
            "date": "1988",
            "language": "ar",
            "url": "https://example.org/a?b=1&c=2",
        })),
        take("1st LD: Bus falls into ravine, 12 hurt", "12"),
        take("2nd LD-Writethru: Bus falls into ravine, 18 hurt", "18"),
    ];
    desk.write("stories.jsonl", stories.concat());
    desk.run(&["import", "stories.jsonl", "--quiet"]).ends_with(0);
    desk.run(&["stories", "--quiet"]).ends_with(0);
    desk
}

/// A running server; it is killed when the test ends.
struct Server {
    child: Child,
    port: u16,
}

impl Server {
    fn start(desk: &Desk) -> Self {
        let mut child = command(desk, &["serve", "--port", "0"]).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let told: Value = serde_json::from_str(&line).expect(&line);
        let url = told["url"].as_str().unwrap();
        let port = url.strip_prefix("http://127.0.0.1:").and_then(|rest| rest.strip_suffix('/'));
        Self { child, port: port.expect(url).parse().unwrap() }
    }

    /// The answer to a request line and headers as they are given.
    fn say(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        Answer::of(&bytes)
    }

    fn ask(&self, method: &str, path: &str, host: &str) -> Answer {
        self.say(&format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"))
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &format!("localhost:{}", self.port))
    }

    /// A page that must be there.
    #[track_caller]
    fn page(&self, path: &str) -> String {
        let answer = self.get(path);
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (200, "text/html; charset=utf-8"),
            "{path}"
        );
        answer.body
    }

    #[track_caller]
    fn json(&self, path: &str) -> Value {
        let answer = self.get(path);
        assert_eq!(answer.header("content-type"), "application/json", "{path}: {}", answer.body);
        serde_json::from_str(&answer.body).expect(&answer.body)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn command(desk: &Desk, args: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("offwire"));
    command.current_dir(desk.path()).args(args).stdin(Stdio::null());
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).env_remove("OFFWIRE_ARCHIVE");
    command
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    #[track_caller]
    fn of(bytes: &[u8]) -> Self {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").expect(&text);
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Self { status, head: head.to_ascii_lowercase(), body: body.to_owned() }
    }

    /// The value of a header, in small letters.
    fn header(&self, name: &str) -> &str {
        let line = self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        line.unwrap_or_default()
    }
}
