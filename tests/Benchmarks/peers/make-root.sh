#!/usr/bin/env bash
# make-root.sh FOLDER: makes a Debian 13 root with Debian's own PyTorch, to time against. Needs root and about 3 GB.
#   --without-mkl     leave out Intel's MKL (non-free); OpenBLAS alone is then the peer's matrix library
#   --mirror URL      Debian mirror; without it the one this machine's apt uses
# FOLDER is written whole or not at all. Exit codes: 0 done, 1 failed, 2 usage, 3 the machine lacks something.
set -euo pipefail

say() { printf 'make-root: %s\n' "$*" >&2; }
usage() { sed -n '2,5s/^# //p' "$0"; }

packages=(python3 python3-torch python3-numpy python3-onnx libopenblas0-pthread)
packages+=(g++ python3-dev python3-setuptools libtorch-dev) # what torch.compile calls
mkl=(libmkl-rt libmkl-core libmkl-intel-lp64 libmkl-gf-lp64 libmkl-sequential libmkl-gnu-thread libmkl-def libmkl-avx2
     libmkl-avx512)
components=(main)
folder='' mirror='' with_mkl=yes
while [[ $# -gt 0 ]]; do
    case $1 in
        -h | --help) usage; exit 0 ;;
        --without-mkl) with_mkl=no ;;
        --mirror) mirror=${2:?--mirror wants a URL}; shift ;;
        -*) say "unknown option $1"; usage >&2; exit 2 ;;
        *) folder=$1 ;;
    esac
    shift
done
[[ -n $folder ]] || { usage >&2; exit 2; }
[[ $(id -u) -eq 0 ]] || { say "run it as root: it makes a root file system"; exit 3; }
[[ ! -e $folder ]] || { say "$folder exists; name a new folder or remove it"; exit 2; }
command -v mmdebstrap >/dev/null || { say "mmdebstrap is missing; run: apt-get install mmdebstrap"; exit 3; }

# The first archive of Debian proper (not of security updates, not of other people's packages) that apt knows.
apt_mirror() {
    apt-get indextargets --format '$(REPO_URI) $(ORIGIN)' 'Created-By: Packages' 2>/dev/null |
        awk '$2 == "Debian" && $1 !~ /security/ { print $1; exit }'
}
[[ -n $mirror ]] || mirror=$(apt_mirror)
[[ -n $mirror ]] || { say "apt on this machine knows no Debian archive; give one with --mirror URL"; exit 3; }
if [[ $with_mkl == yes ]]; then
    components+=(contrib non-free)
    packages+=("${mkl[@]}")
fi

part="$folder.part"
rm -rf "$part"
trap 'rm -rf "$part"' EXIT
say "making $folder (some minutes)"
include=$(IFS=,; echo "${packages[*]}")
component=$(IFS=,; echo "${components[*]}")
mmdebstrap --quiet --mode=root --variant=apt --components="$component" --include="$include" \
    --keyring=/usr/share/keyrings --dpkgopt=path-exclude='/usr/share/doc/*' --dpkgopt=path-exclude='/usr/share/man/*' \
    trixie "$part" "$mirror"

# Which matrix library PyTorch gets is chosen per run, by putting one of these folders on the loader's path.
libraries=/usr/lib/x86_64-linux-gnu
mkdir -p "$part"/opt/blas/openblas
for name in libblas.so.3 liblapack.so.3; do ln -s "$libraries/openblas-pthread/$name" "$part/opt/blas/openblas/$name"; done
if [[ $with_mkl == yes ]]; then
    mkdir "$part/opt/blas/mkl"
    for name in libblas.so.3 liblapack.so.3; do ln -s "$libraries/libmkl_rt.so" "$part/opt/blas/mkl/$name"; done
    # MKL keeps its kernels for wide vectors to processors of its own maker, by asking this function. A peer that ran at half
    # the machine's rate for that reason would flatter us.
    echo 'int mkl_serv_intel_cpu_true(void) { return 1; }' |
        chroot "$part" gcc -shared -fPIC -O1 -x c -o /opt/blas/mkl/preload.so -
fi
rm -rf "$part"/var/cache/apt/archives/*.deb "$part"/var/lib/apt/lists/*
chroot "$part" python3 -c 'import torch, onnx; print("make-root: PyTorch", torch.__version__)' >&2
mv "$part" "$folder"
trap - EXIT
say "done: $folder"
