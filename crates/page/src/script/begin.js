// Brings what the server drew to life.

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
  // The field that is left would show its mistake while the button is held down, and move it away from under the pointer:
  // the click would be lost.
  at("pay").addEventListener("mousedown", (event) => event.preventDefault());
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

