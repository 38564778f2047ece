// Has anything come of the click: another address, other words, another tab? A page that was left has no memory of it.
() => {
  const open = window.open, address = location.href, text = document.body?.innerText;
  let opened = false;
  window.open = (...how) => { const tab = open.apply(window, how); opened = Boolean(tab); return tab; };
  window.guidevaktAnswered = () => opened || location.href !== address || document.body?.innerText !== text;
}
