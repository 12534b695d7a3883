// The fields of the card, and what is wrong with each.

import { byId } from "./page.js";
import { digitsOf, hasLengthOf, passesLuhn } from "./number.js";
import { monthsLeft, readExpiry } from "./expiry.js";
import { readCard } from "./card.js";

// Each check returns which of the texts in the field's data tells the mistake, or nothing.
const CHECKS = {
  number() {
    const { digits, network, method } = readCard();
    if (!digits) return "empty";
    if (!hasLengthOf(network, digits) || !passesLuhn(digits)) return "wrong";
    return method ? undefined : "refused";
  },
  expiry() {
    const digits = readExpiry(byId("expiry").value);
    if (!digits) return "empty";
    const month = Number(digits.slice(0, 2));
    if (digits.length < 4 || month < 1 || month > 12 || monthsLeft(digits) > 12 * 25) return "wrong";
    return monthsLeft(digits) < 0 ? "past" : undefined;
  },
  cvv() {
    const { network } = readCard();
    const lengths = network === "AMEX" ? [4] : network ? [3] : [3, 4];
    if (lengths.includes(digitsOf(byId("cvv").value).length)) return undefined;
    return network === "AMEX" ? "four" : "three";
  },
  holder() {
    const name = byId("holder").value.trim();
    // No name has as many digits as the shortest card number. The server refuses it as well.
    if (digitsOf(name).length >= 13) return "number";
    return name.length < 2 || name.length > 50 ? "wrong" : undefined;
  },
};

const isAsked = (id) => byId(id) && !byId(`${id}-field`).hidden;

// The ids of the fields that the page has.
export const fields = Object.keys(CHECKS).filter(byId);

// What is in a field that the card asks for; nothing for a field that it does not ask for.
export const valueOf = (id) => (isAsked(id) ? byId(id).value.trim() : "");

// Shows beside a field what is wrong with it, and returns whether anything is.
export function showMistake(id) {
  const input = byId(id);
  const mistake = isAsked(id) ? CHECKS[id]() : undefined;
  input.setAttribute("aria-invalid", String(Boolean(mistake)));
  byId(`${id}-mistake`).textContent = mistake ? input.dataset[mistake] : "";
  return Boolean(mistake);
}
