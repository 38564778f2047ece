// What a person writes in that is no field, and what a form counts out: where each stands in its frame, CSS px. An
// `output` of no form is a message like any other.
() => {
  const WRITTEN = '[contenteditable]:not([contenteditable="false" i], body, html), output:is([for], form *)';
  return rootsOf(document).flatMap(root => [...root.querySelectorAll(WRITTEN)]).map(element => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return [left, top, width, height];
  });
}
