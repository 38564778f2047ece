// One height further down in what scrolls the choice; from the top at first. Was there more to see?
async (choice, fromTop) => {
  const scrolls = e => e.scrollHeight > e.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(e).overflowY);
  let list = choice;
  while (list && !scrolls(list)) list = list.parentElement;
  if (!list) return false;
  const before = list.scrollTop;
  list.scrollTop = fromTop ? 0 : before + list.clientHeight * 0.8;
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  return fromTop || list.scrollTop > before;
}
