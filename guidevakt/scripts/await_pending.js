// Down to the end of the page, where what is fetched as it comes into view begins, and until nothing is left to come.
async ([limit, before]) => {
  const late = window[Symbol.for('guidevakt.late')];
  if (!late) return false;
  const until = performance.now() + limit;
  const frame = () => new Promise(requestAnimationFrame);
  scrollTo({ top: document.documentElement?.scrollHeight ?? 0, behavior: 'instant' });
  do { await frame(); await frame(); } while (!late.isQuiet() && performance.now() < until);
  await frame();
  return late.says() !== before;
}
