// Requests to the session services. They are on the page's own host; the page asks no other.

import { page } from "./page.js";

// Sends a POST where there is a body, else a GET, and returns the decoded answer. Throws `{ status }` for the status of a
// failure, and what `fetch` throws where no answer came within the time limit.
export async function ask(path, body, timeLimitS = 15) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), timeLimitS * 1000);
  try {
    const answer = await fetch(page.services + path, {
      method: body ? "POST" : "GET",
      headers: {
        "Content-Type": "application/json",
        Accept: "application/json",
        "Accept-Language": document.documentElement.lang,
      },
      body: body && JSON.stringify(body),
      cache: "no-store",
      redirect: "error",
      signal: abort.signal,
    });
    if (!answer.ok) throw { status: answer.status };
    return await answer.json();
  } finally {
    clearTimeout(timer);
  }
}

// Tells that the buyer follows the link to the shop. Nothing waits for it, and nothing is lost where it does not arrive.
export const tellReturn = () => navigator.sendBeacon(`${page.services}/returned`);
