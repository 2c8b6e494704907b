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
        // The maps of the live pages need WebGL, which many remote desktops lack, and the rest what
        // came into browsers until 2024. Where one of these is missing, the plain page stays.
        const canDraw =
          document.createElement("canvas").getContext("webgl2") &&
          ["fetch", "IntersectionObserver", "PerformanceObserver", "ResizeObserver", "structuredClone"]
            .every((name) => name in window) &&
          CSS.supports("selector(:has(*))") &&
          CSS.supports("color", "light-dark(red, red)");
        if (!canDraw || (isSlow && !asked)) {
          if (canDraw) document.documentElement.dataset.alone = "";
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
