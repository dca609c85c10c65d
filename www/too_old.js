// For browsers that cannot read the rest of this page, or not do what it asks: in the language of
// 2009, which all of them have.
var programStarted = false;

function cannotWork() {
  "use strict";
  var because = "worker";
  if (document.documentMode) {
    because = "internet-explorer";
  } else if (!programStarted) {
    because = "language";
  } else if (typeof WebAssembly === "undefined") {
    because = "webassembly";
  }
  document.documentElement.setAttribute("data-ready", "no");
  document.getElementById("unsupported").removeAttribute("hidden");
  document.getElementById("unsupported-" + because).removeAttribute("hidden");
}

// A program that cannot be read says nothing of itself.
window.addEventListener("load", function () {
  "use strict";
  if (!programStarted) {
    cannotWork();
  }
});
