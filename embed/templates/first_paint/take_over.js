      (() => {
        const first = document.getElementById("first-paint");
        if (!first) return;
        const root = document.getElementById("root");
        // Streamlit empties #root as it starts. Beside it, this stands until the app can be read.
        root.before(first);
        let patience;
        const hasRun = () =>
          root.querySelector('[data-testid="stApp"][data-test-script-state="notRunning"]') &&
          !root.querySelector('[data-testid="stSkeleton"]');
        const leave = () => {
          observer.disconnect();
          clearTimeout(patience);
          const seen = document.scrollingElement.scrollTop;
          const held = first.contains(document.activeElement);
          first.remove();
          document.documentElement.removeAttribute("data-look");
          const main = root.querySelector("main");
          if (!main) return;
          main.scrollTop = seen;
          if (held) main.focus();
        };
        const observer = new MutationObserver(() => {
          if (!root.querySelector('main h1, main [role="alert"]')) return;
          if (hasRun()) leave();
          else patience ??= setTimeout(leave, 4000);
        });
        observer.observe(root, {
          attributeFilter: ["data-test-script-state"],
          childList: true,
          subtree: true,
        });
      })();
