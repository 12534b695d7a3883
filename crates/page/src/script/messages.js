// What the buyer is told while the page stays: that it works, and what went wrong.

function say(text) {
  at("message").textContent = text;
  at("message").hidden = !text;
}

function setBusy(button) {
  busy = button;
  for (const each of document.querySelectorAll("#pay, #cancel, #abandon")) {
    each.setAttribute("aria-disabled", String(Boolean(button)));
    each.classList.toggle("busy", each === button);
  }
  if (!form) return;
  const paying = button === at("pay");
  at("pay-label").textContent = paying ? form.dataset.paying : chosen().dataset.label;
  at("announcement").textContent = paying ? form.dataset.paying : "";
}

// Something went wrong on the way: what became of it is asked before anything is said.
async function recover(fault) {
  const words = at("message").dataset;
  if (fault.status === 404) return redraw();
  let complaint = words.again;
  if (fault.status === 429) {
    complaint = words.busy;
  } else {
    const paying = busy === at("pay");
    doubtful ||= paying;
    try {
      const state = await ask("/state/current");
      if (state.type !== SHOWN[page.standing][0]) return follow(state);
      doubtful = false;
      if (paying) complaint = words.failed;
    } catch {
      if (paying) complaint = words.lost;
    }
  }
  say(complaint);
  setBusy(null);
}

