// For pages of others that stand in this server: they follow the theme chosen here, not one of their own.
(() => {
  let choice = "system";
  try { choice = localStorage.getItem("theme") ?? choice; } catch { /* storage may be forbidden */ }
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => choice === "dark" || (choice !== "light" && system.matches);

  // Scalar keeps the mode here and as a class.
  const applyToReference = () => {
    try { localStorage.setItem("colorMode", isDark() ? "dark" : "light"); } catch { /* then by its class alone */ }
    document.body?.classList.toggle("dark-mode", isDark());
    document.body?.classList.toggle("light-mode", !isDark());
  };

  // Hangfire has its dark colours in rules for those whose system is dark.
  const darkRules = [];
  const applyToQueue = () => {
    if (darkRules.length === 0)
      for (const sheet of document.styleSheets)
        darkRules.push(...[...sheet.cssRules].filter(rule => rule.media?.mediaText.includes("prefers-color-scheme: dark")));
    for (const rule of darkRules) rule.media.mediaText = isDark() ? "all" : "not all";
    document.documentElement.style.colorScheme = isDark() ? "dark" : "light";
  };

  // Hangfire's way back is fixed at start, when nobody knows under which folder a proxy shows this server.
  const mendWayBack = () => {
    const folder = location.pathname.split("/hangfire")[0];
    for (const link of document.querySelectorAll('a[href="/"]')) link.setAttribute("href", `${folder}/`);
  };

  const apply = () => {
    if (!location.pathname.includes("/hangfire")) return applyToReference();
    applyToQueue();
    mendWayBack();
  };
  apply();
  document.addEventListener("DOMContentLoaded", apply);
  // Scalar hears of it too and puts its own mode back: ours comes after.
  system.addEventListener("change", () => setTimeout(apply));
})();
