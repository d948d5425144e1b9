// The text of a case note in its three forms, in whichever page it stands.
import { copy } from "./copy.js";

// wholeLinks puts the site before links that a server wrote as paths alone, as it does where
// it doesn't know its own address.
export function wholeLinks(root) {
  const paths = root.querySelector("[data-paths]")?.dataset.paths ?? root.dataset?.paths ?? "";
  const { rich, plain, markdown } = formsIn(root);
  for (const path of paths.split(" ").filter(Boolean)) {
    const whole = location.origin + path;
    for (const text of [plain, markdown]) text.value = text.value.replaceAll(path, whole);
    for (const a of rich.querySelectorAll("a")) {
      if (a.textContent === path) a.textContent = a.href = whole;
    }
  }
}

function formsIn(root) {
  return Object.fromEntries(["rich", "plain", "markdown"].map((id) => [id, root.querySelector(`#${id}`)]));
}

// copyNote copies the note that stands in root in one of its forms, and tells by the button
// whether it could.
export async function copyNote(root, form, button) {
  const status = document.getElementById("status");
  const label = (button.dataset.label ??= button.textContent); // also pressed again before it is back
  const { rich, plain, markdown } = formsIn(root);
  const texts = {
    rich: () => ({ "text/html": rich.innerHTML.trim(), "text/plain": plain.value }),
    plain: () => ({ "text/plain": plain.value }),
    markdown: () => ({ "text/plain": markdown.value }),
  };
  const done = await copy(texts[form]()).then(() => true, () => false);
  status.textContent = button.textContent = done ? status.dataset.copied : status.dataset.failed;
  setTimeout(() => (button.textContent = label), 3000);
}
