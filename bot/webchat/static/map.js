// Shows another choice of offers or another journey in place. Without this script the form
// and the links load the page.
import { addressOf, fetchPage, takeOver } from "./inplace.js";

const form = document.getElementById("filter");
const count = document.getElementById("count");

async function show(address) {
  let page;
  try {
    page = await fetchPage(address);
  } catch {
    count.textContent = form.dataset.failed;
    return;
  }
  if (!page) return; // something else was chosen meanwhile
  const inList = document.activeElement.closest("#journeys") !== null;
  takeOver(page, ["#shown", "#journeys ul", ".site-langs"]);
  form.journey.value = page.querySelector("[name=journey]").value;
  count.textContent = page.getElementById("count").textContent;
  history.replaceState(null, "", address);
  if (inList) document.querySelector("#journeys [aria-current]").focus();
}

form.addEventListener("change", () => show(addressOf(form)));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  show(addressOf(form));
});
document.getElementById("reset").addEventListener("click", (event) => {
  event.preventDefault();
  for (const select of form.querySelectorAll("select")) select.value = "";
  show(addressOf(form));
});
document.getElementById("journeys").addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(link.href);
});
