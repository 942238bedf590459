const ROOT = "/console/";

export class Refused extends Error {}

/** @throws Refused with the server's words; TypeError when there is no server. */
export async function get(path) {
  return answer(await fetch(ROOT + path, { cache: "no-store" }));
}

/** @param patience ms after which the order counts as not delivered. */
export async function post(path, body = {}, patience = 60_000) {
  return answer(await fetch(ROOT + path, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal: AbortSignal.timeout(patience),
  }));
}

async function answer(response) {
  const body = await response.json();
  if (!response.ok) throw new Refused(body.message ?? `the server says ${response.status}`);
  return body;
}
