// Put what the reader has chosen into effect before anything is shown, so that nothing flashes. The style sheets stand above.
(() => {
  const NAME = "guidepress.reading";
  const root = document.documentElement;
  const known = {
    colours: ["light", "dark", "sepia", "contrast"],
    size: ["115", "130", "150", "200"],
    spacing: ["wide", "wider"],
    font: ["plain", "serif"],
  };
  // Only what may be chosen counts: what is kept may be of another version, or of another page's making.
  const read = () => {
    try {
      const kept = Object.entries(JSON.parse(localStorage.getItem(NAME)) ?? {});
      return Object.fromEntries(kept.filter(([name, value]) => Object.hasOwn(known, name) && known[name].includes(value)));
    } catch {
      return {}; // this browser keeps nothing for this page, or something else was kept under the name
    }
  };
  const keep = (chosen) => {
    try {
      localStorage.setItem(NAME, JSON.stringify(chosen));
      return true;
    } catch {
      return false; // what was chosen holds until the page is left
    }
  };
  // A choice of colours is a choice of media: "screen", so that paper stays white.
  const apply = ({ colours, size, spacing, font }) => {
    for (const sheet of document.querySelectorAll("[data-colours]")) {
      sheet.dataset.media ??= sheet.media;
      const chosen = sheet.dataset.colours === colours ? "screen" : "not all";
      sheet.media = colours ? chosen : sheet.dataset.media;
    }
    for (const [name, value] of Object.entries({ colours, size, spacing, font })) {
      if (value) {
        root.dataset[name] = value;
      } else {
        delete root.dataset[name];
      }
    }
  };
  root.dataset.scripts = ""; // what needs scripts is shown, from the first moment, so that nothing moves
  window.guidepressReading = { read, keep, apply };
  apply(read());
})();
