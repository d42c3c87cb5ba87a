#!/usr/bin/env bash
# Builds what has changed and runs it:  ./run.sh [run|replay ...] | bench ... | swarm ... | test ...
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

if ! command -v dotnet >/dev/null || ! dotnet --list-sdks 2>/dev/null | grep -q '^1[0-9]\.'; then
  echo "Install the .NET 10 SDK (https://dotnet.microsoft.com/download/dotnet/10.0) and call this again." >&2
  exit 3
fi

# Builds a project unless its stamp is newer than every source and build file.
build() {
  local project=$1 stamp="$root/artifacts/$1.built"
  if [[ -f $stamp ]] && [[ -z $(find "$root/src" "$root/tests" "$root"/Directory.* "$root/global.json" "$root/.editorconfig" \
    -newer "$stamp" -not -path '*/bin/*' -not -path '*/obj/*' -print -quit) ]]; then
    return
  fi
  mkdir -p "$root/artifacts"
  local started log="$root/artifacts/build.log"
  started=$(mktemp "$root/artifacts/stamp.XXXXXX")
  echo "building $project ..." >&2
  if ! dotnet build "$root/$2/$project" --configuration Release --verbosity quiet >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$started"
    echo "The build failed; its log is above and in artifacts/build.log." >&2
    exit 3
  fi
  mv "$started" "$stamp"
}

case "${1:-}" in
  test)
    shift
    exec dotnet test "$root/Orleans.Simulation.sln" --configuration Release --nologo "$@"
    ;;
  bench)
    shift
    build Orleans.Simulation.Benchmarks tests
    exec dotnet "$root/artifacts/bin/Orleans.Simulation.Benchmarks/release/Orleans.Simulation.Benchmarks.dll" "$@"
    ;;
  swarm)
    shift
    build Orleans.Simulation.Swarm tests
    exec dotnet "$root/artifacts/bin/Orleans.Simulation.Swarm/release/Orleans.Simulation.Swarm.dll" "$@"
    ;;
  *)
    build Orleans.Simulation.Cli src
    exec dotnet "$root/artifacts/bin/Orleans.Simulation.Cli/release/Orleans.Simulation.Cli.dll" "$@"
    ;;
esac
