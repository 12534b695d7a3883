"""What a merchant knows that the description cannot say: its own id, and what it has made before.

Made-up values would be unknown to the gateway, and no request of a sequence would find anything. What is filled in depends on the
request alone: a sequence that is begun again must get the same kind of answers, or Schemathesis gives up.
"""

import copy
import itertools
import json
import zlib

from schemathesis.core.parameters import ParameterLocation


def is_one_in(many, value):
    """Whether this is one of the few values that stay as they were made up: the same in every run."""
    return number_of(value) % many == 0


def number_of(value):
    return zlib.crc32(json.dumps(value, sort_keys=True, default=str).encode())


class Known:
    def __init__(self, merchant_id, post):
        """Makes two payments and a wallet to begin with. `post` sends a body to a path and returns the answer."""
        self.post = post
        self.merchant_id = merchant_id
        self.names = (f"made-{number}" for number in itertools.count())
        paid = self.pay("4970105151515140")
        # The payment whose card comes into wallets that have the other.
        self.of_another_card = self.pay("5137340014122340")["transaction"]["id"]
        # The members of bodies that name something, and what there is.
        self.there = {
            "transactionId": paid["transaction"]["id"],
            "cardMxToken": paid["transaction"]["paymentInstrumentData"]["mxToken"],
        }
        wallet = post(f"/v1/checkout/merchants/{merchant_id}/mxwallets", {
            "mxWalletId": next(self.names),
            "paymentInstrumentOrigin": {"origin": "ExistingTransaction", "transactionId": self.there["transactionId"]},
        })
        self.there["mxWalletId"] = wallet["mxWallet"]["id"]

    def pay(self, number):
        card = {"number": number, "expirationDate": "1230", "cvx": "123", "holderName": "Camille Martin"}
        return self.post("/v1/checkout/payments", {
            "paymentMethodId": "CB",
            "order": {"reference": next(self.names), "amount": 2499, "currency": "EUR"},
            "payment": {"paymentType": "ONE_OFF", "capture": "AUTOMATIC"},
            "paymentInstrument": {"selectedPaymentInstrument": "CardManualEntry", **card},
        })

    def fill(self, case):
        """Gives a request the merchant's own id, and one of a sequence a body that the gateway can accept."""
        parameters = case.path_parameters
        given = parameters.get("merchantId") if isinstance(parameters, dict) else None
        is_wrong = case.meta is not None and case.meta.is_negative_at(ParameterLocation.PATH)
        if isinstance(given, str) and not is_wrong and not is_one_in(8, given):
            parameters["merchantId"] = self.merchant_id
        if case.meta is None or case.meta.phase.name != "stateful" or case.meta.generation.mode.is_negative:
            return
        if case.headers:
            # The same key in another sequence would be a repetition of another request.
            case.headers.pop("Idempotency-Key", None)
        examples = examples_of(case.operation)
        if isinstance(case.body, dict) and examples and not is_one_in(4, case.body):
            example = examples[number_of(case.body) % len(examples)]
            case.body = self.of_example(copy.deepcopy(example), case.operation.path)

    def of_example(self, body, path):
        """Has an example name what is there, and what is new by a name that no other has."""
        if "order" in body:
            body["order"]["reference"] = next(self.names)
        for place in (body, body.get("paymentInstrumentOrigin", {})):
            place.update((name, there) for name, there in self.there.items() if name in place)
        if path.endswith("/paymentinstruments"):
            body["paymentInstrumentOrigin"]["transactionId"] = self.of_another_card
        if path.endswith("/mxwallets"):
            body["mxWalletId"] = next(self.names)
        instrument = body.get("paymentInstrument", {})
        if instrument.get("selectedPaymentInstrument") == "MXWallet":
            instrument["id"] = self.there["mxWalletId"]
        if "ids" in body:
            body["ids"] = [self.there["mxWalletId"]]
        return body


def examples_of(operation):
    """Returns the examples of a body but for those that hold an envelope, which only its key can make."""
    body = operation.definition.raw.get("requestBody", {}).get("content", {}).get("application/json", {})
    examples = [body["example"]] if "example" in body else []
    examples += [example["value"] for example in body.get("examples", {}).values()]
    return [example for example in examples if "encryptedData" not in example.get("paymentInstrument", {})]
