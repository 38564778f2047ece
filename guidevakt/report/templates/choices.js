// The choices of a report without a server: kept while the page is open, saved as a file that guidevakt approve reads.
'use strict';
(() => {
  const LARGEST = 10 * 1024 * 1024;
  const DAY = 24 * 3600 * 1000;
  const bar = document.querySelector('[data-save]');
  if (!bar) return;
  const forms = [...document.querySelectorAll('[data-choices]')];
  const place = `guidevakt ${bar.dataset.run}`;
  const chosen = new Map();  // by the form's own key: what val.json holds of it
  let saved = true;

  const kept = (storage, key, value) => {
    try {
      if (value === undefined) return storage().getItem(key);
      storage().setItem(key, value);
    } catch { /* a browser that keeps nothing: the choices live as long as the page */ }
    return null;
  };
  const local = () => localStorage, session = () => sessionStorage;
  const day = (days) => new Date(Date.now() + days * DAY).toLocaleDateString('sv-SE', { timeZone: 'Europe/Stockholm' });
  const written = (iso) => new Date(`${iso}T12:00`).toLocaleDateString('sv-SE', { day: 'numeric', month: 'long', year: 'numeric' });
  const name = bar.querySelector('[name=who]');

  const told = ({ choice, until }, form) => {
    if (choice === 'until') return `Skillnaden godtas till och med ${written(until)}`;
    return form.querySelector(`button[value=${choice}]`).textContent;
  };

  const show = () => {
    for (const form of forms) {
      const decision = chosen.get(form.dataset.choices);
      const done = form.nextElementSibling;
      form.hidden = Boolean(decision);
      done.hidden = !decision;
      done.querySelector('p').textContent = decision ? `Ditt val: ${told(decision, form)}.` : '';
    }
    const all = forms.length;
    bar.hidden = !chosen.size;
    bar.querySelector('[data-count]').textContent =
      chosen.size === all ? 'Du har valt för alla bilder.' : `Du har valt för ${chosen.size} av ${all} bilder.`;
    bar.querySelector('[data-saved]').hidden = true;
    kept(session, place, JSON.stringify([...chosen]));
  };

  // PNG whatever it was: what a camera wrote beside the picture does not come along.
  const asPng = async (file) => {
    const bitmap = await createImageBitmap(file);
    const canvas = Object.assign(document.createElement('canvas'), { width: bitmap.width, height: bitmap.height });
    canvas.getContext('2d').drawImage(bitmap, 0, 0);
    return canvas.toDataURL('image/png').split(',')[1];
  };

  const own = async (input) => {
    const file = input.files[0];
    if (!file) throw new Error('Välj en bild först.');
    if (file.size > LARGEST) throw new Error('Bilden är för stor. Den får vara högst 10 MB.');
    let image;
    try {
      if (!['image/png', 'image/jpeg'].includes(file.type)) throw new Error();
      image = await asPng(file);
    } catch {
      throw new Error('Filen är ingen bild som går att läsa. Välj en bild i formatet PNG eller JPEG.');
    }
    if (image.length > (LARGEST * 4) / 3) throw new Error('Bilden är för stor. Minska den och försök igen.');
    return image;
  };

  const decide = async (form, choice) => {
    const { until, image, why, all } = form.elements;
    if (choice === 'until' && !(until.value && until.checkValidity())) {
      throw new Error(`Välj en dag från ${written(until.min)} till ${written(until.max)}.`);
    }
    const answer = {
      choice,
      until: choice === 'until' ? until.value : null,
      why: why.value.trim(),
      image: choice === 'own' ? await own(image) : null,
    };
    const alike = choice !== 'own' && all?.checked ? forms.filter((other) => other.dataset.same === form.dataset.same) : [form];
    for (const { dataset } of alike) {
      const { guide, step, picture, sha256 } = dataset;
      chosen.set(dataset.choices, { guide, step, picture, sha256, ...answer });
    }
    saved = false;
  };

  for (const form of forms) {
    const trouble = form.querySelector('[data-trouble]');
    const until = form.elements.until;
    if (until) Object.assign(until, { min: day(1), max: day(366), value: day(30) });
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      trouble.hidden = true;
      try {
        await decide(form, event.submitter.value);
        show();
        form.nextElementSibling.querySelector('button').focus();
      } catch (error) {
        trouble.textContent = error.message;
        trouble.hidden = false;
      }
    });
    form.nextElementSibling.querySelector('button').addEventListener('click', () => {
      chosen.delete(form.dataset.choices);
      saved = !chosen.size;
      show();
      form.querySelector('.answers button').focus();
    });
    form.previousElementSibling.hidden = true;  // the command, for whoever has no choice but to type it
  }

  bar.addEventListener('submit', (event) => {
    event.preventDefault();
    const who = name.value.trim().replace(/\s+/g, ' ');
    if (!who) {
      name.value = '';
      name.reportValidity();
      return;
    }
    kept(local, 'guidevakt who', who);
    const text = JSON.stringify({ schema: 1, run: bar.dataset.run, who, decisions: [...chosen.values()] }, null, 1);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    link.download = 'val.json';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);  // some browsers fetch it only now
    saved = true;
    bar.querySelector('[data-saved]').hidden = false;
  });

  window.addEventListener('beforeunload', (event) => {
    if (!saved) event.preventDefault();
  });

  name.value = kept(local, 'guidevakt who') ?? '';
  const known = new Set(forms.map((form) => form.dataset.choices));
  for (const [key, decision] of JSON.parse(kept(session, place) ?? '[]')) if (known.has(key)) chosen.set(key, decision);
  show();
})();
