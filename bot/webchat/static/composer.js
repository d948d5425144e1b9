// Puts one note together of the points that are ticked in this tab: the server lays it out,
// and which points in which order the tab tells it. Without this script, and where the
// browser keeps nothing, the address names the points.
import { copyNote, wholeLinks } from "./notetext.js";
import { pick, picked } from "./ticks.js";

const composer = document.getElementById("composer");
const status = document.getElementById("status");
const named = new URLSearchParams(location.search).has("p"); // by the address
let format = "rich";

// compose shows the note of what is ticked, and puts the focus where the reader was.
async function compose(focus) {
  const p = picked();
  const html = await fetch(`${location.pathname}?part=composer${p.length ? `&p=${p}` : ""}`).then((r) => (r.ok ? r.text() : null), () => null);
  if (html === null) return location.assign(`${location.pathname}${p.length ? `?p=${p}` : ""}`);
  composer.innerHTML = html;
  ready();
  focus?.();
}

// ready makes the note as it stands one that can be copied, a form at a time.
function ready() {
  const formats = composer.querySelector("[role=radiogroup]");
  if (!formats) return;
  wholeLinks(composer);
  formats.hidden = composer.querySelector("#copy").hidden = false;
  formats.querySelector(`[value=${format}]`).checked = true;
  choose();
}

function choose() {
  composer.querySelector("#rich").hidden = format !== "rich";
  for (const text of composer.querySelectorAll("[data-format]")) text.hidden = text.dataset.format !== format;
}

composer.addEventListener("change", (event) => {
  if (event.target.name !== "format") return;
  format = event.target.value;
  choose();
});

composer.addEventListener("click", (event) => {
  const move = event.target.closest("[data-move]");
  if (move && !named) {
    event.preventDefault();
    return moved(move);
  }
  const button = event.target.closest("#copy");
  if (button) copyNote(composer, format, button);
});

// moved does what a button at a point says.
function moved(button) {
  const { move } = button.dataset;
  const id = button.closest("[data-picked]")?.dataset.picked;
  const all = picked();
  const at = all.indexOf(id);
  if (move === "clear") {
    pick([]);
  } else if (move === "out") {
    pick(all.filter((p) => p !== id));
  } else {
    const to = at + (move === "up" ? -1 : 1);
    if (at < 0 || to < 0 || to >= all.length) return;
    [all[at], all[to]] = [all[to], all[at]];
    pick(all);
  }
  return compose(() => {
    const items = [...composer.querySelectorAll("[data-picked]")];
    const item = items.find((i) => i.dataset.picked === id) ?? items[Math.min(at, items.length - 1)];
    const target = item?.querySelector(`[data-move=${move}]`) ?? item?.querySelector("[data-move]") ?? composer.querySelector("#note-empty");
    target?.focus();
    if (item?.dataset.picked === id) status.textContent = `${items.indexOf(item) + 1} / ${items.length}`;
  });
}

if (named) ready();
else compose();
