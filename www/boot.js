// Starts the program: in the page, and in each worker that the page makes from this same text.
"use strict";

if (typeof document === "undefined") {
  // A worker. Its first message are the compiled modules; started in one go, it misses none after.
  self.addEventListener("message", (event) => {
    event.stopImmediatePropagation();
    const { core, proposer, lanes } = event.data;
    wasm_bindgen.initSync({ module: core });
    wasm_bindgen.start_worker(proposer, lanes);
  }, { once: true });
} else {
  programStarted = true;
  history.scrollRestoration = "manual";
  startPage().then(beReady, cannotWork);
  document.getElementById("licences").addEventListener("toggle", showLicences, { once: true });
}

// What was pressed before is done now.
function beReady() {
  document.documentElement.dataset.ready = "yes";
  for (const id of early.end()) document.getElementById(id).click();
}

async function startPage() {
  const [core, proposer, lanes] = await Promise.all([compile("core"), ...["proposer", "lanes"].map(compileVectors)]);
  await wasm_bindgen({ module_or_path: core });
  await wasm_bindgen.start_page(workerMaker({ core, proposer, lanes }, document.getElementById("program").textContent));
}

async function showLicences() {
  const texts = await unpack(document.getElementById("notices").textContent.trim());
  document.getElementById("licence-texts").textContent = new TextDecoder().decode(texts);
}

// A browser without vector instructions refuses these modules. It can do without.
async function compileVectors(id) {
  return compile(id).catch(() => undefined);
}

async function compile(id) {
  return WebAssembly.compile(await unpack(document.getElementById(id).textContent.trim()));
}

// The modules are WebAssembly, gzipped, in digits to the base 91; the licence texts are packed the same way.
async function unpack(digits) {
  const stream = new Blob([octetsOf(digits)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

// Two digits hold 13 bits, the lower digit first; one alone at the end holds 6. The digits follow each
// other from "#" on, with "!" in place of "<". Bits that fill no octet at the end are none.
function octetsOf(digits) {
  const octets = new Uint8Array(Math.floor((digits.length >> 1) * 13 / 8 + (digits.length & 1) * 6 / 8));
  const digit = (place) => {
    const code = digits.charCodeAt(place);
    return code === 33 ? 25 : code - 35;
  };
  let bits = 0, held = 0, to = 0;
  for (let from = 0; from < digits.length; from += 2) {
    const last = from + 1 === digits.length;
    bits = last ? bits << 6 | digit(from) : bits << 13 | digit(from) + 91 * digit(from + 1);
    held += last ? 6 : 13;
    while (held >= 8) {
      held -= 8;
      octets[to++] = bits >> held;
    }
  }
  return octets;
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
    const terminate = worker.terminate.bind(worker);
    worker.addEventListener("message", revoke, { once: true });
    worker.addEventListener("error", revoke, { once: true });
    worker.terminate = () => {
      revoke();
      terminate();
    };
    worker.postMessage(modules);
    return worker;
  };
}
