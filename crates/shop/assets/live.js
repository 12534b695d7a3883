// Adds notifications to the page as they arrive. It listens while the page is visible only: a browser opens few connections to
// one host, and every listening page holds one.
(() => {
  const list = document.querySelector("[data-events]");
  if (!list) return;
  const most = 20;
  const address = new URL(list.dataset.events, location.href);
  let source = null;

  function add({ data, lastEventId }) {
    address.searchParams.set("after", lastEventId);
    list.insertAdjacentHTML("afterbegin", data);
    while (list.children.length > most) list.lastElementChild.remove();
  }

  function follow() {
    if (source) source.close();
    source = null;
    if (document.hidden) return;
    source = new EventSource(address);
    source.onmessage = add;
  }

  document.addEventListener("visibilitychange", follow);
  addEventListener("pageshow", (event) => event.persisted && follow());
  addEventListener("pagehide", () => source && source.close());
  follow();
})();
