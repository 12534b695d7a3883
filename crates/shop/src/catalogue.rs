//! What the shop sells. Invented, and drawn by us.

use crate::euros::Euros;

pub(crate) struct Product {
    /// Names it in the form.
    pub(crate) word: &'static str,
    /// Names it in the order.
    pub(crate) reference: &'static str,
    pub(crate) name: &'static str,
    pub(crate) blurb: &'static str,
    /// Tax included.
    pub(crate) price: Euros,
    /// Inline SVG of our own.
    pub(crate) art: &'static str,
}

/// Prices stay clear of 333.xx and 777.xx, which mean something to the sandbox's bank.
pub(crate) const PRODUCTS: [Product; 4] = [
    Product {
        word: "bell",
        reference: "BELL-01",
        name: "Counter bell",
        blurb: "Glazed stoneware on walnut. One clear note, and somebody comes.",
        price: Euros(2_490),
        art: include_str!("../assets/art/bell.svg"),
    },
    Product {
        word: "keys",
        reference: "KEYS-02",
        name: "Brass key ring",
        blurb: "Heavy enough not to be lost, with a tag for the number of the room.",
        price: Euros(1_450),
        art: include_str!("../assets/art/keys.svg"),
    },
    Product {
        word: "tickets",
        reference: "ROLL-03",
        name: "Roll of tickets",
        blurb: "Five hundred of them, in order. First come, first served.",
        price: Euros(690),
        art: include_str!("../assets/art/tickets.svg"),
    },
    Product {
        word: "stamp",
        reference: "STAMP-04",
        name: "Date stamp",
        blurb: "Beech handle, ink pad included. Good for thirteen years of days.",
        price: Euros(1_890),
        art: include_str!("../assets/art/stamp.svg"),
    },
];

impl Product {
    pub(crate) fn find(word: &str) -> Option<&'static Self> {
        PRODUCTS.iter().find(|product| product.word == word)
    }
}
