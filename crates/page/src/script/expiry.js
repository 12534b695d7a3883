// The expiry date of a card, as four digits: month, then year.

import { digitsOf, narrow } from "./number.js";

// `5` is May, and `1/` January. Browsers may fill in `12/2030` or `2030-12`.
export function readExpiry(typed) {
  const text = narrow(typed);
  const [, year, month] = /^20(\d\d)-(\d\d)$/.exec(text.trim()) ?? [];
  if (month) return month + year;
  const digits = digitsOf(text.replace(/^(\d)\D+/, "0$1").replace(/^([2-9])/, "0$1"));
  return digits.length > 4 && digits.startsWith("20", 2) ? digits.slice(0, 2) + digits.slice(4, 6) : digits.slice(0, 4);
}

export function groupExpiry(digits, isDeleting) {
  if (digits.length < 2 || (digits.length === 2 && isDeleting)) return digits;
  return `${digits.slice(0, 2)}/${digits.slice(2)}`;
}

// Months from now to the end of the card; negative for a card that has expired.
export function monthsLeft(digits) {
  const years = 2000 + Number(digits.slice(2)) - new Date().getFullYear();
  return years * 12 + Number(digits.slice(0, 2)) - 1 - new Date().getMonth();
}
