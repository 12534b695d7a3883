//! The order (Retail API, section 3.1: Order, OrderItem).

use document::{
    List, Member as _, Moment, Path, Problems, Schemas, Strings, Text, Tree, Value, choice, record, whole,
    whole_number,
};
use domain::terms::SalesChannel;
use primitives::{Amount, Country, Currency, Identifier, OrderReference, Prose};

choice! {
    pub(crate) enum SellerType { Professional = "PROFESSIONAL", Private = "PRIVATE_SELLER", }
}

/// The largest number of lines of one order. The contract has no limit. A line costs some hundred times more memory than its
/// shortest text, `{}`.
pub(super) const MAX_ITEMS: usize = 500;

record! {
    /// The merchant's order.
    pub(crate) struct Order as "Order" {
        /// The merchant's reference; with the amount it tells a repeated payment.
        reference: Identifier<OrderReference> = "reference",
        /// Total due, in the smallest unit of the currency; 0 for a card check.
        amount: Amount = "amount",
        taxes: Option<Amount> = "taxes",
        discount: Option<Rounded<Discount>> = "discount",
        currency: Currency = "currency",
        date: Option<Moment> = "date",
        origin: Option<SalesChannel> = "origin",
        country: Option<Country> = "country",
        items: Option<List<OrderItem, MAX_ITEMS>> = "items",
    }
}

record! {
    /// A line of the cart.
    pub(crate) struct OrderItem as "OrderItem" {
        reference: Option<Identifier<Text<0, 50>>> = "reference",
        /// Total of the line, in the smallest unit of the currency.
        price: Option<Rounded<Amount>> = "price",
        quantity: Option<Quantity> = "quantity",
        comment: Option<Prose<Text<0, 255>>> = "comment",
        brand: Option<Prose<Text<0, 50>>> = "brand",
        category: Option<Prose<Text<0, 50>>> = "category",
        sub_category_1: Option<Prose<Text<0, 50>>> = "subCategory1",
        sub_category_2: Option<Prose<Text<0, 50>>> = "subCategory2",
        miscellaneous: Option<Prose<Strings<99>>> = "miscellaneous",
        /// Hundredths of a percent: 2000 is 20 %.
        tax_rate: Option<Rounded<TaxRate>> = "taxRate",
        seller: Option<Prose<Text<0, 100>>> = "seller",
        seller_type: Option<SellerType> = "sellerType",
    }
}

/// The discount of an item. A shipped connector sends its shop's money object, `{"centAmount": 250, …}`;
/// answers give back the amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Discount(Amount);

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
    /// Hundredths of a percent, at most 9999. The contract gives no least value.
    TaxRate, -2_147_483_648, 9_999
);

/// A number that only describes. Shipped carts compute it as a fraction: it is rounded half to even.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rounded<T>(T);

impl<T: Value> Value for Rounded<T> {
    fn read(tree: &Tree, at: &Path<'_>, problems: &mut Problems) -> Option<Self> {
        let rounded = match tree {
            Tree::Decimal(number) => whole(number.round_ties_even()).map(Tree::Integer),
            _ => None,
        };
        T::read(rounded.as_ref().unwrap_or(tree), at, problems).map(Self)
    }

    fn write(&self) -> Tree {
        self.0.write()
    }

    fn schema(schemas: &mut Schemas) -> Tree {
        T::schema(schemas)
    }
}
