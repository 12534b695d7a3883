//! Refuses requests that a page of another site makes in a buyer's browser.
//!
//! A session's id in the path is the credential, but a POST without a body needs no more than a form on any page that has
//! learned the id. Browsers tell where such a request comes from: all of today's in `Sec-Fetch-Site` (W3C Fetch Metadata), older
//! ones in `Origin`. Apps send neither, or as `Origin` a host without a scheme (session services, section 2).

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use domain::ReturnCode;

use crate::{answer::Answer, app::App};

const SEC_FETCH_SITE: &str = "sec-fetch-site";

pub(super) async fn refuse(State(app): State<App>, request: Request, next: Next) -> Response {
    if request.method() == Method::POST && is_cross_site(request.headers(), &app.page_url.origin()) {
        let detail = "a page of another site may not do this: only the payment page and apps may";
        return Answer::refusal(StatusCode::FORBIDDEN, ReturnCode::FORBIDDEN, detail).into_response();
    }
    next.run(request).await
}

fn is_cross_site(headers: &HeaderMap, page: &str) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (text(SEC_FETCH_SITE), text(header::ORIGIN.as_str())) {
        // `none`: the buyer's own doing, such as an address that was typed.
        (Some(site), _) => !matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => {
            let is_web = origin == "null" || origin.starts_with("http://") || origin.starts_with("https://");
            is_web && origin != page && !is_own_host(origin, text(header::HOST.as_str()))
        }
        (None, None) => false,
    }
}

/// Whether the origin is the host that the request was sent to: the page may be reached by another name than its own.
fn is_own_host(origin: &str, host: Option<&str>) -> bool {
    origin.split_once("://").zip(host).is_some_and(|((_, authority), host)| authority == host)
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    #[test]
    fn who_is_of_another_site() {
        let page = "https://pay.example";
        for (headers, expected) in [
            (&[][..], false),
            (&[("origin", "pay.example")], false),
            (&[("origin", "https://pay.example")], false),
            (&[("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080")], false),
            (&[("origin", "https://shop.example"), ("host", "pay.example")], true),
            (&[("origin", "https://pay.example:8443")], true),
            (&[("origin", "null")], true),
            (&[("sec-fetch-site", "same-origin"), ("origin", "null")], false),
            (&[("sec-fetch-site", "none")], false),
            (&[("sec-fetch-site", "same-site"), ("origin", "https://pay.example")], true),
            (&[("sec-fetch-site", "cross-site")], true),
        ] {
            let map = headers
                .iter()
                .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
            assert_eq!(is_cross_site(&map.collect(), page), expected, "{headers:?}");
        }
    }
}
