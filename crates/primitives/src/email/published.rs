//! The published pattern of an e-mail address: `^[\w-\.]+[\w+]+@([\w-]+\.)+[\w-]{2,4}$` (Retail API, section
//! 1.3).

/// The pattern without its ends. `\w` is written out, because it is more than ASCII in some dialects.
pub(super) const PATTERN: &str = r"[A-Za-z0-9_.\-]+[A-Za-z0-9_+]+@(?:[A-Za-z0-9_\-]+\.)+[A-Za-z0-9_\-]{2,4}";

pub(super) fn matches(local: &str, domain: &str) -> bool {
    local_part_matches(local) && domain_matches(domain)
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

#[cfg(test)]
mod tests {
    use crate::Email;

    /// Also where no mailbox has such an address.
    #[test]
    fn what_it_takes_is_taken() {
        let long = format!("{}@ex.fr", "j".repeat(144));
        for good in [
            "jo@ex.fr",
            "a.b-c@shop.example.com",
            "a+b@x.io",
            "__@a-b.info",
            "a..b@ex.fr",
            ".jo@ex.fr",
            "jo@192.0.2.10",
            "jo@-e_x-.fr",
            "jo@ex.a-",
            &long,
        ] {
            assert!(Email::parse(good).is_ok(), "{good}");
        }
        assert!(Email::parse(&format!("j{long}")).is_err());
    }
}
