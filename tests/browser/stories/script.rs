//! The page's script defines no global names, and no module sees the names of another.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::driver::{Browser, story};
use crate::harness::Card;
use crate::visit::Visit;

#[path = "../../../crates/page/build/compose.rs"]
mod compose;

/// Returns every name that any script of the page would find: properties of the window, and global constants
/// and variables.
async fn global_names(browser: &Browser) -> BTreeSet<String> {
    let of_window = browser.run("return Object.getOwnPropertyNames(window)").await;
    let lexical = browser.devtools("Runtime.globalLexicalScopeNames", json!({})).await;
    let lists = [&of_window, &lexical["names"]].map(|list| list.as_array().unwrap());
    lists.into_iter().flatten().map(|name| name.as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn the_script_leaves_no_global_name() {
    story("global-names", |browser| async move {
        browser.expect_console_message("404");
        let visit = Visit::new(&[]).await;
        // A page of the same host that has no script.
        browser.go(&format!("{}/pay/unknown", visit.gateway.base_url())).await;
        browser.until_heading("Payment not found").await;
        // The driver leaves names of its own when it is told to click.
        browser.click("h1").await;
        let before = global_names(&browser).await;
        browser.go(visit.page_url()).await;
        browser.fill_card(&Card::cb_visa()).await;
        browser.until("document.querySelectorAll('#network-options input').length === 2").await;
        let after = global_names(&browser).await;
        assert_eq!(after.difference(&before).collect::<Vec<_>>(), <[&str; 0]>::default());
        // The two ways to leave one are noticed.
        browser.run("window.planted = 1").await;
        browser.devtools("Runtime.evaluate", json!({"expression": "const sown = 1"})).await;
        let after = global_names(&browser).await;
        assert_eq!(after.difference(&before).collect::<Vec<_>>(), ["planted", "sown"]);
    })
    .await;
}

#[tokio::test]
async fn a_module_sees_what_it_imports_and_no_more() {
    story("module-scopes", |browser| async move {
        let sources = [
            ("a.js", "const own = 1;\nexport const shared = 2;\nexport const unwanted = 3;\n"),
            (
                "b.js",
                "import { shared } from \"./a.js\";\nwindow.seen = [typeof own, typeof unwanted, shared];\n",
            ),
        ];
        let sources = sources.map(|(file, source)| (file.to_owned(), source.to_owned()));
        browser.go("data:text/html,<!doctype html><title>empty</title>").await;
        browser.run(&compose::compose(&sources).unwrap()).await;
        let seen: Value = json!(["undefined", "undefined", 2]);
        assert_eq!(browser.run("return window.seen").await, seen);
    })
    .await;
}
