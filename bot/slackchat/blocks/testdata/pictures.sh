#!/bin/sh
# Draws each kind of card as Slack shows it, into the folder given (default: a temporary one).
# With VEIVISER=http://127.0.0.1:8080 a running `veiviser serve` gives the journeys' pictures.
# Needs Go, npm, Chromium and, for the snippets, fonts of their scripts.
#   npm: slack-blocks-to-jsx 1.1.1, react 19, esbuild, playwright-core (all MIT or Apache-2.0)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$(mktemp -d)}
mkdir -p "$out"
(cd "$here/.." && go test -count=1 -run '^TestPictures$' -pictures "$out" .)
cd "$out"
npm i --no-audit --no-fund slack-blocks-to-jsx@1.1.1 react@19 react-dom@19 esbuild playwright-core >/dev/null
cp "$here/pictures.jsx" "$here/pictures.mjs" .
npx esbuild pictures.jsx --bundle --jsx=automatic --outfile=pictures.js --log-level=error
node pictures.mjs "${CHROMIUM:-chromium}" *.json
if command -v pngquant >/dev/null; then pngquant --force --ext .png --speed 1 *.png; fi
echo "$out"
