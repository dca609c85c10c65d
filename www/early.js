// Until the program runs: empties what a browser has kept of an earlier visit, and keeps a list of what is
// pressed, so that it counts. In the language of 2009, as the script after it.
var early = (function () {
  "use strict";
  var pressed = [], kinds = { click: press, submit: stop, dragover: stop, drop: drop }, kind;

  function listen(how) {
    for (kind in kinds) {
      document[how](kind, kinds[kind], true);
    }
  }

  function empty() {
    var fields = document.querySelectorAll("input, textarea"), place;
    for (place = 0; place < document.forms.length; place += 1) {
      document.forms[place].reset();
    }
    for (place = 0; place < fields.length; place += 1) {
      if (fields[place].type !== "radio" && fields[place].type !== "checkbox") {
        fields[place].value = "";
      }
    }
  }

  function stop(event) {
    event.preventDefault();
  }

  function press(event) {
    var button = event.target;
    while (button && button.nodeName !== "BUTTON") {
      button = button.parentNode;
    }
    if (button && button.id) {
      event.preventDefault();
      event.stopPropagation();
      pressed.push(button.id);
    }
  }

  function drop(event) {
    var zone = event.target, files = event.dataTransfer && event.dataTransfer.files;
    event.preventDefault();
    while (zone && !(zone.getAttribute && zone.getAttribute("data-drop"))) {
      zone = zone.parentNode;
    }
    if (zone && files && files.length) {
      document.getElementById(zone.getAttribute("data-drop")).files = files;
    }
  }

  if (document.querySelectorAll && document.addEventListener) {
    empty();
    listen("addEventListener");
  }

  // Ends it: the buttons that were pressed, by their ids.
  return {
    end: function () {
      listen("removeEventListener");
      return pressed;
    }
  };
}());

