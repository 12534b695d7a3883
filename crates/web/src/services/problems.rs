//! The members of a session service's body, each fault with its path.

use document::{Fault, Path, Problems, Tree};
use gateway::Refusal;

/// A body that is being read.
pub(super) struct Reader<'a> {
    tree: &'a Tree,
    problems: Problems,
}

impl<'a> Reader<'a> {
    pub(super) fn new(tree: &'a Tree) -> Self {
        let mut problems = Problems::new();
        if tree.as_object().is_none() {
            problems.add(&Path::ROOT, Fault::Type("an object"));
        }
        Self { tree, problems }
    }

    /// Apps send an empty text for what is not there.
    pub(super) fn text(&mut self, path: &[&str]) -> Option<&'a str> {
        match self.tree.at(path) {
            None | Some(Tree::Null) => None,
            Some(Tree::Text(text)) => (!text.is_empty()).then_some(text.as_str()),
            Some(_) => {
                self.fault(path, Fault::Type("a text"));
                None
            }
        }
    }

    pub(super) fn needed(&mut self, path: &[&str]) -> Option<&'a str> {
        let before = self.problems.is_empty();
        let text = self.text(path);
        if text.is_none()
            && (before || self.tree.at(path).is_none_or(|tree| matches!(tree, Tree::Null | Tree::Text(_))))
        {
            self.fault(path, Fault::Missing);
        }
        text
    }

    pub(super) fn parsed<T>(
        &mut self,
        path: &[&str],
        parse: impl FnOnce(&str) -> Result<T, Fault>,
    ) -> Option<T> {
        let text = self.text(path)?;
        parse(text).map_err(|fault| self.fault(path, fault)).ok()
    }

    pub(super) fn fault(&mut self, path: &[&str], fault: Fault) {
        match path {
            [name] => self.problems.add(&Path::ROOT.member(name), fault),
            [outer, name] => self.problems.add(&Path::ROOT.member(outer).member(name), fault),
            _ => self.problems.add(&Path::ROOT, fault),
        }
    }

    pub(super) fn end(self) -> Result<(), Refusal> {
        if self.problems.is_empty() { Ok(()) } else { Err(Refusal::Malformed(self.problems.into_vec())) }
    }
}
