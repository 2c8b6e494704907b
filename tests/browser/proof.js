// What a page must be, asked in the page itself: gives for each check a list of what is amiss.
// Read by tests/browser/proof_checks.py.
() => {
  const CONTROLS =
    "a[href], button, summary, select, textarea, input:not([type=hidden]), [role=button], " +
    "[role=option], [role=menuitem], [role=tab]";
  const amiss = {};
  const note = (check, what, where) => {
    (amiss[check] ??= []).push(where ? `${what}: ${name(where)}` : what);
  };
  const name = (element) => {
    const said = element.getAttribute("aria-label") || element.textContent || "";
    return `<${element.localName} class="${element.getAttribute("class") ?? ""}"> ${said.trim().slice(0, 60)}`;
  };
  // Only for screen readers, or until it has the focus
  const hiddenForEyes = (element) => {
    for (let one = element; one; one = one.parentElement)
      if (one.offsetWidth <= 1 && getComputedStyle(one).position === "absolute") return true;
    return element.closest(".skip") !== null;
  };
  const seen = (element) => {
    const box = element.getBoundingClientRect();
    return (
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
      box.width > 0 &&
      box.height > 0
    );
  };
  const all = (selector, root = document) => [...root.querySelectorAll(selector)].filter(seen);
  const main = document.querySelector("main");

  // Structure
  if (document.querySelectorAll("main").length !== 1) note("landmarks", "not one main");
  if (!/^en\b/.test(document.documentElement.lang)) note("language", "the page names no English");
  if (!document.title.trim()) note("title", "no title");
  const headings = all("h1, h2, h3, h4, h5, h6", main);
  if (headings.filter((one) => one.localName === "h1").length !== 1) note("headings", "not one h1");
  headings.reduce((above, one) => {
    const level = Number(one.localName[1]);
    if (level > above + 1) note("headings", "a level is left out", one);
    return level;
  }, 0);

  // Pictures: a name in words, and a table or list of the same card beside it
  const pictures = all("[role=img], .stVegaLiteChart, .stDeckGlJsonChart, main img, main canvas");
  for (const one of pictures) {
    if (one.closest("[aria-hidden=true]") || one.getAttribute("alt") === "") continue;
    if (one.dataset.testid === "stIconMaterial") continue;
    const named = one.closest("[role=img], .stVegaLiteChart, .stDeckGlJsonChart") ?? one;
    if (!named.getAttribute("aria-label") && !named.getAttribute("alt"))
      note("pictures", "no text in place of it", one);
    const card = one.closest('.card, .card, section, main');
    if (!document.querySelector(".room") && !card.querySelector("table, dl, ol, ul"))
      note("pictures", "no table or list beside it", one);
  }

  // Targets: 24 px, but for links in running text
  const inRunningText = (one) => {
    if (getComputedStyle(one).display !== "inline") return false;
    const around = one.closest("p, li, td, th, dd, dt, figcaption, caption, span, small");
    return around && around.textContent.trim().length > one.textContent.trim().length;
  };
  for (const one of all(CONTROLS)) {
    if (hiddenForEyes(one) || one.tabIndex < 0 || one.disabled || inRunningText(one)) continue;
    const label = one.closest("label") ?? one;
    const boxes = [one, label].map((part) => part.getBoundingClientRect());
    if (!boxes.some((box) => box.width >= 23.5 && box.height >= 23.5)) {
      const box = boxes[1];
      note("targets", `${Math.round(box.width)} by ${Math.round(box.height)} px`, one);
    }
  }

  // Names: what is seen on a control is in what is said of it
  const plain = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  for (const one of all(CONTROLS)) {
    const said = one.getAttribute("aria-label");
    const shown = [...one.childNodes].length ? one.innerText : "";
    const isIcon = one.querySelector("[data-testid=stIconMaterial]") !== null;
    if (said && shown && !isIcon && !plain(said).includes(plain(shown)))
      note("names", `shown as “${shown.trim()}”`, one);
  }
  for (const one of all("[data-testid=stWidgetLabel]")) {
    const control = one.parentElement.querySelector("input, [role=radiogroup]");
    const named =
      control && `${control.getAttribute("aria-label") ?? ""} ${[...(control.labels ?? [])].map((l) => l.textContent).join(" ")}`;
    if (control && !control.closest("[role=radiogroup]") && !plain(named).includes(plain(one.innerText)))
      note("names", `labelled “${one.innerText.trim()}”`, control);
  }

  // What is hidden from the eye leads nowhere that the keyboard would stop
  for (const one of all(".visually-hidden :is(a, button, input, [tabindex])"))
    note("unseen", "takes the focus but is not seen", one);

  // Order: what the keyboard reaches comes in the order of the page
  for (const one of all("[tabindex]")) if (one.tabIndex > 0) note("order", "tabindex", one);

  // Sideways, and words that are cut
  const width = document.documentElement.clientWidth;
  const content = Math.max(document.documentElement.scrollWidth, main ? main.scrollWidth : 0);
  if (content > width) {
    const widest = all("main *").find((one) => one.getBoundingClientRect().right > width + 1);
    note("reflow", `${content - width} px too wide`, widest ?? document.body);
  }
  for (const one of all(".stVegaLiteChart svg")) {
    const frame = one.closest(".stVegaLiteChart").getBoundingClientRect();
    if (one.getBoundingClientRect().right > frame.right + 2) note("cut", "a picture is cut", one);
  }
  const ownText = (one) =>
    [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  for (const one of all("main *, header *, nav *")) {
    const style = getComputedStyle(one);
    if (hiddenForEyes(one) || !ownText(one) || one.closest("svg, [data-testid=stIconMaterial]"))
      continue;
    if (!/hidden|clip/.test(style.overflowX + style.overflowY)) continue;
    if (one.scrollWidth > one.clientWidth + 2 || one.scrollHeight > one.clientHeight + 8)
      note("cut", "words are cut", one);
  }

  // Words in pictures: 4.5:1 on what lies under them
  const rgba = (colour) => {
    const found = colour.match(/[\d.]+/g)?.map(Number);
    return found && colour !== "none" ? [found[0], found[1], found[2], found[3] ?? 1] : null;
  };
  const over = ([r, g, b, a], under) =>
    [r, g, b].map((part, i) => part * a + under[i] * (1 - a));
  const light = (colour) => {
    const [r, g, b] = colour.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const groundOf = (element) => {
    const layers = [];
    for (let one = element; one; one = one.parentElement) {
      const paint = rgba(getComputedStyle(one).backgroundColor);
      if (paint && paint[3] > 0) layers.push(paint);
    }
    const dark = getComputedStyle(main ?? document.body).colorScheme.startsWith("dark");
    return layers.reverse().reduce((under, paint) => over(paint, under), dark ? [0, 0, 0] : [255, 255, 255]);
  };
  const opacity = (one, upTo) => {
    let share = 1;
    for (let part = one; part && part !== upTo; part = part.parentElement)
      share *= Number(getComputedStyle(part).opacity);
    return share;
  };
  const isHalo = (text) => {
    const style = getComputedStyle(text);
    return rgba(style.stroke) !== null && parseFloat(style.strokeWidth) > 1;
  };
  for (const svg of all("main svg")) {
    const texts = all("text", svg);
    if (!texts.length) continue;
    const page = groundOf(svg.parentElement);
    const shapes = [...svg.querySelectorAll("path, rect, circle, text")];
    for (const text of texts) {
      const style = getComputedStyle(text);
      const ink = rgba(style.fill);
      if (!ink || !text.textContent.trim() || isHalo(text)) continue;
      const box = text.getBoundingClientRect();
      const middle = new DOMPoint(box.x + box.width / 2, box.y + box.height / 2);
      let ground = page;
      for (const shape of shapes) {
        if (shape === text) break;
        if (!seen(shape)) continue;
        const paint = getComputedStyle(shape);
        if (shape.localName === "text") {
          // The halo of these same words is what they are read on
          if (isHalo(shape) && shape.textContent === text.textContent) ground = over(rgba(paint.stroke), ground);
          continue;
        }
        const fill = rgba(paint.fill);
        if (!fill) continue;
        fill[3] *= Number(paint.fillOpacity) * opacity(shape, svg);
        const inside = middle.matrixTransform(shape.getScreenCTM().inverse());
        if (fill[3] > 0.02 && shape.isPointInFill(inside)) ground = over(fill, ground);
      }
      ink[3] *= opacity(text, svg) * Number(style.fillOpacity);
      const ratio = contrast(over(ink, ground), ground);
      if (ink[3] > 0.05 && ratio < 4.5) note("words in pictures", ratio.toFixed(1), text);
    }
  }
  return amiss;
}
