// The card's number and expiry: which network, how they are grouped while they are typed.

// The networks that the shop takes, each with the method that carries it, in the shop's order.
const brands = [...document.querySelectorAll("#brands li")].map((item) => ({ label: item.textContent, ...item.dataset }));
const PREFIXES = { VISA: /^4/, MASTERCARD: /^(5[1-5]|2[2-7])/, AMEX: /^3[47]/, JCB: /^35/, DINERS: /^3[0689]/ };
const LENGTHS = { VISA: [13, 16, 19], MASTERCARD: [16], AMEX: [15] };
const ANY_LENGTH = [13, 14, 15, 16, 17, 18, 19];

// What the services said about the number's first digits: `{ prefix, networks: [{ name, code }], contract }`.
let known = null;
let asked = "";

const digitsOf = (text) => text.replace(/\D/g, "");
const labelOf = (name) => brands.find((brand) => brand.network === name)?.label ?? name;

function card() {
  const digits = digitsOf(at("number").value);
  const said = known && digits.startsWith(known.prefix) ? known : null;
  const guessed = Object.keys(PREFIXES).find((name) => PREFIXES[name].test(digits));
  const name = said?.networks[0]?.name ?? guessed;
  const method =
    brands.find((brand) => brand.contract === said?.contract) ?? brands.find((brand) => brand.network === name);
  // Of a number that nobody knows the first method decides; of a known one that no method takes, none.
  return { digits, name, networks: said?.networks ?? [], method: method ?? (name ? undefined : brands[0]) };
}

function passesLuhn(digits) {
  const sum = [...digits].reverse().reduce((sum, digit, place) => {
    const value = Number(digit) * (place % 2 ? 2 : 1);
    return sum + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

function groupNumber(digits) {
  const sizes = PREFIXES.AMEX.test(digits) ? [4, 6, 5] : [4, 4, 4, 4, 3];
  const groups = [];
  for (let start = 0; start < digits.length && sizes.length; ) {
    const size = sizes.shift();
    groups.push(digits.slice(start, start + size));
    start += size;
  }
  return groups.join(" ");
}

// `5` is May, and `1/` January. Browsers may fill in `12/2030` or `2030-12`.
function readExpiry(text) {
  const [, year, month] = /^20(\d\d)-(\d\d)$/.exec(text.trim()) ?? [];
  if (month) return month + year;
  const digits = digitsOf(text.replace(/^(\d)\D+/, "0$1").replace(/^([2-9])/, "0$1"));
  return digits.length > 4 && digits.startsWith("20", 2) ? digits.slice(0, 2) + digits.slice(4, 6) : digits.slice(0, 4);
}

function groupExpiry(digits, deleting) {
  if (digits.length < 2 || (digits.length === 2 && deleting)) return digits;
  return `${digits.slice(0, 2)}/${digits.slice(2)}`;
}

// Groups what is typed, pasted or filled in, and leaves the caret behind the digit that it stood behind.
function groupWhileTyping(input, read, group) {
  let before = "";
  input.addEventListener("input", (event) => {
    const deleting = (event.inputType ?? "").startsWith("delete");
    const atEnd = input.selectionStart === input.value.length;
    let caret = digitsOf(input.value.slice(0, input.selectionStart)).length;
    let digits = read(input.value);
    // Only a separator was deleted: the digit beyond it is meant.
    if (deleting && digits === before) {
      if (event.inputType === "deleteContentBackward" && caret > 0) caret -= 1;
      digits = digits.slice(0, caret) + digits.slice(caret + 1);
    }
    input.value = group(digits, deleting);
    before = digits;
    let place = 0;
    for (let passed = 0; passed < caret && place < input.value.length; place += 1) {
      if (/\d/.test(input.value[place])) passed += 1;
    }
    if (document.activeElement === input) {
      const end = atEnd && !deleting ? input.value.length : place;
      input.setSelectionRange(end, end);
    }
  });
}

