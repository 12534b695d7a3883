//! The transport of the WebDriver protocol (W3C): JSON over HTTP, on this machine.

use client::{Client, Method, Trust};
use serde_json::Value;

pub(crate) struct WebDriver {
    peer: Client,
}

impl WebDriver {
    pub(crate) fn on_port(port: u16) -> Self {
        let address = format!("http://127.0.0.1:{port}");
        Self { peer: Client::new(&address, "nobody", "nothing", Trust::Nobody).unwrap() }
    }

    /// Sends a command. Returns the value of the answer, or the error as the driver words it.
    pub(crate) async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Value, String> {
        // The protocol requires an object in every POST.
        let text = match body {
            Some(body) => body.to_string(),
            None if method == Method::POST => "{}".to_owned(),
            None => String::new(),
        };
        let headers: [(&str, &[u8]); 1] = [("content-type", b"application/json; charset=utf-8")];
        let mut connection = self.peer.connect().await.map_err(|error| error.to_string())?;
        let answer =
            connection.send_raw(method, path, &headers, text).await.map_err(|error| error.to_string())?;
        let mut answered: Value =
            serde_json::from_str(&answer.body_text()).map_err(|error| format!("{path}: {error}"))?;
        let value = answered["value"].take();
        match value["error"].as_str() {
            None => Ok(value),
            Some(error) => {
                let message = value["message"].as_str().unwrap_or_default();
                Err(format!("{error}: {}", message.lines().next().unwrap_or_default()))
            }
        }
    }
}
