() => ({
  title: String(document.title ?? ''), language: String(document.documentElement?.lang ?? ''),
  size: [document.documentElement?.scrollWidth ?? innerWidth, document.documentElement?.scrollHeight ?? innerHeight],
  loaded: document.readyState === 'complete', bodiless: !document.querySelector('body, frameset'),
})
