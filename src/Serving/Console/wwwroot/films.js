// Film strips are loaded one at a time, those in sight first. A browser keeps six connections to a server, a film may take
// a while to be imagined, and a stop must never wait for one.
let waiting = [], loading = null;

/** Loads a strip once it is on the page and in sight. */
export function load(strip, url) {
  waiting.push([strip, url]);
  setTimeout(next);
}

/** Looks again which strips are in sight: the view changed, or a decision took the place of another. */
export function next() {
  if (loading && !loading.isConnected) {
    // Nobody will see it: the server need not make it.
    loading.removeAttribute("src");
    loading = null;
  }
  waiting = waiting.filter(([strip]) => strip.isConnected);
  if (loading || document.hidden) return;
  const at = waiting.findIndex(([strip]) => strip.offsetParent !== null);
  if (at < 0) return;
  const [[strip, url]] = waiting.splice(at, 1);
  loading = strip;
  const done = () => {
    if (loading === strip) loading = null;
    next();
  };
  strip.addEventListener("load", done, { once: true });
  strip.addEventListener("error", done, { once: true });
  strip.src = url;
}

document.addEventListener("visibilitychange", next);
