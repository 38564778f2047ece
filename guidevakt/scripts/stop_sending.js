// `sendBeacon` and keep-alive requests on pagehide, and forms, pass context.route by: they are stopped in the page.
(() => {
  const stop = what => { window.guidevaktTells?.('stopped ' + what); };
  const reads = method => ['GET', 'HEAD'].includes(String(method || 'GET').toUpperCase());
  const stopForm = event => { event.preventDefault(); event.stopImmediatePropagation(); stop('form'); };
  addEventListener('submit', stopForm, true);
  HTMLFormElement.prototype.submit = HTMLFormElement.prototype.requestSubmit = () => stop('form');
  Navigator.prototype.sendBeacon = () => { stop('beacon'); return false; };
  const plainFetch = window.fetch;
  window.fetch = (input, init) => {
    if (reads(init?.method ?? input?.method) && !init?.keepalive) return plainFetch(input, init);
    stop('fetch');
    return Promise.reject(new TypeError('stopped by Guidevakt'));
  };
  const { open, send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (method, ...rest) {
    this.guidevaktReads = reads(method);
    return open.call(this, method, ...rest);
  };
  XMLHttpRequest.prototype.send = function (...body) {
    if (this.guidevaktReads) return send.apply(this, body);
    stop('xhr');
    this.dispatchEvent(new ProgressEvent('error'));
  };
  if (window.fetchLater) window.fetchLater = () => { stop('fetch'); return { activated: false }; };
  // What these send passes neither through here nor through context.route; pages look before they use them.
  for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'WebTransport', 'SharedWorker'])
    Object.defineProperty(window, name, { value: undefined });
})();
