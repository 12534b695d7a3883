//! Pictures of what the browser shows, in `target/screenshots`, with a page that shows them all.

use std::fs;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::Browser;
use crate::harness::run;

/// The album of this run; the one before is thrown away.
fn album() -> PathBuf {
    static EMPTIED: Mutex<bool> = Mutex::new(false);
    let album = run::target().join("screenshots");
    let mut emptied = EMPTIED.lock().unwrap_or_else(PoisonError::into_inner);
    if !*emptied {
        drop(fs::remove_dir_all(&album));
        fs::create_dir_all(&album).unwrap();
        *emptied = true;
    }
    album
}

impl Browser {
    /// The whole page, however long.
    pub(crate) async fn take_picture(&self, name: &str) {
        let size = self.devtools("Page.getLayoutMetrics", json!({})).await["cssContentSize"].clone();
        let clip = json!({"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1});
        let wanted =
            json!({"format": "png", "clip": clip, "captureBeyondViewport": true, "optimizeForSpeed": true});
        let picture = self.devtools("Page.captureScreenshot", wanted).await;
        let bytes = STANDARD.decode(picture["data"].as_str().unwrap()).unwrap();
        fs::write(album().join(format!("{name}.png")), bytes).unwrap();
        write_index();
    }

    /// As good as it can be had.
    pub(super) async fn take_picture_of_failure(&self) {
        let Ok(picture) = self.ask(client::Method::GET, "/screenshot", None).await else { return };
        let bytes = STANDARD.decode(picture.as_str().unwrap_or_default()).unwrap_or_default();
        let file = album().join(format!("failed-{}.png", self.inner.name));
        fs::write(&file, bytes).unwrap();
        let url = self.url().await;
        eprintln!("{url} as it was: {}", file.display());
    }
}

/// All pictures, by their names.
fn write_index() {
    static WRITING: Mutex<()> = Mutex::new(());
    let writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
    let album = album();
    let entries = fs::read_dir(&album).unwrap();
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
    fs::write(album.join("index.html"), html).unwrap();
    drop(writing);
}
