// Typing is sent when it pauses, not at every key: a pasted file would travel again with each of them.
const pause = 400;

export function watch(area) {
  let waiting;
  area.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => area.dispatchEvent(new Event("change", { bubbles: true })), pause);
  });
}
