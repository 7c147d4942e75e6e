// What runs in a page: small helpers that the checks call by `tools`. They take elements of frames too.
export function addTools() {
  const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex='-1'])";
  // A colour as the screen shows it, whatever its notation: 0 to 255 for red, green and blue, 0 to 1 for the rest.
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  function parts(colour) {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  }
  function luminance(colour) {
    const [red, green, blue] = parts(colour)
      .slice(0, 3)
      .map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }
  window.tools = {
    name(element) {
      const label = (element.textContent || element.getAttribute("aria-label") || "").trim().replace(/\s+/g, " ").slice(0, 40);
      const kind = element.classList.length ? `.${[...element.classList].join(".")}` : "";
      return `${element.localName}${kind} "${label}"`;
    },
    focusable() {
      return [...document.querySelectorAll(FOCUSABLE)].filter((element) => element.checkVisibility());
    },
    // The ground that an element stands on, or nothing where the reader's own page shows through.
    ground(element) {
      for (let one = element; one; one = one.parentElement) {
        const colour = getComputedStyle(one).backgroundColor;
        if (parts(colour)[3] > 0) {
          return colour;
        }
      }
      return undefined;
    },
    contrast(one, other) {
      const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
      return (light + 0.05) / (dark + 0.05);
    },
    // All pieces of text that are shown, with the element that each stands in and the places of its lines.
    texts(root) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const found = [];
      while (walker.nextNode()) {
        const node = walker.currentNode;
        const element = node.parentElement;
        if (node.data.trim() && element.checkVisibility() && !element.closest(".hidden, .chapter-word, .skip, svg, style")) {
          const range = document.createRange();
          range.selectNodeContents(node);
          found.push({ element, words: node.data.trim().slice(0, 40), lines: [...range.getClientRects()] });
        }
      }
      return found;
    },
  };
}
