//! E-mail addresses as the contract has them.

use document::{Fault, Object};

/// 0 to 150 characters of the published pattern `^[\w-\.]+[\w+]+@([\w-]+\.)+[\w-]{2,4}$` (Retail API,
/// section 1.3). The pattern refuses some addresses that exist (a last label of five letters); what the
/// platform refuses we refuse too, so that a test here means something there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email(String);

const PATTERN: &str = r"^[\w\-.]+[\w+]+@([\w\-]+\.)+[\w\-]{2,4}$";

impl Email {
    pub fn parse(text: &str) -> Result<Self, Fault> {
        const FORM: Fault = Fault::Pattern("an e-mail address such as name@example.com");
        if text.chars().count() > 150 {
            return Err(Fault::Size { min: 0, max: 150 });
        }
        let (local, domain) = text.split_once('@').ok_or(FORM)?;
        if local_part_matches(local) && domain_matches(domain) {
            Ok(Self(text.to_owned()))
        } else {
            Err(FORM)
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_word(c: u8) -> bool {
    c.is_ascii_alphanumeric() || c == b'_'
}

/// `[\w-\.]+[\w+]+`: one or more of the first class, then one or more of the second. The second run is as
/// long as it can be except for the one character that the first must keep.
fn local_part_matches(local: &str) -> bool {
    let tail = local.bytes().rev().take_while(|&c| is_word(c) || c == b'+').count();
    let head = &local.as_bytes()[..local.len() - tail];
    let in_first = |c: u8| is_word(c) || c == b'-' || c == b'.';
    if !head.iter().all(|&c| in_first(c)) || tail == 0 {
        return false;
    }
    // Without a head, the first class takes its one character from the tail.
    !head.is_empty() || (tail >= 2 && in_first(local.as_bytes()[0]))
}

/// `([\w-]+\.)+[\w-]{2,4}`
fn domain_matches(domain: &str) -> bool {
    let labels: Vec<&str> = domain.split('.').collect();
    let is_label = |label: &str| !label.is_empty() && label.bytes().all(|c| is_word(c) || c == b'-');
    labels.len() >= 2
        && labels.iter().all(|label| is_label(label))
        && labels.last().is_some_and(|last| (2..=4).contains(&last.len()))
}

document::text_value!(
    Email,
    Email::parse,
    |value: &Email| value.0.clone(),
    Object::new().with("type", "string").with("maxLength", 150).with("pattern", PATTERN)
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_pattern() {
        for good in ["jo@ex.fr", "a.b-c@shop.example.com", "a+b@x.io", "__@a-b.info"] {
            assert!(Email::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "j@ex.fr",
            "jo@ex",
            "jo@ex.museum",
            "jo@.fr",
            "jo.@ex.fr",
            "+jo@ex.fr",
            "j o@ex.fr",
            "jo@@ex.fr",
        ] {
            assert!(Email::parse(bad).is_err(), "{bad}");
        }
        assert!(Email::parse(&format!("{}@ex.fr", "j".repeat(150))).is_err());
    }
}
