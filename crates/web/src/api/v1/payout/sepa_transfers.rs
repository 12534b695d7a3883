//! `POST /v1/payout/sepatransfers` (Retail API, section 6).

use axum::{
    extract::{Request, State},
    http::{Method, StatusCode},
    routing::post,
};
use document::{Problems, Record as _, Tree, Value as _};
use domain::{ReturnCode, echo::Echo, merchant::Merchant};
use gateway::{
    Gateway, Refusal, Repeatable,
    payouts::{self, CreateTransfer, Created, Payee},
};
use primitives::Amount;

use super::answer::{EXAMPLE, TransferAnswer};
use crate::{
    answer::{Answer, creation_status},
    api::v1::{
        Endpoint, Operation,
        caller::Caller,
        repeatable::{self, Done, RepeatablePost},
    },
    app::App,
    body::check_kept,
    idempotency,
    openapi::{Examples, RequestBody, refusal, success},
    records::transfer::BankTransferRequest,
};

pub(crate) const PATH: &str = "/v1/payout/sepatransfers";

pub(crate) const ENDPOINTS: &[Endpoint] = &[Endpoint { path: PATH, handler: || post(handle), operation }];

async fn handle(caller: Caller, State(app): State<App>, request: Request) -> Result<Answer, Answer> {
    repeatable::handle(&Create, &app, &caller, request).await
}

struct Create;

impl RepeatablePost for Create {
    type Asked = CreateTransfer;
    type Done = Created;

    async fn replay(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        repeatable: &Repeatable,
    ) -> Result<Option<Created>, Refusal> {
        payouts::replay(gateway, merchant, repeatable).await
    }

    fn parse(&self, _: &Gateway, body: Tree) -> Result<CreateTransfer, Refusal> {
        read(&body)
    }

    fn echo(asked: &CreateTransfer) -> &Echo {
        &asked.echo
    }

    async fn perform(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        asked: CreateTransfer,
        repeatable: Option<Repeatable>,
    ) -> Result<Created, Refusal> {
        let card_likes = idempotency::with_key(asked.card_likes, repeatable.as_ref());
        payouts::create(gateway, merchant, CreateTransfer { card_likes, repeatable, ..asked }).await
    }
}

impl Done for Created {
    fn answer(&self) -> Result<Answer, Answer> {
        Ok(Answer::success(creation_status(self.code), self.code, &TransferAnswer::of(&self.transfer)))
    }

    fn is_replayed(&self) -> bool {
        self.replayed
    }
}

fn read(body: &Tree) -> Result<CreateTransfer, Refusal> {
    let mut problems = Problems::new();
    let asked = BankTransferRequest::from_document(body, &mut problems);
    let card_likes = gateway::card_likes(&mut problems);
    let asked = asked.ok_or_else(|| Refusal::Malformed(problems.into_vec()))?;
    let cross_reference = asked.details.cross_reference.as_ref();
    Ok(CreateTransfer {
        payment_method: asked.payer.payment_method,
        amount: Amount::new(asked.amount.number()).expect("an amount of SEPA is one of the contract"),
        payee: Payee {
            iban: asked.payee.iban,
            bic: asked.payee.bic,
            holder: asked.payee.holder.as_str().to_owned(),
        },
        order_reference: cross_reference
            .and_then(|reference| Some((**reference.order_reference.as_ref()?).clone())),
        echo: check_kept(asked.details.echo())?,
        card_likes,
        repeatable: None,
    })
}

fn operation() -> Operation {
    Operation {
        method: Method::POST,
        id: "sepaBankTransferCreate",
        tag: "Payouts",
        summary: "Pay out by SEPA credit transfer",
        description: "The transfer is paid from the account of a payment method of type BANKTRANSFER. ACCEPTED says that the bank \
                      takes it into the file of the day; the money moves on the next business day of the banks, and the payee's bank \
                      may return it in the days after, which the transaction tells then. A transfer that the bank refuses is a 201 \
                      whose result says so; 202 means that the bank has not answered and the transaction tells later. Two equal requests \
                      without the same Idempotency-Key are two transfers.",
        parameters: Vec::new(),
        body: Some(RequestBody {
            schema: BankTransferRequest::schema,
            examples: Examples::One(
                r#"{"amount":2499,"currency":"EUR","payerBankAccount":{"paymentMethodId":"BANKTRANSFER"},
                    "payeeBankAccount":{"bic":"DEUTDEFF","holderName":"Camille Martin","iban":"DE89370400440532013000"},
                    "crossReference":{"orderReference":"order-1"},"comment":"refund of order-1"}"#,
            ),
        }),
        responses: vec![
            success::<TransferAnswer>(
                StatusCode::CREATED,
                "The bank has accepted the transfer, or refused it: see result",
                ReturnCode::APPROVED,
                EXAMPLE,
            ),
            success::<TransferAnswer>(
                StatusCode::ACCEPTED,
                "The bank has not answered yet: ONHOLD_PARTNER, 02000",
                ReturnCode::OUTCOME_UNKNOWN,
                EXAMPLE,
            ),
            refusal(
                StatusCode::NOT_FOUND,
                "No such payment method, or one that does not pay out, or has no account to pay from: 02303",
            ),
        ],
    }
}
