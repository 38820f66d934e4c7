# Sourced by ./verify: installs what the tests need, where Debian's packages are.

install_by_apt() {
  command -v apt-get > /dev/null || return 1
  echo "installing $1 by apt-get"
  local as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
  "${as_root[@]}" apt-get update -qq &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$1" > /dev/null
}

# For the test of pods with wrong clocks; without it, that test is skipped and says so.
find_faketime() {
  compgen -G '/usr/lib/*/faketime/libfaketimeMT.so.1' > /dev/null
}
