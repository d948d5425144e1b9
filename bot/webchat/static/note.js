// Copies a case note in the form one chooses. Without this script the note is
// selected and copied by hand.
import { copy } from "./copy.js";

const status = document.getElementById("status");
const rich = document.getElementById("rich");
const plain = document.getElementById("plain");
const markdown = document.getElementById("markdown");

// A server that does not know its own address writes only the paths of the links.
const paths = document.querySelector("[data-paths]").dataset.paths;
for (const link of paths.split(" ").filter(Boolean)) {
  const whole = location.origin + link;
  for (const text of [plain, markdown]) text.value = text.value.replaceAll(link, whole);
  for (const a of rich.querySelectorAll("a")) {
    if (a.textContent === link) a.textContent = a.href = whole;
  }
}

const forms = {
  rich: () => ({ "text/html": rich.innerHTML.trim(), "text/plain": plain.value }),
  plain: () => ({ "text/plain": plain.value }),
  markdown: () => ({ "text/plain": markdown.value }),
};

for (const button of document.querySelectorAll("[data-copy]")) {
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const done = await copy(forms[button.dataset.copy]()).then(() => true, () => false);
    status.textContent = button.textContent = done ? status.dataset.copied : status.dataset.failed;
    setTimeout(() => (button.textContent = label), 3000);
  });
}
