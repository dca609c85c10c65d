// Starts the program: in the page, and in each worker that the page makes from this same text.
"use strict";

if (typeof document === "undefined") {
  // A worker. Its first message is the compiled module; started in one go, it misses none after.
  self.addEventListener("message", (event) => {
    event.stopImmediatePropagation();
    wasm_bindgen.initSync({ module: event.data });
    wasm_bindgen.start_worker();
  }, { once: true });
} else {
  programStarted = true;
  startPage().then(() => { document.documentElement.dataset.ready = "yes"; }, cannotWork);
  document.getElementById("licences").addEventListener("toggle", showLicences, { once: true });
}

async function startPage() {
  const module = await WebAssembly.compile(await unpack(document.getElementById("core").textContent.trim()));
  await wasm_bindgen({ module_or_path: module });
  await wasm_bindgen.start_page(workerMaker(module, document.getElementById("program").textContent));
}

async function showLicences() {
  const texts = await unpack(document.getElementById("notices").textContent.trim());
  document.getElementById("licence-texts").textContent = new TextDecoder().decode(texts);
}

// The core is WebAssembly, gzipped, in base64; the licence texts are packed the same way.
async function unpack(base64) {
  const packed = Uint8Array.fromBase64
    ? Uint8Array.fromBase64(base64)
    : Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

// Workers run the program's own text. Where the browser has Trusted Types, that is the only
// address it is told to trust.
function workerMaker(module, program) {
  let own = null;
  const policy = self.trustedTypes?.createPolicy("bars-csr", {
    createScriptURL: (address) => {
      if (address !== own) throw new TypeError("not the program's own address");
      return address;
    },
  });
  return () => {
    own = URL.createObjectURL(new Blob([program], { type: "text/javascript" }));
    const address = own;
    const worker = new Worker(policy ? policy.createScriptURL(address) : address);
    const revoke = () => URL.revokeObjectURL(address);
    worker.addEventListener("message", revoke, { once: true });
    worker.addEventListener("error", revoke, { once: true });
    worker.postMessage(module);
    return worker;
  };
}
