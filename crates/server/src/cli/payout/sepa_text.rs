//! Texts of SEPA messages: the Latin letters and signs that every bank must take (EPC217-08, SEPA requirements for an extended
//! character set).

use deunicode::deunicode_char;

/// What stands for a text of which nothing is left (ISO 20022).
const NOTHING: &str = "NOTPROVIDED";

/// Writes a text in the letters and signs of SEPA, and shortens it to `max` characters. A letter of another script becomes the Latin
/// letters that it is transliterated by, and a sign that has none a blank. A blank at an end, or beside another, is left out; so is a
/// slash at an end or beside another, which banks refuse.
pub(super) fn sepa_text(text: &str, max: usize) -> String {
    let mut written = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            _ if is_taken(c) => push(&mut written, c),
            // The library leaves control characters out; a line break or a tab stands between words.
            _ if c.is_control() => push(&mut written, ' '),
            _ => deunicode_char(c).unwrap_or(" ").chars().for_each(|c| {
                push(&mut written, if is_taken(c) { c } else { ' ' });
            }),
        }
    }
    let is_end = |c: char| c == ' ' || c == '/';
    let cut: String = written.trim_start_matches(is_end).chars().take(max).collect();
    let cut = cut.trim_end_matches(is_end);
    if cut.is_empty() { NOTHING.to_owned() } else { cut.to_owned() }
}

fn is_taken(c: char) -> bool {
    c.is_ascii_alphanumeric() || "/-?:().,'+ ".contains(c)
}

fn push(text: &mut String, c: char) {
    let repeats = (c == ' ' || c == '/') && text.ends_with(c);
    if !repeats {
        text.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_banks_take() {
        for (text, written) in [
            ("Camille Martin", "Camille Martin"),
            ("Ren\u{e9}e Fran\u{e7}ois-Stra\u{df}e", "Renee Francois-Strasse"),
            ("\u{141}ukasz \u{17b}\u{f3}\u{142}\u{107}", "Lukasz Zolc"),
            ("\u{393}\u{3b9}\u{3ce}\u{3c1}\u{3b3}\u{3bf}\u{3c2}", "Giorgos"),
            ("\u{418}\u{432}\u{430}\u{43d}", "Ivan"),
            ("A & B <Co> \"x\"", "A B Co x"),
            ("  two   blanks ", "two blanks"),
            ("/a//b/", "a/b"),
            ("line\nbreak\ttab\u{0}", "line break tab"),
            ("\u{200b}\u{2028}", "NOTPROVIDED"),
            ("", "NOTPROVIDED"),
        ] {
            assert_eq!(sepa_text(text, 70), written, "{text}");
        }
        // A letter may become two: the limit is that of what is written.
        assert_eq!(sepa_text(&"\u{df}".repeat(70), 70), "s".repeat(70));
        assert_eq!(sepa_text("abc def", 4), "abc");
    }
}
