"""What Schemathesis has to know of the API besides its description.

The description says the form of each field. Two answers to a request in the right form are documented in words, because a
schema cannot say them: a rule between fields or about the content of one (`{field.rule}`), such as an envelope that no key
opens, and an Idempotency-Key that came with another body before. And a member that is null counts as absent.
"""

import schemathesis
from merchants import Merchants
from known import Known
from schemathesis.specs.openapi import checks

MERCHANTS = Merchants()
KNOWN = Known(MERCHANTS.first.id, MERCHANTS.post)
MERCHANTS.begin()


@schemathesis.hook
def before_call(context, case, kwargs):
    KNOWN.fill(case)


@schemathesis.check
def merchants_are_apart(ctx, response, case):
    """Neither merchant may learn an id of the other: see merchants.py."""
    MERCHANTS.check(response, case.operation.label)




def follows_a_rule(response):
    """Whether the answer names a field that breaks a rule that a schema cannot say."""
    if response.status_code != 400:
        return False
    return any(entry["codes"] == ["{field.rule}"] for entry in response.json().get("invalidParams", []))


@schemathesis.check
def valid_data_acceptance(ctx, response, case):
    """Does what `positive_data_acceptance` does, but for the two answers above."""
    if response.status_code == 422 or follows_a_rule(response):
        return None
    return checks.positive_data_acceptance(ctx, response, case)


def holds_null(value):
    if isinstance(value, dict):
        return any(holds_null(member) for member in value.values())
    if isinstance(value, list):
        return any(holds_null(item) for item in value)
    return value is None


def is_called_positive(case):
    described = getattr(case.meta.phase.data, "description", None) if case.meta else None
    return (described or "").lower().endswith("positive test case")


@schemathesis.check
def invalid_data_rejection(ctx, response, case):
    """Does what `negative_data_rejection` does, but for bodies with nulls, of which it is not known that they are wrong, and for requests
    in sequences whose wrong part a link has replaced: Schemathesis itself calls them positive, and asks for a refusal all the same."""
    if holds_null(case.body) or is_called_positive(case):
        return None
    return checks.negative_data_rejection(ctx, response, case)
