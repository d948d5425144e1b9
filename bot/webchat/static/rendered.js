// Reads an exchange that was kept as HTML. The server made it, but what a tab keeps anybody
// at the machine can have changed: what holds more than an answer is made of is left out.

const tags = new Set(("section article div p h2 h3 a span strong b sup br ul ol li dl dt dd details summary button form input select option " +
  "label textarea fieldset legend table thead tbody tr th td img code").split(" "));
const forbidden = /^(?:on|style$|srcdoc$|srcset$|formaction$|target$|ping$|is$|slot$|background$)/;
const within = /^(?:\/(?![/\\])|#)/; // an address of this site
const addresses = { href: /^(?:\/(?![/\\])|#|https?:\/\/)/, src: within, action: within, id: /^[kp][a-z2-7]{8}(?:-[\w-]+)?$/, form: /^ask$/ };

function harmless(element) {
  return element.namespaceURI === "http://www.w3.org/1999/xhtml" && tags.has(element.localName) &&
    [...element.attributes].every(({ name, value }) => !forbidden.test(name) && (addresses[name]?.test(value) ?? true));
}

// parse returns the exchange that the HTML is; null for anything else.
export function parse(html) {
  if (typeof html !== "string") return null;
  const { body } = new DOMParser().parseFromString(html, "text/html"); // runs and loads nothing
  const exchange = body.firstElementChild;
  if (body.children.length !== 1 || !exchange.matches("section.exchange") || !exchange.querySelector(".answer .subject")) return null;
  return [exchange, ...exchange.querySelectorAll("*")].every(harmless) ? document.adoptNode(exchange) : null;
}
