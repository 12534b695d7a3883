//! The W3C's WebDriver protocol: JSON over HTTP on this machine.

use client::{Method, Shop, Trust};
use serde_json::Value;

pub(crate) struct Wire {
    peer: Shop,
}

impl Wire {
    pub(crate) fn to(port: u16) -> Self {
        let address = format!("http://127.0.0.1:{port}");
        Self { peer: Shop::new(&address, "nobody", "nothing", Trust::Nobody).unwrap() }
    }

    /// The value of the answer, or what was wrong, in the driver's words.
    pub(crate) async fn ask(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Value, String> {
        // The protocol wants an object in every POST.
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
