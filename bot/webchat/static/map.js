// Filters the map and its list without loading the page again, and draws the chosen
// journey. Without this script the form loads the filtered list.

const form = document.getElementById("filter");
const map = document.getElementById("map");
const count = document.getElementById("count");
const levels = ["A1", "A2", "B1", "B2", "C1"];

// fits tells whether an offer is for somebody with the chosen marks. An offer that
// does not say fits everybody.
function fits(offer, chosen) {
  const says = (marks, value) => !value || !marks || marks.split(" ").includes(value);
  const { goals, norwegian, schooling, residence } = offer.dataset;
  return says(goals, chosen.goal) && says(schooling, chosen.schooling) && says(residence, chosen.residence) &&
    (!chosen.level || !norwegian || levels.indexOf(norwegian) <= levels.indexOf(chosen.level));
}

function apply() {
  const chosen = Object.fromEntries(new FormData(form));
  let n = 0;
  for (const item of document.querySelectorAll("[data-offer]")) {
    item.hidden = !fits(item, chosen);
    if (!item.hidden) n++;
  }
  for (const topic of document.querySelectorAll("[data-topic]")) topic.hidden = !topic.querySelector("[data-offer]:not([hidden])");
  count.textContent = n === 1 ? form.dataset.one : form.dataset.other.replace("0", n);
  draw(chosen);
  const asked = new URLSearchParams(Object.entries(chosen).filter(([, value]) => value));
  history.replaceState(null, "", asked.size ? `?${asked}` : location.pathname);
}

// draw dims the offers of the drawing that do not fit and shows the chosen journey.
function draw(chosen) {
  if (!map) return;
  for (const offer of map.querySelectorAll("[data-goals]")) offer.classList.toggle("dim", !fits(offer, chosen));
  for (const journey of map.querySelectorAll(".journey")) {
    journey.classList.toggle("drawn", journey.id === `journey-${chosen.journey}`);
  }
  map.classList.toggle("all", chosen.journey === "all");
  map.classList.add("choosing");
}

form.addEventListener("change", apply);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  apply();
});
document.getElementById("reset").addEventListener("click", (event) => {
  event.preventDefault();
  for (const select of form.querySelectorAll("select")) select.value = "";
  apply();
});
apply();
