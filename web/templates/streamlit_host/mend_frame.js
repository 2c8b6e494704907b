      (() => {
        // What Streamlit's frame lacks for people with keys, voice control or a screen reader.

        // A letter alone is no command: who speaks to the machine would run it by a word.
        document.body.addEventListener("keydown", (press) => {
          if (press.key?.length === 1 && !press.ctrlKey && !press.metaKey && !press.altKey)
            press.stopPropagation();
        });

        // The box beside a mark of a chart stays while the pointer goes to it, and Escape closes it.
        const hold = (box) => {
          let wasOpen = box.classList.contains("visible");
          let leaving;
          const letGo = () => {
            if (!box.matches(":hover")) box.removeAttribute("data-held");
          };
          const letGoSoon = () => {
            clearTimeout(leaving);
            leaving = setTimeout(letGo, 500);
          };
          const follow = () => {
            const isOpen = box.classList.contains("visible");
            if (isOpen) box.removeAttribute("data-held");
            else if (wasOpen) {
              box.setAttribute("data-held", "");
              letGoSoon();
            }
            wasOpen = isOpen;
          };
          const close = (press) => {
            if (press.key !== "Escape") return;
            wasOpen = false;
            box.classList.remove("visible");
            box.removeAttribute("data-held");
          };
          new MutationObserver(follow).observe(box, { attributeFilter: ["class"] });
          box.addEventListener("pointerleave", letGoSoon);
          window.addEventListener("keydown", close, { capture: true });
        };
        const boxes = new MutationObserver(() => {
          const box = document.getElementById("vg-tooltip-element");
          if (!box) return;
          boxes.disconnect();
          hold(box);
        });
        boxes.observe(document.body, { childList: true });

        // On a narrow window the menu lies over the page: it never stands open where nobody opened
        // it, though Streamlit remembers that it was, and folds once a page was chosen in it.
        for (const key of Object.keys(localStorage))
          if (key.startsWith("stSidebarCollapsed")) localStorage.removeItem(key);
        const open = '[data-testid="stSidebarCollapseButton"] [aria-expanded="true"]';
        const foldMenu = () => document.querySelector(open)?.click();
        document.body.addEventListener("click", (press) => {
          if (press.target.closest('[data-testid="stSidebarNavLink"]')) setTimeout(foldMenu, 100);
        });

        // A picture is one image with one alternative: its marks are not told one by one.
        const mendPictures = () => {
          const pictures = ".stVegaLiteChart[aria-label], .stDeckGlJsonChart[aria-label]";
          for (const one of document.querySelectorAll(pictures)) {
            one.setAttribute("role", "img");
            one.removeAttribute("aria-roledescription");
            for (const inner of one.children) inner.setAttribute("aria-hidden", "true");
            // The map's frame takes the keyboard and answers no key.
            for (const inner of one.querySelectorAll('[tabindex="0"]')) inner.tabIndex = -1;
          }
        };

        // The buttons of the menus, on desks and phones, are named as they read. In a phone's menu a
        // section stands inside the list of pages: it is an item of it, and its pages are links.
        let asked = false;
        const mendMenu = () => {
          asked = false;
          const inList = '[data-testid="stSidebarNavItems"] > div';
          const give = (role, which) => {
            for (const one of document.querySelectorAll(which)) one.setAttribute("role", role);
          };
          give("listitem", `${inList}:not([role])`);
          give("none", `${inList} li:not([role])`);
          const name = (which, words) =>
            document.querySelector(which)?.setAttribute("aria-label", words);
          name('[data-testid="stExpandSidebarButton"]', "Menu");
          name('.rc-overflow-item-rest > [data-testid="stTopNavSection"]', "More pages");
          mendPictures();
        };
        new MutationObserver(() => {
          if (!asked) requestAnimationFrame(mendMenu);
          asked = true;
        }).observe(document.getElementById("root"), { childList: true, subtree: true });

        // Where the graphics of a machine fail, a map loses what it is drawn with and would stay
        // empty. The plain page shows the same choices, and its map is a picture.
        const showPlain = (canvas) => {
          if (!canvas.isConnected || !canvas.getContext("webgl2")?.isContextLost()) return;
          const plain = new URL(location);
          plain.searchParams.set("plain", "");
          location.replace(plain);
        };
        const wait = (lost) => setTimeout(() => showPlain(lost.target), 2000);
        document.addEventListener("webglcontextlost", wait, { capture: true });
      })();
