// Search the whole guide: a dialog with one field, and below it the passages that have the words, the best first.
//
// MiniSearch finds them. What it looks through is a list of [address, heading, title of the page, words]: in the single file it
// stands in the page, on the website it is fetched when the dialog is first opened, as a script, which works from a disk as well.
(() => {
  const dialog = document.getElementById("tools_search");
  const opener = document.querySelector("[aria-controls='tools_search']");
  if (!dialog || !opener) {
    return; // a guide's own templates may do without
  }
  if (!dialog.showModal) {
    opener.hidden = true; // browsers of before 2022 have no dialogs
    return;
  }
  const field = dialog.querySelector("input");
  const list = dialog.querySelector("ol");
  const said = dialog.querySelector("[role='status']");
  const words = dialog.dataset;
  const SHOWN = 40; // more than this nobody reads; the count says how many there are
  const LONGEST = 60; // letters of a word; to look for what is like a longer one would keep the reader waiting
  const AROUND = 90; // letters before and after the first word that was found

  // ---- Words: what is compared has no accents and no capitals, so that "ty" finds "Tŷ". In other scripts marks are sounds of their own.
  const accents = /([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu;
  const folded = (word) => word.normalize("NFD").replace(accents, "$1").normalize("NFC").toLowerCase();
  const language = document.documentElement.lang;
  const unspaced = /^(ja|zh|th|km|lo|my)\b/.test(language) && "Segmenter" in Intl;
  const segmenter = unspaced ? new Intl.Segmenter(language, { granularity: "word" }) : null;
  // Where words begin and end. An apostrophe inside a word belongs to it.
  const spans = (text) =>
    segmenter
      ? [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ index, segment }) => [index, index + segment.length])
      : [...text.matchAll(/[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{M}]+)*/gu)].map(({ index, 0: word }) => [index, index + word.length]);
  const plain = (word) => folded(word).replace(/['’]s$/, "").replace(/’/g, "'");

  // ---- The index, made once
  const load = (address) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = resolve;
      script.onerror = () => reject(new Error(address));
      document.head.append(script);
    });
  const passages = async () => {
    const inside = document.getElementById("tools_passages");
    if (inside) {
      return JSON.parse(inside.textContent);
    }
    await Promise.all([load(words.engine), load(words.passages)]);
    return window.guidepressPassages;
  };
  const makeIndex = async () => {
    const rows = await passages();
    const index = new window.MiniSearch({
      fields: ["title", "words"],
      tokenize: (text) => spans(text).map(([from, to]) => text.slice(from, to)),
      processTerm: plain,
      searchOptions: {
        boost: { title: 4 },
        prefix: (term) => term.length > 2 || unspaced, // "co" of "co-production" does not mean all that begins so
        fuzzy: (term) => (term.length > 4 && term.length <= LONGEST ? 0.2 : false),
        weights: { prefix: 0.5, fuzzy: 0.2 },
      },
    });
    await index.addAllAsync(rows.map(([, title, , words], id) => ({ id, title, words })), { chunkSize: 100 });
    return { rows, index };
  };
  let made;
  const ready = () => {
    made ??= makeIndex();
    made.catch(() => {
      made = undefined; // the next try may do better
    });
    return made;
  };

  // ---- What is shown
  const element = (name, className, ...inside) => {
    const one = document.createElement(name);
    one.className = className;
    one.append(...inside);
    return one;
  };
  // Words of a text that were found are marked, from letter `first` on to `last`.
  const marked = (text, found, first = 0, last = text.length) => {
    const pieces = [];
    let at = first;
    for (const [from, to] of spans(text)) {
      if (from >= at && to <= last && found.has(plain(text.slice(from, to)))) {
        pieces.push(text.slice(at, from), element("mark", "", text.slice(from, to)));
        at = to;
      }
    }
    return [...pieces, text.slice(at, last)];
  };
  // Many languages part no words with spaces: then an excerpt begins in their middle.
  const wordAfter = (text, first, last) => {
    const space = text.indexOf(" ", first);
    return space >= 0 && space < last ? space + 1 : first;
  };
  const excerpt = (text, found) => {
    const [from] = spans(text).find(([start, end]) => found.has(plain(text.slice(start, end)))) ?? [0];
    const first = from <= AROUND ? 0 : wordAfter(text, from - AROUND, from);
    const end = first + 2 * AROUND >= text.length ? text.length : text.lastIndexOf(" ", first + 2 * AROUND);
    const last = end > from ? end : Math.min(text.length, first + 2 * AROUND);
    return [first ? "… " : "", ...marked(text, found, first, last), last < text.length ? " …" : ""];
  };
  const entry = ([address, title, page, text], terms) => {
    const found = new Set(terms);
    const link = element("a", "result-title", ...marked(title, found));
    link.href = address;
    const where = page === title ? [] : [element("p", "result-page", page)];
    return element("li", "result", link, ...where, element("p", "result-words", ...excerpt(text, found)));
  };
  const counted = (number, all) => (number === 0 ? words.none : (all ? words.every : words.some).replaceAll("{number}", number));
  let asked = 0;
  const search = async () => {
    const mine = (asked += 1);
    const query = field.value.trim();
    if (!query) {
      list.replaceChildren();
      said.textContent = "";
      return;
    }
    let index, rows;
    try {
      ({ index, rows } = await ready());
    } catch {
      said.textContent = words.failed;
      return;
    }
    if (mine !== asked) {
      return; // the reader has typed on
    }
    const every = index.search(query, { combineWith: "AND" });
    const results = every.length ? every : index.search(query, { combineWith: "OR" });
    list.replaceChildren(...results.slice(0, SHOWN).map(({ id, terms }) => entry(rows[id], terms)));
    dialog.querySelector(".results").scrollTop = 0;
    said.textContent = counted(results.length, every.length > 0);
  };

  // ---- What the reader does
  const links = () => [...list.querySelectorAll("a")];
  const move = (by) => {
    const stops = [field, ...links()];
    const at = stops.indexOf(document.activeElement);
    stops[Math.max(0, Math.min(stops.length - 1, at + by))].focus();
  };
  opener.addEventListener("click", () => {
    dialog.showModal();
    field.focus();
    field.select();
    ready().catch(() => {
      said.textContent = words.failed;
    });
  });
  let timer;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, 80);
  });
  dialog.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(timer);
    await search();
    (links()[0] ?? field).focus();
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault(); // some browsers would empty the field instead
      dialog.close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    }
  });
  dialog.addEventListener("click", (event) => {
    // A result may be on this very page; what is outside the dialog is its backdrop.
    if (event.target.closest(".result a") || event.target === dialog) {
      dialog.close();
    }
  });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
})();
