({
  // Steps of the proof in the page; read by tests/browser/proof_checks.py.

  stop: () => {
    const one = document.activeElement;
    if (!one || one === document.body || one === document.documentElement) return null;
    // The focus is in a page of its own, which is proved by itself.
    if (one.localName === "iframe") return {isInFrame: true};
    const shown = one.closest("label") ?? one;
    const box = shown.getBoundingClientRect();
    const kind = [one.localName, one.type ?? "", one.dataset.testid ?? "", one.getAttribute("role"),
      shown.closest("[data-testid]")?.dataset.testid ?? "",
      shown.className.toString().replace(/st-emotion-cache-\S+|\be[0-9a-z]{6,}\d\b/g, "").trim(),
      shown.closest("[class*=st-key]") ? "card" : ""].join(" ");
    const name = one.getAttribute("aria-label") || shown.textContent.trim();
    const [left, top] = [Math.max(box.left, 0), Math.max(box.top, 0)];
    const [right, bottom] = [Math.min(box.right, innerWidth), Math.min(box.bottom, innerHeight)];
    const at = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9]].map(([x, y]) =>
      document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y));
    const isOnTop = at.some(over => over && (shown.contains(over) || over.contains(shown)));
    const number = (window.stopsSeen ??= new Map()).get(one);
    window.stopsSeen.set(one, number ?? window.stopsSeen.size);
    return {name: name.slice(0, 60), kind, isOnTop, again: number,
      box: {x: box.x, y: box.y, width: box.width, height: box.height}};
  },

  leftOut: () => [...document.querySelectorAll(
    "a[href], button, summary, input:not([type=hidden]), select, textarea, [tabindex]")]
    .filter(one => one.tabIndex >= 0 && !one.disabled && !window.stopsSeen.has(one)
      && one.checkVisibility({visibilityProperty: true})
      && !one.closest("[inert]") && one.getBoundingClientRect().width > 0
      // Within these, the arrow keys go on.
      && !(one.type === "radio" && (one.closest("[role=radiogroup]")
        || [...document.getElementsByName(one.name)].some(other => other !== one && other.checked)))
      && !(one.localName === "button" && one.closest("[role=toolbar]")))
    .map(one => `<${one.localName}> ${(one.getAttribute("aria-label") ?? one.textContent).slice(0, 60)}`),

  inMotion: () => [...document.querySelectorAll("body *")].filter(one => {
    const style = getComputedStyle(one);
    return Math.max(...[style.animationDuration, style.transitionDuration]
      .flatMap(all => all.split(",").map(parseFloat))) >= 0.01;
  }).map(one => `<${one.localName} class="${one.getAttribute("class")}">`),

  // What a background alone draws: without words, and with a colour of its own.
  notePainted: () => {
    window.painted = [...document.querySelectorAll("main *:not(svg, svg *, canvas)")]
      .flatMap(one => [[one, null], [one, "::before"], [one, "::after"]])
      .filter(([one, part]) => {
        const style = getComputedStyle(one, part), box = one.getBoundingClientRect();
        const isThere = part ? style.content !== "none" && style.content !== "normal" : true;
        return isThere && box.width >= 3 && box.height >= 3 && !one.closest("[data-testid=stSkeleton]")
          && (part || !one.textContent.trim()) && !one.querySelector("svg, canvas, img, input")
          && !one.closest("[data-testid=stRadioOption]")
          && (!/rgba\(0, 0, 0, 0\)/.test(style.backgroundColor) || style.backgroundImage !== "none")
          && one.checkVisibility({visibilityProperty: true, opacityProperty: true});
      });
  },

  gone: () => window.painted.filter(([one, part]) => {
    const style = getComputedStyle(one, part);
    const canvas = getComputedStyle(document.body).backgroundColor;
    const isBordered = ["Top", "Bottom", "Left", "Right"].some(side =>
      parseFloat(style[`border${side}Width`]) > 0 && style[`border${side}Style`] !== "none");
    const isFilled = style.backgroundColor !== canvas
      && !/^rgba.*, 0\)$/.test(style.backgroundColor);
    return !(isBordered || isFilled || style.backgroundImage !== "none");
  }).map(([one, part]) => `<${one.localName} class="${one.getAttribute("class")}">${part ?? ""}`),

  onPaper: () => {
    const amiss = [];
    const rgb = colour => colour.match(/[\d.]+/g)?.map(Number) ?? [];
    const part = share => share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    const light = ([r, g, b]) => 0.2126 * part(r / 255) + 0.7152 * part(g / 255) + 0.0722 * part(b / 255);
    const onWhite = colour => 1.05 / (light(rgb(colour)) + 0.05);
    for (const one of document.querySelectorAll("main *:not(svg, svg *)")) {
      if (!one.checkVisibility({visibilityProperty: true})) continue;
      const style = getComputedStyle(one);
      const isDark = colour => rgb(colour)[3] !== 0 && onWhite(colour) > 4.5;
      if (one.textContent.trim() && isDark(style.backgroundColor))
        amiss.push(`dark ground under words: <${one.localName} class="${one.getAttribute("class")}">`);
      const own = [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
      if (own && onWhite(style.color) < 4.5 && !one.closest("[class*=material], [data-testid=stIconMaterial]"))
        amiss.push(`pale words: ${one.textContent.trim().slice(0, 40)}`);
    }
    return amiss;
  },

  // The keyboard goes on from where it was last; from here, at the beginning.
  toTheTop: () => {
    window.stopsSeen = new Map();
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
    (document.querySelector("[data-testid=stMain]") ?? document.documentElement).scrollTo(0, 0);
  },

  // The same places as a moment ago, and a navigation where there is one.
  // The menu of phones slides away, and charts are drawn anew; what stays too wide is a fault.
  comesToRest: async width => {
    const right = one => one.getBoundingClientRect().right;
    const isReady = () => innerWidth === width && (innerWidth < 1280
      || !document.querySelector(".stApp:not(:has(.screen))")
      || document.querySelector("[data-testid=stTopNavLink]")?.checkVisibility({visibilityProperty: true}));
    const isTooWide = () => (document.querySelector("main")?.scrollWidth ?? 0) > innerWidth
      || [...document.querySelectorAll(".stVegaLiteChart svg")].some(
        one => right(one) > right(one.closest(".stVegaLiteChart")) + 2);
    const places = () => [...document.querySelectorAll("header *, nav *, main *")].map(one => {
      const {x, y, width, height} = one.getBoundingClientRect();
      return [x, y, width, height].map(Math.round).join(" ");
    }).join();
    let before = null, tooWide = 0;
    for (let look = 0; look < 1000; look++) {
      await new Promise(done => setTimeout(done, 70));
      if (!isReady() || (isTooWide() && tooWide++ < 600)) continue;
      const now = places();
      if (now === before) return;
      before = now;
    }
  },

  quiet: () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))),

  // As a style sheet of the document, which no policy forbids.
  addStyle: text => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets = [sheet];
  },
})
