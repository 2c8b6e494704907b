// Gives each frame the height of what is in it.
addEventListener("message", ({ data, source }) => {
  if (data?.type !== "community-services-height" || !(data.height > 0)) return;
  for (const frame of document.querySelectorAll("iframe"))
    if (frame.contentWindow === source) frame.style.height = data.height + "px";
});
