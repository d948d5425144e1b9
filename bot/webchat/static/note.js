// Copies a case note in the form one chooses. Without this script the note is
// selected and copied by hand.
import { copyNote, wholeLinks } from "./notetext.js";

const status = document.getElementById("status");
wholeLinks(document);

for (const button of document.querySelectorAll("[data-copy]")) {
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const done = await copyNote(document, button.dataset.copy);
    status.textContent = button.textContent = done ? status.dataset.copied : status.dataset.failed;
    setTimeout(() => (button.textContent = label), 3000);
  });
}
