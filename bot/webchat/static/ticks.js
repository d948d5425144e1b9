// Ticks at points of the guide, in answers and on pages, for one note of them. Which are
// ticked the tab keeps, and nobody else. Without this script each page has a note of its own.
import { read, write } from "./store.js";

const kept = "veiviser.note";
const most = 24; // as many as a note has
const written = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:@[0-9a-f]{6,64})?\.[a-z]+\.\d{1,2}$/;
const link = document.getElementById("note-link");
const page = link.getAttribute("href");

let memory = null; // where the browser keeps nothing

// picked are the ids of the ticked points, in the order of the note.
export function picked() {
  const all = memory ?? read(kept);
  return Array.isArray(all) ? [...new Set(all)].filter((id) => typeof id === "string" && written.test(id)).slice(0, most) : [];
}

// pick makes these the ticked points.
export function pick(ids) {
  memory = write(kept, ids) ? null : ids;
  count();
}

// count shows in the header how many there are.
function count() {
  const ids = picked();
  const number = link.querySelector(".count");
  link.hidden = !ids.length && !link.hasAttribute("aria-current");
  number.hidden = !ids.length;
  number.textContent = ids.length;
  link.href = memory ? `${page}?p=${ids}` : page;
  for (const made of document.querySelectorAll(".tick-line a")) made.href = link.href;
}

// refresh offers ticks in a part of the page where some of its points are ticked.
export function refresh(root) {
  const ids = picked();
  for (const button of root.querySelectorAll("[data-ticks]")) {
    if (pointsOf(button).length) button.role = "button";
    if (shownBy(button).some((id) => ids.includes(id))) offer(button);
  }
}

// ground is what a button offers ticks in: its answer, or the page.
const ground = (button) => button.closest(".answer") ?? document.querySelector("main");
const pointsOf = (button) => [...ground(button).querySelectorAll("[data-pick]")];
// shownBy are the points that stand there at first, and not behind "more".
const shownBy = (button) => [...new Set(pointsOf(button).filter((p) => !p.closest(".rest")).map((p) => p.dataset.pick))];

// offer puts a box before every point.
function offer(button) {
  const ids = picked();
  button.setAttribute("aria-pressed", "true");
  for (const point of pointsOf(button)) {
    const there = point.querySelector(":scope > .tick > input");
    if (there) {
      there.checked = ids.includes(point.dataset.pick);
      continue;
    }
    const label = document.createElement("label");
    const box = Object.assign(document.createElement("input"), { type: "checkbox", className: "ds-input", checked: ids.includes(point.dataset.pick) });
    const text = document.createElement("span");
    box.setAttribute("aria-description", link.dataset.tick);
    label.className = "tick";
    text.append(...[...point.childNodes].filter((n) => !n.matches?.(".caution")));
    label.append(box, text);
    point.prepend(label);
  }
  tell(button);
}

// withdraw takes the boxes away; what is ticked stays so.
function withdraw(button) {
  button.setAttribute("aria-pressed", "false");
  for (const point of pointsOf(button)) {
    const label = point.querySelector(":scope > .tick");
    label?.replaceWith(...label.lastChild.childNodes);
  }
  ground(button).querySelector(".tick-line")?.remove();
}

// tell says by the button how many of its points are ticked, and leads to the note.
function tell(button) {
  const ids = picked();
  const n = shownBy(button).filter((id) => ids.includes(id)).length;
  button.dataset.label ??= button.textContent;
  button.dataset.aloud ??= button.ariaLabel ?? "";
  const counted = (label) => (n ? `${label} (${n})` : label);
  button.textContent = counted(button.dataset.label);
  if (button.dataset.aloud) button.ariaLabel = counted(button.dataset.aloud);
  button.dataset.variant = n ? "primary" : "secondary";
  const row = button.closest(".row, .actions");
  let line = row.parentElement.querySelector(":scope > .tick-line");
  if (!line) {
    line = document.createElement("p");
    line.className = "small tick-line";
    line.role = "status";
    row.after(line);
  }
  const made = Object.assign(document.createElement("a"), { className: "ds-link", href: link.href, textContent: `${link.dataset.make} (${ids.length})` });
  line.replaceChildren(...(ids.length ? [made] : []));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-ticks]");
  if (!button || !pointsOf(button).length || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (button.ariaPressed === "true") return withdraw(button);
  const shown = shownBy(button);
  const own = picked();
  if (button.closest(".answer") && !shown.some((id) => own.includes(id))) add(shown.slice(0, 2), button);
  offer(button);
  again();
});

// A link that does what a button does is pressed as one.
document.addEventListener("keydown", (event) => {
  if (event.key !== " " || !event.target.matches?.("[data-ticks][role=button]")) return;
  event.preventDefault();
  event.target.click();
});

document.addEventListener("change", (event) => {
  const point = event.target.closest(".tick")?.parentElement;
  const id = point?.dataset.pick;
  if (!id) return;
  const button = (point.closest(".answer") ?? document).querySelector("[data-ticks]");
  if (event.target.checked) {
    event.target.checked = add([id], button);
  } else {
    pick(picked().filter((p) => p !== id));
  }
  again();
});

// again brings all that is offered up to date: the same point may stand twice.
function again() {
  for (const button of document.querySelectorAll("[data-ticks][aria-pressed=true]")) offer(button);
}

// add ticks points where there is room, and tells whether there was.
function add(ids, button) {
  const all = [...new Set([...picked(), ...ids])];
  if (all.length > most) {
    const row = button.closest(".row, .actions");
    row.querySelector(".full")?.remove();
    row.append(Object.assign(document.createElement("p"), { className: "small full", role: "alert", textContent: link.dataset.full }));
    return false;
  }
  pick(all);
  return true;
}

addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  count();
  again();
});

count();
refresh(document);

// What leads to the chat page leads back to the conversation where there is one.
const back = document.getElementById("talk-link");
back.hidden = document.getElementById("chat") !== null || !read("veiviser.conversation")?.exchanges?.length;
back.nextElementSibling.hidden = !back.hidden;
