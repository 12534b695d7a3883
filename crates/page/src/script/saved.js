// The saved cards, and the security code of the one that is chosen.

import { byId, chosenMethod, form } from "./page.js";
import { digitsOf } from "./number.js";

export const savedCards = form ? [...form.querySelectorAll("[name=method][data-index]")] : [];

// The one field for the code of a saved card, where the shop asks for it. It moves to the card that is chosen.
const field = byId("saved-cvv");
export const savedCode = () => (field ? digitsOf(field.value) : "");

// Shows what is wrong with the code of the chosen card, and returns the fields that are wrong.
export function savedMistakes() {
  if (!field) return [];
  const { digits } = chosenMethod().dataset;
  const isWrong = savedCode().length !== Number(digits);
  showMistakeText(isWrong ? field.dataset[`wrong${digits}`] : "");
  return isWrong ? [field] : [];
}

export function startSavedCards() {
  if (!field) return;
  form.addEventListener("change", ({ target }) => target.name === "method" && moveField());
  field.addEventListener("input", () => {
    field.value = savedCode().slice(0, Number(chosenMethod().dataset.digits));
    if (field.getAttribute("aria-invalid") === "true") savedMistakes();
  });
  field.addEventListener("blur", () => field.value && savedMistakes());
  moveField();
}

function moveField() {
  const panel = byId("saved-code");
  const card = chosenMethod();
  panel.hidden = !savedCards.includes(card);
  if (panel.hidden || card.closest(".method").contains(panel)) return;
  card.closest(".method").append(panel);
  // The code of one card is none of another.
  field.value = "";
  showMistakeText("");
  for (const [id, digits] of [["saved-back", "3"], ["saved-front", "4"]]) {
    byId(id).hidden = card.dataset.digits !== digits;
    // A hint that is hidden would be read aloud all the same.
    if (!byId(id).hidden) field.setAttribute("aria-describedby", `${id} saved-cvv-mistake`);
  }
}

function showMistakeText(text) {
  field.setAttribute("aria-invalid", String(Boolean(text)));
  byId("saved-cvv-mistake").textContent = text;
}
