// What the services know about the number, and the choice of a co-badged card's network.

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

