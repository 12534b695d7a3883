// The digits of a card number: their network, their check digit and their groups.

const PREFIXES = { VISA: /^4/, MASTERCARD: /^(5[1-5]|2[2-7])/, AMEX: /^3[47]/, JCB: /^35/, DINERS: /^3[0689]/ };
const LENGTHS = { VISA: [13, 16, 19], MASTERCARD: [16], AMEX: [15] };
const ANY_LENGTH = [13, 14, 15, 16, 17, 18, 19];

const isAmex = (digits) => PREFIXES.AMEX.test(digits);

// Input methods of East Asia type digits of full width.
export const narrow = (text) => text.replace(/[\uff10-\uff19]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
export const digitsOf = (text) => narrow(text).replace(/\D/g, "");
export const readNumber = (text) => digitsOf(text).slice(0, isAmex(digitsOf(text)) ? 15 : 19);
export const networkOf = (digits) => Object.keys(PREFIXES).find((network) => PREFIXES[network].test(digits));
export const hasLengthOf = (network, digits) => (LENGTHS[network] ?? ANY_LENGTH).includes(digits.length);

export function passesLuhn(digits) {
  const sum = [...digits].reverse().reduce((sum, digit, place) => {
    const value = Number(digit) * (place % 2 ? 2 : 1);
    return sum + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

export function groupNumber(digits) {
  const sizes = isAmex(digits) ? [4, 6, 5] : [4, 4, 4, 4, 3];
  const groups = [];
  for (let start = 0; start < digits.length && sizes.length; ) {
    const size = sizes.shift();
    groups.push(digits.slice(start, start + size));
    start += size;
  }
  return groups.join(" ");
}
