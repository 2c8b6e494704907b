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
  // What it means to live in an area comes when it is opened: it is half as long as an answer.
  addEventListener("toggle", async ({ target: { dataset, lastChild } }) => {
    if (dataset.area) lastChild.innerHTML = await get(`means-${dataset.area}`).catch(() => "The answer did not come.");
  }, true);
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
  const byKind = (places) => [...places].sort((one, other) => one.kind - other.kind);
  let index;
  const names = { own: new Map(), texts: new Map(), keys: new Map() };
  const prepare = async () => {
    if (index) return;
    const got = await get("index");
    const put = (map, name, place) => map.set(name, (map.get(name) ?? new Set()).add(place));
    for (const [key, name, apart, kind, means, ...also] of got.places) {
      const [lots, areas, authorities] = got.means[means];
      const label = apart ? `${name} (${apart})` : name;
      const place = { key, label, kind, lots, areas, authorities };
      const own = [name, ...also];
      const told = got.told_by_authority.includes(kind) ? [`${name} ${got.authorities[authorities[0]]}`] : [];
      names.keys.set(key, place);
      for (const one of own.map(plain)) put(names.own, one, place);
      for (const text of [...own, ...told, key, label].map(plain)) put(names.texts, text, place);
    }
    for (const map of [names.own, names.texts])
      for (const [name, places] of map) map.set(name, byKind(places));
    index = got;
  };
  // What is offered: a text that finds a place, its name, and its lots.
  const offer = (value, name = value, lots = "") => ({ value, name, lots });
  const told = (places) => places.map(({ key, label, lots }) => offer(key, label, lots));
  const shown = ({ name, lots }) => {
    if (!lots) return name;
    return name.endsWith(")") ? `${name.slice(0, -1)}; ${lots})` : `${name} (${lots})`;
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
    return index.postal_areas.includes(part) || own(own(index.sectors, district) ?? {}, digit) !== undefined;
  };
  const within = (text) => {
    const split = text.normalize("NFKC").toUpperCase().split(new RegExp(index.lines));
    const lines = split.map((line) => line.replace(/[^A-Z0-9]+/g, " "));
    const all = lines.join("").replace(/ /g, "");
    const near = ([, area, apart, , digit]) =>
      index.postal_areas.includes(area) || !(apart || digit.endsWith(" "));
    const inside = lines.flatMap((line) => [...line.matchAll(new RegExp(index.held, "g"))]).filter(near);
    const inner = inside.map(([, ...letters]) => letters.join("").replace(/ /g, ""));
    const held = all.length > index.longest_whole ? inner : [all];
    const found = held.map((code) => whole(index.postcode, code)).filter(Boolean);
    return [...new Map(found.map((match) => [match[0], match])).values()];
  };
  const bare = (text) =>
    text
      .replace(/^[^\p{L}\p{N}]*(?:my )?post ?codes?(?![\p{L}\p{N}_])(?: is(?![\p{L}\p{N}_]))?/iu, "")
      .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
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
  // The answer of a file for a key, with the words on the nearest other lots where it has any.
  const answerOf = ({ answers, nearest, at }, key) => {
    const [letters, numbers] = own(at, key.slice(0, -1)) ?? ["", []];
    const [number, words] = [numbers[letters.indexOf(key.slice(-1))] ?? []].flat();
    const answer = answers[number];
    return answer && { ...answer, found: answer.found.replace("{nearest}", () => nearest[words]) };
  };
  // The answer for a postcode that was read, if its district has it.
  const answered = async ([, district, digit, unit]) => {
    if (!holds(`${district} ${digit}`)) return {};
    return { answer: answerOf(await get(district), digit + unit) };
  };
  const written = ([, district, digit, unit]) => `${district} ${digit}${unit}`;
  const likely = async (text) => {
    const code = compact(text);
    const held = [];
    for (const letters of code.length >= 5 && code.length <= 7 ? looks(code) : []) {
      const match = whole(index.postcode, letters);
      if (match && (await answered(match)).answer) held.push(written(match));
    }
    return held.slice(0, index.few).map((one) => offer(one));
  };
  const likelyParts = (text) => {
    const code = compact(text);
    const found = code.length >= 2 && code.length <= index.longest_part ? looks(code).flatMap(parts) : [];
    const held = found.filter(holds);
    const begun = found.map((part) => part.split(" ")[0].replace(/\d+$/, "")).filter(holds);
    return [...new Set(held.length ? held : begun)].slice(0, index.few).map((one) => offer(one));
  };

  // Places by name.
  const nameOf = (typed) =>
    names.texts.has(typed)
      ? typed
      : typed.split(" ").filter((word) => !index.small.includes(word)).join(" ");
  const exact = (typed) => names.texts.get(nameOf(typed)) ?? [];
  const containing = (typed) => {
    if (!typed) return [];
    const all = [...names.own];
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
    const close = [...names.own.keys()].map((name) => [ratio(name, typed), name]);
    const best = close.filter(([score]) => score >= index.alike).sort(order).slice(0, 3);
    return told([...new Set(best.map(([, name]) => names.own.get(name)[0]))]);
  };

  // What may have been meant.
  const begun = (text) => {
    const typed = plain(text).toUpperCase().replace(/ /g, "");
    if (!/\p{Nd}/u.test(typed)) return [];
    const all = Object.entries(index.sectors).flatMap(([district, sectors]) =>
      Object.entries(sectors).map(([digit, lots]) => [digit ? `${district} ${digit}` : district, lots]),
    );
    const found = all.filter(([name]) => name.replace(" ", "").startsWith(typed));
    found.sort(([one], [other]) => one.length - other.length || (one < other ? -1 : 1));
    return found.map(([name, lots]) =>
      offer(name.replace(" ", "-"), index.begin.replace("{}", name), index.served[lots]),
    );
  };
  const suggest = (text, most) =>
    plain(text) ? [...begun(text), ...told(containing(plain(text)))].slice(0, most) : [];
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
  const miss = (text, name, { word = "", meant = [], alone = false } = {}) => {
    const more = () => {
      const found = suggest(text, index.most);
      return found.length ? found : shorter(text);
    };
    const offers = new Map();
    for (const one of [...meant, ...(alone ? [] : more())])
      if (!offers.has(one.name)) offers.set(one.name, one);
    const sentence = index.sentences[name].replace("{}", word);
    return { sentence, offers: [...offers.values()].slice(0, index.most) };
  };

  // Which of the places of a name is answered, or that it asks which.
  const few = (places) => told([...places].slice(0, index.few));
  const place = ({ key, label }) => ({ file: `name-${plain(label).split(" ")[0].slice(0, 2)}`, key });
  const areasOf = (places) => new Set(places.flatMap(({ areas }) => areas));
  const choose = (text, named, longer) => {
    const every = areasOf([...named, ...longer]);
    const first = named.find(({ areas }) => areas.length === every.size);
    if (first) return place(first);
    const known = areasOf(named);
    const apart = longer.filter(({ areas }) => areas.some((area) => !known.has(area)));
    return miss(text, "same_name", { meant: few(new Set([...named, ...apart, ...longer])), alone: true });
  };
  const withoutEnd = (line) => {
    for (;;) {
      const last = line.split(" ").at(-1);
      const held = Object.hasOwn(index.sectors, last.toUpperCase()) ? last : "";
      const end = index.around.find((one) => ` ${line}`.endsWith(` ${one}`)) ?? held;
      if (!end) return line;
      line = line.slice(0, -end.length).trimEnd();
    }
  };
  // The names that a line is made of, the last first, and whether "and" joins them.
  const namesIn = (line) => {
    const found = [];
    let joined = false;
    while ((line = withoutEnd(line))) {
      const words = line.split(" ");
      let end = words.map((_, at) => words.slice(at).join(" ")).find((one) => exact(one).length);
      if (end) found.push(end);
      else if (found.length && index.joiners.includes(words.at(-1))) [end, joined] = [words.at(-1), true];
      else return { found: [], joined: false };
      line = line.slice(0, -end.length).trimEnd();
    }
    return { found, joined };
  };
  const inAddress = (text, read) => {
    const lines = read.split(new RegExp(index.lines)).map((line) => withoutEnd(plain(line)));
    const each = lines.filter(Boolean).reverse().map(namesIn);
    if (!each.length || !each[0].found.length) return null;
    const apart = (asked) => {
      const turns = [...Array(Math.max(...asked.map((places) => places.length))).keys()];
      const every = turns.flatMap((turn) => asked.flatMap((places) => places.slice(turn, turn + 1)));
      return miss(text, "lines_apart", { meant: few(new Set(every)), alone: true });
    };
    const [last, ...before] = each.flatMap(({ found }) => found);
    if (before.length && each.some(({ joined }) => joined))
      return apart([last, ...before].reverse().map(exact));
    let [found, longer] = [exact(last), containing(nameOf(last))];
    for (const name of before) {
      const named = exact(name);
      if (named.every(({ kind }) => kind === index.ward)) continue;
      const known = new Set(found.flatMap(({ authorities }) => authorities));
      const there = named.filter(({ authorities: [first] }) => known.has(first));
      if (!there.length) return apart([named, found]);
      [found, longer] = [there, []];
    }
    return choose(text, found, longer);
  };

  // Gives the name of a file and what to look up in it, or a sentence with places to offer.
  const look = async (text) => {
    const none = (name) => ({ sentence: index.sentences[name], offers: [] });
    if (!text.trim()) return none("nothing");
    if ([...text].length > index.longest) return none("too_long");
    const typed = plain(text);
    if (!typed) return none("no_letters");
    if (names.keys.has(text)) return place(names.keys.get(text));
    const longer = containing(nameOf(typed));
    const named = exact(typed);
    if (named.length) return choose(text, named, longer);
    const lot = whole(index.lot, typed);
    if (lot && index.lots.length) {
      const found = index.lots.find(([number]) => number === lot[1].replace(/^0+/, ""));
      const all = index.lots.flatMap(([, label]) => told(exact(plain(label))));
      return found ? place(exact(plain(found[1]))[0]) : miss(text, "lots", { meant: all });
    }
    const held = within(text);
    if (held.length > 1) {
      const meant = [];
      for (const match of held.slice(0, index.few)) {
        const { answer } = await answered(match);
        meant.push(offer(written(match), written(match), index.lots_of_areas[answer?.areas]));
      }
      return miss(text, "postcodes", { meant, alone: true });
    }
    if (held.length) {
      const [[, district, digit, unit]] = held;
      const meant = await likely(written(held[0]));
      const sector = `${district} ${digit}`;
      const word = holds(district) ? sector : district;
      if (!holds(sector)) return miss(text, "outside", { word, meant, alone: true });
      return { file: district, key: digit + unit, missing: miss(text, "not_known", { meant }) };
    }
    const read = bare(text);
    const every = parts(read);
    const part = every.find(holds);
    if (part) return { file: part.split(" ")[0], key: part };
    const found = inAddress(text, read);
    if (found) return found;
    const joined = read.toUpperCase().replace(/\s+/g, "");
    const starts = new RegExp(`^(?:${index.starts})`).test(joined);
    const meant = await likely(read);
    if (meant.length || (starts && /\p{Nd}/u.test(joined) && joined.length <= 8)) {
      const parted = likelyParts(read);
      if (every.length)
        return miss(text, "outside_part", { word: every[0], meant: parted, alone: true });
      if (!compact(read)) return miss(text, "signs");
      return miss(text, "malformed", { meant: meant.length ? meant : parted });
    }
    const bears = plain(read).length >= index.shortest ? containing(plain(read)) : [];
    if (bears.length > 1) return miss(text, "part_of_several", { meant: few(bears), alone: true });
    if (bears.length) return miss(text, "part_of_one", { meant: few(bears) });
    if (!/[a-z0-9]/.test(plain(read))) return miss(text, "letters");
    return miss(text, "unknown", { meant: [...likelyParts(read), ...alike(plain(read))] });
  };

  const button = (one) => {
    const made = document.createElement("button");
    made.name = "meant";
    made.value = one.value;
    made.textContent = shown(one);
    return made;
  };
  finder.answer(async (submitter) => {
    const text = submitter?.name === "meant" ? submitter.value : finder.part("place").value;
    try {
      await prepare();
      let asked = await look(text);
      if (asked.file) {
        const answer = answerOf(await get(asked.file), asked.key);
        if (answer) {
          const folds = answer.areas.split(" ").map(
            (area) => `<details data-area=${area}><summary>What this means for you in ${names.keys.get(area).label}</summary><div></div></details>`,
          );
          return () => finder.found(answer.head, answer.found + folds.join(""), answer.areas);
        }
        asked = asked.missing;
      }
      const words = document.createElement("p");
      words.textContent = "Did you mean:";
      const offers = asked.offers.length ? [words, ...asked.offers.map(button)] : [];
      return () => finder.problem(asked.sentence, offers);
    } catch (fault) {
      const next = fault instanceof TypeError ? "Check the connection and try again." : "Try again in a minute.";
      return () => finder.problem(`The answer did not come. ${next}`, []);
    }
  });
})();
