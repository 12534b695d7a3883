//! The machine and the person that the browser pretends to.

use serde_json::json;

use super::Browser;

impl Browser {
    /// The window's inside, in CSS pixels; under 600 wide it is a phone with a finger.
    pub(crate) async fn resize(&self, width: u32, height: u32) {
        let is_phone = width < 600;
        let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": is_phone});
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// The languages of its buyer, as in `Accept-Language`.
    pub(crate) async fn speak(&self, languages: &str) {
        let agent = self.run("return navigator.userAgent").await;
        let wanted = json!({"userAgent": agent, "acceptLanguage": languages});
        self.devtools("Emulation.setUserAgentOverride", wanted).await;
    }

    pub(crate) async fn darken(&self, dark: bool) {
        let scheme = if dark { "dark" } else { "light" };
        let features = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        self.devtools("Emulation.setEmulatedMedia", features).await;
    }

    pub(crate) async fn allow_scripts(&self, allowed: bool) {
        self.devtools("Emulation.setScriptExecutionDisabled", json!({"value": !allowed})).await;
    }

    /// From the next page on, its clock goes forward by as many milliseconds as `skip` says.
    pub(crate) async fn make_clock_movable(&self) {
        let source = "const now = Date.now; globalThis.skip = 0; Date.now = () => now() + globalThis.skip;";
        self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({"source": source})).await;
    }

    /// Without a network, as in a tunnel.
    pub(crate) async fn cut_the_line(&self, cut: bool) {
        let conditions =
            json!({"offline": cut, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1});
        self.devtools("Network.emulateNetworkConditions", conditions).await;
    }
}
