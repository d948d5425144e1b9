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

// The buttons of the answers belong to the form.
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const button = event.submitter;
  if (button?.name === "press") ask("", button);
  else ask(field.value);
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
  replace(link.closest(".answer"), card);
});

// replace puts an answer in the place of another.
function replace(answer, html) {
  answer.insertAdjacentHTML("afterend", html);
  answer.nextElementSibling.querySelector(".subject").focus();
  answer.remove();
}

// ask asks a question, or does what a button of an answer says. What is being written
// stays where it is while a button is answered.
async function ask(question, button) {
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  failed.hidden = true;
  status.textContent = status.dataset.searching;
  try {
    const body = new URLSearchParams(new FormData(form, button));
    body.set("q", question);
    body.set("part", button?.matches("[data-instead]") ? "card" : "exchange");
    const headers = { Accept: "text/html, application/json" }; // errors as JSON
    const answer = await fetch(form.action, { method: "POST", body, headers });
    if (!answer.ok) {
      failed.textContent = await answer.json().then((e) => e.error, () => sorry);
      throw new Error(answer.status);
    }
    failed.textContent = sorry;
    form.elements.conversation.value = answer.headers.get("X-Conversation");
    const html = await answer.text();
    if (body.get("part") === "card") {
      replace(button.closest(".answer"), html);
    } else {
      show(html);
      if (!button) field.value = "";
    }
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
  exchange.querySelector(".subject").focus({ preventScroll: true });
  exchange.scrollIntoView({ block: "start" });
}
