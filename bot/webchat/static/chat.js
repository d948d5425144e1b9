// Adds questions and answers to the page instead of leaving it. Without this script
// the form loads a page with the answer.
import "./feedback.js";

const chat = document.getElementById("chat");
const form = document.getElementById("ask");
const log = document.getElementById("log");
const field = document.getElementById("q");
const status = document.getElementById("status");
const failed = document.getElementById("failed");
const sorry = failed.textContent;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask(field.value);
});

field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});

for (const link of document.querySelectorAll(".examples a")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    ask(link.textContent);
  });
}

// A journey is walked within its answer.
log.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-step]");
  if (!link) return;
  event.preventDefault();
  const card = await fetch(`${link.href}&part=card`).then((r) => (r.ok ? r.text() : ""), () => "");
  if (!card) return location.assign(link.href);
  const answer = link.closest(".answer");
  answer.insertAdjacentHTML("afterend", card);
  answer.nextElementSibling.querySelector(".answer-title").focus();
  answer.remove();
});

async function ask(question) {
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  failed.hidden = true;
  status.textContent = status.dataset.searching;
  try {
    const body = new URLSearchParams(new FormData(form));
    body.set("q", question);
    body.set("part", "exchange");
    const headers = { Accept: "text/html, application/json" }; // errors as JSON
    const answer = await fetch(form.action, { method: "POST", body, headers });
    if (!answer.ok) {
      failed.textContent = await answer.json().then((e) => e.error, () => sorry);
      throw new Error(answer.status);
    }
    failed.textContent = sorry;
    form.elements.conversation.value = answer.headers.get("X-Conversation");
    show(await answer.text());
    field.value = "";
    status.textContent = status.dataset.answered;
  } catch {
    failed.hidden = false;
    status.textContent = "";
  } finally {
    form.ariaBusy = "false";
  }
}

// show adds an exchange the server made and takes the reader to it.
function show(html) {
  log.insertAdjacentHTML("beforeend", html);
  chat.classList.add("chat--talking");
  const exchange = log.lastElementChild;
  exchange.querySelector(".answer-title").focus({ preventScroll: true });
  exchange.scrollIntoView({ block: "start" });
}
