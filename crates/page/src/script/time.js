// The time that is left, and the outcome that is waited for.

// The last five minutes are shown, and told three times to those who do not see them.
function countDown() {
  const end = Date.now() + Number(page.expires) * 1000;
  let told = Infinity;
  const tick = () => {
    const left = Math.ceil((end - Date.now()) / 1000);
    if (left < 0 && !busy) {
      clearInterval(timer);
      return redraw();
    }
    at("time").hidden = left > 300;
    at("time-left").textContent = `${Math.floor(Math.max(left, 0) / 60)}:${String(Math.max(left, 0) % 60).padStart(2, "0")}`;
    const minutes = [1, 2, 5].find((minutes) => left <= minutes * 60);
    if (minutes < told) {
      told = minutes;
      at("announcement").textContent = at("announcement").dataset[`minutes${minutes}`];
    }
  };
  const timer = setInterval(tick, 1000);
  tick();
}

const seconds = (count) => new Promise((done) => setTimeout(done, count * 1000));

async function wait() {
  for (let pause = 1; ; ) {
    await seconds(pause);
    try {
      if (await ask(`/cardCode/${encodeURIComponent(page.card)}/activewaiting/isDone?timestamp=${Date.now()}`)) return redraw();
      pause = 3;
    } catch {
      pause = Math.min(pause * 2, 30);
    }
  }
}

