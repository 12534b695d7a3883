// The states of the session: which of them this page shows, and where the others lead. The page keeps no state of the
// payment. After every answer the server draws the page anew, so that reload, back and a second tab show what is true.

import { form, page } from "./page.js";

const FINAL_STATES = ["PAYMENT_SUCCESS", "PAYMENT_FAILURE", "PAYMENT_CANCELED", "PAYMENT_ONHOLD_PARTNER", "TOKEN_EXPIRED"];
// The states that a page shows, for the pages on which the buyer has something to do.
const STATES_SHOWN = {
  choose: ["PAYMENT_METHODS_LIST", "PAYMENT_FAILURE_WITH_RETRY", "PAYMENT_CANCELED_WITH_RETRY"],
  partner: ["PAYMENT_REDIRECT_NO_RESPONSE"],
  wallet: ["MANAGE_WEB_WALLET"],
};

export const waitsForBuyer = Boolean(STATES_SHOWN[page.screen]);

// Whether this page is still the right one for a state.
export const isShown = (state) =>
  STATES_SHOWN[page.screen]?.includes(state.type) &&
  state.tries === Number(page.tries) &&
  (page.operations === undefined || state.operations === Number(page.operations));

export const isWebUrl = (url) => /^https?:\/\//i.test(url ?? "");

// Goes where a state leads: to the partner, to the shop, or to this page drawn anew.
export function follow(state) {
  const redirection = state.paymentRedirectNoResponse?.redirectionData;
  if (state.type === "PAYMENT_REDIRECT_NO_RESPONSE" && isWebUrl(redirection?.requestUrl)) {
    if (redirection.requestType !== "POST") return location.assign(redirection.requestUrl);
    // The policy of this page lets no form out. The page that comes next may send the partner's form, and does so
    // without another click.
    setReloadNote("continue");
  } else if (FINAL_STATES.includes(state.type) && state.automaticRedirectAtSessionsEnd && isWebUrl(state.returnUrl)) {
    return location.replace(state.returnUrl);
  }
  redraw();
}

// Empties the card fields first: browsers keep what is in them over a reload.
export function redraw() {
  form?.reset();
  location.reload();
}

// A note lasts over one reload. Where the browser stores nothing, the buyer clicks once more.
const NOTE_KEY = `guichet ${page.services}`;
export function setReloadNote(note) {
  try {
    sessionStorage.setItem(NOTE_KEY, note);
  } catch {}
}
export function takeReloadNote() {
  try {
    const note = sessionStorage.getItem(NOTE_KEY);
    sessionStorage.removeItem(NOTE_KEY);
    return note;
  } catch {
    return null;
  }
}
