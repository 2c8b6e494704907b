      (() => {
        // A choice in a form takes effect as it is made; without this a button does it. What stands
        // at its default is left out of the address.
        const plain = document.getElementById("plain");
        if (!plain) return;
        plain.dataset.scripted = "";
        const isUsual = (field) =>
          field.tagName === "SELECT" ? field.options[field.selectedIndex].defaultSelected : false;
        plain.addEventListener("change", (change) => {
          const form = change.target.closest("form.choices");
          if (!form || change.target.type === "search") return;
          form.requestSubmit();
        });
      })();
