//! `offwire serve`

use crate::{
    args::{Global, Serve},
    exit::{ExitStatus, Failure, Result},
    talk::Talk,
};

#[cfg(feature = "serve")]
pub(crate) fn run(args: &Serve, global: &Global, talk: &Talk) -> Result<ExitStatus> {
    use crate::{output::Out, serve::Server, stop};
    use std::net::SocketAddr;

    let stop = stop::on_interrupt()?;
    let address = SocketAddr::new(args.host, args.port);
    let server = Server::open(&global.archive, address)?;
    if !args.host.is_loopback() {
        talk.warn("whoever reaches this address can read the whole archive, without a password");
    }
    let mut out = Out::new(global);
    let told = serde_json::json!({ "url": server.url(), "archive": global.archive.display().to_string() });
    out.one(&told, |out, _| out.line(server.url()))?;
    out.finish()?;
    talk.note("Ctrl-C ends it");
    server.run(&stop).map_err(|error| Failure::unavailable(format!("{}: {error}", server.url())))?;
    Ok(ExitStatus::Interrupted)
}

#[cfg(not(feature = "serve"))]
pub(crate) fn run(_: &Serve, _: &Global, _: &Talk) -> Result<ExitStatus> {
    Err(Failure::usage("this offwire was built without its web pages")
        .hint("build it with the feature `serve`, which is on by default"))
}
