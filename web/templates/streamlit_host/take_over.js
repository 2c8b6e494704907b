      (() => {
        // The live page takes the place of the plain one where nothing is lost by it.
        const plain = document.getElementById("plain");
        if (!plain) return;
        const root = document.getElementById("root");
        // Streamlit empties #root as it starts. Beside it, this stands until the app can be read.
        root.before(plain);
        // A dialog of Streamlit, as on a server out of reach, would take the page out of reach too.
        const freeing = new MutationObserver(() => plain.removeAttribute("inert"));
        freeing.observe(plain, { attributeFilter: ["inert"] });
        const first = new Set(plain.querySelectorAll("details[open]"));

        // What somebody does with the plain page is not taken away under their hands.
        const isBusy = () => {
          const held = document.activeElement;
          if (plain.contains(held) && held.matches("input, select, textarea, button, summary"))
            return true;
          if ([...plain.querySelectorAll("details[open]")].some((one) => !first.has(one)))
            return true;
          const typed = [...plain.querySelectorAll("input[type=text], input[type=search]")];
          if (typed.some((one) => one.value !== one.defaultValue)) return true;
          const selection = document.getSelection();
          return selection && !selection.isCollapsed && plain.contains(selection.anchorNode);
        };
        const isDrawn = () => {
          const app = root.querySelector('[data-testid="stApp"]');
          if (!app || app.dataset.testScriptState !== "notRunning") return false;
          if (!root.querySelector("main h1") || root.querySelector('[data-testid="stSkeleton"]'))
            return false;
          const charts = [...root.querySelectorAll('[data-testid="stVegaLiteChart"]')];
          if (!charts.every((one) => one.querySelector("svg, canvas"))) return false;
          return !root.querySelector(".stDeckGlJsonChart") || isMapDrawn();
        };
        // A map is drawn a moment after the last of its outlines has come.
        const isMapDrawn = () => {
          const outlines = performance
            .getEntriesByType("resource")
            .filter((one) => one.name.includes("/outlines/"));
          if (!root.querySelector("canvas") || !outlines.length) return false;
          const last = Math.max(...outlines.map((one) => one.responseEnd));
          return performance.now() - last > 500;
        };
        const leave = () => {
          observer.disconnect();
          clearInterval(asking);
          const seen = document.scrollingElement.scrollTop;
          const held = plain.contains(document.activeElement);
          const href = held && document.activeElement.getAttribute("href");
          plain.remove();
          document.documentElement.removeAttribute("data-look");
          const main = root.querySelector("main");
          if (!main) return;
          main.scrollTop = seen;
          const same = href && [...main.querySelectorAll("a")].find((a) => a.getAttribute("href") === href);
          if (held) (same || main).focus({ preventScroll: true });
        };
        const look = () => {
          if (isDrawn() && !isBusy()) leave();
        };
        const observer = new MutationObserver(look);
        observer.observe(root, {
          attributeFilter: ["data-test-script-state"],
          childList: true,
          subtree: true,
        });
        const asking = setInterval(look, 500);
      })();
