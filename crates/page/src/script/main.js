// Connects what the server drew with what it does.

import { byId, chosenMethod, form, page } from "./page.js";
import { redraw, takeReloadNote, waitsForBuyer } from "./state.js";
import { digitsOf, groupNumber, readNumber } from "./number.js";
import { groupExpiry, readExpiry } from "./expiry.js";
import { groupWhileTyping } from "./typing.js";
import { lookUpNetworks } from "./networks.js";
import { readCard, showCard } from "./card.js";
import { fields, showMistake } from "./fields.js";
import { startSavedCards } from "./saved.js";
import { abandon, cancel, operate, pay, saveDetails } from "./actions.js";
import { tellReturn } from "./services.js";
import { countDown } from "./time.js";
import { redrawIfChanged, waitForOutcome } from "./refresh.js";

// How long a receipt is shown before the page goes back to the shop by itself.
const RECEIPT_SHOWN_MS = 4000;

function startMethods() {
  const showMethod = () => {
    for (const panel of form.querySelectorAll("[data-panel]")) panel.hidden = panel.dataset.panel !== chosenMethod().value;
    byId("pay-label").textContent = chosenMethod().dataset.label;
  };
  form.addEventListener("change", ({ target }) => target.name === "method" && showMethod());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    pay();
  });
  // Without this the button would take the focus, the field that loses it would show its mistake, and the button would
  // move away from under the pointer before the click.
  byId("pay").addEventListener("mousedown", (event) => event.preventDefault());
  showMethod();
}

function startCard() {
  groupWhileTyping(byId("number"), readNumber, groupNumber);
  if (byId("expiry")) groupWhileTyping(byId("expiry"), readExpiry, groupExpiry);
  byId("number").addEventListener("input", () => {
    lookUpNetworks(readCard().digits, showCard);
    showCard();
  });
  byId("cvv")?.addEventListener("input", () => (byId("cvv").value = digitsOf(byId("cvv").value).slice(0, 4)));
  for (const id of fields) {
    byId(id).addEventListener("blur", () => byId(id).value && showMistake(id));
    byId(id).addEventListener("input", () => byId(id).getAttribute("aria-invalid") === "true" && showMistake(id));
  }
  showCard();
}

function startTestCards() {
  const fill = (id, text) => {
    if (!byId(id)) return;
    byId(id).value = text;
    byId(id).dispatchEvent(new Event("input", { bubbles: true }));
  };
  for (const button of document.querySelectorAll("[data-test-card]")) {
    button.addEventListener("click", () => {
      form.querySelector("[name=method][value=card]")?.click();
      fill("number", button.dataset.testCard);
      fill("expiry", `12${String(new Date().getFullYear() + 2).slice(2)}`);
      fill("cvv", readCard().network === "AMEX" ? "1234" : "123");
      fill("holder", "TEST CARD");
      byId("pay").focus();
    });
  }
}

if (form) startMethods();
startSavedCards();
if (byId("number")) {
  startCard();
  startTestCards();
}
// A wide screen has room for the whole order.
if (byId("order-lines") && matchMedia("(min-width: 56rem)").matches) byId("order-lines").open = true;
// A buyer who goes on to look after the other cards has read of the card that was refused.
if (page.screen === "wallet" && takeReloadNote() === "changed" && byId("refusal")) {
  byId("refusal").remove();
  document.title = document.querySelector("h1").textContent;
}
byId("refusal")?.focus();
byId("cancel")?.addEventListener("click", cancel);
for (const button of document.querySelectorAll("[data-operation]")) button.addEventListener("click", operate);
byId("details")?.addEventListener("submit", saveDetails);
byId("abandon")?.addEventListener("click", abandon);
byId("return")?.addEventListener("click", tellReturn);
if (page.expires) countDown();
if (waitsForBuyer) document.addEventListener("visibilitychange", redrawIfChanged);
if (page.screen === "partner" && takeReloadNote() === "continue") byId("continue")?.requestSubmit?.();
if (page.screen === "waiting") waitForOutcome();
if (page.leaves) setTimeout(() => location.replace(page.leaves), RECEIPT_SHOWN_MS);
// A page that the browser kept for the back button may be older than the payment.
addEventListener("pageshow", ({ persisted }) => persisted && redraw());
