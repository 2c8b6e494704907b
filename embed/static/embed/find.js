// Sends what was typed and shows the answer without loading the page again.
(() => {
  const form = document.getElementById("finder");
  const part = (page, id) => page.getElementById(id);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form, event.submitter));
    let page;
    try {
      const answer = await fetch(form.action, { method: "POST", body });
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!part(page, "finder")) throw new Error("no answer");
    } catch {
      form.submit();
      return;
    }
    const problem = part(document, "problem");
    if (problem) problem.remove();
    const newProblem = part(page, "problem");
    if (newProblem) form.querySelector(".row").before(newProblem);
    for (const id of ["head", "offers", "found"])
      part(document, id).innerHTML = part(page, id).innerHTML;
    const input = part(document, "place");
    const found = page.querySelector("[data-chosen]");
    const map = document.querySelector(".picture");
    if (found) map.dataset.chosen = found.dataset.chosen;
    else delete map.dataset.chosen;
    if (newProblem) input.setAttribute("aria-invalid", "true");
    else {
      input.removeAttribute("aria-invalid");
      input.value = "";
    }
    part(document, "said").textContent = newProblem
      ? newProblem.textContent
      : document.querySelector("h1").textContent;
    input.focus();
  });
})();
