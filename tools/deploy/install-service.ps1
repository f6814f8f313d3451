# BatchGen as a Windows service (docs/install.md). Run as administrator, in the published folder:
#   powershell -ExecutionPolicy Bypass -File install-service.ps1 [-DataDirectory C:\ProgramData\BatchGen] [-Model C:\models\codegeex4-q8.gguf]
# Remove it again: sc.exe stop BatchGen; sc.exe delete BatchGen
param(
    [string] $Folder = (Get-Location).Path,
    [string] $DataDirectory = "$env:ProgramData\BatchGen",
    [string] $Model = ""
)
$ErrorActionPreference = "Stop"
$program = Join-Path $Folder "BatchGen.Web.exe"
if (-not (Test-Path $program)) { throw "There is no BatchGen.Web.exe in '$Folder'. Start this in the published folder, or give -Folder." }

$command = "`"$program`" --data-directory `"$DataDirectory`""
if ($Model) { $command += " --model `"$Model`"" }

# An account of its own with few rights. It gets its data directory, and may read the program.
New-Service -Name BatchGen -BinaryPathName $command -DisplayName "BatchGen" -StartupType Automatic -Description "Runs batches of code-generation prompts on this machine's GPU." | Out-Null
sc.exe config BatchGen obj= "NT SERVICE\BatchGen" | Out-Null
sc.exe failure BatchGen reset= 3600 actions= restart/5000/restart/5000/restart/60000 | Out-Null
New-Item -ItemType Directory -Force $DataDirectory | Out-Null
# Nobody else but administrators: prompts, answers and keys are private.
icacls $DataDirectory /inheritance:r /grant "NT SERVICE\BatchGen:(OI)(CI)F" "BUILTIN\Administrators:(OI)(CI)F" | Out-Null
icacls $Folder /grant "NT SERVICE\BatchGen:(OI)(CI)RX" | Out-Null
Start-Service BatchGen
Get-Service BatchGen
