      (() => {
        // Streamlit's files wait until the page stands on the screen: on a fast line they come so
        // soon that the browser would run them first. On a slow line they are not asked for at all.
        const later = document.getElementById("streamlit-loads");
        if (!document.getElementById("plain")) {
          later.replaceWith(later.content); // nothing is shown without them
          return;
        }
        const line = navigator.connection;
        const asked = new URLSearchParams(location.search).has("live");
        const isSlow = line && (line.saveData || /2g|3g/.test(line.effectiveType));
        // Maps of the live pages need it, and there is none on many remote desktops.
        const drawsMaps = document.createElement("canvas").getContext("webgl2");
        if (!drawsMaps || (isSlow && !asked)) {
          if (drawsMaps) document.documentElement.dataset.alone = "";
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
