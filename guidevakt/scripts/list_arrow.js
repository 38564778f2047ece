// The arrow of a list that one may write in, whatever it is made of: what stands after the field, at its right edge, and
// is a button or has no words.
field => {
  const {top, bottom, right} = field.getBoundingClientRect();
  const after = e => e?.nextElementSibling ? [e.nextElementSibling, ...after(e.nextElementSibling)] : [];
  const stands = e => {
    const box = e.getBoundingClientRect();
    return box.width && box.height && box.top < bottom && box.bottom > top && Math.abs(box.left - right) < 60;
  };
  const isArrow = e => e.matches('button, [role=button]')
    || !/\p{L}/u.test(e.textContent) && !e.matches('input, select, textarea') && !e.querySelector('input, button');
  return [...after(field), ...after(field.parentElement)].flatMap(e => [e, ...e.querySelectorAll('*')])
    .find(e => stands(e) && isArrow(e)) ?? null;
}
