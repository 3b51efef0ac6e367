// Keeps an open page up to date: parts are exchanged when something happened, forms are sent in place, and what is
// typed, unfolded or focused stays as it is.
"use strict";

const parts = () => new Map([...document.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
const served = new Map([...parts()].map(([name, part]) => [name, part.innerHTML]));
let last = document.body.dataset.last;
let refreshing = false;

const foldKey = (details) => details.querySelector("summary")?.textContent.split(":")[0].trim() ?? "";

function exchange(part, html) {
  const folds = new Map([...part.querySelectorAll("details")].map((details, i) => [i + foldKey(details), details.open]));
  const focused = part.contains(document.activeElement) ? document.activeElement : null;
  const focusKey = focused && (focused.id || focused.getAttribute("formaction") || focused.getAttribute("href") || focused.textContent);
  const typed = new Map([...part.querySelectorAll("input[id], textarea[id], select[id]")]
    .filter((field) => field.type !== "hidden" && field.value !== field.defaultValue)
    .map((field) => [field.id, field.value]));
  part.innerHTML = html;
  for (const [id, value] of typed) {
    const field = document.getElementById(id);
    if (field) field.value = value;
  }
  [...part.querySelectorAll("details")].forEach((details, i) => {
    const open = folds.get(i + foldKey(details));
    if (open !== undefined) details.open = open;
  });
  if (focusKey) {
    [...part.querySelectorAll("a, button, summary, input")]
      .find((el) => [el.id, el.getAttribute("formaction"), el.getAttribute("href"), el.textContent].includes(focusKey))
      ?.focus({ preventScroll: true });
  }
}

// What overflows can be scrolled with the keys only when it can be focused.
function reachable() {
  for (const box of document.querySelectorAll(".scroll, .markdown pre, .log pre, .tabs")) {
    if (box.scrollWidth > box.clientWidth && !box.matches(".tabs")) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}

async function refresh() {
  if (refreshing) return;
  refreshing = true;
  try {
    const answer = await fetch(location.pathname + location.search, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = parts();
    for (const fresh of page.querySelectorAll("[data-part]")) {
      const name = fresh.dataset.part;
      // Compared with what was served before: unfolding something is no change.
      if (now.has(name) && served.get(name) !== fresh.innerHTML) {
        served.set(name, fresh.innerHTML);
        exchange(now.get(name), fresh.innerHTML);
      }
    }
    last = page.body.dataset.last;
    reachable();
  } finally {
    refreshing = false;
  }
}

async function poll() {
  try {
    if (!document.hidden) {
      const answer = await fetch("/journal/last");
      if (answer.ok && String((await answer.json()).last) !== last) await refresh();
    }
  } catch {
    // The sandbox has stopped or is starting; the next poll finds out.
  }
  setTimeout(poll, 1000);
}

let fading;
function announce(message) {
  const done = document.getElementById("done");
  if (!done) return;
  done.textContent = message;
  clearTimeout(fading);
  fading = setTimeout(() => { done.textContent = ""; }, 4000);
}

function tell(message) {
  const problem = document.getElementById("problem");
  if (!problem) return;
  problem.textContent = message;
  problem.hidden = !message;
  if (message) problem.scrollIntoView({ block: "nearest" });
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  event.preventDefault();
  const button = event.submitter;
  const fields = new URLSearchParams(new FormData(form, button));
  if (button) button.disabled = true;
  try {
    const target = button?.getAttribute("formaction") ?? form.getAttribute("action") ?? location.href;
    const answer = await fetch(target, { method: "POST", body: fields });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const there = new URL(answer.url);
    if (answer.ok && (there.pathname !== location.pathname || form.matches(".editor"))) {
      location.assign(there.pathname + there.search + there.hash);
    } else if (answer.ok) {
      tell("");
      announce("Done: " + (button?.textContent.trim().replace(/\s+/g, " ") ?? "sent"));
      form.querySelectorAll("textarea:not([data-keep])").forEach((area) => { area.value = ""; });
      refreshing = false;
      await refresh();
    } else {
      tell(page.getElementById("problem")?.textContent ?? "That did not work.");
    }
  } catch {
    tell("The sandbox does not answer. Is it still running?");
  } finally {
    if (button) button.disabled = false;
  }
});

reachable();
addEventListener("resize", reachable);
if (!document.querySelector("main.bare")) poll();
