//! The business days of T2, the euro's settlement system (formerly TARGET2): banks settle transfers on them alone.
//!
//! Closed are Saturdays, Sundays, 1 January, Good Friday, Easter Monday, 1 May, 25 and 26 December (Guideline ECB/2022/8, annex I).

use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};

/// Whether banks settle on the day.
pub fn is_business_day(day: Date) -> bool {
    let is_weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let is_fixed = matches!((day.month(), day.day()), (1 | 5, 1) | (12, 25 | 26));
    let easter = easter(day.year());
    let is_movable = easter.is_some_and(|easter| {
        day == easter.saturating_sub(2.days()) || day == easter.saturating_add(1.day())
    });
    !(is_weekend || is_fixed || is_movable)
}

/// Returns the first business day after the day.
pub fn next_business_day(day: Date) -> Date {
    business_days_after(day, 1)
}

/// Returns the business day that many business days after the day.
pub fn business_days_after(day: Date, count: u8) -> Date {
    let mut left = count;
    let mut after = day;
    while left > 0 && after < Date::MAX {
        after = after.saturating_add(1.day());
        left -= u8::from(is_business_day(after));
    }
    after
}

/// Returns Easter Sunday of a year of the Gregorian calendar (the algorithm of Meeus, Jones and Butcher). `None` where the year has
/// none that the calendar can tell.
fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let moon = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7;
    let correction = (golden + 11 * moon + 22 * sunday) / 451;
    let place = moon + sunday - 7 * correction + 114;
    let (month, day) = (i8::try_from(place / 31).ok()?, i8::try_from(place % 31 + 1).ok()?);
    Date::new(i16::try_from(year).ok()?, month, day).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn easter_is_where_the_church_has_it() {
        for (year, month, day) in
            [(2000, 4, 23), (2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2038, 4, 25)]
        {
            assert_eq!(easter(year), Some(date(year, month, day)));
        }
    }

    #[test]
    fn the_next_business_day_is_behind_weekends_and_holidays() {
        for (day, next) in [
            (date(2026, 11, 24), date(2026, 11, 25)),
            (date(2026, 11, 27), date(2026, 11, 30)),
            (date(2026, 11, 28), date(2026, 11, 30)),
            // Good Friday and Easter Monday.
            (date(2026, 4, 2), date(2026, 4, 7)),
            (date(2026, 4, 30), date(2026, 5, 4)),
            (date(2026, 12, 24), date(2026, 12, 28)),
            (date(2026, 12, 31), date(2027, 1, 4)),
            (Date::MAX, Date::MAX),
        ] {
            assert_eq!(next_business_day(day), next, "{day}");
        }
        assert_eq!(business_days_after(date(2026, 11, 27), 3), date(2026, 12, 2));
    }
}
