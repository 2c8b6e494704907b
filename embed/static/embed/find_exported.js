// Answers Find my area from files beside this page, by the rules that `geo` answers by on a server.
// Of a postcode only its district, such as ME13, is asked for by name.
(() => {
  const kept = {};
  const get = (name) =>
    (kept[name] ??= fetch(`${finder.form.dataset.folder}/${name}.json`)
      .then((answer) => {
        if (answer.ok) return answer.json();
        throw new Error(answer.status);
      })
      .catch((fault) => {
        delete kept[name];
        throw fault;
      }));
  const own = (table, key) => (Object.hasOwn(table, key) ? table[key] : undefined);
  const whole = (pattern, text) => text.match(new RegExp(`^(?:${pattern})$`));
  const plain = (text) =>
    text
      .toLowerCase()
      .normalize("NFKD")
      .replace(/&/g, " and ")
      .replace(/['’‘`\u0300-\u036f]/g, "")
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean)
      .map((word) => (word === "saint" ? "st" : word))
      .join(" ");
  const byKind = (places) => [...places].sort((one, other) => one[2] - other[2]);
  let index;
  const names = new Map();
  const prepare = async () => {
    if (index) return;
    const got = await get("index");
    for (const place of got.places) {
      const [key, label, , ...more] = place;
      for (const name of [...more, key, label].map(plain))
        names.set(name, (names.get(name) ?? new Set()).add(place));
    }
    for (const [name, places] of names) names.set(name, byKind(places));
    index = got;
  };

  // Reading a postcode or the beginning of one.
  const compact = (text) => {
    const code = text.normalize("NFKC").toUpperCase().replace(/[\p{Zs}\p{Cc}\p{Cf}\p{Pd}.]/gu, "");
    return /^[A-Z0-9]+$/.test(code) ? code : "";
  };
  const parts = (text) => {
    const typed = text.normalize("NFKC").toUpperCase().replace(/-/g, " ").trim().split(/\s+/);
    const joined = typed.join("");
    if (whole(index.area, joined)) return [joined];
    const read = (spaced) => {
      const found = whole(index.part, spaced);
      return found ? [found[2] ? `${found[1]} ${found[2]}` : found[1]] : [];
    };
    const believed = typed.length === 2 ? read(typed.join(" ")) : [];
    const cuts = [joined, ...[-1, -2].map((cut) => `${joined.slice(0, cut)} ${joined.slice(cut)}`)];
    return believed.length ? believed : cuts.flatMap(read);
  };
  const holds = (part) => {
    const [district, digit = ""] = part.split(" ");
    return index.postal_areas.includes(part) || Boolean(own(index.sectors, district)?.includes(digit));
  };
  const looks = (typed) => {
    let found = [[0, ""]];
    for (const letter of typed) {
      const other = own(index.taken_for, letter);
      const turned = ([changes, text]) => [changes + 1, text + other];
      found = found.flatMap((one) => [[one[0], one[1] + letter], ...(other ? [turned(one)] : [])]);
    }
    const order = (one, other) => one[0] - other[0] || (one[1] < other[1] ? -1 : 1);
    return found.filter(([changes]) => changes).sort(order).map(([, text]) => text);
  };
  const likely = async (text) => {
    const code = compact(text);
    const held = [];
    for (const letters of code.length >= 5 && code.length <= 7 ? looks(code) : []) {
      const [, district, digit, unit] = whole(index.postcode, letters) ?? [];
      if (!district || !holds(`${district} ${digit}`)) continue;
      if (own((await get(district)).at, digit + unit) !== undefined)
        held.push(`${district} ${digit}${unit}`);
    }
    return held.slice(0, index.few);
  };
  const likelyParts = (text) => {
    const code = compact(text);
    const found = code.length >= 2 && code.length <= index.longest_part ? looks(code).flatMap(parts) : [];
    const held = found.filter(holds);
    const begun = found.map((part) => part.split(" ")[0].replace(/\d+$/, "")).filter(holds);
    return [...new Set(held.length ? held : begun)].slice(0, index.few);
  };

  // Places by name: a place is its key, its label, the number of its kind, and further names.
  const exact = (typed) => {
    const bare = typed.split(" ").filter((word) => !index.small.includes(word)).join(" ");
    return names.get(typed) ?? names.get(bare);
  };
  const containing = (text) => {
    const typed = plain(text);
    const all = [...names];
    const starts = all.filter(([name]) => name.startsWith(typed));
    const later = all.filter(([name]) => !name.startsWith(typed) && name.includes(` ${typed}`));
    return [...new Set([starts, later].flatMap((found) => byKind(found.flatMap(([, p]) => p))))];
  };
  const ratio = (a, b) => {
    const same = (aFrom, aTo, bFrom, bTo) => {
      let [size, i, j, before] = [0, aFrom, bFrom, {}];
      for (let x = aFrom; x < aTo; x++) {
        const lengths = {};
        for (let y = bFrom; y < bTo; y++) {
          if (a[x] !== b[y]) continue;
          lengths[y] = (before[y - 1] ?? 0) + 1;
          if (lengths[y] > size) [size, i, j] = [lengths[y], x - lengths[y] + 1, y - lengths[y] + 1];
        }
        before = lengths;
      }
      return size && size + same(aFrom, i, bFrom, j) + same(i + size, aTo, j + size, bTo);
    };
    return (2 * same(0, a.length, 0, b.length)) / (a.length + b.length);
  };
  const alike = (typed) => {
    const order = (one, other) => other[0] - one[0] || (one[1] < other[1] ? 1 : -1);
    const close = [...names.keys()].map((name) => [ratio(name, typed), name]);
    const best = close.filter(([score]) => score >= index.alike).sort(order).slice(0, 3);
    return [...new Set(best.map(([, name]) => names.get(name)[0][1]))];
  };

  // What may have been meant: each offer is a text that finds a place, and what to show.
  const begun = (text) => {
    const typed = plain(text).toUpperCase().replace(/ /g, "");
    if (!/\p{Nd}/u.test(typed)) return [];
    const all = Object.entries(index.sectors);
    const every = all.flatMap(([one, digits]) => [one, ...[...digits].map((d) => `${one} ${d}`)]);
    const found = every.filter((name) => name.replace(" ", "").startsWith(typed));
    found.sort((one, other) => one.length - other.length || (one < other ? -1 : 1));
    return found.map((name) => [name.replace(" ", "-"), index.begin.replace("{}", name)]);
  };
  const suggest = (text, most) =>
    plain(text) ? [...begun(text), ...containing(text)].slice(0, most) : [];
  const shorter = (text) => {
    const typed = plain(text);
    const pieces = /\p{Nd}/u.test(typed) ? [...typed] : typed.split(/(?= )/);
    for (let end = pieces.length - 1; end > 0; end--) {
      const cut = pieces.slice(0, end).join("");
      const found = cut.length >= index.shortest ? suggest(cut, 2) : [];
      if (found.length) return found;
    }
    return [];
  };
  const miss = (text, name, { word = "", meant = [], outside = false } = {}) => {
    const more = () => {
      const found = suggest(text, index.most);
      return found.length ? found : shorter(text);
    };
    const offers = new Map();
    const all = [...meant.map((one) => [one, one]), ...(outside ? [] : more())];
    for (const [value, label] of all) if (!offers.has(label)) offers.set(label, value);
    const sentence = index.sentences[name].replace("{}", word);
    return { sentence, offers: [...offers].slice(0, index.most) };
  };

  // Gives the name of a file and what to look up in it, or a sentence with places to offer.
  const look = async (text) => {
    const none = (name) => ({ sentence: index.sentences[name], offers: [] });
    if (!text.trim()) return none("nothing");
    if ([...text].length > index.longest) return none("too_long");
    const typed = plain(text);
    if (!typed) return none("no_letters");
    const place = ([key, label]) => ({ file: `name-${plain(label)[0]}`, key });
    const labels = (places) => places.slice(0, index.few).map(([, label]) => label);
    const named = exact(typed);
    if (named?.length > 1 && named[0][2] === named[1][2])
      return miss(text, "several_same", { meant: labels(named) });
    if (named) return place(named[0]);
    const lot = whole(index.lot, typed);
    if (lot && index.lots.length) {
      const found = index.lots.find(([number]) => number === lot[1].replace(/^0+/, ""));
      const all = index.lots.map(([, label]) => label);
      return found ? place(exact(plain(found[1]))[0]) : miss(text, "lots", { meant: all });
    }
    const code = compact(text);
    const full = whole(index.postcode, code);
    if (full) {
      const [, district, digit, unit] = full;
      const meant = await likely(text);
      const sector = `${district} ${digit}`;
      const word = holds(district) ? sector : district;
      if (!holds(sector)) return miss(text, "outside", { word, meant, outside: true });
      return { file: district, key: digit + unit, missing: miss(text, "not_known", { meant }) };
    }
    const read = parts(text);
    const part = read.find(holds);
    if (part) return { file: part.split(" ")[0], key: part };
    const joined = text.toUpperCase().replace(/\s+/g, "");
    const starts = new RegExp(`^(?:${index.starts})`).test(joined);
    const meant = await likely(text);
    if (meant.length || (starts && /\p{Nd}/u.test(joined) && joined.length <= 8)) {
      const parted = likelyParts(text);
      if (read.length)
        return miss(text, "outside_part", { word: read[0], meant: parted, outside: true });
      if (!code) return miss(text, "signs");
      return miss(text, "malformed", { meant: meant.length ? meant : parted });
    }
    const found = typed.length >= index.shortest ? containing(text) : [];
    if (found.length === 1) return place(found[0]);
    if (found.length) return miss(text, "several", { meant: labels(found) });
    if (!/[a-z0-9]/.test(typed)) return miss(text, "letters");
    return miss(text, "unknown", { meant: [...likelyParts(text), ...alike(typed)] });
  };

  const button = ([label, value]) => {
    const offer = document.createElement("button");
    offer.name = "meant";
    offer.value = value;
    offer.textContent = label;
    return offer;
  };
  finder.form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = event.submitter?.name === "meant" ? event.submitter.value : finder.part("place").value;
    try {
      await prepare();
      let asked = await look(text);
      if (asked.file) {
        const { answers, at } = await get(asked.file);
        const answer = answers[own(at, asked.key)];
        if (answer) return finder.found(answer.head, answer.found, answer.areas);
        asked = asked.missing;
      }
      const words = document.createElement("p");
      words.textContent = "Did you mean:";
      const offers = asked.offers.length ? [words, ...asked.offers.map(button)] : [];
      finder.problem(asked.sentence, offers);
    } catch (fault) {
      const next = fault instanceof TypeError ? "Check the connection and try again." : "Try again in a minute.";
      finder.problem(`The answer did not come. ${next}`, []);
    }
  });
})();
