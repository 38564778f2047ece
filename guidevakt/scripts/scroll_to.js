// A place of the page in the middle of the window: [x, y] → where the window then stands.
([x, y]) => {
  scrollTo({ left: x - innerWidth / 2, top: y - innerHeight / 2, behavior: 'instant' });
  return [scrollX, scrollY];
}
