//! The buyer's device (Retail API, section 3.1: Device).

use document::{Text, choice, record};
use primitives::Country;

choice! {
    pub(crate) enum DeviceType {
        Unknown = "UNKNOWN", Computer = "COMPUTER", Mobile = "MOBILE", Tablet = "TABLET", Tv = "TV",
        Console = "CONSOLE",
    }
}

record! {
    pub(crate) struct Device as "Device" {
        kind: Option<DeviceType> = "type",
        operating_system: Option<Text<0, 255>> = "operatingSystem",
        fingerprint: Option<Text<0, 255>> = "fingerprint",
        ip: Option<Text<0, 256>> = "ip",
        browser_user_agent: Option<Text<0, 2048>> = "browserUserAgent",
        country: Option<Country> = "country",
    }
}
