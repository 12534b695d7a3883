// What is wrong with a field, told beside it.

// Each field's mistake, as the name of its text in the field's data; nothing where there is none.
const CHECKS = {
  number() {
    const { digits, name, method } = card();
    if (!digits) return "empty";
    if (!(LENGTHS[name] ?? ANY_LENGTH).includes(digits.length) || !passesLuhn(digits)) return "wrong";
    return method ? undefined : "refused";
  },
  expiry() {
    const digits = readExpiry(at("expiry").value);
    if (!digits) return "empty";
    const month = Number(digits.slice(0, 2));
    const ahead = (2000 + Number(digits.slice(2)) - new Date().getFullYear()) * 12 + month - 1 - new Date().getMonth();
    if (digits.length < 4 || month < 1 || month > 12 || ahead > 12 * 25) return "wrong";
    return ahead < 0 ? "past" : undefined;
  },
  cvv() {
    const { name } = card();
    const wanted = name === "AMEX" ? [4] : name ? [3] : [3, 4];
    if (wanted.includes(digitsOf(at("cvv").value).length)) return undefined;
    return name === "AMEX" ? "four" : "three";
  },
  holder() {
    const size = at("holder").value.trim().length;
    return size < 2 || size > 50 ? "wrong" : undefined;
  },
};

const fields = Object.keys(CHECKS).filter((id) => at(id));
const asksFor = (id) => !at(`${id}-field`).hidden;

function showMistake(id) {
  const input = at(id);
  const mistake = asksFor(id) ? CHECKS[id]() : undefined;
  input.setAttribute("aria-invalid", String(Boolean(mistake)));
  at(`${id}-mistake`).textContent = mistake ? input.dataset[mistake] : "";
  return mistake;
}

