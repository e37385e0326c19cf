@echo off
rem Imports the certificate of @NAME@ into the certificate store of this machine.
rem
rem   ImportSubsystemsCertificate.bat [STORE]
rem
rem STORE is the folder that the programs of this machine read their certificate from; without it the variable
rem AGGREGATOR_CERTS names that folder, and the window stays open until a key is pressed. A certificate that is
rem there already is replaced.
setlocal DisableDelayedExpansion
set "HERE=%~dp0"
set "STORE=%~1"
set "REASON="
if not defined STORE set "STORE=%AGGREGATOR_CERTS%"
if not defined STORE (
  set "REASON=no store given, expected: the store's folder as first argument, or in AGGREGATOR_CERTS"
  goto failed
)

for %%F in (certificate.pem private.key ca.pem) do if not exist "%HERE%%%F" (
  set "REASON=%HERE%%%F is missing, expected: certificate.pem, private.key and ca.pem beside this script"
  goto failed
)

if not exist "%STORE%\" mkdir "%STORE%"
if not exist "%STORE%\" (
  set "REASON=the folder %STORE% cannot be made"
  goto failed
)
for %%S in ("%STORE%\.") do set "STORE=%%~fS"
if /i "%STORE%\"=="%HERE%" (
  set "REASON=%STORE% is this script's own folder, expected: another folder as store"
  goto failed
)

rem The key's copy is private before it has any content: S-1-5-18 is the system, S-1-5-32-544 the administrators.
type nul > "%STORE%\private.key.new"
icacls "%STORE%\private.key.new" /inheritance:r /grant:r "%USERNAME%:F" "*S-1-5-18:F" "*S-1-5-32-544:F" >nul
if errorlevel 1 (
  set "REASON=%STORE%\private.key cannot be made private, expected: an administrator account"
  goto failed
)
for %%F in (certificate.pem private.key ca.pem) do (
  copy /y "%HERE%%%F" "%STORE%\%%F.new" >nul
  if errorlevel 1 (
    set "REASON=%STORE%\%%F cannot be written"
    goto failed
  )
)
for %%F in (ca.pem certificate.pem private.key) do (
  move /y "%STORE%\%%F.new" "%STORE%\%%F" >nul
  if errorlevel 1 (
    set "REASON=%STORE%\%%F cannot be replaced"
    goto failed
  )
)

echo Store: %STORE%
echo Successfully imported into the Subsystems certificate for @NAME@
if "%~1"=="" pause
exit /b 0

:failed
if defined STORE for %%F in (certificate.pem private.key ca.pem) do if exist "%STORE%\%%F.new" del "%STORE%\%%F.new"
>&2 echo The certificate for @NAME@ was not imported: %REASON%
if "%~1"=="" pause
exit /b 1
