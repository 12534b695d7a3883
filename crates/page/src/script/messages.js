// What the buyer is told while the page stays: that it works, and what went wrong.

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

