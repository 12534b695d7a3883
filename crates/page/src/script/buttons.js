// The buttons that send a request, and the message above them. While one waits for its answer, none sends another.

import { byId, chosenMethod, form } from "./page.js";

let busyButton = null;

export const isBusy = () => Boolean(busyButton);
export const isPaying = () => isBusy() && busyButton === byId("pay");

// Shows on a button that its answer is awaited; on none with `null`.
export function setBusy(button) {
  busyButton = button;
  for (const each of document.querySelectorAll("#pay, #cancel, #abandon, #save-details, [data-operation]")) {
    each.setAttribute("aria-disabled", String(Boolean(button)));
    each.classList.toggle("busy", each === button);
  }
  if (!form) return;
  byId("pay-label").textContent = isPaying() ? form.dataset.paying : chosenMethod().dataset.label;
  byId("announcement").textContent = isPaying() ? form.dataset.paying : "";
}

// Shows a message, wherever the buyer has scrolled to; hides it where the text is empty.
export function showMessage(text) {
  byId("message").textContent = text;
  byId("message").hidden = !text;
  if (text) byId("message").scrollIntoView({ block: "nearest" });
}
