// Tells the page around this one how high it is: when it is shown, when that changes, when asked.
(() => {
  if (parent === self) return;
  const page = document.documentElement;
  const tell = () => {
    const height = Math.ceil(page.getBoundingClientRect().height);
    parent.postMessage({ type: "community-services-height", height }, "*");
  };
  // Of a frame that is out of sight, a browser observes nothing: so once in any case.
  addEventListener("load", tell);
  addEventListener("message", ({ data }) => data?.type === "community-services-height" && tell());
  new ResizeObserver(tell).observe(page);
})();
