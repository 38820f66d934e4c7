#!/usr/bin/env bash
# Runs a command with a Docker engine that has the images of dev-services, for machines without an engine or a registry:
# scripts/docker-engine.sh ./run --services docker
#
# Sourced after find-jdk.sh and install-by-apt.sh, with $root set, it has start_docker_engine and stop_docker_engine.
# An engine that answers is used, and left as it was. Else one is started, and deleted again with all that it holds. It
# publishes ports on 127.0.0.1 alone, and leaves the machine's packet filter as it is.

root=${root:-$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)}
. "$root/scripts/docker-images.sh"

engine_home=${TMPDIR:-/tmp}/distrisocks-docker-$(id -u)
engine_is_ours=false
images_built=()

# Starts an engine if none answers, and builds the images that it has not. One line says why that does not work.
start_docker_engine() {
  local built outcome=0
  # No image of the reaper is in reach; Testcontainers then deletes its containers at the end of the JVM.
  export TESTCONTAINERS_RYUK_DISABLED=true
  docker_engine_answers || launch_docker_engine || return
  built=$(build_docker_images) || outcome=$?
  [ -z "$built" ] || mapfile -t images_built <<< "$built"
  if [ "$outcome" -ne 0 ]; then
    stop_docker_engine
    echo "no Docker: the images could not be built" >&2
    return 1
  fi
}

# Stops the engine that start_docker_engine started, or removes what that built for another. May be called again.
stop_docker_engine() {
  if "$engine_is_ours"; then
    engine_is_ours=false
    timeout 60 docker ps -aq 2> /dev/null | xargs -r docker rm -f > /dev/null 2>&1 || true
    clear_docker_engine || echo "$engine_home could not be deleted" >&2
  elif [ ${#images_built[@]} -gt 0 ]; then
    docker image rm -f "${images_built[@]}" > /dev/null || true
  fi
  images_built=()
}

docker_engine_answers() {
  timeout 10 docker version > /dev/null 2>&1
}

launch_docker_engine() {
  local reason owner
  owner=$(cat "$engine_home/owner" 2> /dev/null || true)
  if ! as_root true 2> /dev/null; then
    reason="only root can start one"
  elif ! { command -v dockerd && command -v docker; } > /dev/null && ! install_by_apt docker.io >&2; then
    reason="docker.io could not be installed"
  elif [ -n "$owner" ] && [ -d "/proc/$owner" ]; then
    reason="process $owner runs one in $engine_home"
  elif ! { clear_docker_engine && mkdir -m 700 "$engine_home" && echo $$ > "$engine_home/owner"; }; then
    reason="$engine_home cannot be used"
  else
    run_docker_engine && return
    reason="dockerd failed: $(tail -n 1 "$engine_home/log")"
    stop_docker_engine
  fi
  echo "no Docker: no engine answers, and $reason" >&2
  return 1
}

run_docker_engine() {
  local engine
  engine_is_ours=true
  [ -e /sys/class/net/docker0 ] || touch "$engine_home/made-docker0"
  export DOCKER_HOST=unix://$engine_home/docker.sock
  # Testcontainers takes a gateway's address for it, where this machine is itself a container.
  export TESTCONTAINERS_HOST_OVERRIDE=127.0.0.1
  # vfs runs on any file system. In a session of its own, the engine outlives the containers' users at Ctrl-C.
  as_root setsid dockerd --storage-driver vfs --data-root "$engine_home/data" --exec-root "$engine_home/exec" \
    --pidfile "$engine_home/pid" --host "$DOCKER_HOST" --group "$(id -gn)" \
    --iptables=false --ip-forward=false --ip-masq=false --ip 127.0.0.1 > "$engine_home/log" 2>&1 < /dev/null &
  engine=$!
  for _ in {1..150}; do
    docker_engine_answers && return
    [ -d "/proc/$engine" ] || return
    sleep 0.2
  done
  return 1
}

# Ends the engine of this user, also one that a killed run left behind, and deletes its files.
clear_docker_engine() {
  as_root bash -s "$engine_home" << 'END'
    for file in "$1/pid" "$1/exec/containerd/containerd.pid"; do
      pid=$(cat "$file" 2> /dev/null) && grep -qzF "$1" "/proc/$pid/cmdline" 2> /dev/null && kill "$pid" &&
        for _ in {1..300}; do grep -qzF "$1" "/proc/$pid/cmdline" 2> /dev/null || break; sleep 0.1; done
    done
    [ ! -e "$1/made-docker0" ] || ip link delete docker0 2> /dev/null
    rm -rf "$1"
END
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
  set -euo pipefail
  . "$root/scripts/find-jdk.sh"
  . "$root/scripts/install-by-apt.sh"
  use_jdk
  use_maven
  trap stop_docker_engine EXIT
  start_docker_engine || exit
  "$@"
fi
