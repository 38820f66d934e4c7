# Sourced by ./run and ./verify: finds a JDK 25 or newer and Maven, and sets JAVA_HOME, PATH and MAVEN_OPTS for them.

fail() {
  echo "${0##*/}: $*" >&2
  exit 1
}

# Prints the feature version of the JDK in a folder, for example 25; nothing if there is none.
jdk_version() {
  [ -x "$1/bin/javac" ] && [ -x "$1/bin/java" ] || return 0
  "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p'
}

# Prints the home of the first JDK that is new enough.
find_jdk() {
  local home on_path version
  on_path=$(command -v javac || true)
  if [ -n "$on_path" ]; then
    # Follows links: /usr/bin/javac is one, often of a second one.
    while [ -L "$on_path" ]; do
      local target
      target=$(readlink "$on_path")
      case $target in
        /*) on_path=$target ;;
        *) on_path=$(dirname "$on_path")/$target ;;
      esac
    done
    on_path=$(cd "$(dirname "$on_path")/.." && pwd)
  fi
  for home in ${JAVA_HOME:+"$JAVA_HOME"} ${on_path:+"$on_path"} \
    /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /opt/* /opt/*/* /usr/local/lib/jvm/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    version=$(jdk_version "$home")
    if [ -n "$version" ] && [ "$version" -ge 25 ]; then
      echo "$home"
      return
    fi
  done
}

use_jdk() {
  local home
  home=$(find_jdk)
  [ -n "$home" ] || fail "no JDK 25 or newer found (looked at JAVA_HOME, the PATH, /usr/lib/jvm, ~/.sdkman, /opt): install one, or set JAVA_HOME"
  export JAVA_HOME=$home
  export PATH="$JAVA_HOME/bin:$PATH"
}

use_maven() {
  command -v mvn > /dev/null || fail "Maven is not on the PATH: install Maven 3.8 or newer"
  local version major minor
  # --sun-misc… and --enable-native-access… keep Maven's own libraries from warning on a new Java.
  export MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
  version=$(mvn -v 2> /dev/null | sed -n 's/.*Apache Maven \([0-9]*\.[0-9]*\).*/\1/p')
  major=${version%%.*}
  minor=${version#*.}
  if [ -z "$version" ] || [ "$major" -lt 3 ] || { [ "$major" -eq 3 ] && [ "$minor" -lt 8 ]; }; then
    fail "Maven 3.8 or newer is needed, and mvn is ${version:-not working: try mvn -v}"
  fi
}
