// Puts an answer of Find my area on the page, and takes it off when the next question is asked.
const finder = (() => {
  const part = (id, page = document) => page.getElementById(id);
  const input = part("place");
  const opening = part("head").innerHTML;
  let asked = 0;
  return {
    form: part("finder"),
    part,
    // Asks for each question; what comes is shown unless another was asked in the meantime.
    // An old browser that cannot ask sends the form, as without a script.
    answer(ask) {
      if (!("fetch" in window)) return;
      const send = async (event, submitter) => {
        event.preventDefault();
        const question = ++asked;
        const answer = ask(submitter);
        finder.clear();
        const show = await answer;
        if (question !== asked) return;
        part("found").style.minHeight = "";
        show();
      };
      finder.form.addEventListener("submit", (event) => send(event, event.submitter));
      // Where a page around this one forbids forms, a browser sends none and tells no script: so
      // each click on a button of the form stands for its sending.
      document.addEventListener("click", (event) => {
        const submitter = event.target.closest("button");
        if (submitter?.form === finder.form) send(event, submitter);
      });
      // In a frame without scripts, browsers show nothing of a noscript. In one without an origin,
      // a script that answers from files may not be let to them.
      if (!(finder.form.dataset.folder && origin === "null")) part("without-script").remove();
    },
    found(head, found, areas) {
      part("head").innerHTML = head;
      part("found").innerHTML = found;
      part("shown").dataset.chosen = areas;
      input.value = "";
      part("said").textContent = document.querySelector("h1").textContent;
    },
    problem(sentence, offers, head = opening) {
      const words = document.createElement("p");
      words.id = "problem";
      words.className = "problem";
      words.textContent = sentence;
      finder.form.querySelector(".find-row").before(words);
      part("offers").textContent = "";
      part("offers").append(...offers);
      part("head").innerHTML = head;
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", "hint problem");
      part("said").textContent = sentence;
      input.focus();
    },
    // The room of an answer is kept for the next, so that the page around this one does not jump.
    clear() {
      const found = part("found");
      found.style.minHeight = `${found.offsetHeight}px`;
      found.textContent = "";
      part("head").innerHTML = opening;
      part("problem")?.remove();
      part("offers").textContent = "";
      delete part("shown").dataset.chosen;
      input.removeAttribute("aria-invalid");
      input.setAttribute("aria-describedby", "hint");
      input.focus();
    },
  };
})();
