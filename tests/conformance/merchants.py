"""A second merchant beside the one whose requests Schemathesis makes up.

Whatever the first does and is accepted, the second does as well, with its own credentials: once with the ids of the first, which must be
unknown to it, and once with its own in their place. So both have transactions, sessions and wallets of every kind, under the same
order references and wallet ids. No answer to one may hold an id that the gateway has drawn for the other.
"""

import atexit
import json
import os
import re
import threading
from urllib.parse import urlsplit

import requests

# An id that the gateway draws: a transaction, a session, a token, the modulus of a key. Shorter ones may be equal by chance.
WORD = re.compile(r"[0-9A-Za-z_-]{12,}")
# The members of answers that hold what the gateway has drawn, unless the request held it.
DRAWN = re.compile(r"^(id|n|.+Id|.+Token|redirectURL|link)$")
REFUSALS = (403, 404)


class Merchant:
    def __init__(self, variable):
        self.id, key = os.environ[variable].split(":", 1)
        self.authorization = requests.auth._basic_auth_str(self.id, key)
        # The ids that only this merchant may see.
        self.ids = {self.id}

    def learn(self, found):
        self.ids.update(value for _, value in found)


class Merchants:
    def __init__(self):
        self.first, self.second = Merchant("CONFORMANCE_FIRST"), Merchant("CONFORMANCE_SECOND")
        # The ids that the second has given things of its own, although the gateway has drawn them for the first.
        self.chosen = set()
        # The id of the second for each of the first that came about in the same way.
        self.twins = {self.first.id: self.second.id}
        self.session = requests.Session()
        # A proxy or other authorities of the machine have no part in this.
        self.session.trust_env = False
        self.session.verify = os.environ["CONFORMANCE_CERTIFICATE"]
        self.lock = threading.Lock()
        self.begin()
        atexit.register(self.tell)

    def begin(self):
        """Forgets what was counted so far. Each count must be more than none in the end: see xtask."""
        self.counts = {"requests of the second merchant": 0, "of them with ids of the first": 0}
        self.accepted = set()

    def tell(self):
        self.counts["operations that were accepted"] = len(self.accepted)
        with open(os.environ["CONFORMANCE_COUNTS"], "w", encoding="utf-8") as file:
            for name, count in self.counts.items():
                file.write(f"{name}: {count}\n")

    def post(self, path, body):
        """Sends a request of the first merchant, which must be accepted."""
        headers = {"Authorization": self.first.authorization}
        response = self.session.post(os.environ["CONFORMANCE_URL"].rstrip("/") + path, json=body, headers=headers)
        assert response.status_code == 201, f"{path}: {response.text}"
        self.check(response)
        return response.json()

    def check(self, response, operation=None):
        """Fails where an answer holds an id of the other merchant, or where the second gets at what the first has made."""
        request = response.request
        if request.headers.get("Authorization") != self.first.authorization:
            return
        with self.lock:
            answer = response.content.decode("utf-8", "replace")
            self.stays_apart(self.first, self.second, request, answer)
            if response.status_code >= 400:
                return
            self.accepted.add(operation)
            found = drawn(request, answer)
            self.first.learn(found)
            own = self.translated(request)
            if own.url != request.url or own.body != request.body:
                self.is_refused(request)
            mirrored = self.send(own)
            others = drawn(own, mirrored)
            self.second.learn(others)
            pairs = dict(others)
            for place, value in found:
                if place in pairs:
                    self.twins[value] = pairs[place]

    def is_refused(self, request):
        """Sends the request as it is, with the ids of the first merchant, and the credentials of the second."""
        foreign = request.copy()
        # What the second does under the same key is another request.
        foreign.headers.pop("Idempotency-Key", None)
        answer = self.send(foreign)
        if self.answered.status_code == 201:
            self.chosen |= chosen(request)
        if any(word in self.first.ids - self.chosen for word in WORD.findall(urlsplit(request.url).path)):
            status = self.answered.status_code
            assert status in REFUSALS, (
                f"{request.method} {request.url} as another merchant is answered with {status}: {answer}"
            )
            self.counts["of them with ids of the first"] += 1

    def send(self, request):
        """Sends a request of the second merchant and returns the text of the answer, once it is checked."""
        self.counts["requests of the second merchant"] += 1
        request.headers["Authorization"] = self.second.authorization
        self.answered = self.session.send(request, timeout=30)
        answer = self.answered.content.decode("utf-8", "replace")
        assert self.answered.status_code < 500, f"{request.method} {request.url} as another merchant: {answer}"
        self.stays_apart(self.second, self.first, request, answer)
        return answer

    def translated(self, request):
        """Returns the request with the ids of the second merchant in place of those of the first."""
        own = request.copy()
        own.url = WORD.sub(self.twin, request.url)
        if request.body:
            body = request.body if isinstance(request.body, bytes) else request.body.encode()
            own.body = WORD.sub(self.twin, body.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
            own.headers["Content-Length"] = str(len(own.body))
        return own

    def twin(self, match):
        return self.twins.get(match[0], match[0])

    @staticmethod
    def stays_apart(asks, other, request, answer):
        """What the request itself held is no secret to who sent it."""
        held = set(WORD.findall(answer)) & other.ids - words(request)
        assert not held, f"{request.method} {request.url} tells {asks.id} ids of {other.id}: {sorted(held)}"


def chosen(request):
    """Returns the id that a merchant gives an authentication."""
    if not urlsplit(request.url).path.endswith("/authentications"):
        return set()
    return {str(json.loads(request.body).get("sessionId"))}


def words(request):
    body = request.body or b""
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else body
    return set(WORD.findall(request.url)) | set(WORD.findall(text))


def drawn(request, answer):
    """Returns the ids in an answer that its request did not hold, each with its place. Only the answer to a POST has new ids alone:
    others repeat texts of requests before."""
    if request.method != "POST" and "/encryption/keys/" not in request.url:
        return []
    try:
        document = json.loads(answer)
    except ValueError:
        return []
    known, found = words(request), []

    def look(place, name, value):
        if isinstance(value, dict):
            for member, inner in value.items():
                look(f"{place}.{member}", member, inner)
        elif isinstance(value, list):
            for number, inner in enumerate(value):
                look(f"{place}.{number}", name, inner)
        elif isinstance(value, str) and DRAWN.match(name):
            ids = [word for word in WORD.findall(value) if word not in known and re.search(r"\d", word)]
            if ids:
                found.append((place, ids[-1]))

    look("", "", document)
    return found
