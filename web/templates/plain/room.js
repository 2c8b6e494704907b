      // The arrow keys turn from one screen of a room to the next, as its links do.
      addEventListener("keydown", (press) => {
        if (press.altKey || press.ctrlKey || press.metaKey || press.shiftKey) return;
        const way = { ArrowLeft: "prev", ArrowRight: "next" }[press.key];
        if (way) document.querySelector(`.room a[rel=${way}]`)?.click();
      });
