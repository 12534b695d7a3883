//! One scenario: a browser of its own, and the questions that end every one.

use std::panic::resume_unwind;

use super::Browser;
use crate::harness::shared;

/// Lets a story happen. It may hand the browser on; when it is over, the browser goes to the next.
pub(crate) async fn story<F>(name: &'static str, happens: impl FnOnce(Browser) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    // A page of a visit that is over may still ask something. Its gateway answers as long as the browser is open.
    let gateway = shared();
    let browser = Browser::start(name).await;
    let (happening, seen) = (happens(browser.clone()), browser.clone());
    let told = tokio::spawn(async move {
        happening.await;
        seen.assert_well_behaved().await;
    });
    if let Err(fault) = told.await {
        browser.take_picture_of_failure().await;
        browser.inner.driver.close(&browser.inner.session).await;
        resume_unwind(fault.into_panic());
    }
    browser.inner.driver.give_back(browser.inner.session.clone());
    drop(gateway);
}
