#!/bin/sh
# build.sh <backend origin> <folder>: writes public/ and nginx.conf to the folder, with the origin in them.
set -eu

if [ $# -ne 2 ]; then
    echo "usage: build.sh <backend origin> <folder>" >&2
    exit 1
fi
origin=$1
folder=$2

# Whatever is in it ends up in a security header: nothing but one origin may pass. The case also refuses line breaks,
# which grep would take for two lines.
allowed='REACT_APP_BACKEND_URL must be one exact origin such as https://api.cruddur.example, without path; never *'
case $origin in
    *[!a-z0-9.:/-]*) echo "$allowed" >&2; exit 1 ;;
esac
if ! printf '%s\n' "$origin" | grep -Eq '^https?://[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]{1,5})?$'; then
    echo "$allowed" >&2
    exit 1
fi

source=$(dirname "$0")
mkdir -p "$folder"
cp -R "$source/public" "$folder/www"
sed "s|@BACKEND_URL@|$origin|g" "$source/public/index.html" >"$folder/www/index.html"
sed "s|@BACKEND_URL@|$origin|g" "$source/nginx.conf" >"$folder/nginx.conf"
