// Copies the address of a heading, or the permanent link, when it is clicked.
import { copy } from "./copy.js";
import "./feedback.js";

const status = document.getElementById("status");

document.addEventListener("click", async (event) => {
  const link = event.target.closest(".anchor, .address");
  if (!link) return;
  if (link.matches(".address")) event.preventDefault();
  await copy({ "text/plain": link.href }).catch(() => {});
  status.textContent = status.dataset.copied;
  link.dataset.copied = status.dataset.copied;
  setTimeout(() => delete link.dataset.copied, 2000);
});
