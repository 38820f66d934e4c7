# Sourced by ./verify and ./run: installs what the tests and the benchmark need, by Debian's packages and otherwise.

install_by_apt() {
  command -v apt-get > /dev/null || return 1
  echo "installing $* by apt-get"
  local as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
  "${as_root[@]}" apt-get update -qq &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" > /dev/null
}

# For the test of pods with wrong clocks; without it, that test is skipped and says so.
find_faketime() {
  compgen -G '/usr/lib/*/faketime/libfaketimeMT.so.1' > /dev/null
}

# For the tests of clients that others wrote; without them, those tests are skipped and say so.
find_node() {
  node -e 'process.exit(parseInt(process.versions.node) >= 18 ? 0 : 1)' > /dev/null 2>&1 && npm --version > /dev/null 2>&1
}

find_stomp_py() {
  /usr/bin/python3 -c 'import stomp' > /dev/null 2>&1
}

# For the tests of the Kubernetes manifests; without it, they are skipped and say so. Debian's own kubectl is too old.
find_kustomize() {
  kubectl version --client 2> /dev/null | grep -qE 'Kustomize Version: v([4-9]|[1-9][0-9])\.' ||
    kustomize version 2> /dev/null | grep -qE '^(v([4-9]|[1-9][0-9])\.|\(devel\))' ||
    [ -x "$root/target/tools/kustomize" ]
}

fetch_kustomize() {
  command -v go > /dev/null || return 1
  echo "building kustomize by go install"
  GOBIN=$root/target/tools go install sigs.k8s.io/kustomize/kustomize/v5@v5.6.0
}
