# Builds what has changed and runs it:  ./run.ps1 [run|replay ...] | bench ... | swarm ... | test ...
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_NOLOGO = '1'

$sdks = if (Get-Command dotnet -ErrorAction SilentlyContinue) { dotnet --list-sdks } else { @() }
if (-not ($sdks | Where-Object { $_ -match '^1[0-9]\.' })) {
  [Console]::Error.WriteLine('Install the .NET 10 SDK (https://dotnet.microsoft.com/download/dotnet/10.0) and call this again.')
  exit 3
}

# Builds a project unless its stamp is newer than every source and build file.
function Build([string] $project, [string] $folder) {
  $artifacts = Join-Path $root 'artifacts'
  $stamp = Join-Path $artifacts "$project.built"
  if (Test-Path $stamp) {
    $built = (Get-Item $stamp).LastWriteTimeUtc
    $sources = @(Get-ChildItem (Join-Path $root 'src'), (Join-Path $root 'tests') -Recurse -File |
      Where-Object { $_.FullName -notmatch '[\\/](bin|obj)[\\/]' })
    $sources += Get-ChildItem (Join-Path $root 'Directory.*'), (Join-Path $root 'global.json'), (Join-Path $root '.editorconfig') -Force
    if (-not ($sources | Where-Object { $_.LastWriteTimeUtc -gt $built } | Select-Object -First 1)) { return }
  }
  New-Item -ItemType Directory -Force $artifacts | Out-Null
  $started = [DateTime]::UtcNow
  $log = Join-Path $artifacts 'build.log'
  [Console]::Error.WriteLine("building $project ...")
  dotnet build (Join-Path $root "$folder/$project") --configuration Release --verbosity quiet *> $log
  if ($LASTEXITCODE -ne 0) {
    Get-Content $log | ForEach-Object { [Console]::Error.WriteLine($_) }
    [Console]::Error.WriteLine('The build failed; its log is above and in artifacts/build.log.')
    exit 3
  }
  Set-Content $stamp ''
  (Get-Item $stamp).LastWriteTimeUtc = $started
}

$command, $rest = $args
switch ($command) {
  'test' {
    dotnet test (Join-Path $root 'Orleans.Simulation.sln') --configuration Release --nologo @rest
  }
  'bench' {
    Build 'Orleans.Simulation.Benchmarks' 'tests'
    dotnet (Join-Path $root 'artifacts/bin/Orleans.Simulation.Benchmarks/release/Orleans.Simulation.Benchmarks.dll') @rest
  }
  'swarm' {
    Build 'Orleans.Simulation.Swarm' 'tests'
    dotnet (Join-Path $root 'artifacts/bin/Orleans.Simulation.Swarm/release/Orleans.Simulation.Swarm.dll') @rest
  }
  default {
    Build 'Orleans.Simulation.Cli' 'src'
    dotnet (Join-Path $root 'artifacts/bin/Orleans.Simulation.Cli/release/Orleans.Simulation.Cli.dll') @args
  }
}
exit $LASTEXITCODE
