//! Writes BER as DER: Apple's signatures have lengths that are not told in advance (X.690, section 8.1.3.6), which a reader of DER
//! refuses.
//!
//! Values of definite length are taken as they are, so that what was signed stays as it was.

use crate::Refused;

/// The largest number of levels of nesting. A signature has 9.
const MAX_DEPTH: usize = 32;
/// The bit of a tag that tells a value made of others.
const CONSTRUCTED: u8 = 0x20;
/// The length octet of a value whose end is marked instead.
const INDEFINITE: u8 = 0x80;
/// The mark at the end of such a value.
const END: [u8; 2] = [0, 0];

/// Returns the first value with definite lengths. What follows it is left out.
pub(super) fn to_der(ber: &[u8]) -> Result<Vec<u8>, Refused> {
    let mut der = Vec::with_capacity(ber.len());
    Reader { rest: ber }.value(&mut der, 0)?;
    Ok(der)
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Reads a value, and writes it.
    fn value(&mut self, der: &mut Vec<u8>, depth: usize) -> Result<(), Refused> {
        if depth > MAX_DEPTH {
            return Err(Refused::Unopened);
        }
        let &[tag, length, ..] = self.rest else { return Err(Refused::Unopened) };
        // Tags of more than one octet are in no signature.
        if tag & 0x1f == 0x1f {
            return Err(Refused::Unopened);
        }
        let content = if length == INDEFINITE {
            if tag & CONSTRUCTED == 0 {
                return Err(Refused::Unopened);
            }
            self.take(2)?;
            let mut content = Vec::new();
            while !self.rest.starts_with(&END) {
                self.value(&mut content, depth + 1)?;
            }
            self.take(2)?;
            content
        } else {
            let content = self.definite()?;
            if tag & CONSTRUCTED == 0 { content.to_vec() } else { constructed(content, depth)? }
        };
        write(der, tag, &content);
        Ok(())
    }

    /// Reads the content of a value of definite length.
    fn definite(&mut self) -> Result<&'a [u8], Refused> {
        let head = self.take(2)?;
        let length = match head[1] {
            short @ 0..=0x7f => usize::from(short),
            // Four octets tell 4 GiB, which no signature has.
            long @ 0x81..=0x84 => {
                let octets = self.take(usize::from(long - 0x80))?;
                octets.iter().fold(0, |length, octet| length << 8 | usize::from(*octet))
            }
            _ => return Err(Refused::Unopened),
        };
        self.take(length)
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], Refused> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(Refused::Unopened)?;
        self.rest = rest;
        Ok(taken)
    }
}

/// Returns the content of a value made of others, which may have lengths that are not told.
fn constructed(content: &[u8], depth: usize) -> Result<Vec<u8>, Refused> {
    let (mut reader, mut der) = (Reader { rest: content }, Vec::with_capacity(content.len()));
    while !reader.rest.is_empty() {
        reader.value(&mut der, depth + 1)?;
    }
    Ok(der)
}

fn write(der: &mut Vec<u8>, tag: u8, content: &[u8]) {
    der.push(tag);
    let octets = content.len().to_be_bytes();
    let octets = &octets[octets.iter().take_while(|octet| **octet == 0).count()..];
    match octets {
        [] => der.push(0),
        [short @ 0..=0x7f] => der.push(*short),
        long => {
            der.push(0x80 | u8::try_from(long.len()).expect("at most eight"));
            der.extend_from_slice(long);
        }
    }
    der.extend_from_slice(content);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_told() {
        let long = [&[0x04, 0x82, 0x01, 0x00][..], &[7; 256]].concat();
        for (ber, der) in [
            (&[0x30, 0x80, 0x02, 0x01, 0x05, 0, 0][..], &[0x30, 0x03, 0x02, 0x01, 0x05][..]),
            (&[0x30, 0x80, 0xa0, 0x80, 0x05, 0, 0, 0, 0, 0], &[0x30, 0x04, 0xa0, 0x02, 0x05, 0]),
            (&[0x30, 0x07, 0x30, 0x80, 0x02, 0x01, 0x05, 0, 0], &[0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x05]),
            (&[0x30, 0x00], &[0x30, 0x00]),
            (&long, &long),
        ] {
            assert_eq!(to_der(ber).as_deref(), Ok(der), "{ber:02x?}");
            assert_eq!(to_der(der).as_deref(), Ok(der), "what is DER stays as it is");
        }
    }

    #[test]
    fn what_is_no_value_is_refused() {
        let deep = [0x30, 0x80].repeat(10_000);
        for ber in [
            &[][..],
            &[0x30],
            &[0x30, 0x80],
            &[0x30, 0x80, 0x02, 0x01],
            &[0x04, 0x80, 0, 0],
            &[0x1f, 0x01, 0x00],
            &[0x30, 0x85, 0, 0, 0, 0, 0],
            &[0x30, 0x84, 0xff, 0xff, 0xff, 0xff],
            &deep,
        ] {
            assert_eq!(to_der(ber), Err(Refused::Unopened));
        }
    }
}
