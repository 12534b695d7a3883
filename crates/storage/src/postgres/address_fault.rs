//! What is wrong with the address of a database, in words that quote no password.

use tokio_postgres::Config;

/// A mistake in `postgres://user:password@host:port/name?parameters`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressFault {
    #[error("it does not begin with postgres://")]
    Scheme,
    #[error("an @ in the user or the password must be written %40")]
    At,
    #[error("a / in the user or the password must be written %2F")]
    Slash,
    #[error("a ? in the user or the password must be written %3F")]
    Question,
    #[error("a # must be written %23")]
    Hash,
    #[error("a % that is none of %40, %2F and the like must be written %25")]
    Percent,
    #[error("a blank or a line break must not be in it")]
    Blank,
    #[error("the port must be a number from 1 to 65535")]
    Port,
    #[error("one of its parameters is not known; those that are: {}", PARAMETERS.join(", "))]
    Parameter,
    #[error("its parameter {0} has a value that it does not take")]
    Value(&'static str),
    #[error("sslmode must be disable, prefer or require")]
    SslMode,
    #[error("it is not of the form postgres://user:password@host:port/name?sslmode=require")]
    Other,
}

const SCHEMES: [&str; 2] = ["postgres://", "postgresql://"];

/// The parameters that the driver knows. Those that the gateway sets itself are taken, and have no effect.
const PARAMETERS: [&str; 19] = [
    "sslmode",
    "options",
    "host",
    "hostaddr",
    "port",
    "user",
    "password",
    "dbname",
    "channel_binding",
    "application_name",
    "sslnegotiation",
    "connect_timeout",
    "tcp_user_timeout",
    "keepalives",
    "keepalives_idle",
    "keepalives_interval",
    "keepalives_retries",
    "target_session_attrs",
    "load_balance_hosts",
];

/// Checks what the driver would take for something else.
pub(super) fn check(url: &str) -> Result<(), AddressFault> {
    let rest = SCHEMES.iter().find_map(|scheme| url.strip_prefix(scheme)).ok_or(AddressFault::Scheme)?;
    if rest.contains(char::is_whitespace) {
        return Err(AddressFault::Blank);
    }
    if rest.contains('#') {
        return Err(AddressFault::Hash);
    }
    // What stands before the last @ is user and password, whatever else is in there.
    let credentials = rest.rsplit_once('@').map_or("", |(credentials, _)| credentials);
    for (sign, fault) in [('@', AddressFault::At), ('/', AddressFault::Slash), ('?', AddressFault::Question)]
    {
        if credentials.contains(sign) {
            return Err(fault);
        }
    }
    let is_code = |part: &str| part.len() >= 2 && part.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
    if !credentials.split('%').skip(1).all(is_code) {
        return Err(AddressFault::Percent);
    }
    Ok(())
}

/// Names the mistake in an address that the driver refuses.
pub(super) fn explain(url: &str) -> AddressFault {
    let rest = url.rsplit_once('@').map_or(url, |(_, rest)| rest);
    let (place, parameters) = rest.split_once('?').unwrap_or((rest, ""));
    for (name, value) in parameters
        .split('&')
        .filter(|one| !one.is_empty())
        .map(|one| one.split_once('=').unwrap_or((one, "")))
    {
        let Some(name) = PARAMETERS.into_iter().find(|known| *known == name) else {
            return AddressFault::Parameter;
        };
        // The driver is asked about each one alone, and names none.
        if format!("postgres://host?{name}={value}").parse::<Config>().is_err() {
            return if name == "sslmode" { AddressFault::SslMode } else { AddressFault::Value(name) };
        }
    }
    let hosts = place.split('/').next().unwrap_or_default();
    // The colons of an address such as [::1] stand before no port.
    let mut ports =
        hosts.split(',').filter_map(|host| host.rsplit_once(':')).filter(|(_, port)| !port.ends_with(']'));
    if ports.any(|(_, port)| !port.parse().is_ok_and(|port: u16| port > 0)) {
        return AddressFault::Port;
    }
    AddressFault::Other
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As [`super::super::Address`] does.
    fn fault(url: &str) -> Option<AddressFault> {
        check(url).err().or_else(|| url.parse::<Config>().is_err().then(|| explain(url)))
    }

    #[test]
    fn the_mistake_is_named() {
        for (url, expected) in [
            ("postgres://u:p@h/db", None),
            ("postgresql://u:p%40%2f@[::1]:5432/db?sslmode=require", None),
            ("postgres://guichet@%2Frun%2Fpostgresql/guichet", None),
            ("postgres://u:p@a:1,b:2/db?target_session_attrs=any", None),
            ("mysql://u:p@h/db", Some(AddressFault::Scheme)),
            ("postgres://u:p@ss@h/db", Some(AddressFault::At)),
            ("postgres://u:p/ss@h/db", Some(AddressFault::Slash)),
            ("postgres://u:p?ss@h/db", Some(AddressFault::Question)),
            ("postgres://u:p#ss@h/db", Some(AddressFault::Hash)),
            ("postgres://u:p%ss@h/db", Some(AddressFault::Percent)),
            ("postgres://u:p@h/g1\n", Some(AddressFault::Blank)),
            ("postgres://u:p@h:99999/db", Some(AddressFault::Port)),
            ("postgres://u:p@h:5432,i:x/db", Some(AddressFault::Port)),
            ("postgres://u:p@h/db?foo=bar", Some(AddressFault::Parameter)),
            ("postgres://u:p@h/db?connect_timeout=abc", Some(AddressFault::Value("connect_timeout"))),
            ("postgres://u:p@h/db?sslmode=require&keepalives=on", Some(AddressFault::Value("keepalives"))),
            ("postgres://u:p@h/db?sslmode=verify-full", Some(AddressFault::SslMode)),
        ] {
            assert_eq!(fault(url), expected, "{url}");
        }
        for name in PARAMETERS {
            let told = AddressFault::Parameter.to_string();
            assert!(told.contains(name), "{told}");
            assert_ne!(
                fault(&format!("postgres://u:p@h/db?{name}=?")),
                Some(AddressFault::Parameter),
                "{name}"
            );
        }
    }
}
