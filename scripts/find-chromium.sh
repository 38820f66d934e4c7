# Sourced by ./verify after find-jdk.sh: finds a Chromium for the browser tests, or fetches one. The headless shell is the same
# browser without windows and needs half the time.

# Prints the path of a Chromium that starts; nothing if there is none.
find_chromium() {
  local name program
  for name in ${CHROMIUM:+"$CHROMIUM"} chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable \
    "${PLAYWRIGHT_BROWSERS_PATH:-$HOME/.cache/ms-playwright}"/chromium_headless_shell-*/chrome-linux*/headless_shell \
    "${PLAYWRIGHT_BROWSERS_PATH:-$HOME/.cache/ms-playwright}"/chromium-*/chrome-linux*/chrome \
    "$HOME"/Library/Caches/ms-playwright/chromium-*/chrome-mac*/*.app/Contents/MacOS/* \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
    program=$(command -v "$name" 2> /dev/null) || continue
    # A name may be a stub that asks for a snap.
    if "$program" --version > /dev/null 2>&1; then
      echo "$program"
      return
    fi
  done
}

# Playwright's own download, by the library that the test uses. Debian's package is tried first: this one builds three modules.
fetch_chromium_by_playwright() {
  local class_path=$root/target/playwright.classpath log=$root/target/playwright.log
  echo "no Chromium here: asking Playwright for one; what it says: target/playwright.log"
  mkdir -p "$root/target"
  # The module's class path is known to Maven once the modules before it are packaged.
  (cd "$root" && mvn -B -ntp -q -DskipTests -Dspotless.check.skip=true -pl cluster-tests -am \
    package dependency:build-classpath "-Dmdep.outputFile=$class_path") &&
    "$JAVA_HOME/bin/java" -cp "$(cat "$class_path")" com.microsoft.playwright.CLI install chromium > "$log" 2>&1
}
