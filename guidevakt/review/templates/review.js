// The review page's comforts: keys that choose, what was said is read aloud first, and the same view for every picture.
'use strict';
(() => {
  const keep = (name, value) => {
    try {
      if (value === undefined) return localStorage.getItem(name);
      localStorage.setItem(name, value);
    } catch { /* nothing is kept, and nothing else changes */ }
    return null;
  };

  for (const group of ['mode', 'zoom']) {
    const radios = [...document.querySelectorAll(`input[data-${group}]`)];
    const known = radios.find((radio) => radio.value === keep(`guidevakt ${group}`));
    if (known && !known.checked) known.click();
    for (const radio of radios) radio.addEventListener('change', () => keep(`guidevakt ${group}`, radio.value));
  }

  (document.querySelector('#fel') ?? document.querySelector('#sagt'))?.focus();

  const help = document.querySelector('[data-keys]');
  if (!help) return;
  const on = help.querySelector('[data-keys-on]');
  on.checked = keep('guidevakt keys') !== 'off';
  on.addEventListener('change', () => keep('guidevakt keys', on.checked ? 'on' : 'off'));
  help.hidden = false;
  document.addEventListener('keydown', (event) => {
    const writing = event.target.matches('input:not([type=radio], [type=checkbox], [type=range]), textarea, select');
    if (!on.checked || writing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const key = event.key.toLowerCase();
    const found = /^[1-4]$/.test(key)
      ? document.querySelectorAll('input[data-mode]')[key - 1]
      : document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!found) return;
    event.preventDefault();
    found.focus();
    found.click();
  });
})();
