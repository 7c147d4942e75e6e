// A click on the link beside a heading copies its address, and says so.
(() => {
  const said = document.querySelector(".said");
  if (!said || !navigator.clipboard) {
    return; // without, the link is a link: its address can be copied by hand
  }
  const canonical = document.querySelector("link[rel='canonical']");
  let timer;
  document.addEventListener("click", async (event) => {
    const anchor = event.target.closest("a.anchor");
    if (!anchor || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    const address = new URL(anchor.getAttribute("href"), canonical ? canonical.href : location.href).href;
    try {
      await navigator.clipboard.writeText(address);
      said.textContent = said.dataset.copied;
    } catch {
      said.textContent = said.dataset.notCopied;
    }
    clearTimeout(timer);
    timer = setTimeout(() => {
      said.textContent = "";
    }, 6000);
  });
})();
