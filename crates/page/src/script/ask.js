// The page's one script. It asks the session services of its own host and nobody else. It keeps no state of the
// payment: after every answer the server draws the page anew, so that reload, back and a second tab are right.

const page = document.body.dataset;
const at = (id) => document.getElementById(id);
const form = at("payment");

// The button whose request is out: until it is answered, no other is taken.
let busy = null;
// A payment went out and nobody knows what became of it.
let doubtful = false;

// Throws `{ status }` for an answer that is none, and whatever `fetch` throws when there is no answer.
async function ask(path, body, seconds = 15) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), seconds * 1000);
  try {
    const answer = await fetch(page.services + path, {
      method: body ? "POST" : "GET",
      headers: {
        "Content-Type": "application/json",
        Accept: "application/json",
        "Accept-Language": document.documentElement.lang,
      },
      body: body && JSON.stringify(body),
      cache: "no-store",
      redirect: "error",
      signal: patience.signal,
    });
    if (!answer.ok) throw { status: answer.status };
    return await answer.json();
  } finally {
    clearTimeout(timer);
  }
}

const isWeb = (url) => /^https?:\/\//i.test(url ?? "");

const FINAL = ["PAYMENT_SUCCESS", "PAYMENT_FAILURE", "PAYMENT_CANCELED", "PAYMENT_ONHOLD_PARTNER", "TOKEN_EXPIRED"];
// What the server may say while this page is still the right one.
const SHOWN = {
  choose: ["PAYMENT_METHODS_LIST", "PAYMENT_FAILURE_WITH_RETRY", "PAYMENT_CANCELED_WITH_RETRY"],
  partner: ["PAYMENT_REDIRECT_NO_RESPONSE"],
};

// Goes where a state leads: to the partner, to the shop, or to this page drawn anew.
function follow(state) {
  const redirection = state.paymentRedirectNoResponse?.redirectionData;
  if (state.type === "PAYMENT_REDIRECT_NO_RESPONSE" && isWeb(redirection?.requestUrl)) {
    if (redirection.requestType !== "POST") return location.assign(redirection.requestUrl);
    // Only the page of the partner's standing may send forms; it is told to do so without another click.
    remember("continue");
  } else if (FINAL.includes(state.type) && state.automaticRedirectAtSessionsEnd && isWeb(state.returnUrl)) {
    return location.replace(state.returnUrl);
  }
  redraw();
}

// The card leaves the fields first: browsers keep what is in them when they reload.
function redraw() {
  form?.reset();
  location.reload();
}

// Across one reload; where the browser keeps nothing, the buyer clicks once more.
const memory = `guichet ${page.services}`;
function remember(what) {
  try {
    sessionStorage.setItem(memory, what);
  } catch {}
}
function recall(what) {
  try {
    const found = sessionStorage.getItem(memory) === what;
    sessionStorage.removeItem(memory);
    return found;
  } catch {
    return false;
  }
}

// Whether something happened elsewhere: another tab, the partner.
async function lookAgain() {
  if (busy || document.hidden) return;
  const state = await ask("/state/current").catch(() => null);
  if (state && !busy && !SHOWN[page.standing].includes(state.type)) redraw();
}

