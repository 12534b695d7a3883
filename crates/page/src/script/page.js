// The page's one script. It asks the session services of its own host and nobody else. It keeps no state of the
// payment: after every answer the server draws the page anew, so that reload, back and a second tab are right.

const page = document.body.dataset;
const at = (id) => document.getElementById(id);
const form = at("payment");

// A payment or a cancellation is out: nothing else is begun.
let busy = false;
// A payment went out and nobody knows what became of it.
let doubtful = false;

// --- Asking ---------------------------------------------------------------------------------------------------

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

// --- Messages -------------------------------------------------------------------------------------------------

function say(text) {
  at("message").textContent = text;
  at("message").hidden = !text;
}

function setBusy(now) {
  busy = now;
  const button = at("pay");
  if (!button) return;
  button.setAttribute("aria-disabled", String(now));
  button.classList.toggle("busy", now);
  at("pay-label").textContent = now ? form.dataset.paying : chosen().dataset.label;
  at("announcement").textContent = now ? form.dataset.paying : "";
}

// Something went wrong on the way: what became of it is asked before anything is said.
async function recover(fault) {
  const words = at("message").dataset;
  if (fault.status === 404) return redraw();
  if (fault.status === 429) {
    setBusy(false);
    return say(words.busy);
  }
  doubtful = true;
  try {
    const state = await ask("/state/current");
    doubtful = false;
    if (state.type !== SHOWN[page.standing][0]) return follow(state);
    say(words.failed);
  } catch {
    say(words.lost);
  }
  setBusy(false);
}

// --- The card -------------------------------------------------------------------------------------------------

// The networks that the shop takes, each with the method that carries it, in the shop's order.
const brands = [...document.querySelectorAll("#brands li")].map((item) => ({ label: item.textContent, ...item.dataset }));
const PREFIXES = { VISA: /^4/, MASTERCARD: /^(5[1-5]|2[2-7])/, AMEX: /^3[47]/, JCB: /^35/, DINERS: /^3[0689]/ };
const LENGTHS = { VISA: [13, 16, 19], MASTERCARD: [16], AMEX: [15] };
const ANY_LENGTH = [13, 14, 15, 16, 17, 18, 19];

// What the services said about the number's first digits: `{ prefix, networks: [{ name, code }], contract }`.
let known = null;
let asked = "";

const digitsOf = (text) => text.replace(/\D/g, "");
const labelOf = (name) => brands.find((brand) => brand.network === name)?.label ?? name;

function card() {
  const digits = digitsOf(at("number").value);
  const said = known && digits.startsWith(known.prefix) ? known : null;
  const guessed = Object.keys(PREFIXES).find((name) => PREFIXES[name].test(digits));
  const name = said?.networks[0]?.name ?? guessed;
  const method =
    brands.find((brand) => brand.contract === said?.contract) ?? brands.find((brand) => brand.network === name);
  // Of a number that nobody knows the first method decides; of a known one that no method takes, none.
  return { digits, name, networks: said?.networks ?? [], method: method ?? (name ? undefined : brands[0]) };
}

function passesLuhn(digits) {
  const sum = [...digits].reverse().reduce((sum, digit, place) => {
    const value = Number(digit) * (place % 2 ? 2 : 1);
    return sum + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

function groupNumber(digits) {
  const sizes = PREFIXES.AMEX.test(digits) ? [4, 6, 5] : [4, 4, 4, 4, 3];
  const groups = [];
  for (let start = 0; start < digits.length && sizes.length; ) {
    const size = sizes.shift();
    groups.push(digits.slice(start, start + size));
    start += size;
  }
  return groups.join(" ");
}

// `5` is May, and `1/` January. Browsers may fill in `12/2030` or `2030-12`.
function readExpiry(text) {
  const [, year, month] = /^20(\d\d)-(\d\d)$/.exec(text.trim()) ?? [];
  if (month) return month + year;
  const digits = digitsOf(text.replace(/^(\d)\D+/, "0$1").replace(/^([2-9])/, "0$1"));
  return digits.length > 4 && digits.startsWith("20", 2) ? digits.slice(0, 2) + digits.slice(4, 6) : digits.slice(0, 4);
}

function groupExpiry(digits, deleting) {
  if (digits.length < 2 || (digits.length === 2 && deleting)) return digits;
  return `${digits.slice(0, 2)}/${digits.slice(2)}`;
}

// Groups what is typed, pasted or filled in, and leaves the caret behind the digit that it stood behind.
function groupWhileTyping(input, read, group) {
  let before = "";
  input.addEventListener("input", (event) => {
    const deleting = (event.inputType ?? "").startsWith("delete");
    const atEnd = input.selectionStart === input.value.length;
    let caret = digitsOf(input.value.slice(0, input.selectionStart)).length;
    let digits = read(input.value);
    // Only a separator was deleted: the digit beyond it is meant.
    if (deleting && digits === before) {
      if (event.inputType === "deleteContentBackward" && caret > 0) caret -= 1;
      digits = digits.slice(0, caret) + digits.slice(caret + 1);
    }
    input.value = group(digits, deleting);
    before = digits;
    let place = 0;
    for (let passed = 0; passed < caret && place < input.value.length; place += 1) {
      if (/\d/.test(input.value[place])) passed += 1;
    }
    if (document.activeElement === input) {
      const end = atEnd && !deleting ? input.value.length : place;
      input.setSelectionRange(end, end);
    }
  });
}

// --- Networks -------------------------------------------------------------------------------------------------

let pause;
function lookUpNetworks(digits) {
  const prefix = digits.length < 6 ? "" : digits.slice(0, 10);
  if (known && !digits.startsWith(known.prefix)) known = null;
  if (prefix === asked) return;
  asked = prefix;
  clearTimeout(pause);
  if (prefix) pause = setTimeout(() => askNetworks(prefix), 300);
}

async function askNetworks(prefix) {
  const contracts = new Map(brands.map(({ code, contract }) => [code + contract, { cardCode: code, contractNumber: contract }]));
  const body = { cardNumber: prefix, handledContracts: [...contracts.values()] };
  const answer = await ask("/availablecardnetworks", body).catch(() => null);
  // A late answer to other digits says nothing any more; after none, the next digit asks again.
  if (asked !== prefix) return;
  if (!answer) {
    asked = "";
    return;
  }
  const networks = [
    { name: answer.defaultNetwork, code: answer.defaultNetworkCode },
    { name: answer.alternativeNetwork, code: answer.alternativeNetworkCode },
  ].filter(({ name, code }) => name && code);
  known = { prefix, networks, contract: answer.selectedContractNumber };
  showCard();
}

// Draws the choice of a co-badged card; a choice that was made stays made.
function showNetworks(networks) {
  const group = at("networks");
  const key = networks.map(({ code }) => code).join();
  group.hidden = networks.length < 2;
  if (group.dataset.key === key) return;
  group.dataset.key = key;
  at("network-options").replaceChildren(
    ...networks.map(({ name, code }, place) => {
      const input = Object.assign(document.createElement("input"), { type: "radio", name: "network", value: code });
      input.defaultChecked = place === 0;
      const label = document.createElement("label");
      label.append(input, labelOf(name));
      return label;
    }),
  );
}

// Everything that depends on the number: networks, check value, holder.
function showCard() {
  const { name, networks, method } = card();
  const names = networks.length ? networks.map((network) => network.name) : name ? [name] : [];
  at("brand").textContent = names.map(labelOf).join(" · ");
  for (const item of document.querySelectorAll("#brands li")) {
    item.classList.toggle("other", names.length > 0 && !names.includes(item.dataset.network));
  }
  showNetworks(networks);
  const asks = (method ?? brands[0])?.asks.split(" ") ?? [];
  for (const what of ["holder", "expiry", "cvv"]) {
    const field = at(`${what}-field`);
    if (field) field.hidden = !asks.includes(what);
  }
  for (const [id, front] of [["cvv-back", false], ["cvv-front", true]]) {
    if (at(id)) at(id).hidden = front !== (name === "AMEX");
  }
}

// --- Mistakes -------------------------------------------------------------------------------------------------

// Each field's mistake, as the name of its text in the field's data; nothing where there is none.
const CHECKS = {
  number() {
    const { digits, name, method } = card();
    if (!digits) return "empty";
    if (!(LENGTHS[name] ?? ANY_LENGTH).includes(digits.length) || !passesLuhn(digits)) return "wrong";
    return method ? undefined : "refused";
  },
  expiry() {
    const digits = readExpiry(at("expiry").value);
    if (!digits) return "empty";
    const month = Number(digits.slice(0, 2));
    const ahead = (2000 + Number(digits.slice(2)) - new Date().getFullYear()) * 12 + month - 1 - new Date().getMonth();
    if (digits.length < 4 || month < 1 || month > 12 || ahead > 12 * 25) return "wrong";
    return ahead < 0 ? "past" : undefined;
  },
  cvv() {
    const { name } = card();
    const wanted = name === "AMEX" ? [4] : name ? [3] : [3, 4];
    if (wanted.includes(digitsOf(at("cvv").value).length)) return undefined;
    return name === "AMEX" ? "four" : "three";
  },
  holder() {
    const size = at("holder").value.trim().length;
    return size < 2 || size > 50 ? "wrong" : undefined;
  },
};

const fields = Object.keys(CHECKS).filter((id) => at(id));
const asksFor = (id) => !at(`${id}-field`).hidden;

function showMistake(id) {
  const input = at(id);
  const mistake = asksFor(id) ? CHECKS[id]() : undefined;
  input.setAttribute("aria-invalid", String(Boolean(mistake)));
  at(`${id}-mistake`).textContent = mistake ? input.dataset[mistake] : "";
  return mistake;
}

// --- Paying ---------------------------------------------------------------------------------------------------

const chosen = () => form.querySelector("[name=method]:checked, [name=method][type=hidden]");

function cardRequest() {
  const { digits, method } = card();
  const network = form.querySelector("[name=network]:checked")?.value ?? known?.networks[0]?.code;
  const value = (id) => (at(id) && asksFor(id) ? at(id).value.trim() : "");
  return {
    cardCode: method.code,
    contractNumber: method.contract,
    deviceInfo: {
      colorDepth: screen.colorDepth,
      containerHeight: innerHeight,
      containerWidth: innerWidth,
      javaEnabled: false,
      screenHeight: screen.height,
      screenWidth: screen.width,
      timeZoneOffset: -new Date().getTimezoneOffset(),
    },
    isEmbeddedRedirectionAllowed: false,
    merchantReturnUrl: location.href,
    paymentParams: {
      ...(network && { NETWORK: network }),
      EXPI_DATE: readExpiry(value("expiry")),
      SAVE_PAYMENT_DATA: false,
      HOLDER: value("holder"),
    },
    securedPaymentParams: { PAN: digits, CVV: value("cvv") },
  };
}

function redirectRequest({ value, dataset }) {
  return {
    cardCode: value,
    contractNumber: dataset.contract,
    isEmbeddedRedirectionAllowed: false,
    merchantReturnUrl: location.href,
    paymentParams: { SAVE_PAYMENT_DATA: false },
  };
}

async function pay() {
  if (busy) return;
  say("");
  const method = chosen();
  const isCard = method.value === "card";
  const [first] = isCard ? fields.filter(showMistake) : [];
  if (first) {
    say(at("message").dataset.mistakes);
    return at(first).focus();
  }
  const path = isCard ? "/securedPaymentRequest" : "/paymentRequest";
  const request = isCard ? cardRequest() : redirectRequest(method);
  setBusy(true);
  try {
    if (doubtful) {
      const state = await ask("/state/current");
      if (state.type !== SHOWN.choose[0]) return follow(state);
      doubtful = false;
    }
    // Longer than a bank may take.
    follow(await ask(path, request, 90));
  } catch (fault) {
    await recover(fault);
  }
}

async function cancel() {
  if (busy) return;
  setBusy(true);
  try {
    const state = await ask("/cancel", {});
    // The button promised the shop; whatever else became of the payment is shown.
    if (state.type === "PAYMENT_CANCELED" && isWeb(state.returnUrl)) location.replace(state.returnUrl);
    else redraw();
  } catch (fault) {
    await recover(fault);
  }
}

async function abandon() {
  if (busy) return;
  setBusy(true);
  try {
    await ask("/abandon", {});
    redraw();
  } catch (fault) {
    await recover(fault);
  }
}

// --- Time -----------------------------------------------------------------------------------------------------

// The last five minutes are shown, and told three times to those who do not see them.
function countDown() {
  const end = Date.now() + Number(page.expires) * 1000;
  let told = Infinity;
  const tick = () => {
    const left = Math.ceil((end - Date.now()) / 1000);
    if (left < 0 && !busy) {
      clearInterval(timer);
      return redraw();
    }
    at("time").hidden = left > 300;
    at("time-left").textContent = `${Math.floor(Math.max(left, 0) / 60)}:${String(Math.max(left, 0) % 60).padStart(2, "0")}`;
    const minutes = [1, 2, 5].find((minutes) => left <= minutes * 60);
    if (minutes < told) {
      told = minutes;
      at("announcement").textContent = at("announcement").dataset[`minutes${minutes}`];
    }
  };
  const timer = setInterval(tick, 1000);
  tick();
}

const seconds = (count) => new Promise((done) => setTimeout(done, count * 1000));

async function wait() {
  for (let pause = 1; ; ) {
    await seconds(pause);
    try {
      if (await ask(`/cardCode/${encodeURIComponent(page.card)}/activewaiting/isDone?timestamp=${Date.now()}`)) return redraw();
      pause = 3;
    } catch {
      pause = Math.min(pause * 2, 30);
    }
  }
}

// --- Beginning ------------------------------------------------------------------------------------------------

function beginMethods() {
  const show = () => {
    for (const panel of form.querySelectorAll("[data-panel]")) panel.hidden = panel.dataset.panel !== chosen().value;
    at("pay-label").textContent = chosen().dataset.label;
  };
  form.addEventListener("change", ({ target }) => target.name === "method" && show());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    pay();
  });
  show();
}

function beginCard() {
  groupWhileTyping(at("number"), (text) => digitsOf(text).slice(0, PREFIXES.AMEX.test(digitsOf(text)) ? 15 : 19), groupNumber);
  if (at("expiry")) groupWhileTyping(at("expiry"), readExpiry, groupExpiry);
  at("number").addEventListener("input", () => {
    lookUpNetworks(card().digits);
    showCard();
  });
  at("cvv")?.addEventListener("input", () => (at("cvv").value = digitsOf(at("cvv").value).slice(0, 4)));
  for (const id of fields) {
    at(id).addEventListener("blur", () => at(id).value && showMistake(id));
    at(id).addEventListener("input", () => at(id).getAttribute("aria-invalid") === "true" && showMistake(id));
  }
  showCard();
}

function beginTestCards() {
  const fill = (id, text) => {
    if (!at(id)) return;
    at(id).value = text;
    at(id).dispatchEvent(new Event("input", { bubbles: true }));
  };
  for (const button of document.querySelectorAll("[data-test-card]")) {
    button.addEventListener("click", () => {
      form.querySelector("[name=method][value=card]")?.click();
      fill("number", button.dataset.testCard);
      fill("expiry", `12${String(new Date().getFullYear() + 2).slice(2)}`);
      fill("cvv", card().name === "AMEX" ? "1234" : "123");
      fill("holder", "TEST CARD");
      at("pay").focus();
    });
  }
}

if (form) beginMethods();
if (at("number")) {
  beginCard();
  beginTestCards();
}
// On a wide screen there is room for the whole order.
if (at("order-lines") && matchMedia("(min-width: 56rem)").matches) at("order-lines").open = true;
at("refusal")?.focus();
at("cancel")?.addEventListener("click", cancel);
at("abandon")?.addEventListener("click", abandon);
if (page.expires) countDown();
if (SHOWN[page.standing]) document.addEventListener("visibilitychange", lookAgain);
if (page.standing === "partner" && recall("continue")) at("continue")?.requestSubmit?.();
if (page.standing === "waiting") wait();
if (page.leaves) setTimeout(() => location.replace(page.leaves), 4000);
// A page that the browser kept aside may be older than the payment.
addEventListener("pageshow", ({ persisted }) => persisted && redraw());
