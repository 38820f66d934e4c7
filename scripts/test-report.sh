# Sourced by ./verify: shows how far Maven has come, and what came out in the end.

# Jiffies of all processors since the machine's start: all of them, and those without work. Nothing where that is not known.
processor_time() {
  local _ user nice system idle iowait irq softirq steal rest
  [ -r /proc/stat ] || return 0
  read -r _ user nice system idle iowait irq softirq steal rest < /proc/stat
  echo "$((user + nice + system + idle + iowait + irq + softirq + steal)) $((idle + iowait))"
}

# In seconds, since some moment.
now() {
  local time=${EPOCHREALTIME:-$SECONDS}
  echo "${time/,/.}"
}

# Reads Maven's output. Prints a line for each module, and on a terminal the class that runs and what is left, by the time that
# the last run of this tier took. Notes in the file $1 when each class began and ended, and what the processors did until then.
show_progress() {
  local events=$1 before=$2 line name module=
  : > "$events"
  while IFS= read -r line; do
    case $line in
      *"Building distriSocks"*'['*)
        module=${line#*Building distriSocks}
        module=${module%%[0-9].*}
        module=${module//[[:space:]]/ }
        module=${module# }
        module=${module% }
        say "[%4d s] %s\n" "$SECONDS" "${module:-distriSocks}"
        ;;
      *"] Running org."*)
        name=${line##* }
        echo "$(now) begin $name $(processor_time)" >> "$events"
        [ ! -t 1 ] || say "[%4d s] %s: %s%s" "$SECONDS" "$module" "${name##*.}" "$(remaining "$before")"
        ;;
      *"Tests run:"*" -- in org."*)
        echo "$(now) end ${line##* } $(processor_time)" >> "$events"
        case $line in
          *"FAILURE!"* | *"ERROR!"*) say "[%4d s] FAILED: %s\n" "$SECONDS" "${line##*.}" ;;
        esac
        ;;
    esac
  done
  [ ! -t 1 ] || say ""
}

# On a terminal in the place of the line before, unless that was ended.
say() {
  [ ! -t 1 ] || printf '\r\033[K'
  # shellcheck disable=SC2059
  printf "$@"
}

remaining() {
  [ -z "$1" ] || [ "$SECONDS" -ge "$1" ] || printf ', about %d s left' "$(($1 - SECONDS))"
}

# The reports of tests that are newer than the file $1.
reports_since() {
  find "$root"/*/target/surefire-reports "$root"/*/target/failsafe-reports -name 'TEST-*.xml' -newer "$1" 2> /dev/null | sort
}

# Whether the log $1 has a test that was not skipped.
has_run_a_test() {
  awk '/Tests run:.* -- in / {
      gsub(/,/, "")
      for (i = 1; i < NF; i++) { if ($i == "run:") ran += $(i + 1); if ($i == "Skipped:") ran -= $(i + 1) }
    }
    END { exit !(ran > 0) }' "$1"
}

# Prints the tests of the reports by module, then the total, and the name of each test that was skipped.
print_counts() {
  awk -v root="$root/" '
    function number(name) { return match($0, " " name "=\"[0-9.]+\"") ? substr($0, RSTART + length(name) + 3) + 0 : 0 }
    function text(name) { return match($0, " " name "=\"[^\"]*\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : "" }
    FNR == 1 {
      module = substr(FILENAME, length(root) + 1)
      kind = module ~ /failsafe/ ? "integration" : "unit"
      sub("/.*", "", module)
      key = module " " kind
      if (!(key in tests)) keys[++rows] = key
    }
    /<testsuite / {
      tests[key] += number("tests"); failed[key] += number("failures") + number("errors"); skipped[key] += number("skipped")
      seconds[key] += number("time")
    }
    /<testcase / { test = text("classname") "." text("name") }
    /<skipped/ { left_out[++skips] = test }
    END {
      format = "%-28s %7s %7s %8s %8s\n"
      printf "\n" format, "tests", "run", "failed", "skipped", "seconds"
      for (i = 1; i <= rows; i++) {
        key = keys[i]
        printf format, key, tests[key], failed[key], skipped[key], int(seconds[key])
        all += tests[key]; bad += failed[key]; off += skipped[key]; took += seconds[key]
      }
      printf format, "all", all, bad, off, int(took)
      for (i = 1; i <= skips; i++) print "skipped: " left_out[i]
    }' "$@"
}

# Prints the ten classes of the events in the file $1 that took longest, each with the share of the processors that was idle.
print_slowest() {
  echo
  echo "slowest classes                   seconds  processors idle"
  awk '
    $2 == "begin" { begun[$3] = $1; all[$3] = $4; idle[$3] = $5 }
    $2 == "end" && $3 in begun {
      name = $3; sub(/.*\./, "", name)
      share = $4 > all[$3] ? sprintf("%d %%", 100 * ($5 - idle[$3]) / ($4 - all[$3])) : "?"
      printf "%-33s %7.1f  %s\n", name, $1 - begun[$3], share
    }' "$1" | sort -k2,2nr | awk 'NR <= 10'
}

# Prints each test that failed: why, its seed if it has one, how to run it alone, and where its logs are.
print_failures() {
  awk -v root="$root/" '
    function text(name,  value) {
      value = match($0, " " name "=\"[^\"]*") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 3) : ""
      return value
    }
    function plain(words) {
      gsub(/^(&#10;)+/, "", words); gsub(/&#10;/, " ", words)
      gsub(/&lt;/, "<", words); gsub(/&gt;/, ">", words); gsub(/&quot;/, "\"", words); gsub(/&apos;/, "\x27", words); gsub(/&amp;/, "\\&", words)
      return words
    }
    FNR == 1 { file = substr(FILENAME, length(root) + 1); module = file; sub("/.*", "", module); shown = 0 }
    /<testcase / { test = text("name"); class = text("classname"); simple = class; sub(/.*\./, "", simple) }
    /<(failure|error)[ >]/ {
      printf "\nFAILED %s.%s\n  %s\n", simple, test, substr(plain(text("message")), 1, 300)
      if (!shown++) {
        printf "  alone: ./verify --repeat 1 %s\n  logs:  %s, target/verify-*.log", simple, file
        print module == "cluster-tests" ? ", cluster-tests/target/fork-1/*/pod-*.log" : ""
      }
    }
    shown && /seed[ :=]+[0-9]+/ && match($0, /seed[ :=]+[0-9]+/) { print "  " substr($0, RSTART, RLENGTH) }' "$@"
}
