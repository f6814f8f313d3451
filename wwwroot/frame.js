// Runs before the first paint: the page never shows in the wrong theme or with the wrong rail, circuit or not.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const choices = ["system", "light", "dark"];

  const stored = (key, fallback) => {
    try { return localStorage.getItem(key) ?? fallback; } catch { return fallback; } // storage may be forbidden
  };
  const store = (key, value) => {
    try { localStorage.setItem(key, value); } catch { /* the choice then lasts as long as the page */ }
  };

  const applyTheme = choice => {
    root.dataset.themeChoice = choice;
    root.dataset.theme = choice === "system" ? (system.matches ? "dark" : "light") : choice;
  };
  const applyRail = choice => { root.dataset.rail = choice; };

  applyTheme(choices.includes(stored("theme", "system")) ? stored("theme", "system") : "system");
  applyRail(stored("rail", "open") === "closed" ? "closed" : "open");
  system.addEventListener("change", () => applyTheme(root.dataset.themeChoice));

  // For pages without a circuit; the others copy by the same module.
  const copyText = async button => {
    const { copy } = await import(new URL("Controls/CopyButton.razor.js", document.baseURI));
    if (!await copy(button.dataset.copy)) return;
    const said = button.parentElement.querySelector("[data-copied]");
    said.textContent = button.title = said.dataset.copied;
  };

  document.addEventListener("click", event => {
    if (event.target.closest("[data-theme-toggle]")) {
      const next = choices[(choices.indexOf(root.dataset.themeChoice) + 1) % choices.length];
      store("theme", next);
      applyTheme(next);
    }
    if (event.target.closest("[data-rail-toggle]")) {
      const next = root.dataset.rail === "closed" ? "open" : "closed";
      store("rail", next);
      applyRail(next);
    }
    if (event.target.closest("[data-reload]")) location.reload();
    const copy = event.target.closest("[data-copy]");
    if (copy) copyText(copy);
  });
})();
