//! Serves a router on a port of its own.

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{rt::TokioIo, service::TowerToHyperService};
use tokio::{net::TcpListener, sync::watch};

pub(crate) struct Served {
    pub(crate) url: String,
    /// The number of open connections.
    pub(crate) open: watch::Receiver<usize>,
}

/// Serves a router, which is made with its own address.
pub(crate) async fn serve(router: impl FnOnce(&str) -> Router) -> Served {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let router = router(&url);
    let (count, open) = watch::channel(0);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            count.send_modify(|open| *open += 1);
            let (router, count) = (router.clone(), count.clone());
            tokio::spawn(async move {
                let service = TowerToHyperService::new(router);
                // Some tests end the connection in the middle of an answer.
                let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
                count.send_modify(|open| *open -= 1);
            });
        }
    });
    Served { url, open }
}
