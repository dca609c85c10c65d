// Names every file of a folder in which TLS finds a private key and its certificate.
const { readdirSync, readFileSync } = require("fs");
const { createSecureContext } = require("tls");
const [folder, passphrase] = process.argv.slice(2);
for (const name of readdirSync(folder)) {
  try {
    createSecureContext({ pfx: readFileSync(`${folder}/${name}`), passphrase });
    console.log(name);
  } catch (error) {
    // It is refused.
  }
}
