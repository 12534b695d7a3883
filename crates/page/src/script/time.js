// The time that is left to pay.

import { byId, page } from "./page.js";
import { redraw } from "./state.js";
import { isBusy } from "./buttons.js";

// Shows the last five minutes, and announces three moments of them to a screen reader. At the end the server says what
// became of the session.
export function countDown() {
  const end = Date.now() + Number(page.expires) * 1000;
  let announced = Infinity;
  const tick = () => {
    const leftS = Math.ceil((end - Date.now()) / 1000);
    if (leftS < 0 && !isBusy()) {
      clearInterval(timer);
      return redraw();
    }
    byId("time").hidden = leftS > 300;
    byId("time-left").textContent = `${Math.floor(Math.max(leftS, 0) / 60)}:${String(Math.max(leftS, 0) % 60).padStart(2, "0")}`;
    const minutes = [1, 2, 5].find((minutes) => leftS <= minutes * 60);
    if (minutes < announced) {
      announced = minutes;
      byId("announcement").textContent = byId("announcement").dataset[`minutes${minutes}`];
    }
  };
  const timer = setInterval(tick, 1000);
  tick();
}
