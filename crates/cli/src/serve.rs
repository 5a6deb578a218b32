//! The archive as web pages: one file a page, thin over the library.
//!
//! Nothing here writes to the archive, and nothing of a stored page is rendered: texts are escaped, sources are
//! plain text or a download.

mod about;
mod app;
mod article;
mod asked;
mod bits;
mod diff;
mod facets;
mod form;
mod guard;
mod help;
mod hits;
mod kept;
mod layout;
mod origin;
mod params;
mod readers;
mod reply;
mod routes;
mod search;
mod source;
mod stories;
mod text;
mod timeline;

use crate::exit::{Failure, Result};
use app::App;
use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use std::{
    io,
    net::{SocketAddr, TcpListener},
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};
use tokio::net::TcpStream;

/// How often the server looks whether it is to end.
const LOOK: Duration = Duration::from_millis(200);
/// How long answers under way are waited for at the end.
const LAST: Duration = Duration::from_secs(3);
/// How long a client may take over the head of a request, and an open connection be silent.
const HEAD: Duration = Duration::from_secs(20);
/// Most connections at one time; further ones wait.
const CONNECTIONS: usize = 256;
/// Threads that ask the archive: a slow search holds one of them.
const THREADS: usize = 16;

/// A server that listens.
pub(crate) struct Server {
    listener: TcpListener,
    address: SocketAddr,
    app: App,
}

impl Server {
    /// Opens the archive and begins to listen; who connects is answered from [`Server::run`] on.
    pub(crate) fn open(archive: &Path, address: SocketAddr) -> Result<Self> {
        let readers = readers::Readers::open(archive)?;
        let failed = |error: io::Error| {
            Failure::unavailable(format!("{address}: cannot listen there: {error}"))
                .hint("name another port with --port, or take any that is free with --port 0")
        };
        let listener = TcpListener::bind(address).map_err(failed)?;
        listener.set_nonblocking(true).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        Ok(Self { listener, address, app: App::new(readers, address, THREADS) })
    }

    /// The address of the first page.
    pub(crate) fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Answers until `stop` is set.
    pub(crate) fn run(&self, stop: &AtomicBool) -> io::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .enable_time()
            .max_blocking_threads(THREADS)
            .build()?;
        let ended = runtime.block_on(self.answer(stop));
        // What is still read has nobody left to be told.
        self.app.give_up();
        runtime.shutdown_timeout(LAST);
        ended
    }

    async fn answer(&self, stop: &AtomicBool) -> io::Result<()> {
        let listener = tokio::net::TcpListener::from_std(self.listener.try_clone()?)?;
        let router = routes::router(self.app.clone());
        let open = GracefulShutdown::new();
        while !stop.load(Ordering::Relaxed) {
            if open.count() >= CONNECTIONS {
                tokio::time::sleep(LOOK).await;
                continue;
            }
            match tokio::time::timeout(LOOK, listener.accept()).await {
                Ok(Ok((stream, _))) => Self::connect(stream, router.clone(), &open),
                // Such as too many open files: it passes when others close.
                Ok(Err(error)) => {
                    tracing::warn!(%error, "a connection could not be taken");
                    tokio::time::sleep(LOOK).await;
                }
                Err(_) => {}
            }
        }
        drop(listener);
        let _ = tokio::time::timeout(LAST, open.shutdown()).await;
        Ok(())
    }

    fn connect(stream: TcpStream, router: Router, open: &GracefulShutdown) {
        let service = TowerToHyperService::new(router);
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD)
            .serve_connection(TokioIo::new(stream), service);
        let watched = open.watch(connection);
        tokio::spawn(async move {
            // A client that goes away in the middle is none of our failures.
            if let Err(error) = watched.await {
                tracing::debug!(%error, "a connection ended early");
            }
        });
    }
}
