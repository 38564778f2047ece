// A window or a part that stays in place while the page is scrolled is an interruption where it says so itself or can be
// waved away; a menu, a header or what holds the page's own heading is none. A part that is closed is taken out with its
// veil, and what it had locked behind it is opened again. A message above the page's own part is the whole site's; with
// no such part below it, it may be all that the page says. What asks a reader for a key or for more of what proves who
// they are belongs to the way in, and what covers all of the page with no way out is the page. A window may have a main
// heading of its own: it is the page's where no other part of the page has one.
// What is set aside is the thing itself: what holds it may be the host of every window that is still to open, so that is
// only left unpainted for as long as it holds nothing else, and what has been given other words is judged anew.
spareWindows => {
  const told = (ways, after = '') => new RegExp(`(?:${ways.join('|')})${after}`, 'i');
  const COOKIES = /cookie|kakor|informa(?:sjon|tion)skaps|samtyck|medgivande|consent|gdpr|personvern/i;
  const ABOUT = told(['din(?:a)? (?:integritet|åsikt|synpunkt)', 'integritetsinställ', 'sekretessinställning',
    'information (?:som )?vi samla', 'spårning', 'enkät', 'undersökning', 'survey', 'feedback', 'återkoppling',
    'vad tyck(?:er|te) du', 'tyck till', 'våra (?:\\d+ )?partner', '(?:your|our) privacy',
    'privacy (?:settings|preferences)',
    'svara på (?:några|ett par|två|tre|\\d+) frågor', 'göra bättre',
    'hur (?:nöjd|upplev)', 'betygsätt', 'hjälp(?:a|te)? (?:oss|den här|sidan)',
    'till (?:någon )?hjälp[?]', 'utvärder', 'omdöme', 'nyhetsbrev', 'newsletter', 'prenumerera', 'rabatt',
    'erbjudande', 'avisering',
    'notiser', 'digitala? (?:assistent|medarbetare)', '(?:ai|virtuell|chatt?)[- ]?assistent', 'chatbot',
    'hur kan (?:jag|vi) hjälpa', 'hjälp(?:er)? dig (?:att )?hitta', 'hjälp att hitta',
    'chatt?(?:a|en|bot)?(?![a-zåäö])']);
  const PROOF = told(['(?<![a-zåäö])(?:lösen)?nyckel(?:n|ar)?(?![a-zåäö])', 'passkey', 'skydda ditt konto',
    'håll ditt konto', 'mer information krävs', 'more information (?:is )?required', 'keep your account']);
  const CLOSE = told(['^stänga?', '^close', '^nej', '^no', '^inte (?:nu|idag|i dag)', '(?:^|^kanske )senare',
    '^påminn mig',
    '^(?:maybe )?later', '^hoppa över', '^skip', '^(?:avböj|avslå|avfärda|avvisa|förneka|neka|reject|decline|deny)',
    '^dismiss', '^(?:minimera|dölj|göm|minimi[sz]e|hide)', '^(?:det är |that.s )?ok(?:ej|ay)?', '^låter bra',
    '^(?:jag )?för(?:står|stått)', '^forst(?:ået|ått)', '^(?:jag )?fattar', '^uppfattat', '^då vet jag', '^got it',
    '^jag har läst', '^visa inte (?:igen|det|den|mer)', '^don.t show',
    '^(?:acceptera|godkänn|tillåt|accept|allow) (?:alla|allt|all)',
    '^(?:bara|endast|enbart|only) (?:de )?(?:nödvändiga|necessary)',
    '^(?:fortsätt|continue) (?:utan|without)',
    '^[×✕✖x]'], '(?![a-zåäö])');
  const inner = e => e.shadowRoot || e;
  const labelling = e => document.getElementById(e.getAttribute('aria-labelledby'));
  const topic = e => [e.getAttribute('aria-label'), e.title, labelling(e), ...inner(e).querySelectorAll('iframe'),
    inner(e)].map(t => t?.title || t?.innerText || t?.textContent || t || '').join(' ').slice(0, 300);
  const madeFor = e => `${e.id} ${e.getAttribute('class')}`; // its maker calls it that, in whatever language it speaks
  const shown = e => e.checkVisibility({visibilityProperty: true, opacityProperty: true});
  const covers = e => e.offsetWidth >= innerWidth * 0.9 && e.offsetHeight >= innerHeight * 0.9;
  const stays = e => {
    const {position, zIndex} = getComputedStyle(e);
    return /fixed|sticky/.test(position) || position === 'absolute' && zIndex > 0 && covers(e);
  };
  const presses = e => [...inner(e).querySelectorAll('button, a, [role=button], input[type=button]')];
  const called = b => String(b.getAttribute('aria-label') || b.value || b.textContent || b.title || '').trim();
  const hasPageOutside = e => [...document.querySelectorAll('main, [role=main], h1')]
    .some(own => !e.contains(own) && shown(own));
  const isOfThePage = e => e.matches('html, body, header, nav, main, footer, [role=banner], [role=main]')
    || e.querySelector('main, [role=main]') || e.querySelector('h1') && !hasPageOutside(e)
    || e.closest('main nav, header');
  const isOwn = link => link.origin === location.origin;
  const isMenu = e => [...inner(e).querySelectorAll('a[href]')].filter(isOwn).length > 3;
  const isWindow = e => e.matches(WINDOWS);
  const isNamed = e => e.matches('[role=region], section, aside')
    && COOKIES.test(e.getAttribute('aria-label') || '');
  const comesOver = e => isWindow(e) || isNamed(e) || stays(e)
    || e.shadowRoot && [...e.shadowRoot.children].some(child => isWindow(child) || stays(child));
  const WINDOWS = 'dialog[open], [role=dialog], [role=alertdialog], [aria-modal=true]';
  const holdsAnother = e => {
    const windows = [...inner(e).querySelectorAll(WINDOWS)].filter(shown);
    return windows.length && (!holds(e, windows) || windows.some(w => !interrupts(w)));
  };
  const interrupts = e => {
    if (!comesOver(e) || !shown(e) && !e.shadowRoot || isOfThePage(e) || isMenu(e) || holdsAnother(e)) return false;
    if (COOKIES.test(topic(e)) || COOKIES.test(madeFor(e))) return true;
    if (covers(e) && !e.shadowRoot && !presses(e).length && !e.querySelector('iframe, input')) return false;
    if (ABOUT.test(topic(e))) return true;
    return !spareWindows && !PROOF.test(topic(e)) && presses(e).some(b => CLOSE.test(called(b)));
  };
  const isNotice = e => {
    const own = document.querySelector('main, [role=main]');
    const says = e.matches('[role=alert], [role=status]') || presses(e).some(b => CLOSE.test(called(b)));
    return !spareWindows && says && shown(e) && !isOfThePage(e) && !isMenu(e)
      && !e.closest('main, [role=main], header, nav, footer, form, dialog, [role=dialog], [role=alertdialog]')
      && own?.querySelector('h1') && e.compareDocumentPosition(own) & Node.DOCUMENT_POSITION_FOLLOWING;
  };
  const isVeil = e => stays(e) && shown(e) && !isOfThePage(e) && !e.textContent.trim() && !e.querySelector('img, input')
    && covers(e);
  const bare = new CSSStyleSheet();
  bare.replaceSync('[data-guidevakt-veiled]::before, [data-guidevakt-veiled]::after { display: none !important }');
  bare.guidevakt = true;
  const isDrawn = (e, part) => {
    const {content, position, display, width, height, pointerEvents} = getComputedStyle(e, part);
    return content !== 'none' && display !== 'none' && position === 'fixed' && pointerEvents !== 'none'
      && parseFloat(width) >= innerWidth * 0.9 && parseFloat(height) >= innerHeight * 0.9;
  };
  // A veil may be drawn by style alone, and a lock be one that lets no click through.
  const unveil = e => {
    for (const part of ['::before', '::after']) if (isDrawn(e, part)) e.setAttribute('data-guidevakt-veiled', '');
    if (getComputedStyle(e).pointerEvents === 'none' && e.matches('html, body'))
      e.style.setProperty('pointer-events', 'auto', 'important');
  };
  // Does it hold anything that is drawn, those left out aside?
  const holds = (e, leftOut) => [...inner(e).childNodes].some(node => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.trim();
    if (node.nodeType !== Node.ELEMENT_NODE || leftOut.includes(node)) return false;
    if (getComputedStyle(node).display === 'none' || /^(?:script|style|template)$/.test(node.localName)) return false;
    return /^(?:img|svg|iframe|input|select|textarea|video|canvas)$/.test(node.localName) || holds(node, leftOut);
  });
  const said = e => inner(e).textContent;
  const { aside, frames } = window.guidevaktAside ??= { aside: new Map(), frames: new Map() };
  const put = (kept, e, property, value) => {
    if (kept.has(e)) return;
    kept.set(e, [said(e), property, e.style.getPropertyValue(property), e.style.getPropertyPriority(property)]);
    e.style.setProperty(property, value, 'important');
  };
  const back = (kept, e) => {
    const [, property, ...before] = kept.get(e);
    e.style.setProperty(property, ...before);
    kept.delete(e);
  };
  const hide = e => put(aside, e, 'display', 'none');
  const close = e => { // out of the top layer, without an event that would answer for somebody
    const { parentNode, nextSibling } = e;
    e.remove();
    e.removeAttribute('open');
    parentNode.insertBefore(e, nextSibling);
  };
  const framesOf = e => e.parentElement && !isOfThePage(e.parentElement)
    ? [e.parentElement, ...framesOf(e.parentElement)] : [];
  const isEmpty = e => getComputedStyle(e).position !== 'static' && e.offsetWidth && e.offsetHeight && shown(e)
    && !holds(e, [...aside.keys()]);
  const tidy = () => {
    for (const [e, [words]] of aside) if (said(e) !== words) back(aside, e);
    for (const e of frames.keys()) if (holds(e, [...aside.keys()])) back(frames, e);
    const all = [...document.querySelectorAll('body *')];
    const found = all.filter(e => interrupts(e) || isNotice(e));
    if (!found.length) return;
    document.adoptedStyleSheets = [...document.adoptedStyleSheets.filter(sheet => !sheet.guidevakt), bare];
    for (const e of found) e.matches(':modal') ? close(e) : hide(e);
    for (const e of found.flatMap(framesOf).filter(isEmpty)) put(frames, e, 'visibility', 'hidden');
    all.filter(isVeil).forEach(hide);
    [...document.querySelectorAll('html, body'), ...all].forEach(unveil);
    for (const e of document.querySelectorAll('[inert]')) e.inert = false;
    for (const e of document.querySelectorAll('[aria-hidden=true]'))
      if (e.matches('main, [role=main]') || e.querySelector('main, [role=main]')) e.removeAttribute('aria-hidden');
  };
  window.guidevaktTidying?.disconnect();
  tidy();
  window.guidevaktTidying = new MutationObserver(tidy);
  window.guidevaktTidying.observe(document,
    {childList: true, subtree: true, attributes: true, attributeFilter: ['style', 'class', 'open', 'hidden']});
}
