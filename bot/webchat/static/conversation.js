// The conversation of the page. It is kept in the tab: the answers as the server made them,
// and the id by which the server knows what it is about. Without this script the form loads
// a page with the answer.
import { copy } from "./copy.js";
import { parse } from "./rendered.js";
import { drop, read, write } from "./store.js";
import { refresh } from "./ticks.js";

const kept = "veiviser.conversation";
const chat = document.getElementById("chat");
const form = document.getElementById("ask");
const log = document.getElementById("log");
const field = document.getElementById("q");
const status = document.getElementById("status");
const failed = document.getElementById("failed");
const sorry = failed.textContent;
const bar = document.getElementById("about"); // the subject and "new conversation"
const subject = document.getElementById("subject");
const parts = document.getElementById("talk-parts");
const home = new URL(document.querySelector(".site-name").href);

const atOnce = 50; // milliseconds in which nobody waits

const part = (name) => parts.content.querySelector(`[data-part=${name}]`).cloneNode(true);
const exchanges = () => [...log.children].filter((e) => made.has(e));
const id = form.elements.conversation;
const about = form.elements.about;

const made = new WeakMap(); // an exchange, as the server made it
let now = { about: "", title: "" }; // what the conversation is about
let asking = null; // the question that waits for its answer
let editing = null; // the exchange whose question is being changed
let owed = ""; // what the server is still to forget
let telling = null; // while the server is told to forget the subject
let came = false; // the page came with an answer
let saved = 0; // when the conversation was kept last

// ask asks a question, or does what a button of an answer says. What is being written
// stays where it is meanwhile.
export async function ask(question, button) {
  if (asking) return;
  const wait = { dropped: false, over: null };
  wait.over = new Promise((over) => (wait.end = over));
  asking = wait;
  form.ariaBusy = "true";
  failed.hidden = true;
  status.textContent = status.dataset.searching;
  const changed = button ? null : editing;
  const instead = button?.matches("[data-instead]");
  const sent = send(() => bodyOf(question, button, instead, changed)); // the page changes while it is on its way
  const waits = question ? awaitAnswer(question, changed) : null;
  try {
    const answer = await sent;
    if (!answer.ok) throw new Error(await answer.json().then((e) => e.error, () => sorry), { cause: "told" });
    const html = await answer.text();
    waits?.();
    if (wait.dropped) return; // all was cleared meanwhile
    id.value = bar.elements.conversation.value = answer.headers.get("X-Conversation");
    owed = about.value = "";
    if (changed) cut(changed);
    if (instead) replace(button.closest(".answer"), html);
    else show(html);
    status.textContent = status.dataset.answered;
  } catch (error) {
    waits?.();
    if (wait.dropped) return;
    if (question && field.value === "") setField(question);
    if (changed?.isConnected) startEditing(changed, field.value);
    fail(error.cause === "told" ? error.message : sorry, () => ask(question, button));
  } finally {
    wait.end();
    if (asking === wait) {
      asking = null;
      form.ariaBusy = "false";
    }
  }
}

// send asks the server, once it was told what to forget.
async function send(body) {
  if (telling) await telling;
  return fetch(form.action, { method: "POST", body: body(), headers: { Accept: "text/html, application/json" } }); // errors as JSON
}

// bodyOf is what is sent: of the lists' forms only the one whose button is pressed. A question
// that was changed is asked of what was spoken of before it.
function bodyOf(question, button, instead, changed) {
  const body = new URLSearchParams(new FormData(form, button));
  const own = button?.closest(".profile");
  for (const field of form.elements) {
    const of = field.matches("input, select") && field.closest(".profile");
    if (of && of !== own) body.delete(field.name);
  }
  body.set("q", question);
  body.set("part", instead ? "card" : "exchange");
  if (owed) body.set("forget", owed);
  if (changed) {
    const before = exchanges()[exchanges().indexOf(changed) - 1]?.querySelector(".answer");
    body.set("about", before?.dataset.about ?? "");
    if (!before) body.set("forget", "all");
    else if (!before.dataset.about) body.set("forget", "subject");
  }
  return body;
}

// awaitAnswer shows a question until its answer comes, unless that is there at once, and
// returns what ends the waiting.
function awaitAnswer(question, changed) {
  if (field.value === question) setField("");
  stopEditing();
  if (changed) return null; // it stands there already
  const waiting = part("waiting");
  waiting.querySelector("p").append(question);
  const late = setTimeout(() => {
    log.append(waiting);
    talk(true);
    waiting.scrollIntoView({ block: "nearest" });
  }, atOnce);
  return () => {
    clearTimeout(late);
    waiting.remove();
  };
}

function fail(text, again) {
  const retry = part("retry");
  retry.addEventListener("click", () => {
    if (field.value === failed.dataset.question) setField("");
    again();
  });
  failed.replaceChildren(text, " ", retry);
  failed.dataset.question = field.value;
  failed.hidden = false;
  status.textContent = "";
  talk(exchanges().length > 0);
}

function setField(text) {
  field.value = text;
  field.dispatchEvent(new Event("change", { bubbles: true })); // nobody types
}

// talk shows the page as that of a conversation, or as the one that begins it.
function talk(on) {
  chat.classList.toggle("chat--talking", on);
  bar.hidden = !on;
}

// add puts an exchange at the end of the log.
function add(html) {
  log.insertAdjacentHTML("beforeend", html);
  take(log.lastElementChild, html);
  return log.lastElementChild;
}

// take remembers how the server made an exchange, and adds what scripts do.
function take(exchange, html) {
  made.set(exchange, html);
  finish(exchange);
}

function finish(exchange) {
  for (const link of exchange.querySelectorAll("[data-copy-link]")) link.textContent = parts.dataset.copyLink;
  refresh(exchange);
}

// show adds an exchange the server made and takes the reader to it.
function show(html) {
  for (const before of exchanges()) before.classList.add("exchange--past");
  const exchange = add(html);
  talk(true);
  speakOf(exchange.querySelector(".answer"));
  leaveAddress();
  exchange.querySelector(".subject").focus({ preventScroll: true });
  exchange.scrollIntoView({ block: "start" });
  saveOnceSeen();
}

// replace puts an answer in the place of another.
function replace(answer, html) {
  const exchange = answer.closest(".exchange");
  const copyOf = document.createElement("template"); // inert
  copyOf.innerHTML = made.get(exchange);
  copyOf.content.querySelector(".answer").outerHTML = html;
  answer.insertAdjacentHTML("afterend", html);
  const card = answer.nextElementSibling;
  answer.remove();
  take(exchange, copyOf.innerHTML);
  speakOf(card);
  leaveAddress();
  card.querySelector(".subject").focus();
  saveOnceSeen();
}

// cut takes an exchange and all after it away.
function cut(from) {
  for (const e of exchanges().slice(exchanges().indexOf(from))) e.remove();
}

// speakOf shows what the conversation is about after an answer.
function speakOf(answer) {
  now = { about: answer?.dataset.about ?? "", title: answer?.dataset.title ?? "" };
  showSubject();
}

function showSubject() {
  subject.hidden = !now.title;
  subject.querySelector("button span").textContent = now.title;
  log.querySelector(".edit")?.remove();
  const last = exchanges().findLast((e) => e.querySelector(".question"));
  last?.querySelector(".question").append(part("edit"));
}

// leaveAddress is for when the address names another answer than the last one.
function leaveAddress() {
  if (location.search !== home.search) history.replaceState(null, "", home);
}

// save keeps the conversation in the tab, the oldest answers left out where there is no room.
function save() {
  const all = exchanges().map((e) => made.get(e));
  if (!all.length) return drop(kept);
  saved = Date.now();
  const value = { layout: chat.dataset.layout, saved, conversation: id.value, ...now, owed, scroll: scrollY, at: location.href };
  if (!numberWarned()) value.draft = field.value;
  for (let from = 0; from < all.length; from++) {
    if (write(kept, { ...value, exchanges: all.slice(from) })) return;
  }
  drop(kept); // not half of it
}

// saveOnceSeen keeps the conversation when the answer is drawn; who leaves before that has
// it kept then.
const saveOnceSeen = () => setTimeout(save, 100);

// A personal number is kept nowhere.
const numberWarned = () => form.dataset.number === "true";

// restore shows what the tab has kept, before what the server has put into the page.
function restore() {
  const arrived = log.querySelector(".exchange");
  came = arrived !== null;
  if (came) made.set(arrived, arrived.outerHTML);
  const was = read(kept);
  const elements = was?.layout === chat.dataset.layout && Array.isArray(was.exchanges) ? was.exchanges.map(parse) : [];
  if (!elements.length || elements.includes(null)) {
    drop(kept);
    if (arrived) begun(arrived);
    return;
  }
  elements.forEach((e, i) => made.set(e, was.exchanges[i]));
  const last = elements.at(-1);
  log.prepend(...elements);
  elements.forEach(finish);
  talk(true);
  id.value = bar.elements.conversation.value = /^[a-z2-7]{26}$/.test(was.conversation) ? was.conversation : "";
  owed = was.owed === "subject" ? "subject" : "";
  if (typeof was.draft === "string" && field.value === "") setField(was.draft);
  if (!arrived) {
    now = { about: String(was.about ?? ""), title: String(was.title ?? "") };
    about.value = now.about; // a day later the server has forgotten it
    showSubject();
    if (was.at === location.href) scrollTo(0, was.scroll);
    else last.scrollIntoView({ block: "start" });
    return;
  }
  const card = arrived.querySelector(".answer");
  if (placeOf(last.querySelector(".answer")) === placeOf(card)) { // the page was loaded again, perhaps in another language
    const html = card.outerHTML;
    arrived.remove();
    replace(last.querySelector(".answer"), html);
  } else {
    finish(arrived);
  }
  begun(exchanges().at(-1));
}

// placeOf is what an answer is about, in whatever language.
const placeOf = (answer) => answer.dataset.about.replace(/ \w\w\//, " ");

// begun goes on from an answer that the page came with.
function begun(exchange) {
  finish(exchange);
  talk(true);
  speakOf(exchange.querySelector(".answer"));
  if (new URLSearchParams(location.search).has("q")) leaveAddress(); // words stand in no address of ours
  save();
  exchange.scrollIntoView({ block: "start" });
}

// tell tells the server what to forget of a conversation, and whether it was told.
function tell(what, conversation) {
  if (!conversation) return true;
  const body = new URLSearchParams({ forget: what, conversation, part: "none" });
  return fetch(form.action, { method: "POST", body, keepalive: true }).then((r) => r.ok, () => false);
}

// begin clears the conversation, here and at the server.
function begin() {
  const before = id.value;
  if (asking) {
    asking.dropped = true;
    asking.over.then(() => tell("all", before)); // or its answer would be what the conversation is about
  } else {
    tell("all", before);
  }
  asking = null;
  form.ariaBusy = "false";
  log.replaceChildren();
  stopEditing();
  failed.hidden = true;
  id.value = bar.elements.conversation.value = about.value = owed = "";
  speakOf(null);
  talk(false);
  drop(kept);
  if (came) return location.assign(home); // the page that begins a conversation is another
  leaveAddress();
  status.textContent = parts.dataset.begun;
  scrollTo(0, 0);
  field.focus();
}

function forgetSubject() {
  telling = Promise.resolve(tell("subject", id.value)).then((ok) => {
    if (!ok) owed = "subject"; // it is told with the next question
    telling = null;
  });
  about.value = "";
  speakOf(null);
  save();
  status.textContent = parts.dataset.removed;
  field.focus();
}

// startEditing puts the question of an exchange into the box, to be asked anew.
function startEditing(exchange, text) {
  stopEditing();
  editing = exchange;
  setField(text ?? exchange.querySelector(".question p").lastChild.textContent);
  const notice = part("editing");
  notice.querySelector("button").addEventListener("click", cancelEditing);
  form.before(notice);
  field.focus();
}

function stopEditing() {
  editing = null;
  chat.querySelector(":scope > .editing")?.remove();
}

function cancelEditing() {
  stopEditing();
  setField("");
  field.focus();
}

// The buttons of the answers belong to the form.
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const button = event.submitter;
  if (button?.name === "press") ask("", button);
  else ask(button?.name === "example" ? button.value : field.value);
});

// On the form, so that who listens on the field comes first.
form.addEventListener("keydown", (event) => {
  if (event.target !== field || event.defaultPrevented || event.isComposing) return;
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    form.requestSubmit();
  } else if (event.key === "ArrowUp" && field.value === "") {
    const last = log.querySelector(".edit")?.closest(".exchange");
    if (last) startEditing(last);
    if (last) event.preventDefault();
  } else if (event.key === "Escape" && editing) {
    cancelEditing();
  }
});

form.addEventListener("keypress", (event) => {
  if (event.target === field && event.key === "Enter" && !event.shiftKey) event.preventDefault(); // it was a question's end
});

bar.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.submitter.value === "all") begin();
  else forgetSubject();
});

log.addEventListener("click", async (event) => {
  if (event.target.closest(".to-box")) {
    event.preventDefault(); // the address stays
    return field.focus();
  }
  const edit = event.target.closest(".edit");
  if (edit) return startEditing(edit.closest(".exchange"));
  const link = event.target.closest("[data-copy-link]");
  if (link) return copyLink(event, link);
  const step = event.target.closest("[data-step]");
  if (!step) return;
  event.preventDefault(); // a journey is walked within its answer
  const card = await fetch(`${step.href}&part=card`).then((r) => (r.ok ? r.text() : ""), () => "");
  if (!card) return location.assign(step.href);
  const last = step.closest(".exchange") === exchanges().at(-1);
  replace(step.closest(".answer"), card);
  if (last) about.value = now.about;
});

async function copyLink(event, link) {
  event.preventDefault();
  const done = await copy({ "text/plain": link.href }).then(() => true, () => false);
  if (!done) return location.assign(link.href);
  status.textContent = link.textContent = parts.dataset.copied;
  setTimeout(() => (link.textContent = parts.dataset.copyLink), 3000);
}

addEventListener("pagehide", save);
addEventListener("pageshow", (event) => {
  if (event.persisted && (read(kept)?.saved ?? 0) > saved) location.reload(); // it went on elsewhere
});

// A tab that is a copy of another goes on by itself: each asks whether somebody else has its
// conversation.
function standApart() {
  const tabs = new BroadcastChannel("veiviser");
  const me = crypto.getRandomValues(new Uint32Array(2)).join("-");
  tabs.addEventListener("message", ({ data }) => {
    if (!id.value || data.conversation !== id.value || data.from === me) return;
    if (data.to === undefined) tabs.postMessage({ conversation: id.value, from: me, to: data.from });
    else if (data.to === me) {
      id.value = bar.elements.conversation.value = "";
      about.value = now.about;
      save();
    }
  });
  if (id.value) tabs.postMessage({ conversation: id.value, from: me });
}

restore();
standApart();
