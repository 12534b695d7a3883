// Separators between the digits of a field, while they are typed, pasted or filled in.

import { digitsOf } from "./number.js";

// `read` takes the digits out of a text; `group` puts the separators between them. The caret stays behind the digit that
// it stood behind.
export function groupWhileTyping(input, read, group) {
  let before = "";
  input.addEventListener("input", (event) => {
    const isDeleting = (event.inputType ?? "").startsWith("delete");
    const isAtEnd = input.selectionStart === input.value.length;
    let caret = digitsOf(input.value.slice(0, input.selectionStart)).length;
    let digits = read(input.value);
    // Only a separator was deleted: the digit beyond it is meant.
    if (isDeleting && digits === before) {
      if (event.inputType === "deleteContentBackward" && caret > 0) caret -= 1;
      digits = digits.slice(0, caret) + digits.slice(caret + 1);
    }
    input.value = group(digits, isDeleting);
    before = digits;
    let place = 0;
    for (let passed = 0; passed < caret && place < input.value.length; place += 1) {
      if (/\d/.test(input.value[place])) passed += 1;
    }
    if (document.activeElement === input) {
      const end = isAtEnd && !isDeleting ? input.value.length : place;
      input.setSelectionRange(end, end);
    }
  });
}
