// The requests that pay: by a typed card, by a saved one, and by way of a partner.

import { byId, form, page } from "./page.js";
import { readExpiry } from "./expiry.js";
import { readCard } from "./card.js";
import { valueOf } from "./fields.js";
import { savedCode } from "./saved.js";

export function cardRequest() {
  const { digits, networks, method } = readCard();
  const network = form.querySelector("[name=network]:checked")?.value ?? networks[0]?.code;
  return {
    ...methodRequest(method.code, method.contract),
    deviceInfo: {
      colorDepth: screen.colorDepth,
      containerHeight: innerHeight,
      containerWidth: innerWidth,
      javaEnabled: false,
      screenHeight: screen.height,
      screenWidth: screen.width,
      timeZoneOffset: -new Date().getTimezoneOffset(),
    },
    paymentParams: {
      ...(network && { NETWORK: network }),
      EXPI_DATE: readExpiry(valueOf("expiry")),
      SAVE_PAYMENT_DATA: Boolean(byId("save")?.checked),
      HOLDER: valueOf("holder"),
    },
    securedPaymentParams: { PAN: digits, CVV: valueOf("cvv") },
  };
}

export const savedCardRequest = ({ dataset }) => ({
  ...commonRequest(dataset.code),
  index: Number(dataset.index),
  // By these the services notice that another card has come to the index since this page was drawn.
  lastDigits: dataset.shown,
  paymentParams: {},
  securedPaymentParams: { CVV: savedCode() },
});

export const partnerRequest = ({ value, dataset }) => ({
  ...methodRequest(value, dataset.contract),
  paymentParams: { SAVE_PAYMENT_DATA: false },
});

// `tries` counts the payments of the session that this page knows of. Browsers repeat a request by themselves when a
// connection dies; the count tells the repeated request from a new payment.
const commonRequest = (code) => ({
  cardCode: code,
  isEmbeddedRedirectionAllowed: false,
  merchantReturnUrl: location.href,
  tries: Number(page.tries),
});

const methodRequest = (code, contract) => ({ ...commonRequest(code), contractNumber: contract });
