      (() => {
        const plain = document.getElementById("plain");
        if (!plain) return;
        // A choice in a form takes effect as it is made; without this a button does it.
        if ("requestSubmit" in HTMLFormElement.prototype) {
          plain.dataset.scripted = "";
          plain.addEventListener("change", (change) => {
            const form = change.target.closest("form.choices");
            if (form && change.target.type !== "search") form.requestSubmit();
          });
        }
        // What stands at its default is left out of the address.
        plain.addEventListener("submit", (submit) => {
          for (const field of submit.target.querySelectorAll("[data-usual] :is(select, input)")) {
            const usual = field.closest("[data-usual]").dataset.usual;
            field.disabled = field.value === usual;
          }
        });
        addEventListener("pageshow", () => {
          for (const field of plain.querySelectorAll(":disabled")) field.disabled = false;
        });
        // A proxy that cuts a path off leads every link elsewhere, and the server cannot see it.
        const misplaced = document.getElementById("misplaced");
        if (misplaced && location.pathname !== misplaced.dataset.path) misplaced.hidden = false;
      })();
