//! Masks the values of settings for display.

use super::{misplaced, setting::Secrecy};

const MASK: &str = "********";

pub(super) fn shown(value: &str, secrecy: Secrecy) -> String {
    match secrecy {
        _ if value.is_empty() => String::new(),
        Secrecy::Open | Secrecy::File | Secrecy::Directory | Secrecy::WebUrl => open(value, secrecy),
        Secrecy::Secret => MASK.to_owned(),
        Secrecy::Url => url(value),
    }
}

/// Shows a value that is no secret, unless one was put there by mistake. A query, which no such URL has, may be one.
fn open(value: &str, secrecy: Secrecy) -> String {
    if misplaced::find(value, secrecy).is_some() {
        return MASK.to_owned();
    }
    match (secrecy, value.find(['?', '#'])) {
        (Secrecy::WebUrl, Some(end)) => format!("{}{MASK}", &value[..=end]),
        _ => value.to_owned(),
    }
}

/// Shows a URL without its password. A text that is not a URL is masked as a whole, because it may be a password.
fn url(value: &str) -> String {
    let Some((scheme, rest)) = value.split_once("://") else { return MASK.to_owned() };
    // The last `@` ends the password: one that was not escaped may contain an `@`.
    let masked = match rest.rsplit_once('@') {
        Some((credentials, place)) => {
            let (user, password) = credentials.split_once(':').unwrap_or((credentials, ""));
            let password = if password.is_empty() { "" } else { ":********" };
            format!("{scheme}://{user}{password}@{place}")
        }
        None => value.to_owned(),
    };
    let Some((place, query)) = masked.split_once('?') else { return masked };
    let parameters: Vec<String> = query
        .split('&')
        .map(|parameter| match parameter.split_once('=') {
            Some(("password", _)) => format!("password={MASK}"),
            _ => parameter.to_owned(),
        })
        .collect();
    format!("{place}?{}", parameters.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_masked_and_nothing_else() {
        for (given, expected) in [
            ("", ""),
            (
                "postgres://u:hunter22@h:5432/db?sslmode=require",
                "postgres://u:********@h:5432/db?sslmode=require",
            ),
            ("postgres://u:hunt@er/2?2@h/db", "postgres://u:********@h/db"),
            (
                "postgres://u@h/db?password=hunter22&sslmode=disable",
                "postgres://u@h/db?password=********&sslmode=disable",
            ),
            ("postgres://%2Frun%2Fpostgresql/db", "postgres://%2Frun%2Fpostgresql/db"),
            ("host=h password=hunter22", "********"),
        ] {
            assert_eq!(shown(given, Secrecy::Url), expected);
        }
    }
}
