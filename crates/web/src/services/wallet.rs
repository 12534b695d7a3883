//! The services by which the page of a wallet changes it: `wallet/remove`, `wallet/default` and `wallet/details`. The published
//! contract does not have them. A card is added by `securedPaymentRequest`, and the buyer leaves by `cancel`.

use axum::extract::{Request, State};
use document::{Object, Problems, Record as _, Text, Tree, Value, record, whole_number, write_json};
use domain::{echo::Echo, wallet::Rank};
use gateway::{
    Refusal,
    sessions::{self, WalletAsked, WalletOperation},
};
use primitives::{Email, Prose};

use super::{Requester, Token, answer};
use crate::{answer::Answer, app::App, body, echo::members};

whole_number!(
    /// The number of changes of the wallet that the page has seen.
    Seen, 0, 4_294_967_295
);

record! {
    /// The body of `remove` and `default`.
    struct OnCard as "WalletCardChange" {
        rank: Rank = "rank",
        operations: Option<Seen> = "operations",
    }
}

record! {
    /// The body of `details`. What is absent or empty is removed.
    struct Details as "WalletDetailsChange" {
        first_name: Option<Prose<Text<0, 100>>> = "firstName",
        last_name: Option<Prose<Text<0, 100>>> = "lastName",
        email: Option<Prose<Email>> = "email",
        operations: Option<Seen> = "operations",
    }
}

pub(super) async fn remove(
    token: Token,
    requester: Requester,
    State(app): State<App>,
    request: Request,
) -> Result<Answer, Answer> {
    on_card(&token, &requester, &app, request, WalletOperation::Remove).await
}

pub(super) async fn make_default(
    token: Token,
    requester: Requester,
    State(app): State<App>,
    request: Request,
) -> Result<Answer, Answer> {
    on_card(&token, &requester, &app, request, WalletOperation::Default).await
}

async fn on_card(
    token: &Token,
    requester: &Requester,
    app: &App,
    request: Request,
    operation: fn(Rank) -> WalletOperation<'static>,
) -> Result<Answer, Answer> {
    let OnCard { rank, operations } = read(app, request, OnCard::from_document).await?;
    operate(token, requester, app, operation(rank), operations).await
}

pub(super) async fn details(
    token: Token,
    requester: Requester,
    State(app): State<App>,
    request: Request,
) -> Result<Answer, Answer> {
    let wanted =
        read(&app, request, |tree, problems| Details::from_document(&without_empty(tree), problems)).await?;
    let write = |kept: &Echo| with_holder(kept, &wanted);
    operate(&token, &requester, &app, WalletOperation::Details(&write), wanted.operations).await
}

async fn read<T>(
    app: &App,
    request: Request,
    record: impl FnOnce(&Tree, &mut Problems) -> Option<T>,
) -> Result<T, Answer> {
    let (parts, content) = request.into_parts();
    let received = body::read(app, &parts.headers, content, body::SERVICE).await?;
    let parse = |tree: Tree| {
        let mut problems = Problems::new();
        let asked = record(&tree, &mut problems).filter(|_| problems.is_empty());
        asked.ok_or_else(|| Refusal::Malformed(problems.into_vec()))
    };
    let (asked, _claim) = received.parse(parse, |_| 0)?;
    Ok(asked)
}

async fn operate(
    Token(token): &Token,
    requester: &Requester,
    app: &App,
    operation: WalletOperation<'_>,
    seen: Option<Seen>,
) -> Result<Answer, Answer> {
    let operations = seen.and_then(|seen| u32::try_from(seen.number()).ok());
    let asked = WalletAsked { operation, operations };
    let shown = sessions::open(&app.gateway, token, &requester.visitor).await?;
    let shown = sessions::operate(&app.gateway, shown, &requester.visitor, asked).await?;
    Ok(answer(app, &shown, requester).await)
}

/// An empty field of the form is a text that is not known.
fn without_empty(tree: &Tree) -> Tree {
    let Tree::Object(object) = tree else { return tree.clone() };
    let mut filled = Object::new();
    for (name, value) in object.iter().filter(|(_, value)| value.as_text() != Some("")) {
        filled.set(name, value.clone());
    }
    filled.into()
}

/// Returns what is kept of a wallet, with the buyer's name and e-mail address in place of those before.
fn with_holder(kept: &Echo, wanted: &Details) -> Echo {
    let mut details = members(kept);
    let mut holder =
        details.remove("holder").and_then(|holder| holder.as_object().cloned()).unwrap_or_default();
    for (name, value) in [
        ("firstName", wanted.first_name.as_ref().map(Value::write)),
        ("lastName", wanted.last_name.as_ref().map(Value::write)),
        ("email", wanted.email.as_ref().map(Value::write)),
    ] {
        // What was there is removed first: an object has no member twice.
        holder.remove(name);
        if let Some(value) = value {
            holder.set(name, value);
        }
    }
    if !holder.is_empty() {
        details.set("holder", holder);
    }
    Echo::new(kept.format(), write_json(&details.into()))
}
