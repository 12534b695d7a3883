//! What is bought (Retail API, section 3.1: Order, OrderItem).

use document::{
    Fault, Member as _, Moment, Object, Path, Problems, Schemas, Strings, Text, Tree, Value, choice, record,
};
use primitives::{Amount, Country, Currency, OrderReference};

choice! {
    /// How the order reached the merchant: shop on the Internet, telephone, mail.
    pub enum Origin { ECommerce = "E_COM", Telephone = "TO", Mail = "MO", }
}

choice! {
    pub enum SellerType { Professional = "PROFESSIONAL", Private = "PRIVATE_SELLER", }
}

record! {
    /// The merchant's order.
    pub struct Order as "Order" {
        /// The merchant's reference; with the amount it tells a repeated payment.
        reference: OrderReference = "reference",
        /// Total due, in the smallest unit of the currency; 0 for a card check.
        amount: Amount = "amount",
        taxes: Option<Amount> = "taxes",
        discount: Option<Discount> = "discount",
        currency: Currency = "currency",
        date: Option<Moment> = "date",
        origin: Option<Origin> = "origin",
        country: Option<Country> = "country",
        items: Option<Vec<OrderItem>> = "items",
    }
}

record! {
    /// A line of the cart.
    pub struct OrderItem as "OrderItem" {
        reference: Option<Text<0, 50>> = "reference",
        /// Total of the line, in the smallest unit of the currency.
        price: Option<Amount> = "price",
        quantity: Option<Quantity> = "quantity",
        comment: Option<Text<0, 255>> = "comment",
        brand: Option<Text<0, 50>> = "brand",
        category: Option<Text<0, 50>> = "category",
        sub_category_1: Option<Text<0, 50>> = "subCategory1",
        sub_category_2: Option<Text<0, 50>> = "subCategory2",
        miscellaneous: Option<Strings<99>> = "miscellaneous",
        /// Hundredths of a percent: 2000 is 20 %.
        tax_rate: Option<TaxRate> = "taxRate",
        seller: Option<Text<0, 100>> = "seller",
        seller_type: Option<SellerType> = "sellerType",
    }
}

/// Declares a whole number between two bounds.
macro_rules! whole_number {
    ($(#[$meta:meta])* $name:ident, $min:literal, $max:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(i64);

        impl $name {
            pub const fn number(self) -> i64 {
                self.0
            }
        }

        impl Value for $name {
            fn read(tree: &Tree, at: &Path<'_>, problems: &mut Problems) -> Option<Self> {
                match tree {
                    Tree::Integer(number) if ($min..=$max).contains(number) => return Some(Self(*number)),
                    Tree::Integer(_) => problems.add(at, Fault::Range { min: $min, max: $max }),
                    _ => problems.add(at, Fault::Type("an integer")),
                }
                None
            }

            fn write(&self) -> Tree {
                Tree::Integer(self.0)
            }

            fn schema(_: &mut Schemas) -> Tree {
                Object::new().with("type", "integer").with("minimum", $min).with("maximum", $max).into()
            }
        }
    };
}
pub(crate) use whole_number;

/// What the price was lowered by. A shipped connector sends its shop's money object, `{"centAmount": 250, …}`; given back is
/// the amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Discount(Amount);

impl Discount {
    pub const fn amount(self) -> Amount {
        self.0
    }
}

impl Value for Discount {
    fn read(tree: &Tree, at: &Path<'_>, problems: &mut Problems) -> Option<Self> {
        match tree {
            Tree::Object(money) => {
                Amount::read_member(money.get("centAmount"), &at.member("centAmount"), problems).map(Self)
            }
            _ => Amount::read(tree, at, problems).map(Self),
        }
    }

    fn write(&self) -> Tree {
        self.0.write()
    }

    fn schema(schemas: &mut Schemas) -> Tree {
        Amount::schema(schemas)
    }
}

whole_number!(
    /// Pieces, or a weight or volume: at least 1.
    Quantity, 1, 2_147_483_647
);
whole_number!(
    /// Hundredths of a percent, at most 9999.
    TaxRate, 0, 9_999
);
