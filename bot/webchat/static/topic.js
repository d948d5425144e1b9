// Sorts and filters a topic's offers without loading the page again: the server makes the
// table for the same address. Without this script the form loads it.
import "./entry.js";

const form = document.getElementById("offers-filter");
const sort = document.getElementById("o-sort"); // the heads of the columns have its name too
const parts = ["offers-table", "offers-count"];
let asking; // the request under way

async function show(address) {
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  try {
    const answer = await fetch(address, { signal });
    if (!answer.ok) return location.assign(address);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (signal.aborted) return;
    const sorted = document.activeElement?.closest("th")?.cellIndex;
    for (const id of parts) document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes);
    sort.value = page.getElementById("o-sort").value;
    for (const [i, link] of [...document.querySelectorAll(".site-langs a")].entries()) {
      link.href = page.querySelectorAll(".site-langs a")[i].getAttribute("href");
    }
    if (sorted !== undefined) document.querySelectorAll("#offers-table thead button")[sorted]?.focus();
    history.replaceState(null, "", address);
  } catch {
    if (!signal.aborted) location.assign(address);
  }
}

// ask shows the table for what the form says; button is that of a column's head.
function ask(button) {
  const said = new FormData(form);
  if (button?.name) said.set(button.name, button.value);
  const asked = new URLSearchParams([...said].filter(([, value]) => value));
  show(asked.size ? `${location.pathname}?${asked}` : location.pathname);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask(event.submitter);
});
form.addEventListener("change", () => form.reportValidity() && ask());
document.getElementById("offers-reset").addEventListener("click", (event) => {
  event.preventDefault();
  for (const field of form.querySelectorAll("select, input")) field.value = "";
  ask();
});
