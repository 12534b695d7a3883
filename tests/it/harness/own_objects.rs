//! Values for the parameters of paths: objects that a merchant really has.

use super::{
    AUTHENTICATIONS, Card, KEYS, LINKS, MERCHANT_ID, OLD_SESSIONS, PAYOUTS, SEPA_TRANSFERS, SESSIONS,
    TRANSACTIONS, Till, WALLET_SESSIONS, reference, session, transaction_id, transfer, wallet_session,
};

/// A path of the description with a value for each of its parameters.
pub(crate) struct FilledPath {
    /// The path with objects of the merchant for whom it was filled.
    pub(crate) own: String,
    /// The path with ids of the same form that no object has.
    pub(crate) nobodys: String,
    /// The path of the object that the last parameter names, as its owner reads it.
    pub(crate) object: String,
    pub(crate) stranger: Stranger,
}

/// The answer to another merchant that uses the ids of the owner. The first parameter of a path decides.
#[derive(Clone, Copy)]
pub(crate) enum Stranger {
    /// The path has no parameter.
    HasNothingToName,
    /// The answer is a refusal with this status and code, as for an id that no object has.
    IsToldNothing(u16, &'static str),
    /// The parameter is a name of the merchant's own choice: the other merchant has another object of that
    /// name.
    HasAnother,
}

struct OwnObject {
    id: String,
    nobodys: String,
    stranger: Stranger,
}

impl FilledPath {
    /// Fills a path for the demo merchant. Fails where no object is known for a parameter.
    pub(crate) async fn new(till: &mut Till, template: &str) -> Self {
        let segments: Vec<&str> = template.split('/').collect();
        let mut own: Vec<String> = segments.iter().map(|segment| (*segment).to_owned()).collect();
        let mut nobodys = own.clone();
        let (mut object, mut stranger) = (String::new(), Stranger::HasNothingToName);
        for place in (0..segments.len()).filter(|place| segments[*place].starts_with('{')) {
            let made = OwnObject::make(till, &segments[..place].join("/"), segments[place]).await;
            own[place] = made.id;
            nobodys[place] = made.nobodys;
            object = own[..=place].join("/");
            if let Stranger::HasNothingToName = stranger {
                stranger = made.stranger;
            }
        }
        Self { own: own.join("/"), nobodys: nobodys.join("/"), object, stranger }
    }
}

impl OwnObject {
    /// Returns values for the parameter behind this part of the path.
    async fn make(till: &mut Till, path: &str, parameter: &str) -> Self {
        match path {
            TRANSACTIONS => {
                let id = till.authorised(10_000).await;
                till.capture(&id, 1_000).await;
                Self::unknown_to_strangers(id, "17000000000000000".to_owned(), "02301")
            }
            PAYOUTS => {
                let id = transaction_id(&till.post(SEPA_TRANSFERS, &[], &transfer(1_000)).await);
                Self::unknown_to_strangers(id, "17000000000000000".to_owned(), "02301")
            }
            SESSIONS | OLD_SESSIONS => {
                let id = till.new_session(&session(1_000)).await.id;
                let nobodys = format!("{}0000000000000", &id[..20]);
                Self::unknown_to_strangers(id, nobodys, "02317")
            }
            WALLET_SESSIONS => {
                let id = till.new_wallet_session(&wallet_session(&reference())).await.id;
                let nobodys = format!("{}0000000000000", &id[..20]);
                Self::unknown_to_strangers(id, nobodys, "02317")
            }
            LINKS => {
                let id = till.new_link(&session(1_000)).await.id;
                Self::unknown_to_strangers(id, "PL0000000000000000".to_owned(), "02310")
            }
            AUTHENTICATIONS => {
                let id = till.new_authentication().await;
                Self::unknown_to_strangers(id, reference(), "03004")
            }
            KEYS => {
                let name = "own-object".to_owned();
                assert_eq!(till.get(&format!("{KEYS}/{name}")).await.status, 200);
                Self { nobodys: reference(), id: name, stranger: Stranger::HasAnother }
            }
            "/v1/merchants" | "/v1/checkout/merchants" => Self {
                id: MERCHANT_ID.to_owned(),
                nobodys: "00000000000001".to_owned(),
                stranger: Stranger::IsToldNothing(403, "09201"),
            },
            "/v1/merchants/{merchantId}/pointsofsale" => {
                Self::unknown_to_strangers("SHOP1".to_owned(), "SHOP404".to_owned(), "02303")
            }
            "/v1/merchants/{merchantId}/pointsofsale/{posReference}/paymentMethods" => {
                Self::unknown_to_strangers("CB".to_owned(), "CB404".to_owned(), "02303")
            }
            "/v1/checkout/merchants/{merchantId}/mxwallets" => {
                let wallet = till.new_wallet(&Card::cb_visa()).await;
                let id = wallet.rsplit_once('/').expect("a path").1.to_owned();
                Self::unknown_to_strangers(id, reference(), "02503")
            }
            "/v1/checkout/merchants/{merchantId}/mxwallets/{mxWalletId}/paymentinstruments" => {
                Self::unknown_to_strangers("1".to_owned(), "99".to_owned(), "02518")
            }
            _ => panic!(
                "the description has the path {path}/{parameter}, and the suite has nothing to put there: add to \
                 `OwnObject::make` in tests/it/harness/own_objects.rs how a merchant comes to such an object, an id of its \
                 form that nobody has, and what another merchant is told who asks for it"
            ),
        }
    }

    fn unknown_to_strangers(id: String, nobodys: String, code: &'static str) -> Self {
        Self { id, nobodys, stranger: Stranger::IsToldNothing(404, code) }
    }
}
