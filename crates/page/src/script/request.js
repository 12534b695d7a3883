// The requests that pay: by card, and by way of a partner.

import { form, page } from "./page.js";
import { readExpiry } from "./expiry.js";
import { readCard } from "./card.js";
import { valueOf } from "./fields.js";

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
      SAVE_PAYMENT_DATA: false,
      HOLDER: valueOf("holder"),
    },
    securedPaymentParams: { PAN: digits, CVV: valueOf("cvv") },
  };
}

export const partnerRequest = ({ value, dataset }) => ({
  ...methodRequest(value, dataset.contract),
  paymentParams: { SAVE_PAYMENT_DATA: false },
});

// `tries` counts the payments of the session that this page knows of. Browsers repeat a request by themselves when a
// connection dies; the count tells the repeated request from a new payment.
const methodRequest = (code, contract) => ({
  cardCode: code,
  contractNumber: contract,
  isEmbeddedRedirectionAllowed: false,
  merchantReturnUrl: location.href,
  tries: Number(page.tries),
});
