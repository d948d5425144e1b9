// Takes over from another address of the same page what differs there: the server makes the
// page for every choice, and each has its address.

let asking; // the request under way

// fetchPage returns the page at an address; null where another was asked for meanwhile. It
// throws where there is none to be had.
export async function fetchPage(address) {
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  try {
    const answer = await fetch(address, { signal });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return signal.aborted ? null : page;
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}

// takeOver puts what stands in parts of another page, named by selectors, into this one's.
export function takeOver(page, parts) {
  for (const part of parts) document.querySelector(part).replaceChildren(...page.querySelector(part).childNodes);
}

// addressOf is this page's address for what a form says, which a button may add to.
export function addressOf(form, button) {
  const said = new FormData(form);
  if (button?.name) said.set(button.name, button.value);
  const asked = new URLSearchParams([...said].filter(([, value]) => value));
  return asked.size ? `${location.pathname}?${asked}` : location.pathname;
}
