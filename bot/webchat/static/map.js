// Shows another choice of offers or another journey in place. The server makes the page
// for every choice, and each has its address: this script fetches it and takes over what
// differs. Without it the form and the links load the page.

const form = document.getElementById("filter");
const count = document.getElementById("count");
const differs = ["#shown", "#journeys ul", ".site-langs"];
let latest = 0;

async function show(address) {
  const turn = ++latest;
  let page;
  try {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.status);
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    if (turn === latest) count.textContent = form.dataset.failed;
    return;
  }
  if (turn !== latest) return; // something else was chosen meanwhile
  const inList = document.activeElement.closest("#journeys") !== null;
  for (const part of differs) document.querySelector(part).replaceChildren(...page.querySelector(part).childNodes);
  form.journey.value = page.querySelector("[name=journey]").value;
  count.textContent = page.getElementById("count").textContent;
  history.replaceState(null, "", address);
  if (inList) document.querySelector("#journeys [aria-current]").focus();
}

function chosen() {
  const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  return asked.size ? `${form.action}?${asked}` : form.action;
}

form.addEventListener("change", () => show(chosen()));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  show(chosen());
});
document.getElementById("reset").addEventListener("click", (event) => {
  event.preventDefault();
  for (const select of form.querySelectorAll("select")) select.value = "";
  show(chosen());
});
document.getElementById("journeys").addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(link.href);
});
