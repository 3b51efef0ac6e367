#!/bin/sh
# Makes docs/images/comment.png: the living comment of the demo's pull request, as the play page renders it.
# WIDTH and HEIGHT (in CSS pixels) change the picture's size; it is made at twice that for sharp screens.
set -eu

here=$(CDPATH='' cd -P -- "$(dirname "$0")" && pwd)
root=$(dirname "$(dirname "$here")")
picture=$here/comment.png
width=${WIDTH:-880}
height=${HEIGHT:-730}
patience=300 # seconds until the pull request is planned; the first start builds the product

fail() {
    printf 'screenshot: %s\n' "$@" >&2
    exit 69
}

browser=
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then
        browser=$name
        break
    fi
done
[ -n "$browser" ] || fail 'Chromium is not installed: on Debian, apt-get install chromium fonts-noto-color-emoji.'
if command -v fc-list >/dev/null 2>&1 && ! fc-list | grep -qi emoji; then
    fail 'No font with emoji is installed: on Debian, apt-get install fonts-noto-color-emoji.'
fi
[ -x "$root/tidegate" ] || fail "The launcher $root/tidegate is missing."

work=$(mktemp -d)
demo=
stop() {
    if [ -n "$demo" ]; then
        kill "$demo" 2>/dev/null || true
        wait "$demo" 2>/dev/null || true
    fi
    rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT TERM

"$root/tidegate" demo >"$work/demo.log" 2>&1 &
demo=$!
address=
waited=0
while [ -z "$address" ]; do
    address=$(sed -n 's/^Pull request #[0-9]* is planned: \(http:[^ ]*\)$/\1/p' "$work/demo.log")
    if [ -n "$address" ]; then
        break
    fi
    if ! kill -0 "$demo" 2>/dev/null || [ "$waited" -ge "$patience" ]; then
        cat "$work/demo.log" >&2
        fail 'The demo did not get as far as a planned pull request; its output is above.'
    fi
    sleep 1
    waited=$((waited + 1))
done

"$browser" --headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update \
    --disable-sync --no-first-run --hide-scrollbars --force-device-scale-factor=2 --user-data-dir="$work/profile" \
    --screenshot="$work/comment.png" --window-size="$width,$height" "$address?only=summary" >"$work/browser.log" 2>&1 || {
    cat "$work/browser.log" >&2
    fail "$browser could not make the picture; its output is above."
}
[ -s "$work/comment.png" ] || fail "$browser made no picture."
mv "$work/comment.png" "$picture"
printf 'Made %s\n' "$picture"
