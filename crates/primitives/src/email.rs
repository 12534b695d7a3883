//! E-mail addresses as the contract has them.

mod published;

use document::{Fault, Object, Tree};

/// An e-mail address of at most 150 characters, in one of two forms:
///
/// - the published pattern (Retail API, section 1.3), which also takes addresses that no mailbox has
///   (`a..b@example.com`);
/// - a mailbox of RFC 5321 in dot-atom form, with characters beyond ASCII as RFC 6531 adds them, because the
///   published pattern refuses many addresses that exist (`o'neil@example.company`). Quoted local parts and
///   address literals are refused: hardly a buyer has one, and they may hold spaces and angle brackets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email(String);

const MAX_CHARS: usize = 150;
const MAX_LOCAL_CHARS: usize = 64;
const MAX_LABEL_CHARS: usize = 63;

impl Email {
    pub fn parse(text: &str) -> Result<Self, Fault> {
        const FORM: Fault = Fault::Pattern("an e-mail address such as name@example.com");
        if text.chars().count() > MAX_CHARS {
            return Err(Fault::Size { min: 0, max: MAX_CHARS });
        }
        let (local, domain) = text.split_once('@').ok_or(FORM)?;
        let is_mailbox = is_dot_atom(local) && is_domain(domain);
        if is_mailbox || published::matches(local, domain) { Ok(Self(text.to_owned())) } else { Err(FORM) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// `Dot-string` of RFC 5321: atoms of `atext` between single dots.
fn is_dot_atom(local: &str) -> bool {
    let is_atext =
        |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c) || is_beyond_ascii(c);
    local.chars().count() <= MAX_LOCAL_CHARS
        && local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atext))
}

/// Two labels or more. The last has two characters or more and begins with a letter, so that an IPv4 address
/// is no domain.
fn is_domain(domain: &str) -> bool {
    let Some((labels, last)) = domain.rsplit_once('.') else { return false };
    let begins_with_letter =
        last.chars().next().is_some_and(|c| is_letter_or_digit(c) && !c.is_ascii_digit());
    labels.split('.').all(is_label) && is_label(last) && begins_with_letter && last.chars().count() >= 2
}

/// Letters, digits and hyphens, with a letter or digit at both ends.
fn is_label(label: &str) -> bool {
    label.chars().count() <= MAX_LABEL_CHARS
        && label.starts_with(is_letter_or_digit)
        && label.ends_with(is_letter_or_digit)
        && label.chars().all(|c| is_letter_or_digit(c) || c == '-')
}

fn is_letter_or_digit(c: char) -> bool {
    c.is_ascii_alphanumeric() || is_beyond_ascii(c)
}

/// Whether a character beyond ASCII may stand in an address. Refused are control characters, spaces and the
/// block of general punctuation, which holds the invisible marks that turn the direction of writing; its two
/// joiners are letters of some scripts.
fn is_beyond_ascii(c: char) -> bool {
    let is_refused = matches!(
        c,
        '\u{A0}' | '\u{AD}' | '\u{1680}' | '\u{2000}'..='\u{200B}' | '\u{200E}'..='\u{206F}' | '\u{3000}' | '\u{FEFF}'
    );
    c > '\u{9F}' && !is_refused
}

/// What [`is_beyond_ascii`] refuses, in a class.
const REFUSED: &str = r"\x7F-\xA0\xAD\u1680\u2000-\u200B\u200E-\u206F\u3000\uFEFF";

/// Returns the schema. Its patterns are of ECMA-262, without lookahead, which many libraries lack; so the limit
/// of the local part, which the published pattern does not have, is a pattern of its own.
///
/// Classes are negated, because the dialects of regular expressions agree on no other way to write the
/// characters above U+FFFF.
fn schema() -> Object {
    let atext = format!(r#"[^\x00-\x20"(),.:;<>@\[\\\]{REFUSED}]+"#);
    let end = format!(r"[^\x00-/:-@\[-`{{-~{REFUSED}]");
    let first_of_last = format!(r"[^\x00-@\[-`{{-~{REFUSED}]");
    let inner = format!(r"[^\x00-,./:-@\[-`{{-~{REFUSED}]");
    let rest = format!("{inner}{{0,{}}}{end}", MAX_LABEL_CHARS - 2);
    let published = published::PATTERN;
    let mailbox = format!(r"{atext}(?:\.{atext})*@(?:{end}(?:{rest})?\.)+{first_of_last}{rest}");
    let limited = Object::new().with("pattern", format!("^[^@]{{1,{MAX_LOCAL_CHARS}}}@"));
    let unlimited = Object::new().with("pattern", format!("^{published}$"));
    Object::new()
        .with("type", "string")
        .with("maxLength", 150)
        .with("pattern", format!("^(?:{published}|{mailbox})$"))
        .with("anyOf", vec![Tree::from(limited), unlimited.into()])
}

document::text_value!(Email, Email::parse, |value: &Email| value.0.clone(), schema());

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_taken(text: &str) {
        assert!(Email::parse(text).is_ok(), "{text}");
    }

    #[track_caller]
    fn assert_refused(text: &str) {
        assert!(Email::parse(text).is_err(), "{text}");
    }

    #[test]
    fn mailboxes() {
        for text in [
            "j@ex.fr",
            "jo@example.company",
            "jo@ex.museum",
            "o'neil@example.co.uk",
            "+jo@ex.fr",
            "a.b!#$%&'*+-/=?^_`{|}~@example.com",
            "jo@xn--80ak6aa92e.xn--p1ai",
            "jo@1.2.museum",
        ] {
            assert_taken(text);
        }
    }

    #[test]
    fn characters_beyond_ascii() {
        for text in [
            "zoé@exemple.fr",
            "用户@例子.公司",
            "jo@münchen.de",
            "अ\u{94d}क@ex.भारत",
            "jo@ex.\u{20000}\u{20001}",
        ] {
            assert_taken(text);
        }
        for c in [
            '\u{80}', '\u{85}', '\u{a0}', '\u{ad}', '\u{2003}', '\u{202e}', '\u{2066}', '\u{3000}',
            '\u{feff}',
        ] {
            assert_refused(&format!("z{c}e@ex.fr"));
            assert_refused(&format!("ze@e{c}x.fr"));
        }
    }

    #[test]
    fn no_mailboxes() {
        for text in [
            "",
            "@",
            "jo@",
            "@ex.fr",
            "jo@ex",
            "jo@.fr",
            "jo@ex.",
            "jo@ex.f",
            "jo.@ex.fr",
            ".'jo@ex.fr",
            "j''..o@ex.fr",
            "j o@ex.fr",
            "jo@e x.fr",
            "jo@@ex.fr",
            "j@o@ex.fr",
            "\"jo\"@ex.fr",
            "<jo@ex.fr>",
            "Jo <jo@ex.fr>",
            "j,o@ex.fr",
            "jo@[192.0.2.1]",
            "j@192.0.2.1",
            "j@-ex.fr",
            "j@ex-.fr",
            "j@e_x.fr",
            "j@ex.fr-",
            "j@ex.museum\n",
            "j\0o@ex.fr",
            "j\u{7f}o@ex.fr",
            " jo@ex.fr",
            "jo@ex.fr ",
        ] {
            assert_refused(text);
        }
    }

    #[test]
    fn lengths() {
        let of = |local: usize, label: usize, last: usize| {
            format!("{}'@{}.{}", "j".repeat(local - 1), "é".repeat(label), "m".repeat(last))
        };
        assert_taken(&of(64, 63, 20));
        assert_taken(&of(20, 63, 63));
        for text in [of(65, 10, 3), of(10, 64, 3), of(10, 10, 64), of(10, 10, 1), of(64, 63, 22)] {
            assert_refused(&text);
        }
    }
}
