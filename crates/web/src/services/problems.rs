//! The members of a session service's body, each fault with its path.

use document::{Fault, Path, Problems, Tree};
use gateway::Refusal;

/// A body that is being read.
pub(super) struct Reader<'a> {
    tree: &'a Tree,
    problems: Problems,
    /// Members that should be objects and are none.
    broken: Vec<&'static str>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(tree: &'a Tree) -> Self {
        let mut problems = Problems::new();
        if tree.as_object().is_none() {
            problems.add(&Path::ROOT, Fault::Type("an object"));
        }
        Self { tree, problems, broken: Vec::new() }
    }

    /// An object that the members of others stand in. Where it is none that is told, and nothing of its members.
    pub(super) fn outer(&mut self, name: &'static str) {
        if !matches!(self.member(&[name]), None | Some(Tree::Null | Tree::Object(_))) {
            self.fault(&[name], Fault::Type("an object"));
            self.broken.push(name);
        }
    }

    pub(super) fn member(&self, path: &[&str]) -> Option<&'a Tree> {
        self.tree.at(path)
    }

    /// Apps send an empty text for what is not there.
    pub(super) fn parsed<T>(
        &mut self,
        path: &[&str],
        parse: impl FnOnce(&str) -> Result<T, Fault>,
    ) -> Option<T> {
        match self.member(path) {
            None | Some(Tree::Null) => None,
            Some(Tree::Text(text)) if text.is_empty() => None,
            Some(Tree::Text(text)) => parse(text).map_err(|fault| self.fault(path, fault)).ok(),
            Some(_) => {
                self.fault(path, Fault::Type("a text"));
                None
            }
        }
    }

    pub(super) fn needed<T>(
        &mut self,
        path: &[&str],
        parse: impl FnOnce(&str) -> Result<T, Fault>,
    ) -> Option<T> {
        if path.first().is_some_and(|name| self.broken.contains(name)) {
            return None;
        }
        let is_there = match self.member(path) {
            None | Some(Tree::Null) => false,
            Some(tree) => tree.as_text() != Some(""),
        };
        if !is_there {
            self.fault(path, Fault::Missing);
            return None;
        }
        self.parsed(path, parse)
    }

    pub(super) fn fault(&mut self, path: &[&str], fault: Fault) {
        match path {
            [name] => self.problems.add(&Path::ROOT.member(name), fault),
            [outer, name] => self.problems.add(&Path::ROOT.member(outer).member(name), fault),
            _ => self.problems.add(&Path::ROOT, fault),
        }
    }

    pub(super) fn problems(&mut self) -> &mut Problems {
        &mut self.problems
    }

    pub(super) fn end(self) -> Result<(), Refusal> {
        if self.problems.is_empty() { Ok(()) } else { Err(Refusal::Malformed(self.problems.into_vec())) }
    }
}
