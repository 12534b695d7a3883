//! Shifts the moments in a text, so that a store which was made long ago looks as if its gateway had just been killed.
//!
//! The database and the expected answers are shifted alike, so that they still agree. Shifted are, where they lie within
//! [`NEAR_DAYS`] days of the moment at which the store was made (a birthday is not):
//!
//! - numbers of 13 digits, which are milliseconds since 1970, by the same number of milliseconds;
//! - moments as the API writes them, `2026-11-22T12:00:00.000+00:00`, by the same number of milliseconds;
//! - quoted dates, `'2026-11-22'`, by the number of days between the two dates.
//!
//! Rows of a stamped audit log stay as they are: see `set.rs`. Ids are names and stay: the milliseconds in them are part of a longer number. Requests that are sent again stay too,
//! because they write moments with `Z`.

use jiff::{SignedDuration, Timestamp, ToSpan as _, civil::Date};

#[derive(Debug, Clone, Copy)]
pub(crate) struct Shift {
    /// The time at which the gateway of the set was killed, in milliseconds since 1970.
    pub(crate) made_ms: i64,
    pub(crate) by_ms: i64,
    pub(crate) by_days: i64,
}

const NEAR_DAYS: i64 = 400;
const NEAR_MS: i64 = NEAR_DAYS * 86_400_000;
const MS_DIGITS: usize = 13;
const MOMENT: &[u8] = b"0000-00-00T00:00:00.000+00:00";
const DATE: &[u8] = b"0000-00-00";

impl Shift {
    pub(crate) fn apply(&self, text: &str) -> String {
        let (bytes, mut shifted, mut copied, mut at) = (text.as_bytes(), String::new(), 0, 0);
        while at < bytes.len() {
            if !bytes[at].is_ascii_digit() {
                at += 1;
                continue;
            }
            let length = token_length(&bytes[at..]);
            let neighbours = (at.checked_sub(1).map(|at| bytes[at]), bytes.get(at + length).copied());
            if let Some(token) = self.token(&text[at..at + length], neighbours) {
                shifted += &text[copied..at];
                shifted += &token;
                copied = at + length;
            }
            at += length;
        }
        shifted + &text[copied..]
    }

    /// Returns the shifted token, or `None` where it is no moment or is part of a longer word.
    fn token(&self, token: &str, (before, after): (Option<u8>, Option<u8>)) -> Option<String> {
        let alone = ![before, after].into_iter().flatten().any(|byte| byte.is_ascii_alphanumeric());
        let quoted = before == after && matches!(before, Some(b'\'' | b'"'));
        match token.len() {
            MS_DIGITS if alone => self.milliseconds(token.parse().unwrap()).map(|ms| ms.to_string()),
            length if alone && length == MOMENT.len() => self.moment(token),
            length if quoted && length == DATE.len() => self.date(token),
            _ => None,
        }
    }

    fn milliseconds(&self, ms: i64) -> Option<i64> {
        ((ms - self.made_ms).abs() <= NEAR_MS).then_some(ms + self.by_ms)
    }

    fn moment(&self, text: &str) -> Option<String> {
        let ms = self.milliseconds(text.parse::<Timestamp>().ok()?.as_millisecond())?;
        let shifted = Timestamp::from_millisecond(ms).unwrap();
        Some(shifted.strftime("%Y-%m-%dT%H:%M:%S%.3f+00:00").to_string())
    }

    fn date(&self, text: &str) -> Option<String> {
        let date: Date = text.parse().ok()?;
        let noon = date.at(12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp();
        let apart = noon.duration_since(Timestamp::from_millisecond(self.made_ms).unwrap());
        let near = apart.abs() <= SignedDuration::from_millis(NEAR_MS);
        near.then(|| (date + self.by_days.days()).to_string())
    }
}

/// Returns the length of the moment, the date or the digits with which the bytes begin.
fn token_length(bytes: &[u8]) -> usize {
    let shaped = |shape: &[u8]| has_shape(bytes, shape).then_some(shape.len());
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    shaped(MOMENT).or_else(|| shaped(DATE)).unwrap_or(digits)
}

/// Whether the bytes have the shape, in which a 0 stands for any digit.
fn has_shape(bytes: &[u8], shape: &[u8]) -> bool {
    let fits = |(byte, shape): (&u8, &u8)| match shape {
        b'0' => byte.is_ascii_digit(),
        other => byte == other,
    };
    bytes.len() >= shape.len() && bytes.iter().zip(shape).all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-22T12:00:00Z, and a hundred days and a second later.
    const SHIFT: Shift = Shift { made_ms: 1_795_348_800_000, by_ms: 100 * 86_400_000 + 1_000, by_days: 100 };

    #[test]
    fn moments_are_shifted_and_ids_are_not() {
        for (before, after) in [
            ("(1795348800123,-5,NULL)", "(1803988801123,-5,NULL)"),
            (r#"{"reference":"accept.1795348800123"}"#, r#"{"reference":"accept.1803988801123"}"#),
            (r#""date":"2026-11-22T12:00:00.000+00:00""#, r#""date":"2027-03-02T12:00:01.000+00:00""#),
            ("'2026-11-22',\"2026-11-21\"", "'2027-03-02',\"2027-03-01\""),
        ] {
            assert_eq!(SHIFT.apply(before), after);
        }
        for kept in [
            "17953488001230018",
            "0001795348800123",
            "token=1abcDEF0123456789001795348800123&x",
            "X'ab1795348800123cd'",
            "9999999999999",
            "2026-11-22",
            "'1980-02-29'",
            r#""2019-01-02T03:04:05.000+00:00""#,
            r#""2026-11-22T12:00:00Z""#,
            "Étienne 'é'",
        ] {
            assert_eq!(SHIFT.apply(kept), kept);
        }
    }
}
