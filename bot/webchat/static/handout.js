// Prints the sheet, and copies its texts with its address.
import { copy } from "./copy.js";

const status = document.getElementById("status");
const address = document.getElementById("address");

// Only the browser knows the whole address where the server doesn't.
if (address.textContent.startsWith("/")) address.prepend(location.origin);

for (const button of document.querySelectorAll("[data-print], [data-copy]")) button.hidden = false;

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-print], [data-copy]");
  if (!button) return;
  if (button.matches("[data-print]")) return window.print();
  const text = [document.querySelector(".sheet > h1"), ...document.querySelectorAll("#text > section"), address].map((part) => part.innerText.trim()).join("\n\n");
  status.textContent = "";
  await copy({ "text/plain": text }).then(
    () => (status.textContent = status.dataset.copied),
    () => (status.textContent = status.dataset.failed),
  );
  button.dataset.copied = status.textContent;
  setTimeout(() => delete button.dataset.copied, 2000);
});
