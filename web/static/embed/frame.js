// Gives each frame the height of what is in it, and asks those that told it before this was here.
addEventListener("message", ({ data, source }) => {
  if (data?.type !== "community-services-height" || !(data.height > 0)) return;
  for (const frame of document.querySelectorAll("iframe"))
    if (frame.contentWindow === source) frame.style.height = data.height + "px";
});
for (const frame of document.querySelectorAll('iframe[src*="/embed/"]'))
  frame.contentWindow.postMessage({ type: "community-services-height" }, "*");
