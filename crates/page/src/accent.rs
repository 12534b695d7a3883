//! The colour of the shop, and a colour for text on it.

use std::fmt;

/// A colour, written `#rrggbb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

impl Colour {
    const BLACK: Self = Self { red: 0, green: 0, blue: 0 };
    const WHITE: Self = Self { red: 255, green: 255, blue: 255 };
    /// The background of the page in dark mode: `--surface` in `style/page.css`.
    const DARK_SURFACE: Self = Self { red: 0x1a, green: 0x21, blue: 0x1e };

    /// Reads `#rrggbb`, in upper or lower case. Any other text is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        if !digits.bytes().all(|c| c.is_ascii_hexdigit()) {
            return None;
        }
        let channel = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
        Some(Self { red: channel(0)?, green: channel(2)?, blue: channel(4)? })
    }

    /// Returns the style that brings the colour into the page. Text on it is black or white, whichever has more contrast
    /// (one of them always has 4.5 to 1 and more). Where the colour has less than 3 to 1 against the background, its edge has
    /// the colour of the text (WCAG 2.2, 1.4.11).
    pub(crate) fn style(self) -> String {
        let text = self.text();
        let edge = |surface| if self.contrast(surface) < 3.0 { text } else { self };
        format!(
            ":root{{--accent:{self};--on-accent:{text};--accent-edge:{}}}\
             @media(prefers-color-scheme:dark){{:root{{--accent-edge:{}}}}}",
            edge(Self::WHITE),
            edge(Self::DARK_SURFACE),
        )
    }

    fn text(self) -> Self {
        if self.contrast(Self::WHITE) >= self.contrast(Self::BLACK) { Self::WHITE } else { Self::BLACK }
    }

    /// Returns the contrast ratio of WCAG 2.2, from 1 to 21.
    fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// Returns the relative luminance of WCAG 2.2, from 0 to 1.
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let channel = f64::from(channel) / 255.0;
            if channel <= 0.040_45 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_six_hexadecimal_digits_are_a_colour() {
        assert_eq!(Colour::parse("#0F6b5c").unwrap().to_string(), "#0f6b5c");
        for text in ["", "0f6b5c", "#fff", "#0f6b5", "#0f6b5c0", "#+f6b5c", "#éé6b", "red", "#0f6b5c}body{"]
        {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
    }

    #[test]
    fn text_on_any_accent_can_be_read() {
        for red in (0..=255).step_by(15) {
            for green in (0..=255).step_by(15) {
                for blue in (0..=255).step_by(15) {
                    let accent = Colour { red, green, blue };
                    assert!(accent.contrast(accent.text()) >= 4.5, "{accent}");
                }
            }
        }
    }

    #[test]
    fn an_accent_like_the_surface_gets_an_edge() {
        assert!(
            Colour::WHITE
                .style()
                .starts_with(":root{--accent:#ffffff;--on-accent:#000000;--accent-edge:#000000}")
        );
        assert!(Colour::BLACK.style().ends_with(":root{--accent-edge:#ffffff}}"));
    }

    #[test]
    fn the_dark_surface_is_the_style_sheets() {
        let surface = format!("--surface: {}", Colour::DARK_SURFACE);
        assert!(include_str!("style/page.css").contains(&surface));
    }
}
