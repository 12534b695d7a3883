//! The certificates that the messenger accepts.

use std::path::PathBuf;
use std::process::Command;
use std::slice;
use std::sync::Arc;

use gateway::ports::{Delivery, DeliveryFailure, Messenger as _};
use outbound::{AddressPolicy, AuthoritiesError, HttpMessenger};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::{PrivateKeyDer, pem::PemObject as _};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::merchant::head;
use crate::{LONG, answered, deliver};

type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority() -> Authority {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

fn certificate_for(host: &str) -> CertificateParams {
    CertificateParams::new([host.to_owned()]).unwrap()
}

/// Starts a host that answers 200, with a certificate that the authority signed. Returns its port.
async fn merchant(authority: &Authority, params: CertificateParams) -> u16 {
    let key = KeyPair::generate().unwrap();
    let certificate = params.signed_by(&key, authority).unwrap();
    let key = PrivateKeyDer::from_pem_slice(key.serialize_pem().as_bytes()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let Ok(mut stream) = acceptor.accept(stream).await else { continue };
            head(&mut stream).await;
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await.unwrap();
            let _gone = stream.shutdown().await;
        }
    });
    port
}

/// A file with this content, which is removed when it is dropped.
struct TemporaryFile(PathBuf);

impl TemporaryFile {
    fn new(name: &str, content: &str) -> Self {
        let name = format!("{}-{name}.pem", std::process::id());
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::write(&path, content).unwrap();
        Self(path)
    }
}

impl Drop for TemporaryFile {
    fn drop(&mut self) {
        std::fs::remove_file(&self.0).unwrap();
    }
}

fn trusting(authority: &Authority, name: &str) -> HttpMessenger {
    let file = TemporaryFile::new(name, &authority.pem());
    HttpMessenger::new(AddressPolicy::PublicAndLoopback, slice::from_ref(&file.0)).unwrap()
}

#[tokio::test]
async fn a_given_authority_is_trusted() {
    let authority = authority();
    let messenger = trusting(&authority, "believed");
    for host in ["127.0.0.1", "localhost"] {
        let port = merchant(&authority, certificate_for(host)).await;
        let delivery = messenger.deliver(&format!("https://{host}:{port}/"), LONG).await;
        assert_eq!(delivery, answered(200), "{host}");
    }
}

/// The environment says where the system's authorities are. A test can set it for another process only, so that this one runs
/// itself again.
#[test]
#[expect(clippy::disallowed_methods, reason = "a test's own variable")]
fn the_authorities_of_the_system_are_trusted() {
    const URL: &str = "OUTBOUND_TEST_URL";
    let runtime = tokio::runtime::Runtime::new().unwrap();
    if let Ok(url) = std::env::var(URL) {
        assert_eq!(runtime.block_on(deliver(&url)), answered(200));
        return;
    }
    let authority = authority();
    let port = runtime.block_on(merchant(&authority, certificate_for("127.0.0.1")));
    let file = TemporaryFile::new("system", &authority.pem());
    let again = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "tls::the_authorities_of_the_system_are_trusted"])
        .env(URL, format!("https://127.0.0.1:{port}/"))
        .env("SSL_CERT_FILE", &file.0)
        .env_remove("SSL_CERT_DIR")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&again.stdout);
    assert!(again.status.success() && said.contains("1 passed"), "{said}");
}

#[tokio::test]
async fn an_unknown_authority_is_refused() {
    let authority = authority();
    let port = merchant(&authority, certificate_for("127.0.0.1")).await;
    let delivery = deliver(&format!("https://127.0.0.1:{port}/")).await;
    assert_eq!(delivery, Delivery::Failed(DeliveryFailure::Tls));
}

#[tokio::test]
async fn a_certificate_must_match_the_host_and_the_date() {
    let authority = authority();
    let messenger = trusting(&authority, "fitting");
    let mut expired = certificate_for("127.0.0.1");
    expired.not_after = date_time_ymd(2020, 1, 1);
    let mut early = certificate_for("127.0.0.1");
    early.not_before = date_time_ymd(2999, 1, 1);
    for (what, params) in [("name", certificate_for("shop.example")), ("expired", expired), ("early", early)]
    {
        let port = merchant(&authority, params).await;
        let delivery = messenger.deliver(&format!("https://127.0.0.1:{port}/"), LONG).await;
        assert_eq!(delivery, Delivery::Failed(DeliveryFailure::Tls), "{what}");
    }
}

#[tokio::test]
async fn plain_and_secure_do_not_mix() {
    let plain = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}/", plain.local_addr().unwrap());
    let answer = async {
        let (mut stream, _) = plain.accept().await.unwrap();
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await.unwrap();
    };
    let (delivery, ()) = tokio::join!(deliver(&url), answer);
    assert_eq!(delivery, Delivery::Failed(DeliveryFailure::Tls));
    let secure = merchant(&authority(), certificate_for("127.0.0.1")).await;
    let delivery = deliver(&format!("http://127.0.0.1:{secure}/")).await;
    assert_eq!(delivery, Delivery::Failed(DeliveryFailure::Broken));
}

#[test]
fn files_without_authorities_are_refused() {
    let read = |path: &PathBuf| HttpMessenger::new(AddressPolicy::Public, slice::from_ref(path)).err();
    let absent = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("absent.pem");
    assert!(matches!(read(&absent), Some(AuthoritiesError::Unreadable { .. })));
    let certificate =
        |content: &str| format!("-----BEGIN CERTIFICATE-----\n{content}\n-----END CERTIFICATE-----\n");
    let key = KeyPair::generate().unwrap().serialize_pem();
    for (name, content) in [("broken", certificate("!")), ("empty", String::new()), ("key", key)] {
        let file = TemporaryFile::new(name, &content);
        assert!(matches!(read(&file.0), Some(AuthoritiesError::Wrong { .. })), "{name}");
    }
    let nonsense = TemporaryFile::new("nonsense", &certificate("AAAA"));
    assert!(matches!(read(&nonsense.0), Some(AuthoritiesError::Empty { .. })));
}
