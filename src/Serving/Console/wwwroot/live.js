// States come as server-sent events. A server that is gone may leave a connection that looks alive, so silence counts as
// gone too: a living one sends something every second.
const SILENCE = 3500, PAUSE = 1500;

export function follow({ onState, onFresh, onStale }) {
  let source, watch, isFresh = false;

  function open() {
    source = new EventSource("/console/events");
    source.addEventListener("state", event => {
      if (!isFresh) onFresh();
      isFresh = true;
      wait(SILENCE);
      onState(JSON.parse(event.data));
    });
    source.onerror = () => {
      stale();
      // The browser tries again by itself, unless the server said no.
      if (source.readyState === EventSource.CLOSED) wait(PAUSE);
    };
    wait(SILENCE);
  }

  function wait(time) {
    clearTimeout(watch);
    watch = setTimeout(() => {
      stale();
      source.close();
      open();
    }, time);
  }

  function stale() {
    if (isFresh) onStale();
    isFresh = false;
  }

  // A tab that nobody sees takes no connection from those that somebody does, and makes the server imagine nothing.
  document.addEventListener("visibilitychange", () => {
    clearTimeout(watch);
    source.close();
    if (!document.hidden) open();
  });
  open();
}
