//! The user of the machine who runs a command. Audit lines name that user.

use std::{env, fs, os::unix::fs::MetadataExt as _};

use gateway::caller::{Actor, Caller};

/// Returns the caller of a command.
pub(crate) fn caller() -> Caller {
    Caller::of(Actor::Operator { user: user() })
}

/// Returns the name of the user as whom the command runs, and of the one who became that user by sudo.
fn user() -> String {
    // The kernel says it, which no variable of the environment can change.
    let Ok(own) = fs::metadata("/proc/self") else { return "unknown".to_owned() };
    let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let name = name_of(own.uid(), &users);
    match env::var("SUDO_USER").ok().filter(|other| is_name(other) && *other != name) {
        Some(other) => format!("{name} (sudo by {other})"),
        None => name,
    }
}

/// Finds the name of a user in the text of `/etc/passwd` (passwd(5)). A user of a directory service is shown by number.
fn name_of(uid: u32, users: &str) -> String {
    let found = users.lines().find_map(|line| {
        let mut fields = line.split(':');
        let (name, _, number) = (fields.next()?, fields.next()?, fields.next()?);
        (number.parse() == Ok(uid) && is_name(name)).then(|| name.to_owned())
    });
    found.unwrap_or_else(|| format!("uid {uid}"))
}

fn is_name(text: &str) -> bool {
    (1..=32).contains(&text.len())
        && text.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'.' | b'_' | b'-' | b'$'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_has_a_name_or_a_number() {
        let users =
            "root:x:0:0:root:/root:/bin/bash\nbroken\nalice:x:1000:1000::/home/alice:/bin/sh\nb d:x:7:7:::\n";
        for (uid, name) in [(0, "root"), (1_000, "alice"), (7, "uid 7"), (1_001, "uid 1001")] {
            assert_eq!(name_of(uid, users), name);
        }
    }
}
