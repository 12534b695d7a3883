//! Runs a story: a test with a browser of its own.

use std::panic::resume_unwind;

use super::Browser;
use crate::harness::shared;

/// Runs a story, then makes the checks that every story has. The browser is kept for the next story; after a
/// failure it is closed.
pub(crate) async fn story<F>(name: &'static str, run: impl FnOnce(Browser) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    // The page of an earlier visit may still send requests: its gateway must answer as long as the browser shows the page.
    let gateway = shared();
    let browser = Browser::start(name).await;
    let (running, checked) = (run(browser.clone()), browser.clone());
    let task = tokio::spawn(async move {
        running.await;
        checked.assert_no_faults().await;
    });
    if let Err(fault) = task.await {
        browser.take_screenshot_of_failure().await;
        browser.inner.driver.close(&browser.inner.session).await;
        resume_unwind(fault.into_panic());
    }
    browser.inner.driver.give_back(browser.inner.session.clone());
    drop(gateway);
}
