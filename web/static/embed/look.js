// Takes the look from the address, where no server does.
(() => {
  const look = new URLSearchParams(location.search).get("look");
  if (look === "light" || look === "dark") document.documentElement.dataset.look = look;
})();
