//! `guichet demo`: an order in its shop, from the product to the return.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use crate::driver::story;
use crate::harness::{Card, binary, fresh_dir};

/// A running demo, which ends when it is dropped.
struct Demo(Child);

impl Demo {
    /// Starts a demo, and returns it with the URL of its shop.
    fn start() -> (Self, String) {
        let dir = fresh_dir("demo");
        let mut command = Command::new(binary());
        command.args(["demo", "--listen", "127.0.0.1:0", "--set", "demo.shop=127.0.0.1:0", "--data"]);
        command.arg(dir.join("data")).env_clear().stdin(Stdio::null()).stdout(Stdio::piped());
        command.stderr(std::fs::File::create(dir.join("log")).unwrap());
        let mut child = command.spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let url = lines
            .map_while(Result::ok)
            .find_map(|line| line.strip_prefix("Open ")?.split(' ').next().map(str::to_owned));
        (Self(child), url.expect("the demo prints the URL of its shop"))
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

#[tokio::test]
async fn buys_in_the_shop_of_the_demo() {
    // The demo runs until after the story, because the shop's page listens to it until then.
    let (demo, shop) = Demo::start();
    story("demo", |browser| async move {
        browser.go(&shop).await;
        browser.assert_accessible("shop").await;
        browser.take_screenshot("shop.en.desk.light").await;
        browser.click("[name=product]").await;
        browser.until("document.querySelector('#number')").await;
        browser.assert_accessible("payment page of the shop").await;
        let price = browser.read(".total").await;
        // Another tab shows the shop, which is notified before the buyer comes back.
        let paying = browser.tab().await;
        let watching = browser.new_tab().await;
        browser.go(&shop).await;
        assert!(!browser.shows(".notifications li").await);
        browser.switch_to(&paying).await;
        browser.pay_with(&Card::cb_visa()).await;
        browser.until_heading("Payment accepted").await;
        browser.switch_to(&watching).await;
        browser.until("document.querySelector('.notifications li')").await;
        browser.take_screenshot("shop-notified.en.desk.light").await;
        browser.switch_to(&paying).await;
        browser.click(".result a.button").await;
        browser.until_url(&format!("{shop}/return?")).await;
        let told = browser.read("main").await;
        assert!(told.contains("ACCEPTED 00000") && told.contains(&price), "{told}");
        browser.assert_accessible("return page of the shop").await;
        browser.take_screenshot("shop-returned.en.desk.light").await;
    })
    .await;
    drop(demo);
}
