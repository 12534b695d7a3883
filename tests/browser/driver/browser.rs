//! What somebody does in front of a browser: goes to pages, types, clicks, looks.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use client::Method;
use serde_json::{Value, json};

use super::Key;
use super::chromedriver::Chromedriver;
use crate::harness::eventually;

/// How long a page may take to become what it is waited for: a debug build on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);
/// The member by which the protocol names elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

#[derive(Clone)]
pub(crate) struct Browser {
    pub(super) inner: Arc<Inner>,
}

pub(super) struct Inner {
    pub(super) driver: Arc<Chromedriver>,
    pub(super) session: String,
    /// Of the story, for pictures.
    pub(super) name: &'static str,
    /// Complaints of the browser that the story is about.
    pub(super) expected: Mutex<Vec<&'static str>>,
}

impl Browser {
    pub(super) async fn start(name: &'static str) -> Self {
        let driver = Chromedriver::shared();
        let session = driver.take().await;
        let browser = Self { inner: Arc::new(Inner { driver, session, name, expected: Mutex::default() }) };
        // Nothing of the story before this one is left: the tab is new, and the logs are read.
        browser.switch_to_fresh_tab().await;
        browser.read_traffic().await;
        browser.resize(1_200, 900).await;
        browser.speak("en").await;
        browser
    }

    pub(super) async fn ask(&self, method: Method, path: &str, body: Option<Value>) -> Result<Value, String> {
        let path = format!("/session/{}{path}", self.inner.session);
        self.inner.driver.wire().ask(method, &path, body.as_ref()).await
    }

    pub(super) async fn command(&self, path: &str, body: Value) -> Value {
        self.ask(Method::POST, path, Some(body)).await.unwrap_or_else(|fault| panic!("{path}: {fault}"))
    }

    /// A command of the browser's own protocol.
    pub(crate) async fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.command("/goog/cdp/execute", json!({"cmd": command, "params": parameters})).await
    }

    // --- Where it is ------------------------------------------------------------------------------------------

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
        text(self.ask(Method::GET, "/url", None).await.unwrap())
    }

    /// The name of the tab that is looked at.
    pub(crate) async fn tab(&self) -> String {
        text(self.ask(Method::GET, "/window", None).await.unwrap())
    }

    /// Opens another, and looks at it; the one before is hidden.
    pub(crate) async fn new_tab(&self) -> String {
        self.open("tab").await
    }

    /// The same, and the one before stays in sight.
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
        let tabs = self.ask(Method::GET, "/window/handles", None).await.unwrap();
        let fresh = self.new_tab().await;
        for tab in tabs.as_array().unwrap() {
            self.switch_to(tab.as_str().unwrap()).await;
            self.ask(Method::DELETE, "/window", None).await.unwrap();
        }
        self.switch_to(&fresh).await;
    }

    /// Looks at what is in a frame, until another page is gone to.
    pub(crate) async fn enter_frame(&self, selector: &str) {
        let element = self.element(selector).await;
        self.command("/frame", json!({"id": {ELEMENT: element}})).await;
    }

    // --- What it shows ----------------------------------------------------------------------------------------

    /// What a script returns that runs in the page.
    pub(crate) async fn run(&self, script: &str) -> Value {
        self.try_run(script).await.unwrap_or_else(|fault| panic!("{script}: {fault}"))
    }

    pub(super) async fn try_run(&self, script: &str) -> Result<Value, String> {
        self.ask(Method::POST, "/execute/sync", Some(json!({"script": script, "args": []}))).await
    }

    /// What a person reads of the first element that is meant.
    pub(crate) async fn read(&self, selector: &str) -> String {
        let found =
            self.run(&format!("return document.querySelector({})?.innerText", quoted(selector))).await;
        found.as_str().unwrap_or_else(|| panic!("there is no {selector}")).trim().to_owned()
    }

    pub(crate) async fn value(&self, selector: &str) -> String {
        text(self.run(&format!("return document.querySelector({}).value", quoted(selector))).await)
    }

    /// Whether it is there and takes room.
    pub(crate) async fn shows(&self, selector: &str) -> bool {
        let script = format!("return !!document.querySelector({})?.checkVisibility()", quoted(selector));
        self.run(&script).await == Value::Bool(true)
    }

    /// Waits until an expression of the page's script is true. A page that is just being left answers nothing.
    pub(crate) async fn until(&self, expression: &str) {
        let script = format!("return Boolean({expression})");
        eventually(expression, PATIENCE, || async {
            (self.try_run(&script).await == Ok(Value::Bool(true))).then_some(())
        })
        .await;
    }

    /// Waits for a page that is drawn whole and has this heading.
    pub(crate) async fn until_heading(&self, heading: &str) {
        let quoted = quoted(heading);
        self.until(&format!(
            "document.readyState === 'complete' && document.querySelector('h1')?.innerText === {quoted}"
        ))
        .await;
    }

    pub(crate) async fn until_url(&self, beginning: &str) -> String {
        let quoted = quoted(beginning);
        self.until(&format!("location.href.startsWith({quoted}) && document.readyState === 'complete'"))
            .await;
        self.url().await
    }

    // --- What is done -----------------------------------------------------------------------------------------

    async fn element(&self, selector: &str) -> String {
        let wanted = json!({"using": "css selector", "value": selector});
        text(self.command("/element", wanted).await[ELEMENT].clone())
    }

    pub(crate) async fn click(&self, selector: &str) {
        let element = self.element(selector).await;
        self.command(&format!("/element/{element}/click"), json!({})).await;
    }

    /// Key by key, behind what is there.
    pub(crate) async fn fill(&self, selector: &str, typed: &str) {
        let element = self.element(selector).await;
        self.command(&format!("/element/{element}/value"), json!({"text": typed})).await;
    }

    /// Into whatever has the focus.
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

/// As a literal of a script.
pub(crate) fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

fn text(value: Value) -> String {
    match value {
        Value::String(text) => text,
        other => panic!("{other} is no text"),
    }
}
