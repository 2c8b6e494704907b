// Answers Find my area from files beside this page. Of a postcode only its district, such as ME13,
// is asked for by name.
(() => {
  const kept = {};
  const get = (name) =>
    (kept[name] ??= fetch(`${finder.form.dataset.folder}/${name}.json`).then((answer) => {
      if (answer.ok) return answer.json();
      throw new Error(answer.status);
    }));
  const small = new Set(
    "area authority borough city council district hcp of the town unitary ward".split(" "),
  );
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
  const whole = (pattern, text) => text.match(new RegExp(`^(?:${pattern})$`));

  // Gives the name of a file and what to look up in it, or a sentence with places to offer.
  const look = (index, text) => {
    const say = (name, word = "", numbers = []) => ({
      sentence: index.sentences[name].replace("{}", word),
      offers: numbers.slice(0, index.most).map((number) => index.places[number]),
    });
    const place = ([key, , , letter]) => ({ file: `name-${letter}`, key });
    if (!text.trim()) return say("nothing");
    if (text.length > index.longest) return say("too_long");
    const typed = plain(text);
    if (!typed) return say("no_letters");
    const offered = index.places.find(([key]) => key === text);
    if (offered) return place(offered);
    const bare = typed.split(" ").filter((word) => !small.has(word)).join(" ");
    const named = index.names[typed] ?? index.names[bare];
    if (named) {
      const [first, second] = named.map((number) => index.places[number]);
      return second?.[2] === first[2] ? say("several_same", "", named) : place(first);
    }
    const code = text.normalize("NFKC").toUpperCase().replace(/[\p{Zs}\p{Cc}\p{Cf}\p{Pd}.]/gu, "");
    const full = whole(index.postcode, code);
    if (full) {
      if (!index.districts.includes(full[1])) return say("outside", full[1]);
      return { file: full[1], key: full[2] + full[3], missing: say("not_known") };
    }
    if (index.postal_areas.includes(code)) return { file: code, key: code };
    const spaced = text.toUpperCase().trim().split(/[\s-]+/).join(" ");
    const cuts = spaced.includes(" ") ? [spaced] : [code, `${code.slice(0, -1)} ${code.slice(-1)}`];
    for (const cut of cuts) {
      const [district] = cut.split(" ");
      if (index.districts.includes(district) && whole(index.part, cut.replace(" ", "")))
        return { file: district, key: cut, missing: say("outside_part", cut) };
    }
    if (/^[A-Z]{1,2}[0-9OIL]/.test(code) && /[0-9]/.test(code) && code.length <= 8)
      return whole(index.part, code) ? say("outside_part", cuts.at(-1)) : say("malformed");
    if (typed.length >= index.shortest) {
      const names = Object.keys(index.names);
      const starts = names.filter((name) => name.startsWith(typed));
      const later = names.filter((name) => !name.startsWith(typed) && name.includes(` ${typed}`));
      const numbers = [...new Set([...starts, ...later].flatMap((name) => index.names[name]))];
      if (numbers.length === 1) return place(index.places[numbers[0]]);
      if (numbers.length) return say("several", "", numbers);
    }
    return say("unknown");
  };

  const button = ([key, label]) => {
    const offer = document.createElement("button");
    offer.name = "meant";
    offer.value = key;
    offer.textContent = label;
    return offer;
  };
  finder.form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = event.submitter?.name === "meant" ? event.submitter.value : finder.part("place").value;
    try {
      let asked = look(await get("index"), text);
      if (asked.file) {
        const { answers, at } = await get(asked.file);
        const answer = answers[at[asked.key]];
        if (answer) return finder.found(answer.head, answer.found, answer.area);
        asked = asked.missing;
      }
      const words = document.createElement("p");
      words.textContent = "Did you mean:";
      const offers = asked.offers.length ? [words, ...asked.offers.map(button)] : [];
      finder.problem(asked.sentence, offers);
    } catch {
      finder.problem("The answer did not come. Check the connection and try again.", []);
    }
  });
})();
