// Typing is sent when it pauses, not at every key: a pasted file would travel again with each of them.
const pause = 400;

export function watch(area) {
  // Files that came before this script did have taken the area's place.
  if (!area) return;
  let waiting;
  const announce = () => area.dispatchEvent(new Event("change", { bubbles: true }));
  area.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(announce, pause);
  });
  // What was typed before this script arrived.
  if (area.value) announce();
}
