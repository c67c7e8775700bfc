/* mkdocs-planning. Every page reads without this script; it only helps where HTML alone cannot. */
(() => {
  "use strict";

  const folded = () => document.querySelectorAll(".planning details:not([open])");

  /* A printed page has nothing to click, so what is folded is printed unfolded. */
  addEventListener("beforeprint", () => {
    for (const details of folded()) {
      details.open = true;
      details.dataset.planningPrinted = "";
    }
  });
  addEventListener("afterprint", () => {
    for (const details of document.querySelectorAll("details[data-planning-printed]")) {
      details.open = false;
      delete details.dataset.planningPrinted;
    }
  });
})();
