// Tells the page around this one how high it is, when it is shown and whenever that changes.
(() => {
  if (parent === self) return;
  const page = document.documentElement;
  const tell = () => {
    const height = Math.ceil(page.getBoundingClientRect().height);
    parent.postMessage({ type: "community-services-height", height }, "*");
  };
  new ResizeObserver(tell).observe(page);
})();
