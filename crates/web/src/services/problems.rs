//! Reads the members of a session service's body, and collects the faults with their paths.

use document::{Fault, Path, Problems, Tree};
use gateway::Refusal;

/// Reads one body.
pub(super) struct BodyReader<'a> {
    tree: &'a Tree,
    problems: Problems,
    /// The members that should be objects and are not.
    broken: Vec<&'static str>,
}

impl<'a> BodyReader<'a> {
    pub(super) fn new(tree: &'a Tree) -> Self {
        let mut problems = Problems::new();
        if tree.as_object().is_none() {
            problems.add(&Path::ROOT, Fault::Type("an object"));
        }
        Self { tree, problems, broken: Vec::new() }
    }

    /// Checks that a member is an object, if it is there. Where it is not, that is the only fault: none is added for the
    /// members that it lacks.
    pub(super) fn object(&mut self, name: &'static str) {
        if !matches!(self.member(&[name]), None | Some(Tree::Null | Tree::Object(_))) {
            self.add_fault(&[name], Fault::Type("an object"));
            self.broken.push(name);
        }
    }

    pub(super) fn member(&self, path: &[&str]) -> Option<&'a Tree> {
        self.tree.at(path)
    }

    /// Parses a text, if it is there and not empty: apps send an empty text for a value that they do not have.
    pub(super) fn optional<T>(
        &mut self,
        path: &[&str],
        parse: impl FnOnce(&str) -> Result<T, Fault>,
    ) -> Option<T> {
        match self.member(path) {
            None | Some(Tree::Null) => None,
            Some(Tree::Text(text)) if text.is_empty() => None,
            Some(Tree::Text(text)) => parse(text).map_err(|fault| self.add_fault(path, fault)).ok(),
            Some(_) => {
                self.add_fault(path, Fault::Type("a text"));
                None
            }
        }
    }

    /// Parses a text, and adds a fault where it is missing or empty.
    pub(super) fn required<T>(
        &mut self,
        path: &[&str],
        parse: impl FnOnce(&str) -> Result<T, Fault>,
    ) -> Option<T> {
        if path.first().is_some_and(|name| self.broken.contains(name)) {
            return None;
        }
        let is_present = match self.member(path) {
            None | Some(Tree::Null) => false,
            Some(tree) => tree.as_text() != Some(""),
        };
        if !is_present {
            self.add_fault(path, Fault::Missing);
            return None;
        }
        self.optional(path, parse)
    }

    pub(super) fn add_fault(&mut self, path: &[&str], fault: Fault) {
        match path {
            [name] => self.problems.add(&Path::ROOT.member(name), fault),
            [outer, name] => self.problems.add(&Path::ROOT.member(outer).member(name), fault),
            _ => self.problems.add(&Path::ROOT, fault),
        }
    }

    pub(super) fn problems(&mut self) -> &mut Problems {
        &mut self.problems
    }

    /// Refuses the body if there are faults.
    pub(super) fn finish(self) -> Result<(), Refusal> {
        if self.problems.is_empty() { Ok(()) } else { Err(Refusal::Malformed(self.problems.into_vec())) }
    }
}
