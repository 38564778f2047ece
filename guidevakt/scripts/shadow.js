// Every element below a root, in the page's order, through open shadow roots; and the root with all of those. A form may
// have a field called shadowRoot.
const all = root => [...root.querySelectorAll('*')]
  .flatMap(e => e.shadowRoot instanceof ShadowRoot ? [e, ...all(e.shadowRoot)] : [e]);
const rootsOf = root => [root, ...all(root).map(e => e.shadowRoot).filter(inner => inner instanceof ShadowRoot)];
