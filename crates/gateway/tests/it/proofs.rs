//! Proofs of authentications: what a payment may be made with, and what is refused with nothing authorised.

use std::sync::atomic::Ordering;

use domain::{
    authentication::{ChallengePreference, TransStatus},
    merchant::Merchant,
    terms::Terms,
};
use gateway::{
    Refusal,
    payments::{self, CreatePayment, Instrument, Means, Payment},
    ports::{BrowserDevice, BuyerFacts, Device, MethodCompletion},
    three_ds::{
        self, Authenticate, ChallengeReport, Claimed, Given, IssuerReport, Next, Occasion, Told, Verify,
    },
};
use jiff::SignedDuration;
use primitives::{CardEntry, Currency, Expiry, Pan, Reference, Uuid};

use crate::{
    bench::{Bench, clear, request, terms},
    issuer::{ACS, DIRECTORY, decision},
};

const AMOUNT: i64 = 2_000;

fn browser() -> Device {
    Device::Browser {
        browser: BrowserDevice {
            accept_header: "text/html".to_owned(),
            ip: None,
            has_java: false,
            has_javascript: true,
            language: "fr".to_owned(),
            color_depth: 24,
            screen_height: 1080,
            screen_width: 1920,
            time_zone_offset_min: -60,
            user_agent: "Mozilla/5.0".to_owned(),
        },
        return_url: "https://shop.example/".to_owned(),
        window: "05",
    }
}

/// Authenticates the buyer of a payment of [`AMOUNT`].
async fn authenticate(bench: &Bench, preference: ChallengePreference) -> Told {
    let asked = Authenticate {
        id: None,
        payment_method: Reference::parse("CB").unwrap(),
        selected_network: None,
        terms: terms("order", AMOUNT),
        means: Means::Card(clear()),
        given: Given {
            preference,
            merchant_name: "Shop".to_owned(),
            device: browser(),
            buyer: BuyerFacts::default(),
            occasion: Occasion::AfterMethod(MethodCompletion::Unavailable),
        },
        card_likes: Vec::new(),
        repeatable: None,
    };
    three_ds::create(&bench.gateway, &bench.merchant, asked).await.unwrap()
}

/// Authenticates without a challenge, and returns the container.
async fn container(bench: &Bench) -> String {
    match authenticate(bench, ChallengePreference::NoPreference).await {
        Told { next: Next::Pay { container }, code, .. } if code.code() == "03102" => container,
        told => panic!("{}", told.code.code()),
    }
}

/// A payment with a proof.
struct Try<'a> {
    merchant: &'a Merchant,
    terms: Terms,
    instrument: Instrument,
}

impl<'a> Try<'a> {
    fn of(bench: &'a Bench, order: &str) -> Self {
        Self { merchant: &bench.merchant, terms: terms(order, AMOUNT), instrument: clear() }
    }

    async fn with(self, bench: &Bench, claimed: Claimed) -> Result<Payment, Refusal> {
        let Try { merchant, terms, instrument } = self;
        let request = CreatePayment { authentication: Some(claimed), terms, ..request("", 0, None) };
        payments::create(&bench.gateway, merchant, request, Means::Card(instrument)).await
    }

    async fn code(self, bench: &Bench, container: &str) -> String {
        let paid = self.with(bench, Claimed::Container(container.to_owned())).await.unwrap();
        paid.transaction.state.result().code().to_owned()
    }
}

fn banks_questions(bench: &Bench) -> usize {
    bench.bank.asked.load(Ordering::SeqCst)
}

#[tokio::test]
async fn a_container_with_any_byte_changed_or_cut_off_is_none() {
    let bench = Bench::new().await;
    let sound = container(&bench).await;
    let mut forged: Vec<String> = (0..sound.len()).map(|length| sound[..length].to_owned()).collect();
    for place in 0..sound.len() {
        for sign in ["A", "z", "+", "=", " "] {
            let changed = format!("{}{sign}{}", &sound[..place], &sound[place + 1..]);
            forged.extend((changed != sound).then_some(changed));
        }
    }
    forged.extend([format!("{sound}A"), format!("{sound}="), format!(" {sound}"), sound.repeat(9)]);
    for container in forged {
        let told = Try::of(&bench, "order").with(&bench, Claimed::Container(container.clone())).await;
        assert_eq!(told.err(), Some(Refusal::Proof), "{container}");
    }
    assert_eq!(banks_questions(&bench), 0);
    assert_eq!(Try::of(&bench, "order").code(&bench, &sound).await, "00000");
}

#[tokio::test]
async fn a_container_is_good_for_its_merchant_card_amount_and_currency() {
    let bench = Bench::new().await;
    let sound = container(&bench).await;
    let other = bench.new_merchant().await;
    let foreign = Try { merchant: &other, ..Try::of(&bench, "1") };
    let told = foreign.with(&bench, Claimed::Container(sound.clone())).await;
    assert_eq!(told.err(), Some(Refusal::Proof));
    let another_card = Instrument::Clear(CardEntry {
        pan: Pan::parse("4111111111111111").ok(),
        expiry: Expiry::parse("1299").ok(),
        cvx: primitives::Cvx::parse("123").ok(),
        holder: None,
    });
    let card = Try { instrument: another_card, ..Try::of(&bench, "2") };
    assert_eq!(card.code(&bench, &sound).await, "03010");
    let larger = Try { terms: terms("3", AMOUNT + 1), ..Try::of(&bench, "") };
    assert_eq!(larger.code(&bench, &sound).await, "03010");
    let dollars = Terms { currency: Currency::parse("USD").unwrap(), ..terms("4", AMOUNT) };
    assert_eq!(Try { terms: dollars, ..Try::of(&bench, "") }.code(&bench, &sound).await, "03010");
    assert_eq!(banks_questions(&bench), 0);
    let smaller = Try { terms: terms("5", AMOUNT - 1), ..Try::of(&bench, "") };
    let paid = smaller.with(&bench, Claimed::Container(sound)).await.unwrap();
    assert_eq!(paid.transaction.state.result().code(), "00000");
    let told = paid.transaction.authentication.unwrap();
    assert_eq!((told.status, told.shifts_liability), (TransStatus::Yes, true));
}

#[tokio::test]
async fn a_container_is_used_once() {
    let bench = Bench::new().await;
    let sound = container(&bench).await;
    assert_eq!(Try::of(&bench, "1").code(&bench, &sound).await, "00000");
    assert_eq!(Try::of(&bench, "2").code(&bench, &sound).await, "03011");
    // A payment that the bank refuses has used it as well.
    let refused = container(&bench).await;
    bench.bank.answers.lock().unwrap().push(crate::bench::no());
    assert_eq!(Try::of(&bench, "3").code(&bench, &refused).await, "01100");
    assert_eq!(Try::of(&bench, "4").code(&bench, &refused).await, "03011");
    let at_once = container(&bench).await;
    let before = banks_questions(&bench);
    let (one, two) = tokio::join!(
        Try::of(&bench, "5").code(&bench, &at_once),
        Try::of(&bench, "6").code(&bench, &at_once)
    );
    let mut codes = [one, two];
    codes.sort();
    assert_eq!(codes, ["00000", "03011"]);
    assert_eq!(banks_questions(&bench), before + 1);
}

#[tokio::test]
async fn a_container_is_good_for_ninety_days() {
    let bench = Bench::new().await;
    let (first, second) = (container(&bench).await, container(&bench).await);
    bench.clock.turn(SignedDuration::from_hours(90 * 24) - SignedDuration::from_secs(1));
    assert_eq!(Try::of(&bench, "1").code(&bench, &first).await, "00000");
    bench.clock.turn(SignedDuration::from_secs(1));
    assert_eq!(Try::of(&bench, "2").code(&bench, &second).await, "03011");
    assert_eq!(banks_questions(&bench), 1);
}

/// A challenge that is under way.
struct Challenged<'a> {
    bench: &'a Bench,
    told: Told,
    ticket: String,
}

impl<'a> Challenged<'a> {
    async fn new(bench: &'a Bench) -> Self {
        let told = authenticate(bench, ChallengePreference::ChallengeMandate).await;
        assert!(matches!(told.next, Next::Challenge(_)), "{}", told.code.code());
        let url = bench.issuer.results.lock().unwrap().last().unwrap().clone();
        Self { bench, told, ticket: url.rsplit('/').next().unwrap().to_owned() }
    }

    fn server(&self) -> Uuid {
        self.told.authentication.server_transaction
    }

    fn cres(&self) -> ChallengeReport {
        ChallengeReport { server_transaction: self.server(), acs_transaction: ACS }
    }

    async fn verify(&self, report: Option<ChallengeReport>) -> (String, Option<String>) {
        let method = Reference::parse("CB").unwrap();
        let asked = Verify { method, report, card_likes: Vec::new(), repeatable: None };
        let bench = self.bench;
        let told = three_ds::verify(&bench.gateway, &bench.merchant, &self.told.id, asked).await.unwrap();
        (told.code.code().to_owned(), told.container)
    }

    async fn report(&self, ticket: &str, server: Uuid, acs: Uuid, status: TransStatus) -> bool {
        let decision = gateway::ports::IssuerDecision { acs_transaction: acs, ..decision(status) };
        let report = IssuerReport { server_transaction: server, decision };
        three_ds::report(&self.bench.gateway, ticket, report).await.is_ok()
    }

    fn claimed(&self) -> Claimed {
        Claimed::Challenge(self.told.id.clone(), self.cres())
    }
}

/// The issuer's report decides, and neither the browser's word nor a report that is forged.
#[tokio::test]
async fn a_challenge_is_verified_by_the_issuers_report_and_once() {
    let bench = Bench::new().await;
    let challenged = Challenged::new(&bench).await;
    let nothing = |code: &str| (code.to_owned(), None);
    let foreign = ChallengeReport { acs_transaction: DIRECTORY, ..challenged.cres() };
    assert_eq!(challenged.verify(None).await, nothing("03006"));
    assert_eq!(challenged.verify(Some(foreign)).await, nothing("03006"));
    assert_eq!(challenged.verify(Some(challenged.cres())).await, nothing("03030"));
    let early = Try::of(&bench, "1").with(&bench, challenged.claimed()).await.unwrap();
    assert_eq!(early.transaction.state.result().code(), "03030");
    // Forged reports: of another ticket, of other transactions.
    let (ticket, server) = (challenged.ticket.clone(), challenged.server());
    for place in 0..ticket.len() {
        let sign = if &ticket[place..=place] == "7" { "8" } else { "7" };
        let forged = format!("{}{sign}{}", &ticket[..place], &ticket[place + 1..]);
        assert!(!challenged.report(&forged, server, ACS, TransStatus::Yes).await, "{forged}");
    }
    assert!(!challenged.report(&ticket, DIRECTORY, ACS, TransStatus::Yes).await);
    assert!(!challenged.report(&ticket, server, DIRECTORY, TransStatus::Yes).await);
    assert_eq!(challenged.verify(Some(challenged.cres())).await, nothing("03030"));
    assert!(challenged.report(&ticket, server, ACS, TransStatus::Yes).await);
    assert!(!challenged.report(&ticket, server, ACS, TransStatus::No).await, "a second report");
    let (code, container) = challenged.verify(Some(challenged.cres())).await;
    assert_eq!(code, "03000");
    assert_eq!(challenged.verify(Some(challenged.cres())).await, nothing("03011"));
    assert_eq!(banks_questions(&bench), 0);
    assert_eq!(Try::of(&bench, "2").code(&bench, &container.unwrap()).await, "00000");
}

#[tokio::test]
async fn a_payment_takes_the_result_of_a_challenge_that_was_not_verified() {
    let bench = Bench::new().await;
    let (first, second) = (Challenged::new(&bench).await, Challenged::new(&bench).await);
    assert!(first.report(&first.ticket, first.server(), ACS, TransStatus::Yes).await);
    assert!(second.report(&second.ticket, second.server(), ACS, TransStatus::No).await);
    let swapped = Claimed::Challenge(second.told.id.clone(), first.cres());
    let told = Try::of(&bench, "1").with(&bench, swapped).await;
    assert_eq!(told.err(), Some(Refusal::ChallengeProof));
    let failed = Try::of(&bench, "2").with(&bench, second.claimed()).await.unwrap();
    assert_eq!(failed.transaction.state.result().code(), "03003");
    assert_eq!(banks_questions(&bench), 0);
    let paid = Try::of(&bench, "3").with(&bench, first.claimed()).await.unwrap();
    assert_eq!(paid.transaction.state.result().code(), "00000");
    let again = Try::of(&bench, "4").with(&bench, first.claimed()).await.unwrap();
    assert_eq!(again.transaction.state.result().code(), "03011");
}

/// After ten minutes a challenge is given up, whatever the issuer says later.
#[tokio::test]
async fn a_challenge_has_ten_minutes() {
    let bench = Bench::new().await;
    let challenged = Challenged::new(&bench).await;
    bench.clock.turn(SignedDuration::from_mins(10));
    let (ticket, server) = (challenged.ticket.clone(), challenged.server());
    assert!(!challenged.report(&ticket, server, ACS, TransStatus::Yes).await);
    assert_eq!(challenged.verify(Some(challenged.cres())).await, ("03022".to_owned(), None));
    let paid = Try::of(&bench, "1").with(&bench, challenged.claimed()).await.unwrap();
    assert_eq!(paid.transaction.state.result().code(), "03022");
    assert_eq!(banks_questions(&bench), 0);
}
