// Paying, cancelling, leaving the partner.

const chosen = () => form.querySelector("[name=method]:checked, [name=method][type=hidden]");

function cardRequest() {
  const { digits, method } = card();
  const network = form.querySelector("[name=network]:checked")?.value ?? known?.networks[0]?.code;
  const value = (id) => (at(id) && asksFor(id) ? at(id).value.trim() : "");
  return {
    cardCode: method.code,
    contractNumber: method.contract,
    deviceInfo: {
      colorDepth: screen.colorDepth,
      containerHeight: innerHeight,
      containerWidth: innerWidth,
      javaEnabled: false,
      screenHeight: screen.height,
      screenWidth: screen.width,
      timeZoneOffset: -new Date().getTimezoneOffset(),
    },
    isEmbeddedRedirectionAllowed: false,
    merchantReturnUrl: location.href,
    paymentParams: {
      ...(network && { NETWORK: network }),
      EXPI_DATE: readExpiry(value("expiry")),
      SAVE_PAYMENT_DATA: false,
      HOLDER: value("holder"),
    },
    securedPaymentParams: { PAN: digits, CVV: value("cvv") },
    ...once(),
  };
}

// Browsers repeat a request by themselves when a connection dies: which payment of the session it is keeps it from being
// another one.
function once() {
  return { tries: Number(page.tries) };
}

function redirectRequest({ value, dataset }) {
  return {
    cardCode: value,
    contractNumber: dataset.contract,
    isEmbeddedRedirectionAllowed: false,
    merchantReturnUrl: location.href,
    paymentParams: { SAVE_PAYMENT_DATA: false },
    ...once(),
  };
}

async function pay() {
  if (busy) return;
  say("");
  const method = chosen();
  const isCard = method.value === "card";
  const [first] = isCard ? fields.filter(showMistake) : [];
  if (first) {
    say(at("message").dataset.mistakes);
    return at(first).focus();
  }
  const path = isCard ? "/securedPaymentRequest" : "/paymentRequest";
  const request = isCard ? cardRequest() : redirectRequest(method);
  setBusy(at("pay"));
  try {
    if (doubtful) {
      const state = await ask("/state/current");
      if (state.type !== SHOWN.choose[0]) return follow(state);
      doubtful = false;
    }
    // Longer than a bank may take.
    follow(await ask(path, request, 90));
  } catch (fault) {
    await recover(fault);
  }
}

async function cancel() {
  if (busy) return;
  setBusy(at("cancel"));
  try {
    const state = await ask("/cancel", {});
    // The question promised the shop; whatever else became of the payment is shown.
    if (state.type === "PAYMENT_CANCELED" && isWeb(state.returnUrl)) location.replace(state.returnUrl);
    else redraw();
  } catch (fault) {
    await recover(fault);
  }
}

async function abandon() {
  if (busy) return;
  setBusy(at("abandon"));
  try {
    await ask("/abandon", {});
    redraw();
  } catch (fault) {
    await recover(fault);
  }
}

