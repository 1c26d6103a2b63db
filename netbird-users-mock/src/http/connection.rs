//! Connections: accepted here and not by axum, since a handler of the real server can panic and a fault can break one.

use std::{io, net::SocketAddr, time::Duration};

use axum::{Extension, Router};
use hyper::{
    Request,
    body::Incoming,
    server::conn::http1,
    service::{Service as _, service_fn},
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinSet,
};

use super::body::Broken;

/// What is read of a head at most. The server's own limit is lower, and held later.
const HEAD: usize = 4 << 20;

/// How long a head may take from its first byte to its last.
const HEAD_TIME: Duration = Duration::from_secs(30);

/// How long nothing is accepted when the machine has no room for a connection.
const NO_ROOM: Duration = Duration::from_millis(100);

/// Marks an answer that is not sent: the connection closes without a byte.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cut;

/// Who is at the other end of a connection.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub(crate) SocketAddr);

/// Serves until it is dropped; then every connection is closed.
pub(crate) async fn serve(listener: TcpListener, router: Router) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                match accepted {
                    Ok((stream, peer)) => drop(connections.spawn(connection(stream, peer, router.clone()))),
                    Err(error) => tokio::time::sleep(pause_after(&error)).await,
                }
            }
            Some(_) = connections.join_next() => {}
        }
    }
}

/// A client that went away before it was accepted is no reason to stop. Without free file descriptors the next attempt
/// fails at once, and the one after it.
fn pause_after(error: &io::Error) -> Duration {
    match error.kind() {
        io::ErrorKind::ConnectionAborted
        | io::ErrorKind::ConnectionReset
        | io::ErrorKind::ConnectionRefused
        | io::ErrorKind::Interrupted => Duration::ZERO,
        _ => NO_ROOM,
    }
}

async fn connection(stream: TcpStream, peer: SocketAddr, router: Router) {
    let router = TowerToHyperService::new(router.layer(Extension(Peer(peer))));
    let service = service_fn(move |request: Request<Incoming>| {
        let answer = router.call(request);
        async move {
            let answer = answer.await?;
            if answer.extensions().get::<Cut>().is_some() { Err(Broken) } else { Ok(answer) }
        }
    });
    let _ = stream.set_nodelay(true);
    let mut http = http1::Builder::new();
    http.max_buf_size(HEAD).max_headers(4096);
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIME);
    // It ends with an error when the client goes away or a fault breaks it: both are in order.
    let _ = http.serve_connection(TokioIo::new(stream), service).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_without_room_is_waited_for_and_a_client_that_went_away_is_not() {
        const NO_FREE_DESCRIPTOR: i32 = 24;
        assert_eq!(pause_after(&io::Error::from_raw_os_error(NO_FREE_DESCRIPTOR)), NO_ROOM);
        assert_eq!(pause_after(&io::ErrorKind::ConnectionAborted.into()), Duration::ZERO);
    }
}
