// Sends the form "Was this helpful?" without leaving the page. Without this script
// the form leads to a page that says thank you.

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-feedback]")) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form, event.submitter));
  const question = form.querySelector("[data-thanks]");
  const sent = await fetch(form.action, { method: "POST", body }).then((r) => r.ok, () => false);
  if (!sent) return form.submit();
  question.textContent = question.dataset.thanks;
  question.tabIndex = -1;
  form.replaceChildren(question);
  question.focus();
});
