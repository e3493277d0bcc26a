// Keeps half-written text, sends an answer until the laptop has it, and follows the trainer.
"use strict";
const POLL_MS = 3000, AGAIN_MS = 1000, WAIT_MS = 8000;
const say = text => { const box = document.getElementById("lost"); if (box.textContent !== text) box.textContent = text; };
const words = () => document.getElementById("lost").dataset;
const main = () => document.querySelector("main");
let ends = 0, busy = false;

const ask = (url, how = {}) => fetch(url, {...how, signal: AbortSignal.timeout(WAIT_MS), credentials: "same-origin"});

function ready() {
  ends = Date.now() + 1000 * Number(main().dataset.left || 0);
  for (const area of document.querySelectorAll("[data-draft]")) {
    const kept = localStorage.getItem(area.dataset.draft);
    if (kept) area.value = kept;
  }
  tick();
}

function show(html, moved) {
  const page = new DOMParser().parseFromString(html, "text/html").querySelector("main");
  if (!page) return;
  main().replaceWith(document.adoptNode(page));
  ready();
  if (moved) { scrollTo(0, 0); document.querySelector("h1")?.focus(); }
}

async function send(form, button) {
  const body = new URLSearchParams(new FormData(form));
  const area = form.querySelector("[data-draft]");
  button.disabled = busy = true;
  for (;;) {
    try {
      const reply = await ask(form.action, {method: "POST", body});
      if (reply.status >= 500) throw new Error(reply.status);
      if (reply.ok && area) localStorage.removeItem(area.dataset.draft);
      say("");
      busy = false;
      show(await reply.text(), true);
      return;
    } catch {
      say(words().lost);
      await new Promise(done => setTimeout(done, AGAIN_MS));
    }
  }
}

function tick() {
  const clock = document.getElementById("clock");
  const left = Math.max(0, Math.round((ends - Date.now()) / 1000));
  if (clock) clock.textContent = `${Math.floor(left / 60)}.${String(left % 60).padStart(2, "0")}`;
}

async function follow() {
  if (busy || !main().dataset.version) return;
  try {
    const state = await (await ask("/keadaan")).json();
    say("");
    ends = Date.now() + 1000 * state.left;
    if (!busy && state.version !== main().dataset.version) show(await (await ask("/")).text(), state.version === "");
  } catch { say(words().lost); }
}

document.addEventListener("submit", event => {
  event.preventDefault();
  if (!busy) send(event.target, event.submitter || event.target.querySelector("button"));
});
document.addEventListener("input", event => {
  if (event.target.dataset.draft) localStorage.setItem(event.target.dataset.draft, event.target.value);
});
setInterval(tick, 1000);
setInterval(follow, POLL_MS);
ready();
