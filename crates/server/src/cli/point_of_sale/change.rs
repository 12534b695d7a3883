//! A change of a point of sale's settings. The types of the settings check the values and word the errors.

use clap::Args;
use document::{Object, Path, Problem, Problems, Tree, Value as _};
use domain::merchant::PageSettings;
use web::records::page_settings::PageSettings as Record;
use zeroize::Zeroizing;

#[derive(Args, Default)]
#[group(required = true, multiple = true)]
pub(in crate::cli) struct Change {
    /// How many minutes a session lives, 10 to 90.
    #[arg(long, value_name = "N")]
    session_minutes: Option<String>,
    /// Refusals after which a session ends, 1 to 10.
    #[arg(long, value_name = "N")]
    attempts: Option<String>,
    /// Whether buyers go back to the shop at once, without a receipt.
    #[arg(long, value_name = "true|false")]
    automatic_return: Option<String>,
    /// Parameter of the return URL that carries the session's id, besides `paylinetoken` and `token`.
    #[arg(long, value_name = "NAME")]
    session_parameter: Option<String>,
    /// Who may show the payment page in a frame (may be repeated; those before are replaced).
    #[arg(long, value_name = "ORIGIN")]
    frame_origin: Vec<String>,
    /// Who is told of sessions that name nobody, and of payments without one.
    #[arg(long, value_name = "URL")]
    notification_url: Option<String>,
    /// Seconds, 0 to 3600, for which the first notification of a session waits, unless the buyer goes back to the shop before.
    #[arg(long, value_name = "N")]
    notification_delay_s: Option<String>,
    /// A variant of the payment page that customPaymentPageCode may name, and its colour (may be repeated; those before
    /// are replaced).
    #[arg(long, value_name = "CODE=#rrggbb")]
    page: Vec<String>,
    /// Whether return and notification URLs may be http in production, for a shop that has no TLS.
    #[arg(long, value_name = "true|false")]
    allow_http: Option<String>,
    /// Of the shop: two letters.
    #[arg(long, value_name = "CODE")]
    country: Option<String>,
    /// Merchant category code, the trade by ISO 18245: four digits.
    #[arg(long, value_name = "CODE")]
    mcc: Option<String>,
    /// The address of the shop in the web.
    #[arg(long, value_name = "URL")]
    shop_url: Option<String>,
    /// Whether apps are told the postal address of the shop.
    #[arg(long, value_name = "true|false")]
    shows_address: Option<String>,
    /// How many cards may be tried here in a minute, in place of the gateway's limit a merchant.
    #[arg(long, value_name = "COUNT")]
    cards_per_minute: Option<String>,
    /// How many KiB of sessions may be made here in a minute, in place of the gateway's limit a merchant.
    #[arg(long, value_name = "KIB")]
    session_kib_per_minute: Option<String>,
    /// How many cards may be tried in a session in an hour.
    #[arg(long, value_name = "COUNT")]
    cards_per_session_per_hour: Option<String>,
    /// How many payments may be tried with one card in an hour.
    #[arg(long, value_name = "COUNT")]
    payments_per_card_per_hour: Option<String>,
    /// How many cards may be tried here from one address of a buyer in an hour.
    #[arg(long, value_name = "COUNT")]
    cards_per_address_per_hour: Option<String>,
}

/// The change of one setting: `None` leaves it, `Null` removes it, and any other value replaces it.
type Wish = Option<Tree>;

impl Change {
    /// Returns the settings after the change, or what is wrong with each value.
    pub(super) fn of(self, settings: &PageSettings) -> Result<PageSettings, String> {
        let pages = pages(self.page)?;
        let wishes: [(&str, &str, Wish); 18] = [
            ("--session-minutes", "sessionMinutes", self.session_minutes.map(number)),
            ("--attempts", "attempts", self.attempts.map(number)),
            ("--automatic-return", "automaticReturn", self.automatic_return.map(truth)),
            ("--session-parameter", "sessionParameter", self.session_parameter.map(text)),
            ("--frame-origin", "frameOrigins", list(self.frame_origin.into_iter().map(text))),
            ("--notification-url", "notificationUrl", self.notification_url.map(text)),
            ("--notification-delay-s", "notificationDelayS", self.notification_delay_s.map(number)),
            ("--page", "pages", list(pages.into_iter())),
            ("--allow-http", "allowHttp", self.allow_http.map(truth)),
            ("--country", "country", self.country.map(text)),
            ("--mcc", "mcc", self.mcc.map(text)),
            ("--shop-url", "shopUrl", self.shop_url.map(text)),
            ("--shows-address", "showsAddress", self.shows_address.map(truth)),
            ("--cards-per-minute", "cardsPerMinute", self.cards_per_minute.map(number)),
            ("--session-kib-per-minute", "sessionKibPerMinute", self.session_kib_per_minute.map(number)),
            (
                "--cards-per-session-per-hour",
                "cardsPerSessionPerHour",
                self.cards_per_session_per_hour.map(number),
            ),
            (
                "--payments-per-card-per-hour",
                "paymentsPerCardPerHour",
                self.payments_per_card_per_hour.map(number),
            ),
            (
                "--cards-per-address-per-hour",
                "cardsPerAddressPerHour",
                self.cards_per_address_per_hour.map(number),
            ),
        ];
        let flags = wishes.each_ref().map(|(flag, member, _)| (*flag, *member));
        let present = Record::from(settings).write();
        let mut wanted = Object::new();
        for (_, member, wish) in wishes {
            if let Some(value) = wish.or_else(|| present.at(&[member]).cloned()) {
                wanted.set(member, value);
            }
        }
        let mut problems = Problems::new();
        let read = Record::read(&wanted.into(), &Path::ROOT, &mut problems);
        match (read, problems.into_vec()) {
            (Some(settings), problems) if problems.is_empty() => Ok(settings.into()),
            (_, problems) => {
                Err(problems.iter().map(|problem| told(problem, &flags)).collect::<Vec<_>>().join("; "))
            }
        }
    }
}

/// Names the flag that a problem is about: `frameOrigins[0]` belongs to `--frame-origin`.
fn told(problem: &Problem, flags: &[(&'static str, &'static str)]) -> String {
    let member = problem.name.split(['[', '.']).next().unwrap_or_default();
    let flag = flags.iter().find(|(_, known)| *known == member).map_or(member, |(flag, _)| flag);
    format!("{flag} {}", problem.fault)
}

fn text(word: String) -> Tree {
    if word.is_empty() { Tree::Null } else { Tree::Text(Zeroizing::new(word)) }
}

/// Reads a number. Anything else stays a text, which the settings refuse.
fn number(word: String) -> Tree {
    word.parse().map_or_else(|_| text(word), Tree::Integer)
}

fn truth(word: String) -> Tree {
    word.parse().map_or_else(|_| text(word), Tree::Bool)
}

/// Makes a list; one empty value makes it empty.
fn list(items: impl Iterator<Item = Tree>) -> Wish {
    let items: Vec<Tree> = items.collect();
    match items.as_slice() {
        [] => None,
        [Tree::Null] => Some(Tree::Null),
        _ => Some(Tree::List(items)),
    }
}

fn pages(words: Vec<String>) -> Result<Vec<Tree>, String> {
    let page = |word: String| {
        if word.is_empty() {
            return Ok(Tree::Null);
        }
        // The last `=` separates them, because a code may hold any sign.
        let (code, colour) = word.rsplit_once('=').ok_or("--page must be CODE=#rrggbb")?;
        Ok(Object::new().with("code", code).with("colour", colour).into())
    };
    words.into_iter().map(page).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(change: Change) -> PageSettings {
        change.of(&PageSettings::default()).unwrap()
    }

    fn refused(change: Change) -> String {
        change.of(&PageSettings::default()).err().unwrap_or_default()
    }

    #[test]
    fn what_is_wished_changes_and_the_rest_stays() {
        let first = set(Change {
            session_minutes: Some("45".into()),
            automatic_return: Some("true".into()),
            frame_origin: vec!["https://a.example".into(), "https://b.example".into()],
            page: vec!["summer=#1A5FB4".into()],
            ..Change::default()
        });
        assert_eq!((first.session_minutes(), first.returns_by_itself()), (45, true));
        assert_eq!(first.frame_origins().collect::<Vec<_>>(), ["https://a.example", "https://b.example"]);
        assert_eq!(first.page("summer").unwrap().colour.as_str(), "#1a5fb4");

        let change = Change {
            session_minutes: Some(String::new()),
            frame_origin: vec!["https://c.example".into()],
            page: vec![String::new()],
            ..Change::default()
        };
        let second = change.of(&first).unwrap();
        assert_eq!((second.session_minutes(), second.returns_by_itself()), (30, true));
        assert_eq!(second.frame_origins().collect::<Vec<_>>(), ["https://c.example"]);
        assert!(second.page("summer").is_none());
    }

    #[test]
    fn every_wrong_value_is_told_by_its_flag() {
        let wrong = refused(Change {
            session_minutes: Some("5".into()),
            attempts: Some("many".into()),
            automatic_return: Some("yes".into()),
            session_parameter: Some("a b".into()),
            frame_origin: vec!["https://a.example".into(), "shop".into()],
            notification_url: Some("ftp://a.example".into()),
            notification_delay_s: Some("3601".into()),
            page: vec!["summer=blue".into()],
            allow_http: Some("maybe".into()),
            country: Some("fr".into()),
            mcc: Some("57320".into()),
            shop_url: Some("shop".into()),
            shows_address: Some("1".into()),
            cards_per_minute: Some("0".into()),
            session_kib_per_minute: Some("60000001".into()),
            cards_per_session_per_hour: Some("many".into()),
            payments_per_card_per_hour: Some("60000001".into()),
            cards_per_address_per_hour: Some("-1".into()),
        });
        for words in [
            "--session-minutes must be between 10 and 90",
            "--attempts must be an integer",
            "--automatic-return must be",
            "--session-parameter must be 1 to 20 letters",
            "--frame-origin must be an origin",
            "--notification-url must be an absolute http or https URL",
            "--notification-delay-s must be between 0 and 3600",
            "--page must be a colour",
            "--allow-http must be true or false",
            "--country must be an ISO 3166-1",
            "--mcc must be a merchant category code of 4 digits",
            "--shop-url must be an absolute http or https URL",
            "--shows-address must be true or false",
            "--cards-per-minute must be between 1 and 60000000",
            "--session-kib-per-minute must be between 1 and 60000000",
            "--cards-per-session-per-hour must be an integer",
            "--payments-per-card-per-hour must be between",
            "--cards-per-address-per-hour must be between",
        ] {
            assert!(wrong.contains(words), "{words}: {wrong}");
        }
        assert_eq!(
            refused(Change { page: vec!["summer".into()], ..Change::default() }),
            "--page must be CODE=#rrggbb"
        );
    }
}
