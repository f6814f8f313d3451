// How somebody likes to read answers: kept in this browser.
const key = "answer-view";

export function recall() {
  try { return localStorage.getItem(key); } catch { return null; } // storage may be forbidden
}

export function remember(view) {
  try { localStorage.setItem(key, view); } catch { /* the choice then lasts as long as the page */ }
}
