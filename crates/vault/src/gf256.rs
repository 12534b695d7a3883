//! Arithmetic in the field of 256 elements (FIPS 197, section 4), in constant time: no table is read and no branch is taken by a
//! secret.

/// Multiplies.
pub(crate) const fn mul(mut a: u8, mut b: u8) -> u8 {
    let mut product = 0;
    let mut bit = 0;
    while bit < 8 {
        product ^= a & (b & 1).wrapping_neg();
        // x^8 is x^4 + x^3 + x + 1.
        a = (a << 1) ^ (0x1b & (a >> 7).wrapping_neg());
        b >>= 1;
        bit += 1;
    }
    product
}

/// Returns the inverse, which is the 254th power; 0 for 0.
pub(crate) const fn inverse(a: u8) -> u8 {
    // 254 is 0b1111_1110: the product of the squares but the first.
    let (mut square, mut product, mut step) = (a, 1, 0);
    while step < 7 {
        square = mul(square, square);
        product = mul(product, square);
        step += 1;
    }
    product
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_published() {
        // FIPS 197, section 4.2.
        assert_eq!((mul(0x57, 0x83), mul(0x57, 0x13), mul(0x57, 0x02)), (0xc1, 0xfe, 0xae));
        // FIPS 197, section 5.1.1 uses the inverse; that of 0x53 is 0xca.
        assert_eq!((inverse(0x53), inverse(0), inverse(1)), (0xca, 0, 1));
        for a in 1..=u8::MAX {
            assert_eq!(mul(a, inverse(a)), 1, "{a}");
        }
    }
}
