//! The products of the shop. All of them are invented.

use crate::euros::Euros;

pub(crate) struct Product {
    /// The value of the field `product` in the order form.
    pub(crate) id: &'static str,
    /// The item's reference in the order.
    pub(crate) reference: &'static str,
    pub(crate) name: &'static str,
    pub(crate) description: &'static str,
    /// The price with tax.
    pub(crate) price: Euros,
    /// The picture, as inline SVG.
    pub(crate) picture: &'static str,
}

/// The products. No price is an amount to which the sandbox's bank gives a special answer (333.xx and
/// 777.xx).
pub(crate) const PRODUCTS: [Product; 4] = [
    Product {
        id: "bell",
        reference: "BELL-01",
        name: "Counter bell",
        description: "Glazed stoneware on walnut. One clear note, and somebody comes.",
        price: Euros(2_490),
        picture: include_str!("../assets/art/bell.svg"),
    },
    Product {
        id: "keys",
        reference: "KEYS-02",
        name: "Brass key ring",
        description: "Heavy enough not to be lost, with a tag for the number of the room.",
        price: Euros(1_450),
        picture: include_str!("../assets/art/keys.svg"),
    },
    Product {
        id: "tickets",
        reference: "ROLL-03",
        name: "Roll of tickets",
        description: "Five hundred of them, in order. First come, first served.",
        price: Euros(690),
        picture: include_str!("../assets/art/tickets.svg"),
    },
    Product {
        id: "stamp",
        reference: "STAMP-04",
        name: "Date stamp",
        description: "Beech handle, ink pad included. Good for thirteen years of days.",
        price: Euros(1_890),
        picture: include_str!("../assets/art/stamp.svg"),
    },
];

impl Product {
    pub(crate) fn find(id: &str) -> Option<&'static Self> {
        PRODUCTS.iter().find(|product| product.id == id)
    }
}
