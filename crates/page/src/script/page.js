// What the server drew: the data on the body, and the elements by their ids.

export const page = document.body.dataset;
export const byId = (id) => document.getElementById(id);
export const form = byId("payment");

// The radio button that is checked, or the hidden field of the only method.
export const chosenMethod = () => form.querySelector("[name=method]:checked, [name=method][type=hidden]");
