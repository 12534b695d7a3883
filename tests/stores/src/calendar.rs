//! The time zone in which a store is made and read.

use jiff::{
    Timestamp,
    civil::Date,
    tz::{Offset, TimeZone},
};

/// A zone in which no midnight is near. Making and checking a set takes minutes, and the date must not change meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calendar {
    zone: &'static str,
    /// The offset from UTC, all the year.
    hours: i8,
}

const UTC: Calendar = Calendar { zone: "Etc/UTC", hours: 0 };
const TOKYO: Calendar = Calendar { zone: "Asia/Tokyo", hours: 9 };
const MS_PER_HOUR: i64 = 3_600_000;

impl Calendar {
    /// Returns the zone to use at this moment, in milliseconds since 1970.
    pub fn at(now_ms: i64) -> Self {
        match now_ms.div_euclid(MS_PER_HOUR).rem_euclid(24) {
            4..20 => UTC,
            _ => TOKYO,
        }
    }

    /// Returns the gateway's setting for it.
    pub fn setting(self) -> String {
        format!("calendar={}", self.zone)
    }

    /// Returns the date of a moment, in milliseconds since 1970.
    pub fn day(self, at_ms: i64) -> Date {
        let zone = TimeZone::fixed(Offset::constant(self.hours));
        Timestamp::from_millisecond(at_ms).unwrap().to_zoned(zone).date()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_neither_ends_nor_has_just_begun() {
        for hour in 0..24 {
            let now_ms = (20_000 * 24 + hour) * MS_PER_HOUR;
            let calendar = Calendar::at(now_ms);
            let day = |hours| calendar.day(now_ms + hours * MS_PER_HOUR);
            assert!(day(-4) == day(0) && day(0) == day(4), "{hour}");
            assert!(day(-20) < day(0) && day(0) < day(20), "{hour}");
        }
        assert_eq!(UTC.setting(), "calendar=Etc/UTC");
    }
}
