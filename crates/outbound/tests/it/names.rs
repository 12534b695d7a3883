//! The addresses that a name resolves to, and the one that is called.

use std::future::pending;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use gateway::ports::{Delivery, DeliveryFailure, Messenger as _};
use outbound::{AddressPolicy, HttpMessenger, Resolver};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::{Instant, timeout};

use crate::merchant::Merchant;
use crate::{LONG, SHORT, answered, deliver};

/// Returns one list after the other, then the last for ever, and counts the calls.
#[derive(Clone)]
struct ScriptedResolver {
    answers: Vec<Vec<IpAddr>>,
    asked: Arc<AtomicUsize>,
}

impl ScriptedResolver {
    fn new(answers: &[&[&str]]) -> Self {
        let addresses = |texts: &&[&str]| texts.iter().map(|text| text.parse().unwrap()).collect();
        Self { answers: answers.iter().map(addresses).collect(), asked: Arc::default() }
    }
}

#[async_trait]
impl Resolver for ScriptedResolver {
    async fn resolve(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        assert_eq!(name, "shop.example");
        let turn = self.asked.fetch_add(1, Ordering::SeqCst);
        Ok(self.answers[turn.min(self.answers.len() - 1)].clone())
    }
}

/// Never answers.
struct SilentResolver;

#[async_trait]
impl Resolver for SilentResolver {
    async fn resolve(&self, _name: &str) -> io::Result<Vec<IpAddr>> {
        pending().await
    }
}

fn messenger(policy: AddressPolicy, resolver: impl Resolver + 'static) -> HttpMessenger {
    HttpMessenger::new(policy, &[]).unwrap().with_resolver(resolver)
}

async fn fine() -> (Merchant, String) {
    let merchant = Merchant::answering("HTTP/1.1 200 OK\r\n\r\n").await;
    let url = format!("http://shop.example:{}/", merchant.address.port());
    (merchant, url)
}

#[tokio::test]
async fn a_name_is_called_at_its_allowed_addresses() {
    let rows: [&[&str]; 5] = [
        &["127.0.0.1"],
        &["::ffff:127.0.0.1"],
        &["10.0.0.1", "169.254.169.254", "fd00::1", "127.0.0.1"],
        &["127.0.0.1", "10.0.0.1"],
        // Nobody listens at the first address.
        &["127.0.0.9", "::1", "127.0.0.1"],
    ];
    for addresses in rows {
        let (merchant, url) = fine().await;
        let messenger = messenger(AddressPolicy::PublicAndLoopback, ScriptedResolver::new(&[addresses]));
        assert_eq!(messenger.deliver(&url, LONG).await, answered(200), "{addresses:?}");
        let host = format!("host: shop.example:{}\r\n", merchant.address.port());
        assert!(merchant.requests()[0].contains(&host), "{:?}", merchant.requests());
    }
}

#[tokio::test]
async fn a_name_without_an_allowed_address_is_not_called() {
    let rows: [(AddressPolicy, &[&str]); 5] = [
        (AddressPolicy::Public, &["127.0.0.1"]),
        (AddressPolicy::Public, &["::1", "::ffff:127.0.0.1", "10.0.0.1"]),
        (AddressPolicy::PublicAndLoopback, &["0.0.0.0"]),
        (AddressPolicy::PublicAndLoopback, &["::", "::ffff:0.0.0.0"]),
        (AddressPolicy::PublicAndLoopback, &["10.0.0.1", "169.254.169.254", "fe80::1", "64:ff9b::7f00:1"]),
    ];
    for (policy, addresses) in rows {
        let (merchant, url) = fine().await;
        let messenger = messenger(policy, ScriptedResolver::new(&[addresses]));
        let delivery = messenger.deliver(&url, LONG).await;
        assert_eq!(delivery, Delivery::Failed(DeliveryFailure::Forbidden), "{addresses:?}");
        assert_eq!(merchant.requests(), <[String; 0]>::default());
    }
}

/// In production, where no service but one of the web is called.
#[tokio::test]
async fn a_port_of_another_service_is_not_called() {
    for port in [22, 25, 1023, 3306, 5432, 6379, 27_017] {
        let resolver = ScriptedResolver::new(&[&["8.8.8.8"]]);
        let messenger = messenger(AddressPolicy::Public, resolver.clone());
        let delivery = messenger.deliver(&format!("http://shop.example:{port}/"), LONG).await;
        assert_eq!(delivery, Delivery::Failed(DeliveryFailure::Forbidden), "{port}");
        assert_eq!(resolver.asked.load(Ordering::SeqCst), 0, "{port}");
    }
}

#[tokio::test]
async fn an_address_in_the_url_is_checked_like_any_other() {
    let (merchant, _) = fine().await;
    let port = merchant.address.port();
    let messenger = HttpMessenger::new(AddressPolicy::Public, &[]).unwrap();
    for host in
        ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "0.0.0.0", "[::]", "localhost"]
    {
        let delivery = messenger.deliver(&format!("http://{host}:{port}/"), LONG).await;
        assert_eq!(delivery, Delivery::Failed(DeliveryFailure::Forbidden), "{host}");
    }
    assert_eq!(merchant.requests(), <[String; 0]>::default());
}

/// DNS rebinding: the name resolves to another address after it was checked.
#[tokio::test]
async fn a_name_is_resolved_once_a_call() {
    let (merchant, url) = fine().await;
    let resolver = ScriptedResolver::new(&[&["127.0.0.1"], &["10.0.0.1"]]);
    let messenger = messenger(AddressPolicy::PublicAndLoopback, resolver.clone());
    assert_eq!(messenger.deliver(&url, LONG).await, answered(200));
    assert_eq!((resolver.asked.load(Ordering::SeqCst), merchant.requests().len()), (1, 1));
    let second = messenger.deliver(&url, LONG).await;
    assert_eq!(second, Delivery::Failed(DeliveryFailure::Forbidden), "every call checks the address again");
    assert_eq!((resolver.asked.load(Ordering::SeqCst), merchant.requests().len()), (2, 1));
}

#[tokio::test]
async fn names_of_this_machine_resolve() {
    let (merchant, _) = fine().await;
    let url = format!("http://localhost:{}/", merchant.address.port());
    assert_eq!(deliver(&url).await, answered(200));
}

#[tokio::test]
async fn names_that_do_not_resolve() {
    // Longer than a label may be (RFC 1035, section 2.3.4): the system can say so without asking a server.
    let delivery = deliver(&format!("http://{}.example/", "a".repeat(64))).await;
    assert_eq!(delivery, Delivery::Failed(DeliveryFailure::Resolve));
    let messenger = messenger(AddressPolicy::Public, ScriptedResolver::new(&[&[]]));
    let delivery = messenger.deliver("http://shop.example/", LONG).await;
    assert_eq!(delivery, Delivery::Failed(DeliveryFailure::Resolve));
}

#[tokio::test]
async fn the_limit_holds_for_name_servers_too() {
    let messenger = messenger(AddressPolicy::Public, SilentResolver);
    let start = Instant::now();
    let delivery = messenger.deliver("http://shop.example/", SHORT).await;
    assert_eq!(delivery, Delivery::Failed(DeliveryFailure::TimedOut));
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}

#[tokio::test]
async fn an_address_that_does_not_answer_does_not_use_up_the_limit() {
    let (merchant, url) = fine().await;
    let silent = TcpSocket::new_v4().unwrap();
    silent.bind(SocketAddr::from(([127, 0, 0, 2], merchant.address.port()))).unwrap();
    let silent = silent.listen(1).unwrap();
    // Nobody accepts. Once the queue is full, a connection is neither accepted nor refused.
    let mut queue = Vec::new();
    while let Ok(stream) =
        timeout(Duration::from_secs(1), TcpStream::connect(silent.local_addr().unwrap())).await
    {
        queue.push(stream.unwrap());
        assert!(queue.len() < 100, "the queue does not fill up");
    }
    let messenger =
        messenger(AddressPolicy::PublicAndLoopback, ScriptedResolver::new(&[&["127.0.0.2", "127.0.0.1"]]));
    let start = Instant::now();
    assert_eq!(messenger.deliver(&url, LONG).await, answered(200));
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
}
