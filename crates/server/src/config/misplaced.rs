//! Secrets in settings that take none: the text of a key where the path of its file belongs, a password in a URL. They are
//! recognised before a value is used, because errors and `guichet config` print the values of these settings.

use super::setting::Secrecy;

/// The reason for which a value is refused. It quotes nothing of the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Misplaced {
    #[error("holds a key itself")]
    Key,
    #[error("holds the text of a PEM file itself")]
    Pem,
    #[error("holds a line break or another control character")]
    Control,
    #[error("holds a URL with a user or a password")]
    Credentials,
    #[error("holds an @, and so perhaps a user and a password (an @ of a path is written %40)")]
    At,
}

/// What every text of a PEM section begins with, and the base64 of it, as orchestrators write secrets.
const BEGIN: &str = "-----BEGIN";
const ENCODED_BEGIN: &str = "LS0tLS1CRUdJT";

/// What every share of a master key begins with.
const SHARE: &str = "guichet-share:";

/// Finds a secret in the value of a setting that is not to hold one.
pub(super) fn find(value: &str, secrecy: Secrecy) -> Option<Misplaced> {
    match secrecy {
        Secrecy::Secret | Secrecy::Url => return None,
        Secrecy::Open | Secrecy::File | Secrecy::Directory | Secrecy::WebUrl => {}
    }
    if value.contains("PRIVATE KEY")
        || value.split_whitespace().any(|word| is_master_key(word) || word.contains(SHARE))
    {
        return Some(Misplaced::Key);
    }
    if value.contains(BEGIN) || value.contains(ENCODED_BEGIN) {
        return Some(Misplaced::Pem);
    }
    let credentials = |place: &str| place.split_once("://").is_some_and(|(_, rest)| rest.contains('@'));
    match secrecy {
        Secrecy::WebUrl if value.contains('@') => Some(Misplaced::At),
        // Lists may have line breaks between their members.
        Secrecy::Open => credentials(value).then_some(Misplaced::Credentials),
        _ if value.chars().any(char::is_control) => Some(Misplaced::Control),
        _ => credentials(value).then_some(Misplaced::Credentials),
    }
}

/// Whether a message about the command line quotes a key or the password of a URL.
pub(crate) fn is_quoted(message: &str) -> bool {
    find(message, Secrecy::Open).is_some()
}

/// Whether a word is the base64 of 32 bytes, in either alphabet: 43 digits, of which the last has two bits that are 0, and one `=`.
fn is_master_key(word: &str) -> bool {
    const DIGITS: usize = 43;
    let word = word.trim_matches(['"', '\'']).as_bytes();
    let is_digit = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/-_".contains(byte);
    word.len() == DIGITS + 1
        && word[DIGITS] == b'='
        && word[..DIGITS].iter().all(is_digit)
        && b"AEIMQUYcgkosw048".contains(&word[DIGITS - 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_secret_in_the_wrong_place() {
        let key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
        for (value, secrecy, expected) in [
            ("", Secrecy::File, None),
            ("/etc/guichet/certificates/with space/key.pem", Secrecy::File, None),
            ("/var/lib/guichet-données", Secrecy::Directory, None),
            // As long as a key, and a path.
            ("/etc/guichet/certificates/production/key.pe=", Secrecy::File, None),
            (key, Secrecy::File, Some(Misplaced::Key)),
            (&format!("'{key}'"), Secrecy::File, Some(Misplaced::Key)),
            (&format!("{key} {key}"), Secrecy::Directory, Some(Misplaced::Key)),
            (key, Secrecy::Open, Some(Misplaced::Key)),
            (key, Secrecy::Secret, None),
            ("-----BEGIN EC PRIVATE KEY-----", Secrecy::File, Some(Misplaced::Key)),
            ("-----BEGIN CERTIFICATE-----", Secrecy::File, Some(Misplaced::Pem)),
            ("LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0t", Secrecy::File, Some(Misplaced::Pem)),
            ("one\ntwo", Secrecy::File, Some(Misplaced::Control)),
            ("10.0.0.1\n10.0.0.2", Secrecy::Open, None),
            ("https://pay.example/shop", Secrecy::WebUrl, None),
            ("https://u:p@pay.example", Secrecy::WebUrl, Some(Misplaced::At)),
            ("u:p@pay.example", Secrecy::WebUrl, Some(Misplaced::At)),
            ("postgres://u:p@db/guichet", Secrecy::Directory, Some(Misplaced::Credentials)),
            ("postgres://u:p@db/guichet", Secrecy::Url, None),
            ("https://u:p@127.0.0.1:1", Secrecy::Open, Some(Misplaced::Credentials)),
        ] {
            assert_eq!(find(value, secrecy), expected, "{value}");
        }
    }
}
