// Sorts and filters a topic's offers without loading the page again. Without this script the
// form loads it.
import "./entry.js";
import { addressOf, fetchPage, takeOver } from "./inplace.js";

const form = document.getElementById("offers-filter");
const sort = document.getElementById("o-sort"); // the heads of the columns have its name too

async function show(address) {
  let page;
  try {
    page = await fetchPage(address);
  } catch {
    return location.assign(address);
  }
  if (!page) return; // something else was asked for meanwhile
  const sorted = document.activeElement?.closest("th")?.cellIndex;
  takeOver(page, ["#offers-table", "#offers-count", ".site-langs"]);
  sort.value = page.getElementById("o-sort").value;
  if (sorted !== undefined) document.querySelectorAll("#offers-table thead button")[sorted]?.focus();
  history.replaceState(null, "", address);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  show(addressOf(form, event.submitter)); // the button may be that of a column's head
});
form.addEventListener("change", () => form.reportValidity() && show(addressOf(form)));
document.getElementById("offers-reset").addEventListener("click", (event) => {
  event.preventDefault();
  for (const field of form.querySelectorAll("select, input")) field.value = "";
  show(addressOf(form));
});
