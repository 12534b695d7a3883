// The networks of a card number: those that the shop takes, and those that the services know the number by.

import { ask } from "./services.js";

// The networks that the shop takes, each with the method that carries it, in the shop's order.
export const brands = [...document.querySelectorAll("#brands li")].map((item) => ({
  label: item.textContent,
  ...item.dataset,
}));
export const labelOf = (network) => brands.find((brand) => brand.network === network)?.label ?? network;

// The last answer: `{ prefix, networks: [{ name, code }], contract }`.
let answered = null;
let askedPrefix = "";
let timer;

// What the services said about a number that begins with these digits; `null` before they said anything.
export const networksOf = (digits) => (answered && digits.startsWith(answered.prefix) ? answered : null);

// Asks the services about a number while it is typed, and calls `done` when they have answered.
export function lookUpNetworks(digits, done) {
  const prefix = digits.length < 6 ? "" : digits.slice(0, 10);
  answered = networksOf(digits);
  if (prefix === askedPrefix) return;
  askedPrefix = prefix;
  clearTimeout(timer);
  if (prefix) timer = setTimeout(() => askNetworks(prefix, done), 300);
}

async function askNetworks(prefix, done) {
  const contracts = new Map(brands.map(({ code, contract }) => [code + contract, { cardCode: code, contractNumber: contract }]));
  const body = { cardNumber: prefix, handledContracts: [...contracts.values()] };
  const answer = await ask("/availablecardnetworks", body).catch(() => null);
  // Other digits were typed since.
  if (askedPrefix !== prefix) return;
  // The next digit asks again.
  if (!answer) {
    askedPrefix = "";
    return;
  }
  const networks = [
    { name: answer.defaultNetwork, code: answer.defaultNetworkCode },
    { name: answer.alternativeNetwork, code: answer.alternativeNetworkCode },
  ].filter(({ name, code }) => name && code);
  answered = { prefix, networks, contract: answer.selectedContractNumber };
  done();
}
