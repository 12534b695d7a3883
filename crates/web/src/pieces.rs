//! Bytes that come bit by bit, in pieces of one size: what one body gives back fits whatever comes next, and nothing is copied to
//! grow. They are wiped when dropped, because they may hold a card.

use zeroize::Zeroizing;

/// The size of a piece. Most bodies fit into the first.
const PIECE_BYTES: usize = 4 * 1024;

pub(crate) struct Pieces(Vec<Zeroizing<Vec<u8>>>);

impl Pieces {
    /// Returns an empty piece.
    pub(crate) fn new() -> Self {
        Self(vec![piece()])
    }

    /// The number of bytes that are held, whether they are filled or not.
    pub(crate) const fn held(&self) -> usize {
        self.0.len() * PIECE_BYTES
    }

    /// The number of bytes that are held once so many more have been added.
    pub(crate) fn held_with(&self, more: usize) -> usize {
        let filled = self.0.iter().map(|piece| piece.len()).sum::<usize>();
        (filled + more).next_multiple_of(PIECE_BYTES).max(self.held())
    }

    pub(crate) fn add(&mut self, mut bytes: &[u8]) {
        if let Some(last) = self.0.last_mut() {
            let (fits, rest) = bytes.split_at(bytes.len().min(PIECE_BYTES - last.len()));
            last.extend_from_slice(fits);
            bytes = rest;
        }
        for part in bytes.chunks(PIECE_BYTES) {
            let mut next = piece();
            next.extend_from_slice(part);
            self.0.push(next);
        }
    }

    /// Reads all bytes as one text. It is put together where there are several pieces, and gone when `read` returns.
    pub(crate) fn read<T>(&self, read: impl FnOnce(&[u8]) -> T) -> T {
        match self.0.as_slice() {
            [only] => read(only),
            several => {
                let mut text = Zeroizing::new(Vec::with_capacity(self.held()));
                for piece in several {
                    text.extend_from_slice(piece);
                }
                read(&text)
            }
        }
    }
}

fn piece() -> Zeroizing<Vec<u8>> {
    Zeroizing::new(Vec::with_capacity(PIECE_BYTES))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_is_read_however_it_is_cut() {
        let text: Vec<u8> = (0..=u8::MAX).cycle().take(3 * PIECE_BYTES + 1).collect();
        for length in [0, 1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, text.len()] {
            for cut in [1, 7, PIECE_BYTES, text.len()] {
                let mut pieces = Pieces::new();
                for part in text[..length].chunks(cut) {
                    let expected = pieces.held_with(part.len());
                    pieces.add(part);
                    assert_eq!(pieces.held(), expected);
                }
                assert!(pieces.read(|all| all == &text[..length]), "{length} bytes in parts of {cut}");
                assert!(pieces.held() < length + PIECE_BYTES || length == 0);
            }
        }
    }
}
