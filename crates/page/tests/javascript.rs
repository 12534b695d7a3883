//! The names in a module of the script. This knows as much of JavaScript as the modules use.

use std::collections::BTreeSet;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token<'a> {
    Word(&'a str),
    /// `=>`, `?.`, `...`, or one character.
    Sign(&'a str),
    /// A number, a regular expression, or text between quotes.
    Literal,
}

use Token::{Literal, Sign, Word};

/// The names that a module declares anywhere, and those that it uses.
pub(crate) struct Names<'a> {
    pub(crate) declared: BTreeSet<&'a str>,
    pub(crate) used: BTreeSet<&'a str>,
}

impl<'a> Names<'a> {
    pub(crate) fn of(source: &'a str) -> Self {
        let tokens = Lexer { rest: source, tokens: Vec::new() }.run();
        let mut names = Self { declared: BTreeSet::new(), used: BTreeSet::new() };
        for (at, token) in tokens.iter().enumerate() {
            match *token {
                Word("const" | "let") => names.declare(&tokens, at + 1),
                Word("catch") if tokens[at + 1] == Sign("(") => names.declare(&tokens, at + 1),
                Word("function") => {
                    names.declare(&tokens, at + 1);
                    names.declare(&tokens, at + 2);
                }
                Sign("=>") => names.declare(&tokens, start_of_parameters(&tokens, at)),
                Word(word) if is_use(&tokens, at) => {
                    names.used.insert(word);
                }
                _ => {}
            }
        }
        names
    }

    /// A name, or every name between brackets, but for the keys of an object.
    fn declare(&mut self, tokens: &[Token<'a>], start: usize) {
        let end = if is_opening(tokens[start]) { end_of_brackets(tokens, start) } else { start };
        for at in start..=end {
            if let (Word(word), false) = (tokens[at], tokens.get(at + 1) == Some(&Sign(":"))) {
                self.declared.insert(word);
            }
        }
    }
}

/// Whether the word is a name that stands for a variable: no keyword, no property and no key.
fn is_use(tokens: &[Token<'_>], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| tokens[before]);
    let after = tokens.get(at + 1).copied();
    let is_property = matches!(before, Some(Sign("." | "?.")));
    let may_be_key = matches!(before, Some(Sign("{" | ",")));
    let is_method =
        after == Some(Sign("(")) && tokens.get(end_of_brackets(tokens, at + 1) + 1) == Some(&Sign("{"));
    let is_key = may_be_key && (after == Some(Sign(":")) || is_method);
    !is_property && !is_key && !matches!(tokens[at], Word(word) if KEYWORDS.contains(&word))
}

const KEYWORDS: [&str; 23] = [
    "async",
    "await",
    "catch",
    "const",
    "else",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "in",
    "instanceof",
    "let",
    "new",
    "null",
    "of",
    "return",
    "throw",
    "true",
    "try",
    "typeof",
    "undefined",
    "while",
];

/// Where the parameters of the arrow at this place begin: at a name, or at a bracket.
fn start_of_parameters(tokens: &[Token<'_>], arrow: usize) -> usize {
    let last = arrow - 1;
    let encloses = |start: &usize| is_opening(tokens[*start]) && end_of_brackets(tokens, *start) == last;
    if tokens[last] == Sign(")") { (0..last).rev().find(encloses).unwrap() } else { last }
}

fn is_opening(token: Token<'_>) -> bool {
    matches!(token, Sign("(" | "[" | "{"))
}

fn end_of_brackets(tokens: &[Token<'_>], start: usize) -> usize {
    (start..tokens.len()).find(|end| depth(&tokens[start..=*end]) == 0).expect("a bracket is closed")
}

/// How many brackets are open at the end of the tokens.
fn depth(tokens: &[Token<'_>]) -> usize {
    let opened = tokens.iter().filter(|token| is_opening(**token)).count();
    opened - tokens.iter().filter(|token| matches!(token, Sign(")" | "]" | "}"))).count()
}

struct Lexer<'a> {
    rest: &'a str,
    tokens: Vec<Token<'a>>,
}

impl<'a> Lexer<'a> {
    fn run(mut self) -> Vec<Token<'a>> {
        while !self.rest.is_empty() {
            self.token();
        }
        self.tokens
    }

    fn token(&mut self) {
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let start = self.rest.chars().next().unwrap();
        match start {
            c if c.is_ascii_whitespace() => self.skip(1),
            c if c.is_ascii_digit() => self.literal(self.length(|c| is_word(c) || c == '.')),
            c if is_word(c) => {
                let word = self.take(self.length(is_word));
                self.tokens.push(Word(word));
            }
            '/' if self.rest.starts_with("//") => self.skip(self.length(|c| c != '\n')),
            '"' => self.literal(self.quoted('"')),
            '`' => self.template(),
            '/' if self.begins_regex() => {
                self.literal(self.quoted('/'));
                self.skip(self.length(is_word));
            }
            _ => {
                let long = ["...", "=>", "?."].into_iter().find(|sign| self.rest.starts_with(sign));
                let sign = self.take(long.map_or(start.len_utf8(), str::len));
                self.tokens.push(Sign(sign));
            }
        }
    }

    /// The text is a literal; what is between `${` and `}` is code.
    fn template(&mut self) {
        self.literal(1);
        while !self.rest.starts_with('`') {
            let (is_code, length) =
                (self.rest.starts_with("${"), self.rest.chars().next().unwrap().len_utf8());
            self.skip(length);
            if is_code {
                let open = self.tokens.len();
                self.token();
                while depth(&self.tokens[open..]) > 0 {
                    self.token();
                }
            }
        }
        self.skip(1);
    }

    /// Behind a value a slash divides.
    fn begins_regex(&self) -> bool {
        match self.tokens.last() {
            Some(Word(word)) => KEYWORDS.contains(word),
            Some(Literal | Sign(")" | "]" | "}")) => false,
            Some(Sign(_)) | None => true,
        }
    }

    fn literal(&mut self, length: usize) {
        self.skip(length);
        self.tokens.push(Literal);
    }

    /// With both quotes. Behind a backslash a quote is a character like any.
    fn quoted(&self, quote: char) -> usize {
        let mut is_escaped = false;
        for (at, c) in self.rest.char_indices().skip(1) {
            if c == quote && !is_escaped {
                return at + 1;
            }
            is_escaped = c == '\\' && !is_escaped;
        }
        panic!("a quote is not closed");
    }

    fn length(&self, belongs: impl Fn(char) -> bool) -> usize {
        self.rest.find(|c| !belongs(c)).unwrap_or(self.rest.len())
    }

    fn take(&mut self, length: usize) -> &'a str {
        let taken = &self.rest[..length];
        self.skip(length);
        taken
    }

    fn skip(&mut self, length: usize) {
        self.rest = &self.rest[length..];
    }
}
