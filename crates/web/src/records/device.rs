//! The buyer's device (Retail API, section 3.1: Device).

use document::{Text, choice, record};
use primitives::{Country, Identifier, Masked, Prose};

choice! {
    pub(crate) enum DeviceType {
        Unknown = "UNKNOWN", Computer = "COMPUTER", Mobile = "MOBILE", Tablet = "TABLET", Tv = "TV",
        Console = "CONSOLE",
    }
}

record! {
    pub(crate) struct Device as "Device" {
        kind: Option<DeviceType> = "type",
        operating_system: Option<Prose<Text<0, 255>>> = "operatingSystem",
        fingerprint: Option<Identifier<Text<0, 255>>> = "fingerprint",
        ip: Option<Prose<Text<0, 256>>> = "ip",
        browser_user_agent: Option<Masked<Text<0, 2048>>> = "browserUserAgent",
        country: Option<Country> = "country",
    }
}
