// Starts the program: in the page, and in each worker that the page makes from this same text.
"use strict";

if (typeof document === "undefined") {
  // A worker. Its first message are the compiled modules; started in one go, it misses none after.
  self.addEventListener("message", (event) => {
    event.stopImmediatePropagation();
    const { core, proposer } = event.data;
    wasm_bindgen.initSync({ module: core });
    wasm_bindgen.start_worker(proposer);
  }, { once: true });
} else {
  programStarted = true;
  startPage().then(() => { document.documentElement.dataset.ready = "yes"; }, cannotWork);
  document.getElementById("licences").addEventListener("toggle", showLicences, { once: true });
}

async function startPage() {
  const [core, proposer] = await Promise.all([compile("core"), compile("proposer").catch(() => undefined)]);
  await wasm_bindgen({ module_or_path: core });
  await wasm_bindgen.start_page(workerMaker({ core, proposer }, document.getElementById("program").textContent));
}

async function showLicences() {
  const texts = await unpack(document.getElementById("notices").textContent.trim());
  document.getElementById("licence-texts").textContent = new TextDecoder().decode(texts);
}

// A browser without vector instructions refuses the proposer. It can do without.
async function compile(id) {
  return WebAssembly.compile(await unpack(document.getElementById(id).textContent.trim()));
}

// The modules are WebAssembly, gzipped, in base64; the licence texts are packed the same way.
async function unpack(base64) {
  const packed = Uint8Array.fromBase64
    ? Uint8Array.fromBase64(base64)
    : Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

// Workers run the program's own text. Where the browser has Trusted Types, that is the only
// address it is told to trust.
function workerMaker(modules, program) {
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
    worker.postMessage(modules);
    return worker;
  };
}
