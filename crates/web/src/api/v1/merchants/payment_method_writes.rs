//! The operations that create and change payment methods.

use axum::http::StatusCode;
use document::{Problems, Record as _, Tree};
use domain::{
    ReturnCode,
    echo::Echo,
    merchant::{Activity, Merchant},
};
use gateway::{
    Gateway, Refusal,
    merchants::{self, MethodPath, MethodRules, NewPaymentMethod, PaymentMethodChange},
    wallets::{Answered, Asking},
};

use super::{payment_methods::PaymentMethodAnswer, points_of_sale::ActivityAnswer};
use crate::{
    answer::Answer,
    api::v1::immediate_write::Write,
    echo,
    records::{
        payment_method::{MethodRequest, NewMethodRequest},
        point_of_sale::ActivityRequest,
    },
};

pub(super) struct Create {
    pub(super) point_of_sale: String,
}

impl Write for Create {
    type Asked = NewPaymentMethod;

    const STATUS: StatusCode = StatusCode::CREATED;

    fn parse(&self, tree: &Tree, problems: &mut Problems) -> Result<Option<NewPaymentMethod>, Refusal> {
        let asked = NewMethodRequest::from_document(tree, problems);
        Ok(asked.and_then(|asked| asked.into_new(problems)))
    }

    async fn perform(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        new: NewPaymentMethod,
        request: Asking,
    ) -> Result<Answered, Refusal> {
        let answer = &|made: &_| echo::of(&PaymentMethodAnswer::of(made));
        merchants::create_payment_method(gateway, merchant, &self.point_of_sale, new, request, answer).await
    }

    fn answer(kept: &Echo) -> Answer {
        Answer::kept(Self::STATUS, ReturnCode::APPROVED, kept)
    }
}

pub(super) struct Update(pub(super) MethodPath);

impl Write for Update {
    type Asked = MethodRules;

    fn parse(&self, tree: &Tree, problems: &mut Problems) -> Result<Option<MethodRules>, Refusal> {
        let asked = MethodRequest::from_document(tree, problems);
        Ok(asked.and_then(|asked| asked.into_rules(problems)))
    }

    async fn perform(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        rules: MethodRules,
        request: Asking,
    ) -> Result<Answered, Refusal> {
        let change = PaymentMethodChange::Rules(rules);
        let answer = &|changed: &_| echo::of(&PaymentMethodAnswer::of(changed));
        merchants::change_payment_method(gateway, merchant, &self.0, change, request, answer).await
    }

    fn answer(kept: &Echo) -> Answer {
        Answer::kept(Self::STATUS, ReturnCode::APPROVED, kept)
    }
}

pub(super) struct SetStatus(pub(super) MethodPath);

impl Write for SetStatus {
    type Asked = Activity;

    fn parse(&self, tree: &Tree, problems: &mut Problems) -> Result<Option<Activity>, Refusal> {
        Ok(ActivityRequest::from_document(tree, problems).map(|asked| asked.status))
    }

    async fn perform(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        status: Activity,
        request: Asking,
    ) -> Result<Answered, Refusal> {
        let change = PaymentMethodChange::Status(status);
        let answer = &|_: &_| echo::of(&ActivityAnswer { status });
        merchants::change_payment_method(gateway, merchant, &self.0, change, request, answer).await
    }

    fn answer(kept: &Echo) -> Answer {
        Answer::kept(Self::STATUS, ReturnCode::APPROVED, kept)
    }
}
