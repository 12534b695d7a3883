// Draws the page anew when the session has changed elsewhere: at the bank, at the partner, in another tab.

import { page } from "./page.js";
import { ask } from "./services.js";
import { isShown, redraw } from "./state.js";
import { isBusy } from "./buttons.js";

export async function redrawIfChanged() {
  if (isBusy() || document.hidden) return;
  const state = await ask("/state/current").catch(() => null);
  if (state && !isBusy() && !isShown(state)) redraw();
}

// Asks until the outcome of the payment is known: every three seconds, and less often while there is no answer.
export async function waitForOutcome() {
  for (let pauseS = 1; ; ) {
    await new Promise((done) => setTimeout(done, pauseS * 1000));
    try {
      if (await ask(`/cardCode/${encodeURIComponent(page.card)}/activewaiting/isDone?timestamp=${Date.now()}`)) return redraw();
      pauseS = 3;
    } catch {
      pauseS = Math.min(pauseS * 2, 30);
    }
  }
}
