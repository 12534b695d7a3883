//! The languages of the page, and the choice of one for a buyer.

/// One of the twenty languages of the contract (behaviour, section 5.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    Czech,
    Danish,
    Dutch,
    English,
    Estonian,
    Finnish,
    French,
    German,
    Greek,
    Hebrew,
    Hungarian,
    Italian,
    Norwegian,
    Polish,
    Portuguese,
    Russian,
    Slovak,
    Spanish,
    Swedish,
    Ukrainian,
}

impl Language {
    pub const ALL: [Self; 20] = [
        Self::Czech,
        Self::Danish,
        Self::Dutch,
        Self::English,
        Self::Estonian,
        Self::Finnish,
        Self::French,
        Self::German,
        Self::Greek,
        Self::Hebrew,
        Self::Hungarian,
        Self::Italian,
        Self::Norwegian,
        Self::Polish,
        Self::Portuguese,
        Self::Russian,
        Self::Slovak,
        Self::Spanish,
        Self::Swedish,
        Self::Ukrainian,
    ];

    /// Reads an ISO 639 code of two or three letters, in upper or lower case. A region or script after it is ignored: `FR`,
    /// `en-US`, `pt_BR`, `ita`.
    pub fn parse(tag: &str) -> Option<Self> {
        let code = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
        Some(match code.as_str() {
            "cs" | "ces" | "cze" => Self::Czech,
            "da" | "dan" => Self::Danish,
            "nl" | "nld" | "dut" => Self::Dutch,
            "en" | "eng" => Self::English,
            "et" | "est" => Self::Estonian,
            "fi" | "fin" => Self::Finnish,
            "fr" | "fra" | "fre" => Self::French,
            "de" | "deu" | "ger" => Self::German,
            "el" | "ell" | "gre" => Self::Greek,
            // Older versions of Java write `iw`.
            "he" | "heb" | "iw" => Self::Hebrew,
            "hu" | "hun" => Self::Hungarian,
            "it" | "ita" => Self::Italian,
            "no" | "nor" | "nb" | "nob" | "nn" | "nno" => Self::Norwegian,
            "pl" | "pol" => Self::Polish,
            "pt" | "por" => Self::Portuguese,
            "ru" | "rus" => Self::Russian,
            "sk" | "slk" | "slo" => Self::Slovak,
            "es" | "spa" => Self::Spanish,
            "sv" | "swe" => Self::Swedish,
            "uk" | "ukr" => Self::Ukrainian,
            _ => return None,
        })
    }

    /// Returns the language that the shop asked for, else the one that the browser prefers (`Accept-Language`, RFC 9110,
    /// section 12.5.4), else English.
    pub fn negotiate(session_code: Option<&str>, accept_language: Option<&str>) -> Self {
        session_code
            .and_then(Self::parse)
            .or_else(|| accept_language.and_then(Self::preferred))
            .unwrap_or(Self::English)
    }

    fn preferred(accept_language: &str) -> Option<Self> {
        let mut best: Option<(Self, u16)> = None;
        for range in accept_language.split(',') {
            let mut parts = range.split(';');
            let language = parts.next().and_then(Self::parse);
            let weight =
                parts.find_map(|part| part.trim().strip_prefix("q=")).map_or(Some(1000), thousandths);
            let (Some(language), Some(weight @ 1..)) = (language, weight) else { continue };
            // Of two languages with the same weight the first counts.
            if best.is_none_or(|(_, heaviest)| weight > heaviest) {
                best = Some((language, weight));
            }
        }
        best.map(|(language, _)| language)
    }

    /// Returns the BCP 47 tag, for the attribute `lang`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Czech => "cs",
            Self::Danish => "da",
            Self::Dutch => "nl",
            Self::English => "en",
            Self::Estonian => "et",
            Self::Finnish => "fi",
            Self::French => "fr",
            Self::German => "de",
            Self::Greek => "el",
            Self::Hebrew => "he",
            Self::Hungarian => "hu",
            Self::Italian => "it",
            Self::Norwegian => "no",
            Self::Polish => "pl",
            Self::Portuguese => "pt",
            Self::Russian => "ru",
            Self::Slovak => "sk",
            Self::Spanish => "es",
            Self::Swedish => "sv",
            Self::Ukrainian => "uk",
        }
    }

    pub fn is_right_to_left(self) -> bool {
        self == Self::Hebrew
    }
}

/// Reads a weight of `Accept-Language` (`1`, `0.8`, `0.123`) and returns it in thousandths.
fn thousandths(weight: &str) -> Option<u16> {
    let weight: f32 = weight.trim().parse().ok()?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 1000")]
    (0.0..=1.0).contains(&weight).then_some((weight * 1000.0).round() as u16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tag_parses_to_its_language() {
        for language in Language::ALL {
            assert_eq!(Language::parse(language.tag()), Some(language));
            assert_eq!(Language::parse(&language.tag().to_uppercase()), Some(language));
        }
        for (tag, language) in [
            ("en-US", Language::English),
            ("pt_BR", Language::Portuguese),
            ("nb", Language::Norwegian),
            ("nn-NO", Language::Norwegian),
            ("ita", Language::Italian),
            ("iw", Language::Hebrew),
            ("zh-Hant", Language::English),
        ] {
            assert_eq!(Language::parse(tag).unwrap_or(Language::English), language, "{tag}");
        }
        for tag in ["", "x", "frr", "klingon", "日本"] {
            assert_eq!(Language::parse(tag), None, "{tag}");
        }
    }

    #[test]
    fn the_shop_decides_then_the_browser_then_english() {
        let check = |session, accept, language| {
            assert_eq!(Language::negotiate(session, accept), language, "{session:?} {accept:?}");
        };
        check(Some("he"), Some("fr"), Language::Hebrew);
        check(Some(""), Some("fr-CH, fr;q=0.9, en;q=0.8"), Language::French);
        check(Some("zz"), Some("de"), Language::German);
        check(None, Some("en;q=0.3, sv;q=0.7, ja"), Language::Swedish);
        check(None, Some("fr;q=0, it;q=0.001"), Language::Italian);
        check(None, Some("es; q=0.5 , pl;q=0.5"), Language::Spanish);
        check(None, Some("fr;q=2, fr;q=-1, fr;q=NaN, *;q=1, ;;,"), Language::English);
        check(None, None, Language::English);
    }
}
