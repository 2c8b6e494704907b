      (() => {
        // Streamlit's files wait until what stands above is on the screen: on a fast line they
        // come so soon that the browser would run them first, and show nothing meanwhile.
        const later = document.getElementById("streamlit-loads");
        if (!document.getElementById("first-paint")) {
          later.replaceWith(later.content); // nothing is shown without them
          return;
        }
        const load = () => {
          shown.disconnect();
          clearTimeout(patience);
          later.replaceWith(later.content);
        };
        const shown = new PerformanceObserver((seen) => {
          if (seen.getEntriesByName("first-contentful-paint").length) load();
        });
        // A tab in the background shows nothing, and not every browser tells.
        const tells = PerformanceObserver.supportedEntryTypes.includes("paint");
        const patience = setTimeout(load, tells && !document.hidden ? 3000 : 50);
        if (tells) shown.observe({ type: "paint", buffered: true });
      })();
