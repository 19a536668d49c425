// Kept by browsers that logged points: without a connection, the address of a session's points opens an empty page to
// write on. It keeps that page and the files it is drawn with, and never a page of anybody. KEPT is set by the server.
const STORE = `pipd-${KEPT.version}`;
const POINTS = /^\/areas\/[^/]+\/sessions\/\d+\/points\/$/;
const PATIENCE = 10_000; // milliseconds; who waits longer has no connection worth the name
const FIXED = /\.[0-9a-f]{12}\.\w+$/; // a name that carries a digest never means anything else
const GATEWAYS = [502, 503, 504]; // the server's neighbours say that it is not there

self.addEventListener("install", (event) => {
  event.waitUntil(keep());
  self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  event.waitUntil(tidy().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate" && POINTS.test(pathname)) event.respondWith(page(event));
  else if (KEPT.files.includes(pathname)) event.respondWith(file(request));
});

async function keep() {
  const store = await caches.open(STORE);
  // Asked without cookies: nobody is signed in for what is kept.
  const wanted = [KEPT.page, ...KEPT.files].map((address) => new Request(address, { credentials: "omit" }));
  await store.addAll(wanted);
}

async function tidy() {
  const old = (await caches.keys()).filter((name) => name.startsWith("pipd-") && name !== STORE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

const kept = (address) => caches.open(STORE).then((store) => store.match(address));

async function page(event) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const real = await fetch(event.request, { signal: patience.signal });
    if (!GATEWAYS.includes(real.status)) return real;
  } catch {
    // No connection.
  } finally {
    clearTimeout(timer); // once it answers, it may take its time
  }
  return (await kept(KEPT.page)) ?? Response.error();
}

async function file(request) {
  const { pathname } = new URL(request.url);
  const ours = await kept(pathname);
  if (ours && FIXED.test(pathname)) return ours;
  try {
    return await fetch(request);
  } catch {
    return ours ?? Response.error();
  }
}
