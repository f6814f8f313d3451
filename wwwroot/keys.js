// Keyboard shortcuts of every page. Shortcut.cs lists the same ones for people.
(() => {
  const places = { d: "", n: "new", b: "batches", s: "schedules", m: "models", p: "memory", a: "admin" };
  const patience = 1500;
  let leader = 0;

  const isTyping = target => target.closest("input, textarea, select, [contenteditable=true]") !== null;

  // Through the router when there is one: the page then changes without being loaded anew.
  const go = place => {
    const path = new URL(place, document.baseURI).pathname;
    if (window.Blazor?.navigateTo) window.Blazor.navigateTo(path);
    else location.assign(path);
  };

  const search = event => {
    const box = document.querySelector("[data-global-search]");
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  };

  document.addEventListener("keydown", event => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") return search(event);
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key === "?") {
      const list = document.querySelector("[data-shortcuts]");
      if (list && !list.open) list.showModal();
      return;
    }
    const wasLed = Date.now() - leader < patience;
    leader = event.key === "g" ? Date.now() : 0;
    if (wasLed && Object.hasOwn(places, event.key)) {
      event.preventDefault();
      go(places[event.key]);
    }
  });

  // A click beside the list closes it, as Escape does.
  document.addEventListener("click", event => {
    if (event.target.matches("[data-shortcuts]")) event.target.close();
  });
})();
