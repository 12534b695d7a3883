// What the buyer's buttons do: pay, cancel, leave the partner.

import { byId, chosenMethod, page } from "./page.js";
import { ask } from "./services.js";
import { follow, isShown, isWebUrl, redraw, setReloadNote } from "./state.js";
import { isBusy, isPaying, setBusy, showMessage } from "./buttons.js";
import { fields, showMistake } from "./fields.js";
import { savedCards, savedMistakes } from "./saved.js";
import { cardRequest, partnerRequest, savedCardRequest } from "./request.js";

// The time limit of a request that pays: longer than a bank may take.
const PAYMENT_LIMIT_S = 90;

// A payment was sent, and its answer did not arrive.
let isOutcomeUnknown = false;

// What is asked of which service, for each kind of method: a typed card, a saved one and a partner. `mistakes` returns the fields
// that hold one.
const waysToPay = [
  {
    takes: (method) => method.value === "card",
    path: "/securedPaymentRequest",
    mistakes: () => fields.filter(showMistake).map(byId),
    request: cardRequest,
  },
  {
    takes: (method) => savedCards.includes(method),
    path: "/walletPaymentRequest",
    mistakes: savedMistakes,
    request: savedCardRequest,
  },
  { takes: () => true, path: "/paymentRequest", mistakes: () => [], request: partnerRequest },
];

export async function pay() {
  if (isBusy()) return;
  showMessage("");
  const method = chosenMethod();
  const { path, mistakes, request } = waysToPay.find(({ takes }) => takes(method));
  const [firstWrong] = mistakes();
  if (firstWrong) {
    showMessage(byId("message").dataset.mistakes);
    return firstWrong.focus();
  }
  const body = request(method);
  setBusy(byId("pay"));
  try {
    if (isOutcomeUnknown && (await followChange())) return;
    follow(await ask(path, body, PAYMENT_LIMIT_S));
  } catch (fault) {
    await recover(fault);
  }
}

export async function cancel(event) {
  // On the page of a wallet it is a link, which leads to the shop without this script as well.
  event.preventDefault();
  if (isBusy()) return;
  setBusy(byId("cancel"));
  try {
    const state = await ask("/cancel", {});
    // The question beside the button promises the way back to the shop. Where the payment was not cancelled, the buyer
    // sees what became of it.
    const isOver = state.type === "PAYMENT_CANCELED" || (page.screen === "wallet" && state.type === "TOKEN_EXPIRED");
    if (isOver && isWebUrl(state.returnUrl)) location.replace(state.returnUrl);
    else redraw();
  } catch (fault) {
    await recover(fault);
  }
}

// Removes a card of a wallet, or makes it the default.
export async function operate({ currentTarget }) {
  const { operation, rank } = currentTarget.dataset;
  await change(currentTarget, `/wallet/${operation}`, { rank: Number(rank) });
}

export async function saveDetails(event) {
  event.preventDefault();
  const [firstName, lastName, email] = ["first-name", "last-name", "email"].map((id) => byId(id).value.trim());
  await change(byId("save-details"), "/wallet/details", { firstName, lastName, email });
}

async function change(button, path, asked) {
  if (isBusy()) return;
  showMessage("");
  setBusy(button);
  try {
    const state = await ask(path, { ...asked, operations: Number(page.operations) });
    setReloadNote("changed");
    follow(state);
  } catch (fault) {
    if (fault.status === 400) return refuse(byId("message").dataset.details);
    await recover(fault);
  }
}

function refuse(text) {
  showMessage(text);
  setBusy(null);
}

export async function abandon() {
  if (isBusy()) return;
  setBusy(byId("abandon"));
  try {
    await ask("/abandon", {});
    redraw();
  } catch (fault) {
    await recover(fault);
  }
}

// Asks for the state of the session, follows it where this page does not show it, and returns whether it did.
async function followChange() {
  const state = await ask("/state/current");
  if (!isShown(state)) {
    follow(state);
    return true;
  }
  isOutcomeUnknown = false;
  return false;
}

// After a request that failed: looks what became of it, then says what went wrong and frees the buttons.
async function recover(fault) {
  const texts = byId("message").dataset;
  if (fault.status === 404) return redraw();
  // The card is in the wallet already.
  if (fault.status === 422 && texts.known) return refuse(texts.known);
  let text = texts.again;
  if (fault.status === 429) {
    text = texts.busy;
  } else {
    isOutcomeUnknown ||= isPaying();
    try {
      if (await followChange()) return;
      if (isPaying()) text = texts.failed;
    } catch {
      if (isPaying()) text = texts.lost;
    }
  }
  showMessage(text);
  setBusy(null);
}
