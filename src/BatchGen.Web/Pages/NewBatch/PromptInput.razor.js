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

// What was chosen in each place and not taken by the server yet.
const waiting = new WeakMap();

// Blazor tells the server of a choice through the circuit: while that is cut the choice would be lost, and a list of many
// thousand files is larger than one message may be. So both are seen here first, before Blazor hears of them.
export function guard(drop, said, most) {
  if (!drop) return;
  const modal = document.getElementById("components-reconnect-modal");
  const isCut = () => /components-reconnect-(show|retrying|failed|rejected)/.test(modal?.className ?? "");
  const say = text => {
    said.textContent = text;
    said.hidden = text === "";
  };
  // For whoever has to know that files are heard of now.
  drop.dataset.guarded = "true";
  drop.addEventListener("change", event => {
    const input = event.target;
    say("");
    if (input.files.length > most) {
      event.stopImmediatePropagation();
      say(said.dataset.tooMany.replace("{0}", input.files.length.toLocaleString(document.documentElement.lang)));
      input.value = "";
      return;
    }
    waiting.set(drop, input);
    if (isCut()) {
      event.stopImmediatePropagation();
      say(said.dataset.waits);
    }
  }, true);
  modal?.addEventListener("components-reconnect-state-changed", event => {
    const input = waiting.get(drop);
    if (event.detail?.state === "hide" && input?.isConnected && input.files.length > 0)
      input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

export function taken(drop) {
  waiting.delete(drop);
}
