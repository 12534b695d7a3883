//! What was measured, and what it should be.

/// The figures of one attack.
pub(crate) struct Figures {
    title: &'static str,
    lines: Vec<Line>,
}

struct Line {
    name: String,
    value: f64,
    unit: &'static str,
    aim: Option<Aim>,
}

#[derive(Clone, Copy)]
pub(crate) enum Aim {
    AtMost(f64),
    AtLeast(f64),
}

impl Aim {
    fn is_reached(self, value: f64) -> bool {
        match self {
            Self::AtMost(most) => value <= most,
            Self::AtLeast(least) => value >= least,
        }
    }
}

impl Figures {
    pub(crate) const fn of(title: &'static str) -> Self {
        Self { title, lines: Vec::new() }
    }

    /// Adds a figure that has no aim.
    pub(crate) fn add(&mut self, name: impl Into<String>, value: f64, unit: &'static str) {
        self.lines.push(Line { name: name.into(), value, unit, aim: None });
    }

    /// Adds a figure that is compared with an aim.
    pub(crate) fn compare(&mut self, name: impl Into<String>, value: f64, unit: &'static str, aim: Aim) {
        self.lines.push(Line { name: name.into(), value, unit, aim: Some(aim) });
    }

    pub(crate) fn are_good(&self) -> bool {
        self.lines.iter().all(|line| line.aim.is_none_or(|aim| aim.is_reached(line.value)))
    }

    pub(crate) fn print(&self) {
        println!("\n{}", self.title);
        for Line { name, value, unit, aim } in &self.lines {
            let aimed = match aim {
                None => String::new(),
                Some(aim) => {
                    let (words, bound) = match aim {
                        Aim::AtMost(most) => ("at most", most),
                        Aim::AtLeast(least) => ("at least", least),
                    };
                    let verdict = if aim.is_reached(*value) { "" } else { "  MISSED" };
                    format!("  ({words} {bound}){verdict}")
                }
            };
            println!("  {name:<62} {value:>10.2} {unit}{aimed}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missed_aim_is_no_good() {
        let mut figures = Figures::of("x");
        figures.add("a", 9.0, "ms");
        figures.compare("b", 5.0, "ms", Aim::AtMost(5.0));
        figures.compare("c", 0.9, "", Aim::AtLeast(0.9));
        assert!(figures.are_good());
        figures.compare("d", 5.1, "ms", Aim::AtMost(5.0));
        assert!(!figures.are_good());
    }
}
