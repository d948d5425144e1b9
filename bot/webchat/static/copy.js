// copy puts texts on the clipboard, by type: {"text/plain": …, "text/html": …}.
export async function copy(texts) {
  if (navigator.clipboard && window.ClipboardItem) {
    const parts = Object.entries(texts).map(([type, text]) => [type, new Blob([text], { type })]);
    return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(parts))]);
  }
  // Without https there is no clipboard but the old one.
  const put = (event) => {
    event.preventDefault();
    for (const [type, text] of Object.entries(texts)) event.clipboardData.setData(type, text);
  };
  document.addEventListener("copy", put, { once: true });
  if (!document.execCommand("copy")) throw new Error("copy");
}
