// Tells of a personal number while it is being written, and keeps it from being sent. The
// rules are loaded with the first digit.

const form = document.getElementById("ask");
const field = document.getElementById("q");
const told = document.getElementById("number");
const status = document.getElementById("status");
const parts = document.getElementById("talk-parts");
let rules = null;
let loading = null;
let shown = "";

// load gets the rules. Without them the server looks for numbers alone.
function load() {
  loading ??= import("./guard.js").then((m) => (rules = m), () => (rules = { find: () => null })).then(look);
  return loading;
}

const mayHold = (text) => /\p{Nd}/u.test(text) || text.includes("&"); // an entity can be a digit

// look marks the number that the box holds, if any.
function look() {
  const text = field.value;
  if (mayHold(text) && !rules) return load();
  const found = mayHold(text) ? rules.find(text) : null;
  form.dataset.number = found !== null;
  field.ariaInvalid = found ? "true" : null;
  if (found) field.setAttribute("aria-errormessage", "number");
  else field.removeAttribute("aria-errormessage");
  const digits = found?.places.map(([from, to]) => text.slice(from, to)).join(" … ") ?? "";
  const key = `${found?.kind} ${digits}`;
  if (key === shown) return; // it is not said at every key
  shown = key;
  told.replaceChildren(...(found ? [warning(found.kind, digits)] : []));
}

function warning(kind, digits) {
  const out = parts.content.querySelector("[data-part=number]").cloneNode(true);
  for (const text of out.querySelectorAll("[data-kind]")) {
    if (text.dataset.kind !== kind) text.remove();
  }
  out.querySelector("mark").textContent = digits;
  out.querySelector("button").addEventListener("click", () => {
    field.value = rules.without(field.value);
    look();
    status.textContent = parts.dataset.numberRemoved;
    field.focus();
  });
  return out;
}

field.addEventListener("input", look);
field.addEventListener("change", look);
form.addEventListener("submit", (event) => {
  if (event.submitter?.name === "press" || event.submitter?.name === "example") return;
  const waits = mayHold(field.value) && !rules;
  if (form.dataset.number !== "true" && !waits) return;
  event.preventDefault();
  event.stopImmediatePropagation(); // nothing is sent
  if (waits) load().then(() => form.requestSubmit());
  else told.scrollIntoView({ block: "nearest" });
}, { capture: true });
look();
