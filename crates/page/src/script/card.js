// The card whose number is in the form, and the parts of the form that depend on it.

import { byId } from "./page.js";
import { digitsOf, networkOf } from "./number.js";
import { brands, labelOf, networksOf } from "./networks.js";

export function readCard() {
  const digits = digitsOf(byId("number").value);
  const answer = networksOf(digits);
  const network = answer?.networks[0]?.name ?? networkOf(digits);
  const method =
    brands.find((brand) => brand.contract === answer?.contract) ?? brands.find((brand) => brand.network === network);
  // A number of no known network goes to the first method; a number of a network that no method takes, to none.
  return { digits, network, networks: answer?.networks ?? [], method: method ?? (network ? undefined : brands[0]) };
}

// Shows the networks, and the fields that the card has.
export function showCard() {
  const { network, networks, method } = readCard();
  const names = networks.length ? networks.map(({ name }) => name) : network ? [network] : [];
  byId("brand").textContent = names.map(labelOf).join(" · ");
  for (const item of document.querySelectorAll("#brands li")) {
    item.classList.toggle("other", names.length > 0 && !names.includes(item.dataset.network));
  }
  showNetworkChoice(networks);
  const asks = (method ?? brands[0])?.asks.split(" ") ?? [];
  for (const id of ["holder", "expiry", "cvv"]) {
    const field = byId(`${id}-field`);
    if (field) field.hidden = !asks.includes(id);
  }
  for (const [id, isFront] of [["cvv-back", false], ["cvv-front", true]]) {
    if (byId(id)) byId(id).hidden = isFront !== (network === "AMEX");
  }
}

// Offers the networks of a co-badged card. The same networks are not drawn again: a choice that was made stays made.
function showNetworkChoice(networks) {
  const group = byId("networks");
  const key = networks.map(({ code }) => code).join();
  group.hidden = networks.length < 2;
  if (group.dataset.key === key) return;
  group.dataset.key = key;
  byId("network-options").replaceChildren(
    ...networks.map(({ name, code }, place) => {
      const input = Object.assign(document.createElement("input"), { type: "radio", name: "network", value: code });
      input.defaultChecked = place === 0;
      const label = document.createElement("label");
      label.append(input, labelOf(name));
      return label;
    }),
  );
}
