//! Screenshots in `target/screenshots`, with an index page that shows all of them.

use std::fs;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::Browser;
use crate::harness::run;

/// Returns the folder of the screenshots. It is emptied once a run.
fn folder() -> PathBuf {
    static EMPTIED: Mutex<bool> = Mutex::new(false);
    let folder = run::target().join("screenshots");
    let mut emptied = EMPTIED.lock().unwrap_or_else(PoisonError::into_inner);
    if !*emptied {
        drop(fs::remove_dir_all(&folder));
        fs::create_dir_all(&folder).unwrap();
        *emptied = true;
    }
    folder
}

impl Browser {
    /// Takes a screenshot of the whole page.
    pub(crate) async fn take_screenshot(&self, name: &str) {
        let size = self.devtools("Page.getLayoutMetrics", json!({})).await["cssContentSize"].clone();
        let clip = json!({"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1});
        let wanted =
            json!({"format": "png", "clip": clip, "captureBeyondViewport": true, "optimizeForSpeed": true});
        let screenshot = self.devtools("Page.captureScreenshot", wanted).await;
        let bytes = STANDARD.decode(screenshot["data"].as_str().unwrap()).unwrap();
        fs::write(folder().join(format!("{name}.png")), bytes).unwrap();
        write_index();
    }

    /// Takes a screenshot of the window, if the browser still can.
    pub(super) async fn take_screenshot_of_failure(&self) {
        let Ok(screenshot) = self.send(client::Method::GET, "/screenshot", None).await else { return };
        let bytes = STANDARD.decode(screenshot.as_str().unwrap_or_default()).unwrap_or_default();
        let file = folder().join(format!("failed-{}.png", self.inner.name));
        fs::write(&file, bytes).unwrap();
        let url = self.url().await;
        eprintln!("screenshot of {url}: {}", file.display());
    }
}

/// Writes the page that shows all screenshots, in the order of their names.
fn write_index() {
    static WRITING: Mutex<()> = Mutex::new(());
    let writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = folder();
    let entries = fs::read_dir(&folder).unwrap();
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.unwrap().file_name().to_str()?.strip_suffix(".png").map(str::to_owned))
        .collect();
    names.sort();
    let figure = |name: &String| {
        format!(
            "<figure><a href=\"{name}.png\"><img src=\"{name}.png\" alt=\"\" loading=\"lazy\"></a>\
             <figcaption>{name}</figcaption></figure>\n"
        )
    };
    let figures: String = names.iter().map(figure).collect();
    let html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>The pages, state by state</title>\n\
         <style>body {{ font: 1rem system-ui; margin: 2rem; display: flex; flex-wrap: wrap; gap: 2rem }} \
         figure {{ margin: 0 }} img {{ width: 20rem; border: 1px solid #999 }}</style>\n{figures}</html>\n"
    );
    fs::write(folder.join("index.html"), html).unwrap();
    drop(writing);
}
