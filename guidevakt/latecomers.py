"""What a page's scripts have still to bring: parts that come after the page has loaded, and a reader waits for."""

from __future__ import annotations

import time
from weakref import WeakKeyDictionary

from playwright.sync_api import BrowserContext, Error, Page, Request

#: A script that is to run later than this after the page asked for it brings nothing a reader would wait for, ms.
LATEST_MS = 5000
#: How long a script that is on its way is left to itself before it is asked about again, ms.
_PAUSE_MS = 50

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
  for (const how of ['load', 'error']) document.addEventListener(how, fetched, true); // no window hears of a load
  const isAsked = node => node.localName === 'script' && node.src && document.readyState !== 'loading';
  new MutationObserver(changes => {
    for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) if (isAsked(node)) waited.add(node);
  }).observe(document, { childList: true, subtree: true });
  const all = root => [...root.querySelectorAll('*')].flatMap(e => e.shadowRoot ? [e, ...all(e.shadowRoot)] : [e]);
  const roots = () => [document, ...all(document).map(e => e.shadowRoot).filter(Boolean)];
  const words = root => (root.body ?? root).textContent;
  const told = root => [...root.querySelectorAll('[placeholder], [aria-label], [alt], [value]')]
    .flatMap(e => ['placeholder', 'aria-label', 'alt', 'value'].map(name => e.getAttribute(name)));
  const frames = () => all(document).filter(e => e.localName === 'iframe');
  const isNear = ({ top, bottom }) => bottom > -innerHeight && top < 2 * innerHeight;
  const isToCome = frame => frame.contentDocument?.URL === 'about:blank' && /^(?!about:)./.test(frame.src)
    && isNear(frame.getBoundingClientRect());
  const shows = frame => frame.contentDocument ? frame.contentDocument.body?.textContent : 'another site';
  window[Symbol.for('guidevakt.late')] = {
    isQuiet: () => !waited.size && !frames().some(isToCome),
    says: () => [
      all(document).length, ...roots().flatMap(root => [words(root), ...told(root)]), ...frames().map(shows),
    ].join('\0'),
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


# The scripts of each context that are on their way: no script in the page hears of what `import()` asks for.
_scripts: WeakKeyDictionary[BrowserContext, set[Request]] = WeakKeyDictionary()


def watch(context: BrowserContext) -> None:
    """From the next document on, keep count of what is still to come."""
    context.add_init_script(f"({_COUNT})({LATEST_MS})")
    on_their_way = _scripts.setdefault(context, set())

    def asked(request: Request) -> None:
        if request.resource_type == "script":
            on_their_way.add(request)

    def answered(request: Request) -> None:
        on_their_way.discard(request)

    context.on("request", asked)
    context.on("requestfinished", answered)
    context.on("requestfailed", answered)


def says(page: Page) -> str:
    """All that the page says now, and of how many elements it is made."""
    try:
        return str(page.evaluate(_SAYS))
    except Error:  # the page goes elsewhere meanwhile
        return ""


def wait(page: Page, limit_ms: float, before: str) -> bool:
    """Wait for what is still to come, at most so long. Does the page say other things than it did `before`, or is it
    made of more, or fewer, elements?"""
    until = time.monotonic() + limit_ms / 1000
    try:
        more = bool(page.evaluate(_AWAIT, [limit_ms, before]))
        while not more and _scripts.get(page.context) and (left_s := until - time.monotonic()) > 0:
            page.wait_for_timeout(_PAUSE_MS)
            more = bool(page.evaluate(_AWAIT, [left_s * 1000, before]))
        return more
    except Error:  # the page went elsewhere meanwhile
        return True
