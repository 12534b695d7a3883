//! The result of an authentication as one text: seven words with blanks between, `-` for none.

use document::Text;
use domain::authentication::{Authenticated, ChallengePreference, Effective, TransStatus};

const NONE: &str = "-";

pub(super) fn write(result: &Authenticated) -> String {
    let short = |maybe: &Option<Text<0, 2>>| maybe.as_ref().map_or(NONE, |text| text.as_str()).to_owned();
    [
        result.status.as_str().to_owned(),
        short(&result.reason),
        short(&result.eci),
        result.effective.as_str().to_owned(),
        result.version.as_str().to_owned(),
        result.preference.as_str().to_owned(),
        if result.shifts_liability { "SHIFT" } else { "NO_SHIFT" }.to_owned(),
    ]
    .join(" ")
}

pub(super) fn read(text: &str) -> Option<Authenticated> {
    let words: Vec<&str> = text.split(' ').collect();
    let [status, reason, eci, effective, version, preference, shift] = words.try_into().ok()?;
    let short = |word: &str| if word == NONE { Some(None) } else { Text::parse(word).ok().map(Some) };
    Some(Authenticated {
        status: TransStatus::parse(status)?,
        reason: short(reason)?,
        eci: short(eci)?,
        effective: Effective::parse(effective)?,
        version: Text::parse(version).ok()?,
        preference: ChallengePreference::parse(preference)?,
        shifts_liability: match shift {
            "SHIFT" => true,
            "NO_SHIFT" => false,
            _ => return None,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_read_as_it_was_written() {
        for text in ["Y - 05 CH 2.2.0 NO_PREFERENCE SHIFT", "A 01 - FR 2.2.0 ACQUIRER_TRA NO_SHIFT"] {
            assert_eq!(write(&read(text).unwrap()), text);
        }
        for text in ["", "Y - 05 CH 2.2.0 NO_PREFERENCE", "Y - 05 CH 2.2.0 NO_PREFERENCE PERHAPS"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
