//! Dates and times as each language writes them.

use jiff::Zoned;

use crate::Language;

/// Writes a moment to the minute, in its own time zone: in French `30/04/2025 16:29`, in English `04/30/2025
/// 16:29` (session services, section 5), in every other language in its usual form.
pub fn date_time(language: Language, moment: &Zoned) -> String {
    moment.strftime(format(language)).to_string()
}

/// Returns the format of a language, for `strftime`.
const fn format(language: Language) -> &'static str {
    match language {
        Language::English => "%m/%d/%Y %H:%M",
        Language::French | Language::Greek | Language::Italian | Language::Portuguese | Language::Spanish => {
            "%d/%m/%Y %H:%M"
        }
        Language::Estonian
        | Language::German
        | Language::Hebrew
        | Language::Norwegian
        | Language::Polish
        | Language::Russian
        | Language::Ukrainian => "%d.%m.%Y %H:%M",
        Language::Dutch => "%d-%m-%Y %H:%M",
        Language::Danish => "%d.%m.%Y %H.%M",
        Language::Swedish => "%Y-%m-%d %H:%M",
        Language::Czech | Language::Slovak => "%-d. %-m. %Y %-H:%M",
        Language::Finnish => "%-d.%-m.%Y klo %-H.%M",
        Language::Hungarian => "%Y. %m. %d. %-H:%M",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_order_day_month_and_year_their_own_way() {
        let moment = jiff::civil::date(2025, 4, 3).at(9, 5, 7, 0).in_tz("Europe/Paris").unwrap();
        for (language, expected) in [
            (Language::French, "03/04/2025 09:05"),
            (Language::English, "04/03/2025 09:05"),
            (Language::German, "03.04.2025 09:05"),
            (Language::Dutch, "03-04-2025 09:05"),
            (Language::Danish, "03.04.2025 09.05"),
            (Language::Swedish, "2025-04-03 09:05"),
            (Language::Czech, "3. 4. 2025 9:05"),
            (Language::Finnish, "3.4.2025 klo 9.05"),
            (Language::Hungarian, "2025. 04. 03. 9:05"),
        ] {
            assert_eq!(date_time(language, &moment), expected);
        }
    }
}
