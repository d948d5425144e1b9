// Sends the form "Was this helpful?" and that to the editors without leaving the page.
// Without this script they lead to a page that says thank you.

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

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-send]")) return;
  event.preventDefault();
  const body = JSON.stringify(Object.fromEntries(new FormData(form)));
  const headers = { Accept: "application/json", "Content-Type": "application/json" };
  const told = await fetch(form.dataset.send, { method: "POST", body, headers }).then((r) => r.json(), () => null);
  if (!told) return form.submit();
  if (!told.sent) {
    const wrong = form.querySelector("[role=alert]");
    wrong.textContent = told.text ?? told.error;
    wrong.hidden = false;
    return;
  }
  const thanks = document.createElement("p");
  thanks.textContent = told.text;
  thanks.tabIndex = -1;
  form.replaceChildren(thanks);
  thanks.focus();
});
