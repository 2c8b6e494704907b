// Sends what was typed and shows the answer without loading the page again.
finder.answer(async (submitter) => {
  const body = new URLSearchParams(new FormData(finder.form));
  if (submitter?.name) body.set(submitter.name, submitter.value);
  try {
    const answer = await fetch(finder.form.action, { method: "POST", body });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const { part } = finder;
    const problem = part("problem", page);
    if (problem) {
      const { innerHTML } = part("head", page);
      return () => finder.problem(problem.textContent, part("offers", page).childNodes, innerHTML);
    }
    if (part("found", page)) {
      const { chosen } = part("shown", page).dataset;
      return () => finder.found(part("head", page).innerHTML, part("found", page).innerHTML, chosen);
    }
    // Refused, or out of order: a page with one sentence under its heading, or bare text.
    const isPage = answer.headers.get("content-type")?.startsWith("text/html");
    const said = (isPage ? page.querySelector("main h1 + p") : page.body)?.textContent.trim();
    return () => finder.problem(said || "The answer did not come. Try again in a minute.", []);
  } catch {
    return () => finder.problem("The answer did not come. Check the connection and try again.", []);
  }
});
