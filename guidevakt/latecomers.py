"""What a page's scripts have still to bring: parts that come after the page has loaded, and a reader waits for."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Error, Page

#: A script that is to run later than this after the page asked for it brings nothing a reader would wait for, ms.
LATEST_MS = 5000

# What has been put off (setTimeout) or asked for (fetch, XMLHttpRequest) and has not come yet, counted in the page.
_COUNT = """latest => {
  const waited = new Set();
  const { setTimeout: later, clearTimeout: drop, fetch: get } = window;
  window.setTimeout = (act, ms, ...rest) => {
    if (typeof act !== 'function' || ms > latest) return later(act, ms, ...rest);
    const id = later((...given) => { waited.delete(id); act(...given); }, ms, ...rest);
    waited.add(id);
    return id;
  };
  window.clearTimeout = id => { waited.delete(id); drop(id); };
  const until = promise => {
    waited.add(promise);
    promise.finally(() => waited.delete(promise)).catch(() => {});
    return promise;
  };
  window.fetch = (...how) => until(get(...how));
  const { send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.send = function (...body) {
    until(new Promise(done => this.addEventListener('loadend', done)));
    return send.apply(this, body);
  };
  const all = root => [...root.querySelectorAll('*')].flatMap(e => e.shadowRoot ? [e, ...all(e.shadowRoot)] : [e]);
  window[Symbol.for('guidevakt.late')] = { isQuiet: () => !waited.size, size: () => all(document).length };
}"""
# Down to the end of the page, where what is fetched as it comes into view begins, and until nothing is left to come.
_AWAIT = """async limit => {
  const late = window[Symbol.for('guidevakt.late')];
  if (!late) return false;
  const until = performance.now() + limit, before = late.size();
  const frame = () => new Promise(requestAnimationFrame);
  scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' });
  do { await frame(); await frame(); } while (!late.isQuiet() && performance.now() < until);
  await frame();
  return late.size() !== before;
}"""


def watch(context: BrowserContext) -> None:
    """From the next document on, keep count of what is still to come."""
    context.add_init_script(f"({_COUNT})({LATEST_MS})")


def wait(page: Page, limit_ms: float) -> bool:
    """Wait for what is still to come, at most so long. Has the page got more, or less, since?"""
    try:
        return bool(page.evaluate(_AWAIT, limit_ms))
    except Error:  # the page went elsewhere meanwhile
        return True
