<#
.SYNOPSIS
    Gathers the configuration of Microsoft Advanced Threat Analytics (ATA) into one folder, for ata2mdi.

.DESCRIPTION
    Run this on the server of the ATA Center, in Windows PowerShell 4.0 to 5.1 as an administrator. No module and no
    internet is needed. It gathers, as far as it is there:

      Backup\SystemProfile_*.json   the newest backups that the Center wrote by itself (Center and Gateways)
      UniqueEntity.json             users, computers and groups that ATA knows: the names behind the ids
      ata-administrators.*, ata-users.*, ata-viewers.*, local-administrators.*
                                    who is in the role groups of ATA, and in the local Administrators group
      gateways.json                 the list of Gateways from the Center itself, only with -CenterUrl
      CenterConfiguration.json      where the Center's database listens
      collected.txt                 what was gathered, what was not, and why

    It only reads: nothing is written to ATA, no service is stopped or started, no file of ATA is changed. It writes
    into one new folder, which only you, the administrators of this server and the system can open, and never into
    one that exists.

    THE FOLDER IS CONFIDENTIAL. Backups hold passwords that ATA encrypted, and say what is excluded from detection and
    which accounts are honeytokens; UniqueEntity holds names of people. Move it over a safe way, and delete it when
    the migration is done. What ata2mdi makes of it holds no secret.

.PARAMETER OutputFolder
    The folder to make. It must not exist; the folder that it lies in must. Without it, a folder named after this
    server and the time is made in the current one.

.PARAMETER CenterPath
    Folder of the ATA Center. Without it, it is looked up in the registry, then taken from the service of the Center,
    then looked for in Program Files.

.PARAMETER BackupCount
    How many of the newest backups to copy, from 1 to 300. The Center writes one every four hours.

.PARAMETER SkipDatabase
    Leave UniqueEntity out: the worksheets then show ids in place of names.

.PARAMETER SkipRoleGroups
    Leave the members of the role groups out.

.PARAMETER CenterUrl
    Address of the ATA console, such as https://atacenter.contoso.com. With it, the list of Gateways is read from the
    Center too (one GET request with your Windows sign-in). The backups hold the Gateways already, so this is needed
    only where they do not.

.EXAMPLE
    .\Get-AtaConfiguration.ps1 -WhatIf

    Shows what would be gathered, and writes nothing.

.EXAMPLE
    .\Get-AtaConfiguration.ps1 -OutputFolder D:\ata-export

    Gathers everything into D:\ata-export.

.NOTES
    Part of ata2mdi, which is not a product of Microsoft. Comments in the script say where a fact comes from, and
    "presumed" where it is not documented.
#>

#Requires -Version 4.0
#Requires -RunAsAdministrator

[CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
param(
    [ValidateNotNullOrEmpty()]
    [string]$OutputFolder,

    [ValidateNotNullOrEmpty()]
    [string]$CenterPath,

    [ValidateRange(1, 300)]
    [int]$BackupCount = 5,

    [switch]$SkipDatabase,

    [switch]$SkipRoleGroups,

    [ValidateNotNull()]
    [uri]$CenterUrl
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

# The folder is made together with its access rights, by a method that only Windows PowerShell has. Windows
# PowerShell 4.0 does not know PSEdition yet.
if ($PSVersionTable['PSEdition'] -eq 'Core') {
    throw 'Run this in Windows PowerShell (powershell.exe), not in PowerShell 7 (pwsh.exe).'
}

$log = New-Object -TypeName 'System.Collections.Generic.List[string]'
$sources = New-Object -TypeName 'System.Collections.Generic.List[string]'

# Notes a line for collected.txt and shows it.
function Write-CollectLog {
    param([string]$Outcome, [string]$Text)
    $line = '{0}  {1,-12}  {2}' -f [DateTime]::UtcNow.ToString('yyyy-MM-ddTHH:mm:ssZ'), $Outcome, $Text
    $log.Add($line)
    if ($Outcome -eq 'not gathered') {
        Write-Warning -Message $Text
    }
    else {
        Write-Verbose -Message $line
    }
}

# Notes a file that was gathered, with what proves later that it is still the same.
function Write-GatheredLog {
    param([string]$Path, [string]$From)
    $hash = (Get-FileHash -LiteralPath $Path -Algorithm SHA256).Hash
    $length = (Get-Item -LiteralPath $Path).Length
    $relative = $Path.Substring($folder.Length).TrimStart('\')
    $sources.Add($relative)
    Write-CollectLog -Outcome 'gathered' -Text ('{0} ({1} bytes, SHA-256 {2}) from {3}' -f $relative, $length, $hash, $From)
}

# Copies a file of the Center as it is.
function Copy-CenterFile {
    param([string]$Path, [string]$Destination)
    try {
        if (-not (Test-Path -LiteralPath $Destination)) {
            [void](New-Item -Path $Destination -ItemType Directory)
        }
        Copy-Item -LiteralPath $Path -Destination $Destination
        Write-GatheredLog -Path (Join-Path -Path $Destination -ChildPath (Split-Path -Path $Path -Leaf)) -From $Path
    }
    catch {
        Write-CollectLog -Outcome 'not gathered' -Text ('{0}: {1}' -f $Path, $_.Exception.Message)
    }
}

# Runs a program and returns its exit code and what it said. What a program says on its error stream is no error of
# this script: mongoexport tells its progress there.
function Invoke-Program {
    param([string]$Path, [string[]]$Arguments)
    $ErrorActionPreference = 'Continue'
    $said = @(& $Path $Arguments 2>&1 | ForEach-Object -Process { [string]$_ })
    return [pscustomobject]@{ ExitCode = $LASTEXITCODE; Said = $said }
}

# The folder of the ATA Center: as given, from the registry, from the service, or the default of setup.
function Find-CenterPath {
    if ($CenterPath) {
        return $CenterPath
    }
    # Key and value are named in the ATA documentation, in the article on known issues of updates.
    $key = 'HKLM:\SOFTWARE\Microsoft\Microsoft Advanced Threat Analytics\Center'
    $registered = Get-ItemProperty -Path $key -Name 'InstallationPath' -ErrorAction SilentlyContinue
    if ($registered -and $registered.InstallationPath -and (Test-Path -LiteralPath $registered.InstallationPath)) {
        return $registered.InstallationPath
    }
    # The ATA documentation gives the service's display name; that its program lies in the folder of the Center is
    # presumed.
    $service = @(Get-CimInstance -ClassName Win32_Service -Filter "DisplayName = 'Microsoft Advanced Threat Analytics Center'" -ErrorAction SilentlyContinue)
    if ($service.Count -eq 1 -and $service[0].PathName) {
        $program = $service[0].PathName.Trim('"')
        $found = Split-Path -Path $program -Parent
        if ($found -and (Test-Path -LiteralPath $found)) {
            return $found
        }
    }
    # The default of setup, from the ATA documentation on installing the Center.
    return (Join-Path -Path $env:ProgramFiles -ChildPath 'Microsoft Advanced Threat Analytics\Center')
}

# Where the database of the Center listens, as arguments of MongoDB's tools. The file's form was seen in a public
# write-up; where it cannot be read, the tools' own default holds, which is the same place.
function Get-DatabaseArgument {
    param([string]$ConfigurationFile)
    $address = 'localhost'
    $port = 27017
    try {
        $configuration = Get-Content -LiteralPath $ConfigurationFile -Raw | ConvertFrom-Json
        $endpoint = $configuration.DatabaseConfigurationServerEndpoint
        if ($endpoint.Address) {
            $address = [string]$endpoint.Address
            $port = [int]$endpoint.Port
        }
    }
    catch {
        Write-CollectLog -Outcome 'note' -Text ('{0} could not be read; the database is looked for at {1}, port {2}' -f $ConfigurationFile, $address, $port)
    }
    return @('--host', $address, '--port', [string]$port)
}

# Reads one collection of the database ATA with the tool that is there. Only reading: mongoexport and mongodump write
# into the file or folder that they are given and nowhere else.
function Export-Collection {
    param([string]$Name, [string]$ToolFolder, [string[]]$Database)
    $export = Join-Path -Path $ToolFolder -ChildPath 'mongoexport.exe'
    $dump = Join-Path -Path $ToolFolder -ChildPath 'mongodump.exe'
    # The documentation names this folder and, in it, mongo.exe and mongoimport.exe. That the tools which read come
    # with them is presumed, so both are looked for.
    if (Test-Path -LiteralPath $export) {
        $target = Join-Path -Path $folder -ChildPath ($Name + '.json')
        $tool = $export
        $arguments = $Database + @('--db', 'ATA', '--collection', $Name, '--out', $target)
    }
    elseif (Test-Path -LiteralPath $dump) {
        $target = Join-Path -Path $folder -ChildPath ('dump\ATA\' + $Name + '.bson')
        $tool = $dump
        $arguments = $Database + @('--db', 'ATA', '--collection', $Name, '--out', (Join-Path -Path $folder -ChildPath 'dump'))
    }
    else {
        Write-CollectLog -Outcome 'not gathered' -Text ('{0}: neither mongoexport.exe nor mongodump.exe is in {1}. Export it with the tools of another MongoDB, or leave it out' -f $Name, $ToolFolder)
        return
    }
    $run = Invoke-Program -Path $tool -Arguments $arguments
    if ($run.ExitCode -eq 0 -and (Test-Path -LiteralPath $target)) {
        Write-GatheredLog -Path $target -From ('collection {0} of the database ATA' -f $Name)
        return
    }
    # Half an export would be taken for the whole. The file is this script's own, in the folder that it made.
    if (Test-Path -LiteralPath $target) {
        Remove-Item -LiteralPath $target
    }
    Write-CollectLog -Outcome 'not gathered' -Text ('{0}: {1} ended with code {2}: {3}' -f $Name, $tool, $run.ExitCode, ($run.Said -join ' '))
}

# Writes the members of one local group into a file. Get-LocalGroupMember gives SIDs too, but is not there before
# Windows PowerShell 5.1, and fails as a whole where the group holds an account that is no more; then, and where it
# finds nobody, net localgroup tells: it is everywhere, and shows that a group is empty.
function Export-LocalGroup {
    param([string]$FileName, [string]$GroupName)
    if (Get-Command -Name 'Get-LocalGroupMember' -ErrorAction SilentlyContinue) {
        try {
            $members = @(Get-LocalGroupMember -Name $GroupName)
            if ($members.Count -gt 0) {
                $target = Join-Path -Path $folder -ChildPath ($FileName + '.xml')
                $members | Export-Clixml -LiteralPath $target
                Write-GatheredLog -Path $target -From ('local group {0} ({1} members)' -f $GroupName, $members.Count)
                return
            }
        }
        catch {
            Write-CollectLog -Outcome 'note' -Text ('Get-LocalGroupMember failed for {0} ({1}); net localgroup is asked instead' -f $GroupName, $_.Exception.Message)
        }
    }
    $net = Join-Path -Path $env:SystemRoot -ChildPath 'System32\net.exe'
    $run = Invoke-Program -Path $net -Arguments @('localgroup', $GroupName)
    if ($run.ExitCode -ne 0) {
        Write-CollectLog -Outcome 'not gathered' -Text ('members of {0}: {1}' -f $GroupName, (($run.Said -join ' ').Trim()))
        return
    }
    # UTF-16 with a byte order mark: no letter of a name is lost once more, and every reader knows it.
    $target = Join-Path -Path $folder -ChildPath ($FileName + '.txt')
    [System.IO.File]::WriteAllLines($target, [string[]]$run.Said, [System.Text.Encoding]::Unicode)
    Write-GatheredLog -Path $target -From ('net localgroup {0}' -f $GroupName)
}

# A folder that only the user who runs this, the administrators and the system can open. It is born with these
# rights, so that nobody can look in between.
function New-ProtectedFolder {
    param([string]$Path)
    $security = New-Object -TypeName System.Security.AccessControl.DirectorySecurity
    $security.SetAccessRuleProtection($true, $false)
    $user = [System.Security.Principal.WindowsIdentity]::GetCurrent().User
    foreach ($sid in @($user.Value, 'S-1-5-32-544', 'S-1-5-18')) {
        $account = New-Object -TypeName System.Security.Principal.SecurityIdentifier -ArgumentList $sid
        $rule = New-Object -TypeName System.Security.AccessControl.FileSystemAccessRule -ArgumentList $account, 'FullControl', 'ContainerInherit, ObjectInherit', 'None', 'Allow'
        $security.AddAccessRule($rule)
    }
    [void][System.IO.Directory]::CreateDirectory($Path, $security)
}

# ---------------------------------------------------------------------------------------------------------------------

if (-not $OutputFolder) {
    $OutputFolder = 'ata-export-{0}-{1}' -f $env:COMPUTERNAME, [DateTime]::UtcNow.ToString('yyyyMMddTHHmmssZ')
}
$folder = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($OutputFolder).TrimEnd('\')
if (Test-Path -LiteralPath $folder) {
    throw ('{0} exists already. Choose another -OutputFolder: nothing is ever overwritten.' -f $folder)
}
if (-not (Test-Path -LiteralPath (Split-Path -Path $folder -Parent))) {
    throw ('The folder in which {0} would be made does not exist.' -f $folder)
}

$center = Find-CenterPath
if (-not (Test-Path -LiteralPath $center)) {
    throw ('The ATA Center was not found at {0}. Run this on the server of the ATA Center, or name its folder with -CenterPath.' -f $center)
}
Write-Verbose -Message ('ATA Center: {0}' -f $center)

if ($CenterUrl -and -not ($CenterUrl.IsAbsoluteUri -and $CenterUrl.Scheme -eq 'https')) {
    throw '-CenterUrl has to begin with https://.'
}

$isReal = $PSCmdlet.ShouldProcess($folder, 'Make a folder that only you, the administrators and the system can open')
if ($isReal) {
    New-ProtectedFolder -Path $folder
    Write-CollectLog -Outcome 'started' -Text ('on {0}, ATA Center in {1}, Windows PowerShell {2}' -f $env:COMPUTERNAME, $center, $PSVersionTable.PSVersion)
}
elseif (-not $WhatIfPreference) {
    return
}

# Whatever goes wrong in between, the log says what was gathered until then.
try {
    # Newest backups. Folder and names: ATA documentation on the configuration file.
    $backupFolder = Join-Path -Path $center -ChildPath 'Backup'
    $backups = @()
    if (Test-Path -LiteralPath $backupFolder) {
        $backups = @(Get-ChildItem -LiteralPath $backupFolder -Filter 'SystemProfile_*.json' |
                Where-Object -FilterScript { -not $_.PSIsContainer } |
                Sort-Object -Property LastWriteTimeUtc -Descending |
                Select-Object -First $BackupCount)
    }
    foreach ($backup in $backups) {
        if ($PSCmdlet.ShouldProcess($backup.FullName, 'Copy')) {
            Copy-CenterFile -Path $backup.FullName -Destination (Join-Path -Path $folder -ChildPath 'Backup')
        }
    }

    $configurationFile = Join-Path -Path $center -ChildPath 'CenterConfiguration.json'
    if (-not (Test-Path -LiteralPath $configurationFile)) {
        Write-CollectLog -Outcome 'not gathered' -Text ('{0}: it is not there' -f $configurationFile)
    }
    elseif ($PSCmdlet.ShouldProcess($configurationFile, 'Copy')) {
        Copy-CenterFile -Path $configurationFile -Destination $folder
    }

    # The database: the names behind the ids and, only where there is no backup, the configuration itself.
    $collections = @()
    if (-not $SkipDatabase) {
        $collections += 'UniqueEntity'
    }
    else {
        Write-CollectLog -Outcome 'left out' -Text 'UniqueEntity, because of -SkipDatabase'
    }
    if ($backups.Count -eq 0) {
        Write-CollectLog -Outcome 'not gathered' -Text ('backups: there is no SystemProfile_*.json in {0}. The database is asked instead' -f $backupFolder)
        $collections += 'SystemProfile'
    }
    $toolFolder = Join-Path -Path $center -ChildPath 'MongoDB\bin'
    foreach ($collection in $collections) {
        if ($PSCmdlet.ShouldProcess(('collection {0} of the database ATA' -f $collection), 'Export (reading only)')) {
            Export-Collection -Name $collection -ToolFolder $toolFolder -Database (Get-DatabaseArgument -ConfigurationFile $configurationFile)
        }
    }

    # The names that setup gives the role groups are not translated (ATA documentation on role groups). The local
    # administrators are administrators of ATA too; their group has another name in every language, and one SID.
    if ($SkipRoleGroups) {
        Write-CollectLog -Outcome 'left out' -Text 'members of the role groups, because of -SkipRoleGroups'
    }
    else {
        $administrators = New-Object -TypeName System.Security.Principal.SecurityIdentifier -ArgumentList 'S-1-5-32-544'
        $administratorsName = $administrators.Translate([System.Security.Principal.NTAccount]).Value.Split('\')[-1]
        $groups = @(
            [pscustomobject]@{ FileName = 'ata-administrators'; GroupName = 'Microsoft Advanced Threat Analytics Administrators' }
            [pscustomobject]@{ FileName = 'ata-users'; GroupName = 'Microsoft Advanced Threat Analytics Users' }
            [pscustomobject]@{ FileName = 'ata-viewers'; GroupName = 'Microsoft Advanced Threat Analytics Viewers' }
            [pscustomobject]@{ FileName = 'local-administrators'; GroupName = $administratorsName }
        )
        foreach ($group in $groups) {
            if ($PSCmdlet.ShouldProcess(('local group {0}' -f $group.GroupName), 'List the members')) {
                Export-LocalGroup -FileName $group.FileName -GroupName $group.GroupName
            }
        }
    }

    # The path is that of Microsoft's own PowerShell module for ATA; the answer is saved byte by byte as it comes.
    if ($CenterUrl) {
        $address = '{0}/api/management/systemProfiles/gateways' -f $CenterUrl.AbsoluteUri.TrimEnd('/')
        if ($PSCmdlet.ShouldProcess($address, 'GET (reading only)')) {
            $target = Join-Path -Path $folder -ChildPath 'gateways.json'
            try {
                # Older Windows offers TLS 1.2 only when asked; this holds for this process alone.
                [System.Net.ServicePointManager]::SecurityProtocol = [System.Net.ServicePointManager]::SecurityProtocol -bor [System.Net.SecurityProtocolType]::Tls12
                Invoke-WebRequest -Uri $address -Method Get -UseDefaultCredentials -UseBasicParsing -OutFile $target
                Write-GatheredLog -Path $target -From $address
            }
            catch {
                Write-CollectLog -Outcome 'not gathered' -Text ('{0}: {1}' -f $address, $_.Exception.Message)
            }
        }
    }
}
finally {
    if ($isReal) {
        Write-CollectLog -Outcome 'ended' -Text 'nothing was changed in ATA'
        [System.IO.File]::WriteAllLines((Join-Path -Path $folder -ChildPath 'collected.txt'), $log.ToArray(), [System.Text.Encoding]::UTF8)
    }
}

if (-not $isReal) {
    return
}

# The newest backup and what goes with it, ready to be given to ata2mdi on any computer that has Node.js.
$isFirstBackup = $true
$words = foreach ($source in $sources) {
    if ($source -eq 'CenterConfiguration.json') {
        continue
    }
    if ($source.StartsWith('Backup\')) {
        if (-not $isFirstBackup) {
            continue
        }
        $isFirstBackup = $false
    }
    $source
}
Write-Warning -Message ('{0} is confidential: it holds encrypted passwords and names of people. Delete it when the migration is done.' -f $folder)
[pscustomobject]@{
    Folder       = $folder
    Gathered     = $sources.ToArray()
    NotGathered  = @($log | Where-Object -FilterScript { $_ -like '*  not gathered  *' })
    NextCommand  = 'ata2mdi run {0} -o result' -f (@($words) -join ' ')
}
