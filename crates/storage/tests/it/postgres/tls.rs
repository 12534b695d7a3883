//! The line to a server on another machine: encrypted, to the server that the authorities vouch for, or not at all.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use primitives::Secret;
use rcgen::{CertificateParams, KeyPair};
use rustls::{
    ServerConfig,
    crypto::aws_lc_rs::default_provider,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
};
use storage::{Address, ConnectError, PostgresStore};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional},
    net::{TcpListener, TcpStream, UnixStream},
};
use tokio_rustls::TlsAcceptor;

use crate::{
    house::limits,
    line::{socket, through},
    schema::{Schema, server},
};

struct Server {
    port: u16,
    certificate: String,
}

impl Server {
    /// Speaks TLS as PostgreSQL does (its documentation, "SSL Session Encryption"), and passes on what is said to the
    /// real one.
    async fn start(name: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        let certificate = CertificateParams::new([name.to_owned()]).unwrap().self_signed(&key).unwrap();
        let private = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], private)
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(serve(client, acceptor.clone()));
            }
        });
        Self { port, certificate: certificate.pem() }
    }
}

async fn serve(mut client: TcpStream, acceptor: TlsAcceptor) {
    let mut wish = [0; 8];
    client.read_exact(&mut wish).await.unwrap();
    assert_eq!(wish, [0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f], "the first word is a wish for TLS");
    client.write_all(b"S").await.unwrap();
    let Ok(mut client) = acceptor.accept(client).await else { return };
    let mut server = UnixStream::connect(socket(&server())).await.unwrap();
    let _ = copy_bidirectional(&mut client, &mut server).await;
}

async fn connect(url: &str, authorities: &str) -> Result<(), ConnectError> {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let name = format!("guichet-ca-{}-{}.pem", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let file = std::env::temp_dir().join(name);
    std::fs::write(&file, authorities).unwrap();
    let address = Address::parse(&Secret::new(url.to_owned()), &file);
    std::fs::remove_file(&file).unwrap();
    PostgresStore::connect(address?, limits(2)).await.map(drop)
}

#[tokio::test]
async fn only_a_server_that_is_vouched_for() {
    let Some(schema) = Schema::of_this_run() else { return };
    let url = |server: &Server, mode: &str| {
        format!("{}&sslmode={mode}", through(&format!("localhost:{}", server.port), schema.url()))
    };
    let (server, other) = (Server::start("localhost").await, Server::start("localhost").await);
    connect(&url(&server, "require"), &server.certificate).await.unwrap();
    // Vouched for by nobody whom we trust; and by somebody, under another name.
    let elsewhere = Server::start("elsewhere.example").await;
    for (server, authorities) in [(&server, &other.certificate), (&elsewhere, &elsewhere.certificate)] {
        let refused = connect(&url(server, "require"), authorities).await.unwrap_err();
        assert!(refused.to_string().contains("certificate"), "{refused}");
    }
}

#[tokio::test]
async fn a_server_without_tls_gets_no_password() {
    let Some(schema) = Schema::of_this_run() else { return };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("localhost:{}", listener.local_addr().unwrap().port());
    let server = tokio::spawn(async move {
        let (mut client, _) = listener.accept().await.unwrap();
        client.read_exact(&mut [0; 8]).await.unwrap();
        client.write_all(b"N").await.unwrap();
        let mut said = Vec::new();
        client.read_to_end(&mut said).await.unwrap();
        said
    });
    let certificate = Server::start("localhost").await.certificate;
    let url = format!("{}&sslmode=require", through(&address, schema.url()));
    connect(&url, &certificate).await.unwrap_err();
    assert!(server.await.unwrap().is_empty());
}
