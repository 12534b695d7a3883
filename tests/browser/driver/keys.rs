//! The keys that type no character, with their code points in the WebDriver protocol (section 17.4.2).

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Key {
    Tab,
    ShiftTab,
    Enter,
    Space,
    Down,
    Backspace,
    /// The left arrow.
    Left,
    SelectAll,
}

impl Key {
    /// Returns the keys that are held, and the one that is pressed.
    pub(super) const fn strokes(self) -> (&'static [&'static str], &'static str) {
        const SHIFT: &str = "\u{E008}";
        const CONTROL: &str = "\u{E009}";
        match self {
            Self::Tab => (&[], "\u{E004}"),
            Self::ShiftTab => (&[SHIFT], "\u{E004}"),
            Self::Enter => (&[], "\u{E007}"),
            Self::Space => (&[], " "),
            Self::Down => (&[], "\u{E015}"),
            Self::Backspace => (&[], "\u{E003}"),
            Self::Left => (&[], "\u{E012}"),
            Self::SelectAll => (&[CONTROL], "a"),
        }
    }
}
