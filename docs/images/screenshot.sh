#!/bin/sh
# Makes the pictures in docs/images out of the demo: comment.png, the living comment as the play page renders it;
# sandbox.png, the pull request with an approval; workspaces.png, the page of HCP Terraform. And setup.png, credentials.png and
# doctor.png, the product's own pages as SetupIT has left them in target/pages; with the argument "pages" these three alone.
set -eu

here=$(CDPATH='' cd -P -- "$(dirname "$0")" && pwd)
root=$(dirname "$(dirname "$here")")
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
if [ "${1:-}" != pages ] && command -v fc-list >/dev/null 2>&1 && ! fc-list | grep -qi emoji; then
    fail 'No font with emoji is installed: on Debian, apt-get install fonts-noto-color-emoji.'
fi
[ -x "$root/tidegate" ] || fail "The launcher $root/tidegate is missing."

pages=$root/target/pages
[ -s "$pages/doctor.html" ] || fail "The pages of SetupIT are missing in $pages: run it first (CONTRIBUTING.md, some scenarios)."

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

# Makes picture $1 of page $2, $3 by $4 CSS pixels at a scale of $5.
shot() {
    "$browser" --headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update \
        --disable-sync --no-first-run --hide-scrollbars --force-device-scale-factor="$5" --user-data-dir="$work/profile" \
        --screenshot="$work/$1" --window-size="$3,$4" "$2" >"$work/browser.log" 2>&1 || {
        cat "$work/browser.log" >&2
        fail "$browser could not make $1; its output is above."
    }
    [ -s "$work/$1" ] || fail "$browser made no $1."
    mv "$work/$1" "$here/$1"
    printf 'Made %s\n' "$here/$1"
}

shot setup.png "file://$pages/setup.html" 800 230 1
shot credentials.png "file://$pages/credentials.html" 1000 800 1
shot doctor.png "file://$pages/doctor.html" 1000 900 1
[ "${1:-}" != pages ] || exit 0

: >"$work/demo.log"
"$root/tidegate" demo >>"$work/demo.log" 2>&1 &
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

# Does what a form of the pages does: path $1, fields from $2 on.
act() {
    path=$1
    shift
    for field in "$@"; do
        set -- "$@" --data-urlencode "$field"
        shift
    done
    curl -fsS -o /dev/null -H "Origin: $base" "$@" "$base$path"
}

# Waits until the conversation holds the words $1.
await() {
    waited=0
    until curl -fsS "$address" | grep "$1" >/dev/null; do
        [ "$waited" -lt "$patience" ] || fail "Tidegate did not say: $1"
        sleep 1
        waited=$((waited + 1))
    done
}

base=${address%/pull/*}
pull=${address#"$base"}
shot comment.png "$address?only=summary" 880 790 2

act /clock back=/
act "$pull/review" as=ann event=APPROVE 'body=Two nodes it is.'
await '1 of 1 by ann'
act "$pull/comment" as=lee 'body=/apply dev'
await 'dev was applied'
await 'everything that comes before the merge is done'
shot sandbox.png "$address" 1100 1590 1
shot workspaces.png "$base/terraform" 1100 900 1
