//! An answer of the gateway.

use bytes::Bytes;
use document::Tree;
use http::HeaderMap;
use http::header::CONTENT_TYPE;

#[derive(Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Body,
}

#[derive(Clone, PartialEq)]
pub enum Body {
    Document(Tree),
    /// A body that is not JSON, or is declared as JSON and is not.
    Raw(Bytes),
}

impl Answer {
    pub(crate) fn new(status: u16, headers: HeaderMap, body: Bytes) -> Self {
        let json = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(is_json);
        let document = if json { document::read_json(&body).ok() } else { None };
        Self { status, headers, body: document.map_or(Body::Raw(body), Body::Document) }
    }

    pub fn document(&self) -> Option<&Tree> {
        match &self.body {
            Body::Document(tree) => Some(tree),
            Body::Raw(_) => None,
        }
    }

    /// Returns the value at a path of members: `answer.at(&["result", "code"])`.
    pub fn at(&self, path: &[&str]) -> Option<&Tree> {
        self.document()?.at(path)
    }

    /// Returns the text at a path of members.
    pub fn text(&self, path: &[&str]) -> Option<&str> {
        self.at(path)?.as_text()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Returns the body in a form for people.
    pub fn body_text(&self) -> String {
        match &self.body {
            Body::Document(tree) => document::write_json(tree),
            Body::Raw(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        }
    }
}

/// Whether a media type is JSON. Parameters are ignored, and problem documents are JSON too.
fn is_json(content_type: &str) -> bool {
    let media_type = content_type.split(';').next().unwrap_or_default().trim();
    media_type.eq_ignore_ascii_case("application/json") || media_type.ends_with("+json")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(content_type: &'static str, body: &'static str) -> Answer {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, http::HeaderValue::from_static(content_type));
        Answer::new(200, headers, Bytes::from_static(body.as_bytes()))
    }

    #[test]
    fn a_document_is_read_and_a_text_is_left_alone() {
        let read = answer("application/json; charset=utf-8", r#"{"result":{"code":"00000"}}"#);
        assert_eq!(read.text(&["result", "code"]), Some("00000"));
        assert_eq!(read.body_text(), r#"{"result":{"code":"00000"}}"#);
        for left in [answer("text/plain", "{}"), answer("application/json", "{")] {
            assert!(left.document().is_none());
        }
    }
}
