// What has been put off (setTimeout) or asked for (fetch, XMLHttpRequest, a script) and has not come yet, counted in the
// page; and what the page says, and of how many elements it is made.
latest => {
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
      all(document).length, ...rootsOf(document).flatMap(root => [words(root), ...told(root)]), ...frames().map(shows),
    ].join('\0'),
  };
}
