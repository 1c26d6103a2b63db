//! Connections: accepted here and not by axum, since a handler of the real server can panic and a fault can break one.

use std::net::SocketAddr;

use axum::{Extension, Router};
use hyper::{
    Request,
    body::Incoming,
    server::conn::http1,
    service::{Service as _, service_fn},
};
use hyper_util::{rt::TokioIo, service::TowerToHyperService};
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinSet,
};

use super::body::Broken;

/// What is read of a head at most. The server's own limit is lower, and held later.
const HEAD: usize = 4 << 20;

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
                // A client that went away before it was accepted is no reason to stop.
                if let Ok((stream, peer)) = accepted {
                    connections.spawn(connection(stream, peer, router.clone()));
                }
            }
            Some(_) = connections.join_next() => {}
        }
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
    // It ends with an error when the client goes away or a fault breaks it: both are in order.
    let _ = http.serve_connection(TokioIo::new(stream), service).await;
}
