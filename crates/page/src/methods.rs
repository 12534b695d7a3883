//! The payment methods in the form. All card methods are one entry: the card number decides which of them is
//! used.

use std::fmt;

use primitives::Network;

use crate::{Method, MethodKind};

/// The entries of the form, in the order of the session's methods.
pub(crate) struct Entries<'a> {
    pub(crate) entries: Vec<Entry<'a>>,
}

pub(crate) enum Entry<'a> {
    Cards(Cards<'a>),
    Redirect { code: &'a str, contract: &'a str, name: String },
}

/// The entry of all card methods.
#[derive(Default)]
pub(crate) struct Cards<'a> {
    pub(crate) brands: Vec<Brand<'a>>,
}

/// A network, with the first method that takes it.
pub(crate) struct Brand<'a> {
    /// The network's name in the session services (section 6).
    pub(crate) wire_name: &'static str,
    /// The name that a buyer reads on the card.
    pub(crate) label: &'static str,
    pub(crate) code: &'a str,
    pub(crate) contract: &'a str,
    pub(crate) fields: CardFields,
}

/// The fields that a card method asks for besides the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct CardFields {
    pub(crate) holder: bool,
    pub(crate) expiry: bool,
    pub(crate) check_value: bool,
}

impl<'a> Entries<'a> {
    pub(crate) fn of(methods: &'a [Method]) -> Self {
        let mut entries: Vec<Entry<'a>> = Vec::new();
        for method in methods {
            match &method.kind {
                MethodKind::Redirect => entries.push(Entry::Redirect {
                    code: &method.code,
                    contract: &method.contract,
                    name: name(&method.code),
                }),
                &MethodKind::Card { ref networks, asks_holder, asks_expiry, asks_cvv } => {
                    let fields =
                        CardFields { holder: asks_holder, expiry: asks_expiry, check_value: asks_cvv };
                    cards(&mut entries).add(method, networks, fields);
                }
            }
        }
        Self { entries }
    }

    /// Whether the buyer has more than one entry to choose from.
    pub(crate) fn is_choice(&self) -> bool {
        self.entries.len() > 1
    }
}

fn cards<'a, 'b>(entries: &'b mut Vec<Entry<'a>>) -> &'b mut Cards<'a> {
    let index = entries.iter().position(|entry| matches!(entry, Entry::Cards(_))).unwrap_or_else(|| {
        entries.push(Entry::Cards(Cards::default()));
        entries.len() - 1
    });
    match &mut entries[index] {
        Entry::Cards(cards) => cards,
        Entry::Redirect { .. } => unreachable!("this index is that of the cards"),
    }
}

impl<'a> Cards<'a> {
    fn add(&mut self, method: &'a Method, networks: &[Network], fields: CardFields) {
        for &network in networks {
            let (wire_name, label) = names(network);
            if self.brands.iter().all(|brand| brand.wire_name != wire_name) {
                let (code, contract) = (&method.code, &method.contract);
                self.brands.push(Brand { wire_name, label, code, contract, fields });
            }
        }
    }

    /// Returns the fields that at least one network needs. The script hides those that the typed card does
    /// not need.
    pub(crate) fn fields_of_any(&self) -> CardFields {
        self.brands.iter().fold(CardFields::default(), |sum, brand| CardFields {
            holder: sum.holder || brand.fields.holder,
            expiry: sum.expiry || brand.fields.expiry,
            check_value: sum.check_value || brand.fields.check_value,
        })
    }

    /// Returns the fields that are shown before a number is typed: those of the first network.
    pub(crate) fn fields_of_first(&self) -> CardFields {
        self.brands.first().map(|brand| brand.fields).unwrap_or_default()
    }
}

impl fmt::Display for CardFields {
    /// Writes the fields for the script: `holder expiry cvv`, or some of them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields = [(self.holder, "holder"), (self.expiry, "expiry"), (self.check_value, "cvv")];
        let asked: Vec<_> = fields.into_iter().filter_map(|(asked, name)| asked.then_some(name)).collect();
        f.write_str(&asked.join(" "))
    }
}

/// Returns a card number in groups of four digits.
pub(crate) fn grouped(number: &str) -> String {
    let digits: Vec<char> = number.chars().collect();
    digits.chunks(4).map(String::from_iter).collect::<Vec<_>>().join(" ")
}

/// Returns the name that buyers know a method by.
pub(crate) fn name(code: &str) -> String {
    match code {
        "CB" | "MCVISA" | "AMEX" => "Card".to_owned(),
        "MOCKPAY" => "MockPay".to_owned(),
        "PAYPAL" | "PAYPAL_APIREST" => "PayPal".to_owned(),
        "IDEAL" => "iDEAL".to_owned(),
        "GOOGLE_PAY" => "Google Pay".to_owned(),
        "APPLE_PAY" => "Apple Pay".to_owned(),
        "MBWAY_MNXT" => "MB WAY".to_owned(),
        _ => code.replace('_', " "),
    }
}

/// Returns the name of a network that a buyer reads on the card.
pub(crate) const fn network_name(network: Network) -> &'static str {
    names(network).1
}

/// Returns a network's name in the session services, and the one that a buyer reads on the card.
const fn names(network: Network) -> (&'static str, &'static str) {
    match network {
        Network::AmericanExpress => ("AMEX", "American Express"),
        Network::CartesBancaires => ("CB", "CB"),
        Network::Cetelem => ("CETELEM", "Cetelem"),
        Network::Cofinoga => ("COFINOGA", "Cofinoga"),
        Network::DinersClub => ("DINERS", "Diners Club"),
        Network::Jcb => ("JCB", "JCB"),
        Network::Mastercard => ("MASTERCARD", "Mastercard"),
        Network::Visa => ("VISA", "Visa"),
    }
}

/// Returns the name of a network that a buyer reads on the card.
pub(crate) const fn network_label(network: Network) -> &'static str {
    names(network).1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(code: &str, contract: &str, networks: &[Network], asks_holder: bool) -> Method {
        let kind =
            MethodKind::Card { networks: networks.to_vec(), asks_holder, asks_expiry: true, asks_cvv: true };
        Method { code: code.to_owned(), contract: contract.to_owned(), kind }
    }

    #[test]
    fn cards_are_one_entry_and_the_first_method_takes_a_network() {
        let redirect = Method { code: "MOCKPAY".into(), contract: "M".into(), kind: MethodKind::Redirect };
        let methods = [
            card("CB", "C1", &[Network::CartesBancaires, Network::Visa], false),
            redirect,
            card("MCVISA", "C2", &[Network::Visa, Network::Mastercard], false),
            card("AMEX", "C3", &[Network::AmericanExpress], true),
        ];
        let entries = Entries::of(&methods);
        assert!(entries.is_choice());
        let [Entry::Cards(cards), Entry::Redirect { code: "MOCKPAY", contract: "M", name }] =
            &entries.entries[..]
        else {
            panic!("cards, then the redirection");
        };
        assert_eq!(name, "MockPay");
        let brands: Vec<_> = cards.brands.iter().map(|brand| (brand.wire_name, brand.contract)).collect();
        assert_eq!(brands, [("CB", "C1"), ("VISA", "C1"), ("MASTERCARD", "C2"), ("AMEX", "C3")]);
        assert!(cards.fields_of_any().holder && !cards.fields_of_first().holder);
    }
}
