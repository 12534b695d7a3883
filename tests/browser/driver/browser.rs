//! A browser, and the actions of a person in it: opening pages, reading, typing and clicking.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use client::Method;
use serde_json::{Value, json};

use super::Key;
use super::chromedriver::Chromedriver;
use crate::harness::eventually;

/// The time that a story waits for a page. The gateway is a debug build, and the machine may be busy.
const PAGE_TIME_LIMIT: Duration = Duration::from_secs(30);
/// The member of an answer that holds the id of an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

#[derive(Clone)]
pub(crate) struct Browser {
    pub(super) inner: Arc<Inner>,
}

pub(super) struct Inner {
    pub(super) driver: Arc<Chromedriver>,
    pub(super) session: String,
    /// The name of the story.
    pub(super) name: &'static str,
    /// Parts of the messages on the console that the story expects.
    pub(super) expected: Mutex<Vec<&'static str>>,
}

impl Browser {
    pub(super) async fn start(name: &'static str) -> Self {
        let driver = Chromedriver::shared();
        let session = driver.take().await;
        let browser = Self { inner: Arc::new(Inner { driver, session, name, expected: Mutex::default() }) };
        // Nothing is left of the story before: the tab is new, and the logs are read.
        browser.switch_to_fresh_tab().await;
        browser.read_traffic().await;
        browser.resize(1_200, 900).await;
        browser.set_languages("en").await;
        browser
    }

    /// Sends a command of the session.
    pub(super) async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> Result<Value, String> {
        let path = format!("/session/{}{path}", self.inner.session);
        self.inner.driver.webdriver().send(method, &path, body.as_ref()).await
    }

    /// Sends a command that must succeed.
    pub(super) async fn command(&self, path: &str, body: Value) -> Value {
        self.send(Method::POST, path, Some(body)).await.unwrap_or_else(|fault| panic!("{path}: {fault}"))
    }

    /// Sends a command of the DevTools protocol.
    pub(crate) async fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.command("/goog/cdp/execute", json!({"cmd": command, "params": parameters})).await
    }

    // --- Navigation -------------------------------------------------------------------------------------------

    pub(crate) async fn go(&self, url: &str) {
        self.command("/url", json!({"url": url})).await;
    }

    pub(crate) async fn reload(&self) {
        self.command("/refresh", json!({})).await;
    }

    pub(crate) async fn back(&self) {
        self.command("/back", json!({})).await;
    }

    pub(crate) async fn url(&self) -> String {
        text(self.send(Method::GET, "/url", None).await.unwrap())
    }

    /// Returns the id of the current tab.
    pub(crate) async fn tab(&self) -> String {
        text(self.send(Method::GET, "/window", None).await.unwrap())
    }

    /// Opens a tab and makes it the current one. The tab before is hidden.
    pub(crate) async fn new_tab(&self) -> String {
        self.open("tab").await
    }

    /// Opens a window and makes it the current one. The window before stays visible.
    pub(crate) async fn new_window(&self) -> String {
        self.open("window").await
    }

    async fn open(&self, kind: &str) -> String {
        let tab = self.command("/window/new", json!({"type": kind})).await["handle"].clone();
        self.switch_to(tab.as_str().unwrap()).await;
        text(tab)
    }

    pub(crate) async fn switch_to(&self, tab: &str) {
        self.command("/window", json!({"handle": tab})).await;
    }

    async fn switch_to_fresh_tab(&self) {
        let tabs = self.send(Method::GET, "/window/handles", None).await.unwrap();
        let fresh = self.new_tab().await;
        for tab in tabs.as_array().unwrap() {
            self.switch_to(tab.as_str().unwrap()).await;
            self.send(Method::DELETE, "/window", None).await.unwrap();
        }
        self.switch_to(&fresh).await;
    }

    /// Makes a frame the current document, until the next navigation.
    pub(crate) async fn enter_frame(&self, selector: &str) {
        let element = self.element(selector).await;
        self.command("/frame", json!({"id": {ELEMENT: element}})).await;
    }

    // --- Reading ----------------------------------------------------------------------------------------------

    /// Runs a script in the page, and returns its result.
    pub(crate) async fn run(&self, script: &str) -> Value {
        self.try_run(script).await.unwrap_or_else(|fault| panic!("{script}: {fault}"))
    }

    pub(super) async fn try_run(&self, script: &str) -> Result<Value, String> {
        self.send(Method::POST, "/execute/sync", Some(json!({"script": script, "args": []}))).await
    }

    /// Returns the visible text of the first element that the selector finds.
    pub(crate) async fn read(&self, selector: &str) -> String {
        let found =
            self.run(&format!("return document.querySelector({})?.innerText", quoted(selector))).await;
        found.as_str().unwrap_or_else(|| panic!("there is no {selector}")).trim().to_owned()
    }

    pub(crate) async fn value(&self, selector: &str) -> String {
        text(self.run(&format!("return document.querySelector({}).value", quoted(selector))).await)
    }

    /// Whether the selector finds an element that is visible.
    pub(crate) async fn shows(&self, selector: &str) -> bool {
        let script = format!("return !!document.querySelector({})?.checkVisibility()", quoted(selector));
        self.run(&script).await == Value::Bool(true)
    }

    /// Waits until a JavaScript expression is true. While a page is being left, evaluation may fail.
    pub(crate) async fn until(&self, expression: &str) {
        let script = format!("return Boolean({expression})");
        eventually(expression, PAGE_TIME_LIMIT, || async {
            (self.try_run(&script).await == Ok(Value::Bool(true))).then_some(())
        })
        .await;
    }

    /// Waits until a page is complete and has this heading.
    pub(crate) async fn until_heading(&self, heading: &str) {
        let quoted = quoted(heading);
        self.until(&format!(
            "document.readyState === 'complete' && document.querySelector('h1')?.innerText === {quoted}"
        ))
        .await;
    }

    /// Waits until the URL begins with this and the page is complete. Returns the URL.
    pub(crate) async fn until_url(&self, beginning: &str) -> String {
        let quoted = quoted(beginning);
        self.until(&format!("location.href.startsWith({quoted}) && document.readyState === 'complete'"))
            .await;
        self.url().await
    }

    // --- Input ------------------------------------------------------------------------------------------------

    async fn element(&self, selector: &str) -> String {
        let wanted = json!({"using": "css selector", "value": selector});
        text(self.command("/element", wanted).await[ELEMENT].clone())
    }

    pub(crate) async fn click(&self, selector: &str) {
        let element = self.element(selector).await;
        self.command(&format!("/element/{element}/click"), json!({})).await;
    }

    /// Types into an element, behind its present value.
    pub(crate) async fn fill(&self, selector: &str, typed: &str) {
        let element = self.element(selector).await;
        self.command(&format!("/element/{element}/value"), json!({"text": typed})).await;
    }

    /// Types into the element that has the focus.
    pub(crate) async fn type_text(&self, typed: &str) {
        let strokes = typed.chars().flat_map(|character| {
            let key = character.to_string();
            [json!({"type": "keyDown", "value": key}), json!({"type": "keyUp", "value": key})]
        });
        self.act(strokes.collect()).await;
    }

    pub(crate) async fn press(&self, key: Key) {
        let (held, pressed) = key.strokes();
        let down = |key: &&str| json!({"type": "keyDown", "value": key});
        let up = |key: &&str| json!({"type": "keyUp", "value": key});
        let strokes = held.iter().map(down).chain([down(&pressed), up(&pressed)]).chain(held.iter().map(up));
        self.act(strokes.collect()).await;
    }

    async fn act(&self, strokes: Vec<Value>) {
        let keyboard = json!({"type": "key", "id": "keyboard", "actions": strokes});
        self.command("/actions", json!({"actions": [keyboard]})).await;
    }
}

/// Returns the text as a string literal of JavaScript.
pub(crate) fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

fn text(value: Value) -> String {
    match value {
        Value::String(text) => text,
        other => panic!("{other} is not a text"),
    }
}
