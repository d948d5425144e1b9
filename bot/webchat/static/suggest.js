// Suggests entries, their sections and journeys while a question is typed: a combobox whose
// list pops up, as the ARIA Authoring Practices Guide has it. What is chosen is answered at
// once. Without this script the field is a plain one.

const field = document.getElementById("q");
const form = field.form;
const row = field.parentElement;
const words = row.dataset;
const patience = 80; // milliseconds after the last letter
const longest = 100; // letters; more is a question, and not sent while it is typed
const digits = /\d[\d .\-/]{4,}\d/; // may become a personal number: not sent

const list = document.createElement("ul");
list.id = "suggestions";
list.className = "suggest";
list.hidden = true;
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", words.list);
const status = document.createElement("p");
status.className = "ds-sr-only";
status.setAttribute("role", "status");
const pressed = document.createElement("button");
pressed.name = "press";
pressed.hidden = pressed.formNoValidate = true;
row.append(list, status, pressed);
for (const [name, value] of Object.entries({
  role: "combobox", "aria-autocomplete": "list", "aria-haspopup": "listbox", "aria-controls": list.id, "aria-expanded": "false",
})) field.setAttribute(name, value);

let found = []; // the suggestions shown
let active = -1; // of the options, none before an arrow key
let waiting; // timer
let asking; // the request under way

function close() {
  clearTimeout(waiting);
  asking?.abort();
  list.hidden = true;
  found = [];
  status.textContent = "";
  field.setAttribute("aria-expanded", "false");
  activate(-1);
}

// activate marks an option; -1 is none.
function activate(n) {
  active = n;
  for (const [i, option] of [...list.children].entries()) option.setAttribute("aria-selected", i === n);
  if (n < 0) return field.removeAttribute("aria-activedescendant");
  field.setAttribute("aria-activedescendant", list.children[n].id);
  list.children[n].scrollIntoView({ block: "nearest" });
}

// marked is a title whose words that begin as one typed does are marked.
function marked(title, typed) {
  const out = document.createElement("span");
  const begun = typed.toLowerCase().split(/\s+/).filter(Boolean);
  for (const word of title.split(/(?<=[\s(])/)) {
    const hit = begun.find((b) => word.toLowerCase().startsWith(b));
    if (!hit) {
      out.append(word);
      continue;
    }
    const mark = document.createElement("mark");
    mark.textContent = word.slice(0, hit.length);
    out.append(mark, word.slice(hit.length));
  }
  return out;
}

function small(text) {
  const out = document.createElement("span");
  out.className = "kind";
  out.textContent = text;
  return out;
}

function show(suggestions, typed) {
  if (!suggestions.length) {
    close();
    status.textContent = words.none;
    return;
  }
  found = suggestions;
  list.replaceChildren(...found.map((s, i) => {
    const option = document.createElement("li");
    option.id = `suggestion-${i}`;
    option.lang = s.lang;
    option.setAttribute("role", "option");
    const title = marked(s.title, typed);
    if (s.name) title.append(" ", small(s.name));
    option.append(title, " ", small(s.label));
    return option;
  }));
  const free = document.createElement("li");
  free.id = "suggestion-free";
  free.className = "free";
  free.setAttribute("role", "option");
  free.textContent = words.ask.replace("…", () => typed);
  list.append(free);
  activate(-1);
  list.hidden = false;
  field.setAttribute("aria-expanded", "true");
  status.textContent = found.length === 1 ? words.single : words.several.replace("0", found.length);
}

async function suggest() {
  const typed = field.value.trim();
  asking?.abort();
  if (typed.length < 2 || typed.length > longest || digits.test(typed)) return close();
  asking = new AbortController();
  const { signal } = asking;
  const asked = new URLSearchParams({ q: typed });
  for (const { name, value } of [form.elements.lang, form.elements.municipality].filter(Boolean)) if (value) asked.set(name, value);
  try {
    const answer = await fetch(`/api/suggest?${asked}`, { signal, cache: "no-store" });
    if (!answer.ok) return close();
    const { suggestions } = await answer.json();
    if (!signal.aborted) show(suggestions, typed);
  } catch {
    if (!signal.aborted) close();
  }
}

// choose has an option answered; the last one is the text as it stands.
function choose(n) {
  const s = found[n];
  close();
  if (!s) return form.requestSubmit();
  field.value = "";
  pressed.value = s.press;
  form.requestSubmit(pressed);
}

field.addEventListener("input", (event) => {
  clearTimeout(waiting);
  if (!event.isComposing) waiting = setTimeout(suggest, patience);
});
field.addEventListener("blur", close);
form.addEventListener("submit", close);

// Before any other listener of the field: with the list open, its keys are the list's.
form.addEventListener("keydown", (event) => {
  if (event.target !== field || event.isComposing || event.ctrlKey || event.metaKey) return;
  const last = list.children.length - 1;
  if (list.hidden) {
    if (event.key === "ArrowDown" && field.value.trim()) {
      event.preventDefault();
      event.stopPropagation();
      suggest();
    }
    return;
  }
  switch (event.key) {
    case "ArrowDown": activate(active < last ? active + 1 : 0); break;
    case "ArrowUp": activate(active > 0 ? active - 1 : last); break;
    case "Escape": close(); break;
    case "Enter":
      if (active < 0) return;
      choose(active);
      break;
    default: return;
  }
  event.preventDefault();
  event.stopPropagation();
}, { capture: true });

list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
list.addEventListener("click", (event) => {
  const option = event.target.closest("[role=option]");
  if (option) choose([...list.children].indexOf(option));
});
