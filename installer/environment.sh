# shellcheck shell=bash
# Sets up the machine and the program's own folder of parts.
# `run` and `check` source this file after setting `project` to the folder it stands in.

oldest_python="3.11"
newest_python="3.14" # PySide6 6.11 installs on nothing later

say() { printf '%s\n' "$@"; }

stop() {
    printf 'PCCDesk cannot go on: %s\n' "$*" >&2
    exit 1
}

# --- Debian packages ---------------------------------------------------------------------------

is_debian() { command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; }

# packages_of SET...: prints "name|later-name library" for each line of debian-packages.txt in the sets.
packages_of() {
    awk -v sets=" $* " '/^[a-z]/ && index(sets, " " $1 " ") { print $2, $3 }' \
        "$project/installer/debian-packages.txt"
}

# what_is_there: prints the installed ones of the packages named on its input; or, where the
# system is not Debian, the libraries that the linker knows.
what_is_there() {
    if is_debian; then
        # dpkg-query says no when it does not know one of the names: that is the answer, not a fault
        # shellcheck disable=SC2046 # names hold no spaces
        { dpkg-query -W -f '${Status} ${Package}\n' $(cut -d ' ' -f 1 | tr '|' ' ') 2>/dev/null || true; } |
            awk '$3 == "installed" { print $4 }'
    else
        PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null | awk '{ print $1 }'
    fi
}

# name_to_install "name|later-name": the name that this release of Debian knows.
name_to_install() {
    local name names
    IFS='|' read -ra names <<<"$1"
    for name in "${names[@]}"; do
        if apt-cache show "$name" >/dev/null 2>&1; then
            say "$name"
            return
        fi
    done
    say "${names[0]}"
}

# missing_packages SET...: prints those of the sets that the machine lacks.
missing_packages() {
    local there package library pattern
    there=$(packages_of "$@" | what_is_there)
    while read -r package library; do
        pattern=${package//|/$'\n'}
        is_debian || pattern=$library
        [ "$pattern" = "-" ] || grep -qxF "$pattern" <<<"$there" || name_to_install "$package"
    done < <(packages_of "$@")
}

# as_administrator COMMAND...: as root, or in a build where sudo asks nothing.
as_administrator() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_install() {
    is_debian || return 1
    [ "$(id -u)" = 0 ] && return 0
    [ -n "${CI:-}" ] && sudo -n true 2>/dev/null
}

apt_install() {
    as_administrator env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 "$@" </dev/null
}

# install_packages NAME...: with the package lists at hand, or else with fresh ones.
install_packages() {
    local log
    log=$(mktemp)
    if ! apt_install "$@" >"$log" 2>&1; then
        if ! { as_administrator apt-get update -qq && apt_install "$@"; } >"$log" 2>&1; then
            tail -n 15 "$log" >&2
            rm -f "$log"
            return 1
        fi
    fi
    rm -f "$log"
}

# how_to_install NAME...: the sentence for somebody who must do it himself.
how_to_install() {
    if is_debian; then
        say "these Debian packages are missing: $*" "  Install them, then start again:" \
            "  sudo apt-get install -y --no-install-recommends $*"
    else
        say "these system libraries are missing (Debian's names): $*" \
            "  Install your system's packages of the same libraries, then start again."
    fi
}

# provide_packages SET...: installs what is missing, if it may; else leaves its names in `missing`.
provide_packages() {
    mapfile -t missing < <(missing_packages "$@")
    if [ "${#missing[@]}" -gt 0 ] && may_install; then
        say "Installing from Debian: ${missing[*]}"
        install_packages "${missing[@]}" ||
            stop "apt-get could not install ${missing[*]} (its last lines stand above)."
        missing=()
    fi
}

# need_packages SET...: has them all, or stops and says how to get them.
need_packages() {
    provide_packages "$@"
    [ "${#missing[@]}" = 0 ] || stop "$(how_to_install "${missing[@]}")"
}

# want_packages SET...: has them all, or says how to get them and goes on with less.
want_packages() {
    provide_packages "$@"
    [ "${#missing[@]}" = 0 ] || say "Some tests will be skipped: $(how_to_install "${missing[@]}")"
}

# --- Python and the program's parts ------------------------------------------------------------

# python_version PROGRAM: prints 3.12.4 if the program is a Python that will do, else fails.
python_version() {
    "$1" - "$oldest_python" "$newest_python" 2>/dev/null <<'END'
import sys
oldest, newest = (tuple(map(int, text.split("."))) for text in sys.argv[1:])
if not oldest <= sys.version_info[:2] <= newest:
    sys.exit(1)
import ensurepip, venv  # Debian keeps these in python3-venv
print(".".join(map(str, sys.version_info[:3])))
END
}

# find_python: prints the first Python on the path that will do.
find_python() {
    local program
    for program in ${PCCDESK_PYTHON:+"$PCCDESK_PYTHON"} python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$program" >/dev/null && python_version "$program" >/dev/null; then
            command -v "$program"
            return
        fi
    done
    return 1
}

need_python() {
    python=$(find_python) && return
    may_install && need_packages python
    python=$(find_python) ||
        stop "it needs Python $oldest_python to $newest_python with its venv module, and found none.
  On Debian 12 or later: sudo apt-get install -y python3 python3-venv
  If Python is somewhere else: PCCDESK_PYTHON=/path/to/python3 $0"
}

checksum() { cat "$@" | sha256sum | cut -d ' ' -f 1; }

# is_ready STAMP WORDS: whether the stamp file, written last, says that this very thing was done.
is_ready() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }

# install_parts: the locked libraries, into an empty folder, so that a broken one is never mended.
install_parts() {
    say "Setting up PCCDesk with Python $("$python" -c 'import platform; print(platform.python_version())')."
    say "The first time this fetches about 300 MB, which takes a few minutes ..."
    "$python" -m venv --clear "$environment" || stop "Python could not make the folder $environment."
    "$environment/bin/python" -m pip install -qq --no-input --disable-pip-version-check \
        --only-binary :all: --require-hashes -r "$project/requirements.lock" ||
        stop "the libraries could not be installed (the reason stands above).
  Nothing else is harmed: start again when the network is back."
}

# install_program: in place, so that .venv/bin/pccdesk runs the files of this folder.
install_program() {
    "$environment/bin/python" -m pip install -qq --no-input --disable-pip-version-check \
        --no-deps --no-build-isolation -e "$project" ||
        stop "the program could not be installed in its own folder (the reason stands above)."
}

# prepare_python: makes .venv and fills it; later starts only compare two stamps.
prepare_python() {
    environment="$project/.venv"
    local parts_stamp="$environment/parts-are-ready" program_stamp="$environment/program-is-ready"
    local wanted version
    version=$(python_version "$environment/bin/python") || version="none"
    wanted="$(checksum "$project/requirements.lock") Python $version in $project"
    if ! is_ready "$parts_stamp" "$wanted"; then
        need_python
        install_parts
        version=$(python_version "$environment/bin/python")
        wanted="$(checksum "$project/requirements.lock") Python $version in $project"
        say "$wanted" >"$parts_stamp"
    fi
    wanted=$(checksum "$project/pyproject.toml")
    if ! is_ready "$program_stamp" "$wanted"; then
        install_program
        say "$wanted" >"$program_stamp"
    fi
}
