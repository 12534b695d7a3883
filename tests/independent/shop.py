#!/usr/bin/python3
"""A shop in Python: fetches the key, seals the card with jwcrypto, pays over TLS, reads back.

    shop.py pay REFERENCE AMOUNT
    shop.py read TRANSACTION

Needs Debian's python3 and python3-jwcrypto. Address, certificate, credentials and card come from the
environment (SHOP_URL, SHOP_CERTIFICATE, SHOP_MERCHANT, SHOP_KEY, SHOP_CARD). Prints one JSON document:
the status and the body of the last answer.
"""

import base64
import http.client
import json
import os
import ssl
import sys
from urllib.parse import urlsplit

from jwcrypto import jwe, jwk


def connect():
    trust = ssl.create_default_context(cafile=os.environ["SHOP_CERTIFICATE"])
    trust.minimum_version = ssl.TLSVersion.TLSv1_2
    address = urlsplit(os.environ["SHOP_URL"])
    return http.client.HTTPSConnection(address.hostname, address.port, context=trust, timeout=60)


def ask(connection, method, path, body=None):
    pair = f'{os.environ["SHOP_MERCHANT"]}:{os.environ["SHOP_KEY"]}'
    headers = {
        "Authorization": "Basic " + base64.b64encode(pair.encode()).decode(),
        "Accept": "application/json",
    }
    if body is not None:
        headers["Content-Type"] = "application/json"
        body = json.dumps(body).encode()
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    return answer.status, json.loads(answer.read())


def seal(connection):
    status, answer = ask(connection, "GET", "/v1/security/encryption/keys/python-shop")
    if status != 200:
        raise SystemExit(f"no key: {status} {answer}")
    key = answer["encryptionKey"]
    header = {"alg": "RSA-OAEP-256", "enc": "A256GCM", "kid": str(key["id"])}
    token = jwe.JWE(os.environ["SHOP_CARD"].encode(), protected=json.dumps(header))
    token.add_recipient(jwk.JWK(kty="RSA", n=key["key"]["n"], e=key["key"]["e"]))
    return token.serialize(compact=True)


def pay(connection, reference, amount):
    return ask(connection, "POST", "/v1/checkout/payments", {
        "paymentMethodId": "CB",
        "order": {"reference": reference, "amount": int(amount), "currency": "EUR"},
        "payment": {"paymentType": "ONE_OFF", "capture": "AUTOMATIC"},
        "paymentInstrument": {
            "selectedPaymentInstrument": "CardManualEntry",
            "encryptedData": seal(connection),
        },
    })


def main(words):
    connection = connect()
    match words:
        case ["pay", reference, amount]:
            status, body = pay(connection, reference, amount)
        case ["read", transaction]:
            status, body = ask(connection, "GET", f"/v1/checkout/transactions/{transaction}")
        case _:
            raise SystemExit(__doc__)
    json.dump({"status": status, "body": body}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
