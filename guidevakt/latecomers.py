"""What a page's scripts have still to bring: parts that come after the page has loaded, and a reader waits for."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Error, Page

#: A script that is to run later than this after the page asked for it brings nothing a reader would wait for, ms.
LATEST_MS = 5000

# What has been put off (setTimeout) or asked for (fetch, XMLHttpRequest, a script) and has not come yet, counted in the
# page; and what the page says, and of how many elements it is made.
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
  const fetched = event => waited.delete(event.target);
  for (const how of ['load', 'error']) addEventListener(how, fetched, true);
  const isAsked = node => node.localName === 'script' && node.src && document.readyState !== 'loading';
  new MutationObserver(changes => {
    for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) if (isAsked(node)) waited.add(node);
  }).observe(document, { childList: true, subtree: true });
  const all = root => [...root.querySelectorAll('*')].flatMap(e => e.shadowRoot ? [e, ...all(e.shadowRoot)] : [e]);
  const roots = () => [document, ...all(document).map(e => e.shadowRoot).filter(Boolean)];
  const words = root => (root.body ?? root).textContent;
  const told = root => [...root.querySelectorAll('[placeholder], [aria-label], [alt], [value]')]
    .flatMap(e => ['placeholder', 'aria-label', 'alt', 'value'].map(name => e.getAttribute(name)));
  window[Symbol.for('guidevakt.late')] = {
    isQuiet: () => !waited.size,
    says: () => [all(document).length, ...roots().flatMap(root => [words(root), ...told(root)])].join('\0'),
  };
}"""
# Down to the end of the page, where what is fetched as it comes into view begins, and until nothing is left to come.
_AWAIT = """async ([limit, before]) => {
  const late = window[Symbol.for('guidevakt.late')];
  if (!late) return false;
  const until = performance.now() + limit;
  const frame = () => new Promise(requestAnimationFrame);
  scrollTo({ top: document.documentElement?.scrollHeight ?? 0, behavior: 'instant' });
  do { await frame(); await frame(); } while (!late.isQuiet() && performance.now() < until);
  await frame();
  return late.says() !== before;
}"""
_SAYS = "() => window[Symbol.for('guidevakt.late')]?.says() ?? ''"


def watch(context: BrowserContext) -> None:
    """From the next document on, keep count of what is still to come."""
    context.add_init_script(f"({_COUNT})({LATEST_MS})")


def says(page: Page) -> str:
    """All that the page says now, and of how many elements it is made."""
    try:
        return str(page.evaluate(_SAYS))
    except Error:  # the page goes elsewhere meanwhile
        return ""


def wait(page: Page, limit_ms: float, before: str) -> bool:
    """Wait for what is still to come, at most so long. Does the page say other things than it did `before`, or is it
    made of more, or fewer, elements?"""
    try:
        return bool(page.evaluate(_AWAIT, [limit_ms, before]))
    except Error:  # the page went elsewhere meanwhile
        return True
