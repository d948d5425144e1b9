// Copies a case note in the form one chooses. Without this script the note is
// selected and copied by hand.
import { copyNote, wholeLinks } from "./notetext.js";

wholeLinks(document);

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => copyNote(document, button.dataset.copy, button));
}
