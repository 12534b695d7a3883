//! Emulates a device, its network and the settings of its user.

use serde_json::json;

use super::Browser;

impl Browser {
    /// Sets the size of the viewport, in CSS pixels. Under a width of 600 the device is a phone.
    pub(crate) async fn resize(&self, width: u32, height: u32) {
        let is_phone = width < 600;
        let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": is_phone});
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// Sets the header `Accept-Language`.
    pub(crate) async fn set_languages(&self, languages: &str) {
        let agent = self.run("return navigator.userAgent").await;
        let wanted = json!({"userAgent": agent, "acceptLanguage": languages});
        self.devtools("Emulation.setUserAgentOverride", wanted).await;
    }

    pub(crate) async fn set_dark_mode(&self, is_dark: bool) {
        let scheme = if is_dark { "dark" } else { "light" };
        let features = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        self.devtools("Emulation.setEmulatedMedia", features).await;
    }

    pub(crate) async fn enable_scripts(&self, are_enabled: bool) {
        self.devtools("Emulation.setScriptExecutionDisabled", json!({"value": !are_enabled})).await;
    }

    /// Gives the following pages a global variable `skip`, by which their clock is ahead, in milliseconds.
    pub(crate) async fn make_clock_adjustable(&self) {
        let source = "const now = Date.now; globalThis.skip = 0; Date.now = () => now() + globalThis.skip;";
        self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({"source": source})).await;
    }

    pub(crate) async fn set_offline(&self, is_offline: bool) {
        let conditions =
            json!({"offline": is_offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1});
        self.devtools("Network.emulateNetworkConditions", conditions).await;
    }
}
