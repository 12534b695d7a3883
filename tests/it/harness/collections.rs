//! Pages of collections.

use client::Answer;
use document::Tree;

use super::Till;

/// A page of a collection.
pub(crate) struct CollectionPage {
    pub(crate) records: Vec<Tree>,
    /// count, startIndex, endIndex and recordTotal.
    pub(crate) counts: [i64; 4],
}

impl CollectionPage {
    /// Reads an answer, whose array is under `name`.
    pub(crate) fn of(answer: &Answer, name: &str) -> Self {
        assert_eq!(answer.status, 200, "{}", answer.body_text());
        let counts = ["count", "startIndex", "endIndex", "recordTotal"];
        let counts = counts.map(|name| answer.at(&[name]).and_then(Tree::as_integer).unwrap());
        let records = answer.at(&[name]).and_then(Tree::as_list).unwrap().to_vec();
        assert_eq!(i64::try_from(records.len()).unwrap(), counts[0]);
        Self { records, counts }
    }

    /// Returns the texts of a member of the records.
    pub(crate) fn texts(&self, member: &str) -> Vec<String> {
        self.records.iter().map(|one| one.at(&[member]).and_then(Tree::as_text).unwrap().to_owned()).collect()
    }

    pub(crate) fn total(&self) -> usize {
        usize::try_from(self.counts[3]).unwrap()
    }
}

impl Till {
    /// Reads a page of the collection at a path with a query.
    pub(crate) async fn page(&mut self, path: &str, name: &str) -> CollectionPage {
        CollectionPage::of(&self.get(path).await, name)
    }

    /// Reads all pages of three records of a collection, and returns the texts of a member.
    pub(crate) async fn walk(&mut self, path: &str, name: &str, member: &str) -> Vec<String> {
        let (mut all, sign) = (Vec::new(), if path.contains('?') { '&' } else { '?' });
        for page in 0.. {
            let part = self.page(&format!("{path}{sign}size=3&page={page}"), name).await.texts(member);
            let is_last = part.len() < 3;
            all.extend(part);
            if is_last {
                break;
            }
        }
        all
    }
}
