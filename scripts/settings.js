// The reading settings: a panel of choices that take effect at once and are kept on this device.
(() => {
  const panel = document.getElementById("tools_settings");
  const opener = document.querySelector("[aria-controls='tools_settings']");
  if (!panel || !opener) {
    return; // a guide's own templates may do without
  }
  const { read, keep, apply } = window.guidepressReading;
  const said = panel.querySelector("[role='status']");
  const choices = () => Object.fromEntries([...new FormData(panel)].filter(([, value]) => value));

  const show = (chosen) => {
    for (const radio of panel.querySelectorAll("input[type='radio']")) {
      radio.checked = radio.value === (chosen[radio.name] || "");
    }
  };
  const open = (yes) => {
    panel.hidden = !yes;
    opener.setAttribute("aria-expanded", String(yes));
  };
  const close = () => {
    open(false);
    opener.focus();
  };

  opener.addEventListener("click", () => {
    open(panel.hidden);
    if (!panel.hidden) {
      panel.querySelector("input:checked").focus({ preventScroll: true });
    }
  });
  panel.addEventListener("change", () => {
    apply(choices());
    said.textContent = keep(choices()) ? "" : said.dataset.notKept;
  });
  panel.addEventListener("submit", (event) => event.preventDefault());
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      close();
    }
  });
  panel.querySelector("[data-close]").addEventListener("click", close);
  panel.querySelector("[data-reset]").addEventListener("click", () => {
    show({});
    apply({});
    keep({});
    said.textContent = said.dataset.reset;
  });
  // Another page of the guide, open beside this one, follows.
  window.addEventListener("storage", () => {
    show(read());
    apply(read());
  });

  show(read());
})();
