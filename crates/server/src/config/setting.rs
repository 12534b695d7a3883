//! What a setting is, and the part of its value that may be displayed.

/// A setting: its name in files and in the environment, its default and its help text.
pub(super) struct Setting {
    pub(super) name: &'static str,
    pub(super) env: &'static str,
    pub(super) default: &'static str,
    pub(super) secrecy: Secrecy,
    pub(super) help: &'static str,
}

/// The part of a value that may be displayed.
#[derive(Clone, Copy)]
pub(super) enum Secrecy {
    Open,
    /// The path of a file. Like those of the next two, it is displayed unless a secret was put there by mistake.
    File,
    Directory,
    /// A URL that others are told, and that has no password.
    WebUrl,
    Secret,
    /// Everything but the password of a URL is displayed.
    Url,
}

pub(super) const fn setting(
    name: &'static str,
    env: &'static str,
    default: &'static str,
    help: &'static str,
) -> Setting {
    Setting { name, env, default, secrecy: Secrecy::Open, help }
}

impl Setting {
    pub(super) const fn of(self, secrecy: Secrecy) -> Self {
        Self { secrecy, ..self }
    }
}

pub(super) const fn secret(name: &'static str, env: &'static str, help: &'static str) -> Setting {
    Setting { name, env, default: "", secrecy: Secrecy::Secret, help }
}
