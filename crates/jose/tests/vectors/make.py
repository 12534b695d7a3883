"""Makes jwcrypto.json with Python `jwcrypto` (1.6) from keys.json. See README.md."""

import base64
import json
import os
import sys

from cryptography.hazmat.primitives.serialization import load_der_private_key
from jwcrypto import jwe, jwk

folder = sys.argv[1]
with open(f"{folder}/keys.json", encoding="utf-8") as file:
    KEYS = {key["name"]: key for key in json.load(file)["keys"]}

GOOD = {"alg": "RSA-OAEP-256", "enc": "A256GCM"}
# The registry of jwcrypto knows these, but allows some of them only by name.
ALGS = ["RSA-OAEP-256", "RSA-OAEP", "RSA1_5", "A256KW", "A256GCMKW", "dir", "A256GCM", "A128GCM", "A128CBC-HS256"]


def public(name):
    private = load_der_private_key(base64.b64decode(KEYS[name]["pkcs8"]), None)
    return jwk.JWK.from_pyca(private.public_key())


def secret():
    return jwk.JWK(kty="oct", k=base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("="))


def seal(plaintext, header, key):
    token = jwe.JWE(plaintext.encode(), json.dumps(header, ensure_ascii=False), algs=ALGS)
    token.add_recipient(key)
    return token.serialize(compact=True)


def card(holder):
    return json.dumps({"pan": "5555555555554444", "cvv": "999", "holderName": holder}, ensure_ascii=False)


def opens(name, key, kid, holder):
    header = GOOD if kid is None else {**GOOD, "kid": kid}
    shown = None if kid is None else str(kid)
    return {"name": name, "key": key, "kid": shown, "plaintext": card(holder),
            "token": seal(card(holder), header, public(key))}


def refused(name, header, key=None):
    return {"name": name, "key": "rsa2048", "token": seal(card("Eve"), header, key or public("rsa2048"))}


vectors = {
    "made_by": "Python jwcrypto",
    "opens": [
        *(opens(f"{name}, kid a string", name, "k-1", "Siân Ó Dónaill") for name in KEYS),
        *(opens(f"{name}, kid a number", name, 9007199254740993, "Ангела Иванова") for name in KEYS),
        opens("no kid", "rsa2048", None, "Nguyễn Văn A"),
        opens("kid below zero", "rsa2048", -1, "Zoë"),
    ],
    "refused": [
        refused("zip DEF", {**GOOD, "zip": "DEF", "kid": "a"}),
        refused("RSA-OAEP with SHA-1", {**GOOD, "alg": "RSA-OAEP", "kid": "a"}),
        refused("RSA1_5", {**GOOD, "alg": "RSA1_5", "kid": "a"}),
        refused("A128GCM", {**GOOD, "enc": "A128GCM", "kid": "a"}),
        refused("A128CBC-HS256", {**GOOD, "enc": "A128CBC-HS256", "kid": "a"}),
        refused("dir", {**GOOD, "alg": "dir"}, secret()),
        refused("A256KW", {**GOOD, "alg": "A256KW"}, secret()),
        refused("A256GCMKW", {**GOOD, "alg": "A256GCMKW"}, secret()),
        refused("kid a list", {**GOOD, "kid": ["a"]}),
        refused("kid a fraction", {**GOOD, "kid": 1.5}),
        refused("kid null", {**GOOD, "kid": None}),
    ],
}

with open(f"{folder}/jwcrypto.json", "w", encoding="utf-8") as file:
    json.dump(vectors, file, indent=1, ensure_ascii=False)
    file.write("\n")
