#!/bin/sh
# read-only-root.sh <empty folder> <app> <venv> <base prefix> <user> <command…>: runs the command in /app of a file
# system that holds the app, its virtual environment (as /opt/venv, too; with an empty <venv> there is none) and the
# system's programs and libraries, all read-only, and a /tmp in memory: what the image's process sees. To be started by
# `unshare --mount`, with `--user --map-root-user` where the caller is not root; <user> is a numeric uid:gid, or 0:0 to
# stay what it is.
set -eu
root=$1 app=$2 venv=$3 prefix=$4 user=$5
shift 5

bind() { # <source> <target>
    mkdir -p "$root$2"
    mount --bind "$1" "$root$2"
    # In a user namespace, what was nosuid or nodev outside has to stay so.
    mount -o remount,bind,ro "$root$2" 2>/dev/null \
        || mount -o remount,bind,ro,nosuid,nodev "$root$2"
}

mount -t tmpfs -o mode=755 tmpfs "$root"
mkdir "$root/tmp" "$root/proc" "$root/dev" "$root/opt"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mount --rbind /proc "$root/proc"
mount --rbind /dev "$root/dev"
for name in bin lib lib32 lib64 sbin; do
    if [ -L "/$name" ]; then
        ln -s "$(readlink "/$name")" "$root/$name"
    elif [ -d "/$name" ]; then
        bind "/$name" "/$name"
    fi
done
bind /usr /usr
bind /etc /etc
case $prefix in
/usr | /usr/*) ;;
*) bind "$prefix" "$prefix" ;;
esac
bind "$app" /app
if [ -n "$venv" ]; then
    bind "$venv" "$venv"
    ln -s "$venv" "$root/opt/venv"
fi
mount -o remount,ro "$root"

if [ "$user" != 0:0 ]; then
    set -- "--userspec=$user" --groups= "$root" /bin/sh -c 'cd /app && exec "$@"' sh "$@"
else
    set -- "$root" /bin/sh -c 'cd /app && exec "$@"' sh "$@"
fi
exec chroot "$@"
