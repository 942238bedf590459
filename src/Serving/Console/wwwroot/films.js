// Film strips are loaded one at a time, those in sight first. A browser keeps six connections to a server, a film may take
// a while to be imagined, and a stop must never wait for one. They are fetched, because a picture whose loading is given up
// would stay in the browser's memory.
let waiting = [], loading = null;

/** Loads a strip once it is on the page and in sight, or removes it and says why not. */
export function load(strip, url, failed) {
  waiting.push({ strip, url, failed });
  setTimeout(next);
}

/** Looks again which strips are in sight: the view changed, or a decision took the place of another. */
export function next() {
  if (loading && !loading.strip.isConnected) {
    // Nobody will see it: the server need not make it.
    loading.giveUp.abort();
    loading = null;
  }
  waiting = waiting.filter(({ strip }) => strip.isConnected);
  if (loading || document.hidden) return;
  const at = waiting.findIndex(({ strip }) => strip.offsetParent !== null);
  if (at >= 0) show(waiting.splice(at, 1)[0]);
}

async function show(film) {
  loading = film;
  film.giveUp = new AbortController();
  try {
    const response = await fetch(film.url, { signal: film.giveUp.signal });
    if (!response.ok) throw new Error(response.statusText);
    const address = URL.createObjectURL(await response.blob());
    film.strip.src = address;
    film.strip.decode().catch(film.failed).finally(() => URL.revokeObjectURL(address));
  } catch (fault) {
    if (fault.name !== "AbortError") film.failed();
  }
  if (loading === film) loading = null;
  next();
}

document.addEventListener("visibilitychange", next);
