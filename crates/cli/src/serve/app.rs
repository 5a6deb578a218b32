//! What all requests share, and how one is answered.

use super::{
    asked::Asked,
    guard::Hosts,
    kept::Kept,
    params::Params,
    readers::Readers,
    reply::{Answer, Fault, Reply},
};
use offwire_archive::{Info, Run, Stats};
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::sync::Semaphore;

/// How long one answer may take, with its wait for a thread.
const LIMIT: Duration = Duration::from_secs(30);

/// What a page does: a question to the archive, an answer.
pub(super) type Page = fn(&Asked<'_>) -> Answer;

/// How long a page may keep a thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Work {
    /// It looks up a few rows.
    Short,
    /// It goes through what a search finds; such pages never hold all threads.
    Long,
}

/// What all requests share.
#[derive(Clone)]
pub(super) struct App(Arc<Shared>);

struct Shared {
    readers: Readers,
    hosts: Hosts,
    kept: Views,
    given_up: AtomicBool,
    /// Threads that pages of long work may hold.
    long: Arc<Semaphore>,
}

/// What is the same until somebody writes to the archive.
#[derive(Default)]
pub(super) struct Views {
    /// The archive counted, for the first page.
    pub(super) stats: Kept<Stats>,
    /// The archive in figures, and its ledger.
    pub(super) about: Kept<(Info, Vec<Run>)>,
}

impl App {
    /// `threads` are those that ask the archive.
    pub(super) fn new(readers: Readers, address: SocketAddr, threads: usize) -> Self {
        let (hosts, kept) = (Hosts::of(address), Views::default());
        let long = Arc::new(Semaphore::new((threads * 3 / 4).max(1)));
        Self(Arc::new(Shared { readers, hosts, kept, given_up: AtomicBool::new(false), long }))
    }

    pub(super) fn hosts(&self) -> &Hosts {
        &self.0.hosts
    }

    /// Ends what is under way.
    pub(super) fn give_up(&self) {
        self.0.given_up.store(true, Ordering::Relaxed);
        self.0.readers.give_up();
    }

    /// Asks on a thread of its own, so that a slow answer keeps no other waiting. What takes too long is given up, and
    /// so is what nobody waits for any more.
    pub(super) async fn answer(self, work: Work, page: Page, path: Vec<String>, params: Params) -> Answer {
        let wait = GiveUp(Arc::default());
        let stop = Arc::clone(&wait.0);
        let app = self.clone();
        let job = async {
            let long = Arc::clone(&self.0.long);
            // Nobody closes the semaphore, so that there is always a permit to wait for.
            let permit = if work == Work::Long { long.acquire_owned().await.ok() } else { None };
            let ask = move || {
                let answer = app.ask(page, &path, &params, stop);
                drop(permit);
                answer
            };
            tokio::task::spawn_blocking(ask).await
        };
        match tokio::time::timeout(LIMIT, job).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(failed)) => {
                tracing::error!(%failed, "a page failed");
                Err(Fault::internal("This page could not be made; the fault is the program's."))
            }
            Err(_) => Err(Fault::too_slow(LIMIT)),
        }
    }

    fn ask(&self, page: Page, path: &[String], params: &Params, stop: Arc<AtomicBool>) -> Answer {
        if stop.load(Ordering::Relaxed) || self.0.given_up.load(Ordering::Relaxed) {
            return Err(Fault::too_slow(LIMIT));
        }
        let mut reader = self.0.readers.take()?;
        reader.archive.stop_on(Arc::clone(&stop))?;
        self.0.readers.begin(&stop);
        let state = self.0.readers.state();
        let asked = Asked { archive: &reader.archive, path, params, kept: &self.0.kept, state };
        let answer: Result<Reply, Fault> = page(&asked);
        self.0.readers.give(reader);
        answer
    }
}

/// Gives up what is under way when nobody waits for it any more.
struct GiveUp(Arc<AtomicBool>);

impl Drop for GiveUp {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
