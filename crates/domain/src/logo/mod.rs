//! The logo of a payment method: a small picture that is what it says it is.

mod svg;

use std::fmt;

use document::{Fault, choice};

choice! {
    /// The types of pictures (Retail API, section 5.1: Logo).
    pub enum ImageType {
        Png = "image/png", Jpeg = "image/jpeg", Gif = "image/gif", Svg = "image/svg+xml",
    }
}

/// A picture. Its bytes are of its type, and an SVG has nothing in it that runs or that loads something.
#[derive(Clone, PartialEq, Eq)]
pub struct Logo {
    kind: ImageType,
    bytes: Vec<u8>,
}

/// The largest width and height of a picture in pixels, so that no small file becomes a large picture in memory.
const MAX_PIXELS: usize = 1_024;

impl Logo {
    /// The largest picture in bytes. A list of payment methods gives all of them back.
    pub const MAX_BYTES: usize = 8 * 1024;

    /// Takes the bytes of a picture. Fails where they are too many, of another type, or of an SVG that does more than draw.
    pub fn parse(kind: ImageType, bytes: Vec<u8>) -> Result<Self, Fault> {
        if bytes.len() > Self::MAX_BYTES {
            return Err(Fault::Rule("must have at most 8192 bytes"));
        }
        match kind {
            ImageType::Png => check_pixels(&bytes, imagesize::ImageType::Png)?,
            ImageType::Jpeg => check_pixels(&bytes, imagesize::ImageType::Jpeg)?,
            ImageType::Gif => check_pixels(&bytes, imagesize::ImageType::Gif)?,
            ImageType::Svg => svg::check(&bytes)?,
        }
        Ok(Self { kind, bytes })
    }

    /// Takes a stored picture without applying today's rules to it.
    pub const fn stored(kind: ImageType, bytes: Vec<u8>) -> Self {
        Self { kind, bytes }
    }

    pub const fn kind(&self) -> ImageType {
        self.kind
    }

    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// Leaves out the bytes.
impl fmt::Debug for Logo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} bytes", self.kind.as_str(), self.bytes.len())
    }
}

fn check_pixels(bytes: &[u8], kind: imagesize::ImageType) -> Result<(), Fault> {
    const OTHER: Fault = Fault::Rule("must be a picture of the type that mimeType says");
    if imagesize::image_type(bytes).ok() != Some(kind) {
        return Err(OTHER);
    }
    let size = imagesize::blob_size(bytes).map_err(|_| OTHER)?;
    let is_sound = |pixels| (1..=MAX_PIXELS).contains(&pixels);
    if is_sound(size.width) && is_sound(size.height) {
        Ok(())
    } else {
        Err(Fault::Rule("must be 1 to 1024 pixels wide and high"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The head of a PNG of these pixels.
    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes.extend([8, 6, 0, 0, 0, 0, 0, 0, 0]);
        bytes
    }

    const GIF: &[u8] = b"GIF89a\x10\0\x10\0\0\0\0;";
    const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xc0\0\x0b\x08\0\x10\0\x10\x01\x01\x11\0\xff\xd9";

    #[test]
    fn the_bytes_are_what_the_type_says() {
        for (kind, bytes) in
            [(ImageType::Png, png(16, 16)), (ImageType::Gif, GIF.to_vec()), (ImageType::Jpeg, JPEG.to_vec())]
        {
            assert!(Logo::parse(kind, bytes.clone()).is_ok(), "{}", kind.as_str());
            for word in ImageType::WORDS {
                let other = ImageType::parse(word).unwrap();
                assert_eq!(Logo::parse(other, bytes.clone()).is_ok(), other == kind, "{word}");
            }
        }
        for kind in ImageType::WORDS.iter().map(|word| ImageType::parse(word).unwrap()) {
            for bytes in [&b""[..], b"\x89PNG", b"GIF", b"\xff\xd8\xff", b"<html></html>", b"MZ\x90\0"] {
                assert!(Logo::parse(kind, bytes.to_vec()).is_err(), "{} {bytes:?}", kind.as_str());
            }
        }
    }

    #[test]
    fn a_picture_is_small_in_bytes_and_in_pixels() {
        let padded = |len: usize| {
            let mut bytes = png(1, 1);
            bytes.resize(len, 0);
            Logo::parse(ImageType::Png, bytes).is_ok()
        };
        assert!(padded(8_192) && !padded(8_193));
        for (width, height, is_taken) in
            [(1_024, 1_024, true), (1_025, 1, false), (1, 1_025, false), (0, 1, false), (u32::MAX, 1, false)]
        {
            assert_eq!(Logo::parse(ImageType::Png, png(width, height)).is_ok(), is_taken, "{width}x{height}");
        }
    }
}
