// Keep an open page as the guide is: when a file is saved, exchange what has changed, and show what is wrong.
// It is the last script of a page, so that all elements of the page stand above it, and runs before scripts that wait for the page's end.

(() => {
  const script = document.currentScript;
  const OURS = "script, template#guidepress-problems, guidepress-preview";
  const STOPPED_AFTER = 2500; // ms without an answer after which the preview is taken for stopped
  let version = script.dataset.version;

  // ---------------------------------------------------------------- what is wrong

  // The problems lie in a shadow root, where the page's style sheets and ids do not reach, nor ours the page.
  const host = document.createElement("guidepress-preview");
  const shadow = host.attachShadow({ mode: "open" });
  shadow.innerHTML = `
    <link rel="stylesheet" href="/preview/problems.css" />
    <div role="dialog" aria-labelledby="title" class="panel" lang="en" dir="ltr" hidden>
      <div class="head"><h2 id="title"></h2><button type="button" class="close">Close <kbd>(Esc)</kbd></button></div>
      <div class="body" tabindex="0" role="group" aria-labelledby="title"></div>
    </div>
    <button type="button" class="open" lang="en" dir="ltr" aria-expanded="false" hidden></button>
    <p class="notice" role="status" lang="en" dir="ltr"></p>
    <p class="spoken" role="alert" lang="en"></p>
    <p class="spoken said" role="status" lang="en"></p>`;
  const part = (name) => shadow.querySelector(name);
  const panel = part(".panel");
  const reopen = part(".open");
  let shown = "";

  // What was closed stays closed, on other pages too, until something else is wrong.
  const closed = {
    get: () => sessionStorage.getItem("guidepress-closed") || "",
    set: (problems) => sessionStorage.setItem("guidepress-closed", problems),
  };

  function setOpen(open) {
    const hadFocus = shadow.activeElement;
    panel.hidden = !open;
    reopen.hidden = open || !shown;
    closed.set(open ? "" : shown);
    if (hadFocus) {
      (open ? panel.querySelector(".close") : reopen).focus();
    }
  }

  function showProblems(template) {
    const problems = template ? template.innerHTML : "";
    if (problems === shown) {
      return;
    }
    const were = Boolean(shown);
    shown = problems;
    if (!template) {
      panel.hidden = reopen.hidden = true;
      part("[role=alert]").textContent = "";
      part(".said").textContent = were ? "No more problems. The page is as you saved it." : "";
      return;
    }
    const { title, lead, severity } = template.dataset;
    part("h2").textContent = reopen.textContent = title;
    panel.className = `panel ${severity}`;
    reopen.className = `open ${severity}`;
    const text = document.createElement("p");
    text.textContent = lead;
    part(".body").replaceChildren(text, document.importNode(template.content, true));
    part(".said").textContent = "";
    // Warnings leave the page as it is to be, so they wait until they are asked for.
    const open = severity === "error" && closed.get() !== problems;
    panel.hidden = !open;
    reopen.hidden = open;
    // What is said is put in later than what says it, else screen readers do not notice that it came.
    setTimeout(() => (part("[role=alert]").textContent = open ? spoken(title) : ""), 50);
  }

  function spoken(title) {
    const words = (name) => part(`.body ${name}`).textContent;
    return `${title}. ${words(".place")}: ${words(".message")}`;
  }

  part(".close").addEventListener("click", () => setOpen(false));
  reopen.addEventListener("click", () => {
    setOpen(true);
    part(".close").focus();
  });
  document.addEventListener("keydown", (event) => {
    const elsewhere = event.target.closest?.("input, textarea, select, dialog[open], [popover]");
    if (event.key === "Escape" && !event.defaultPrevented && !panel.hidden && !elsewhere) {
      setOpen(false);
    }
  });

  // ---------------------------------------------------------------- the page

  const isOurs = (element) => element.matches(OURS);
  const regionsOf = (body) => [...body.children].filter((element) => !isOurs(element));
  const live = regionsOf(document.body); // what other scripts add later is theirs
  let before = document.documentElement.cloneNode(true); // as it was sent

  const morphing = {
    morphStyle: "outerHTML",
    ignoreActiveValue: true,
    // What the reader opened, ticked or wrote stays so.
    callbacks: { beforeAttributeUpdated: (name) => !["open", "checked", "value"].includes(name) },
  };

  // Exchange what is not as it was sent before, and tell whether that was anything. What other scripts did to the rest stays.
  function exchange(after) {
    const old = regionsOf(before.querySelector("body"));
    const fresh = regionsOf(after.body);
    const language = ({ lang, dir }) => `${lang} ${dir}`;
    const fits = language(document.documentElement) === language(after.documentElement) && old.length === fresh.length && old.every((one, at) => one.localName === fresh[at].localName);
    if (!fits || before.dataset.preview !== after.documentElement.dataset.preview) {
      location.reload();
      return false;
    }
    exchangeHead(before.querySelector("head"), after.head);
    document.body.className = after.body.className;
    before = after.documentElement;
    const changed = [...old.keys()].filter((at) => !old[at].isEqualNode(fresh[at]));
    if (changed.length > 0) {
      keepingPlace(() => changed.forEach((at) => Idiomorph.morph(live[at], fresh[at].cloneNode(true), morphing)));
    }
    return changed.length > 0;
  }

  function exchangeHead(old, head) {
    const kinds = "link:not([rel=stylesheet]), meta:not([http-equiv])";
    const written = (one) => [...one.querySelectorAll(kinds)].map((element) => element.outerHTML).join("");
    document.title = head.ownerDocument.title;
    if (written(old) !== written(head)) {
      document.head.querySelectorAll(kinds).forEach((element) => element.remove());
      document.head.append(...[...head.querySelectorAll(kinds)].map((element) => document.importNode(element, true)));
    }
    exchangeStyles(head);
  }

  // A sheet stays until the one that comes for it is there, so that the page never stands without.
  // Sheets that are the same but for the version in their addresses are the same sheet: what readers chose for it holds on.
  function exchangeStyles(head) {
    const address = (link) => link.getAttribute("href");
    const name = (link) => address(link).replace(/\?.*/, "");
    const sheets = (one) => [...one.querySelectorAll("link[rel=stylesheet]")];
    const here = sheets(document.head);
    const now = sheets(head);
    if (String([...new Set(here.map(name))]) !== String(now.map(name))) {
      location.reload(); // a sheet has come or gone: what readers chose is to be told to all of them
      return;
    }
    for (const fresh of now) {
      const all = here.filter((link) => name(link) === name(fresh));
      const link = all.at(-1);
      if (address(link) !== address(fresh)) {
        const next = link.cloneNode();
        next.href = address(fresh);
        next.onload = next.onerror = () => all.forEach((one) => one.remove());
        link.after(next);
      }
    }
  }

  // ---------------------------------------------------------------- the place

  // What the reader looks at stays where it is on the screen, whatever grows or goes above it.
  function keepingPlace(change) {
    const root = document.documentElement;
    const topOf = (element) => element.getBoundingClientRect().top;
    const seen = [...document.querySelectorAll("main [id]")].find((one) => one.checkVisibility() && topOf(one) >= 0);
    const top = seen && topOf(seen);
    root.style.overflowAnchor = "none"; // or browsers that do the same would do it twice
    change();
    if (seen?.isConnected && scrollY > 0) {
      scrollBy({ top: topOf(seen) - top, behavior: "instant" });
    }
    requestAnimationFrame(() => root.style.removeProperty("overflow-anchor"));
  }

  function isVisible(element) {
    const { top, bottom, height } = element.getBoundingClientRect();
    const foot = innerHeight - (panel.hidden ? 0 : panel.offsetHeight);
    return height > 0 && bottom > 0 && top < foot;
  }

  function show(ids) {
    const place = ids.map((id) => document.getElementById(id)).find(Boolean);
    if (!place) {
      return;
    }
    for (let one = place.closest("details"); one; one = one.parentElement.closest("details")) {
      one.open = true;
    }
    if (!isVisible(place)) {
      place.scrollIntoView({ block: place.offsetHeight < innerHeight / 2 ? "center" : "start", behavior: "instant" });
    }
  }

  // ---------------------------------------------------------------- what the server says

  let asked = 0;
  async function renew(news) {
    const mine = ++asked;
    const address = location.href.replace(/#.*/, "");
    const answer = await fetch(address, { cache: "no-store" }).catch(() => null);
    if (!answer || mine !== asked) {
      return; // something newer is on its way
    }
    const after = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine !== asked) {
      return;
    }
    version = news.version;
    const changed = exchange(after);
    showProblems(after.getElementById("guidepress-problems"));
    const page = location.pathname.replace(/.*\//, "").replace(/\.html$/, "");
    if (changed && news.places[page]) {
      show(news.places[page]);
    }
  }

  let events = null;
  let silence = 0;
  function listen() {
    events = new EventSource(`/preview/changes?since=${encodeURIComponent(version)}`);
    events.onopen = () => {
      clearTimeout(silence);
      silence = 0;
      part(".notice").textContent = "";
    };
    events.onmessage = (event) => {
      const news = JSON.parse(event.data);
      if (news.version !== version) {
        renew(news);
      }
    };
    events.onerror = () => {
      silence ||= setTimeout(() => {
        part(".notice").textContent = "The preview has stopped, so this page stays as it is. Start it again in the terminal: build.py serve";
      }, STOPPED_AFTER);
    };
  }

  // A browser opens six connections to a server; a page that nobody looks at must not hold one.
  document.addEventListener("visibilitychange", () => {
    events?.close();
    events = null;
    if (!document.hidden) {
      listen();
    }
  });

  document.body.append(host);
  showProblems(document.getElementById("guidepress-problems"));
  if (!document.hidden) {
    listen();
  }
})();
