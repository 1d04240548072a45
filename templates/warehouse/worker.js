// Keeps the picking pages and what they are drawn with, so that a reload between two shelves needs no network.
// It rules only addresses below its own, answers from the network first, and never keeps an answer to a POST.
"use strict";
const CACHE = "rg-picking-{{ user|stringformat:"d" }}";
const PAGE = /^\/separacao\/\d+\//;
const HOURS_12 = 12 * 3600 * 1000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  // Another person on this device does not see the pages of the one before.
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith("rg-picking-") && name !== CACHE).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});

const forget = () => caches.delete(CACHE);
const keep = async (request, answer) => {
  const cache = await caches.open(CACHE);
  await cache.put(request, answer);
};
const fresh = (answer) => answer && Date.now() - Date.parse(answer.headers.get("Date") || 0) < HOURS_12;

const page = async (request) => {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout ? AbortSignal.timeout(6000) : undefined });
    if (answer.redirected || answer.type === "opaqueredirect") await forget();      // signed out: nothing stays readable
    else if (answer.ok) await keep(request.url, answer.clone());
    if (answer.status < 500) return answer;
    const kept = await caches.match(request.url);
    return fresh(kept) ? kept : answer;
  } catch (error) {
    const kept = await caches.match(request.url);
    if (fresh(kept)) return kept;
    throw error;
  }
};
const asset = async (request) => {
  try {
    const answer = await fetch(request);
    if (answer.ok) await keep(request, answer.clone());
    return answer;
  } catch (error) {
    const kept = await caches.match(request);
    if (kept) return kept;
    throw error;
  }
};

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (event.request.mode === "navigate" && PAGE.test(url.pathname)) event.respondWith(page(event.request));
  else if (/\.(css|js|woff2|svg)$/.test(url.pathname) && url.pathname !== location.pathname) event.respondWith(asset(event.request));
});
self.addEventListener("message", (event) => {
  // The page that registered this worker was loaded before it: keep it and its files now.
  const wanted = (event.data?.keep || []).filter((address) => new URL(address).origin === location.origin);
  event.waitUntil(Promise.all(wanted.map(async (address) => {
    const answer = await fetch(address, { credentials: "same-origin" }).catch(() => null);
    if (answer?.ok && !answer.redirected) await keep(address, answer);
  })));
});
