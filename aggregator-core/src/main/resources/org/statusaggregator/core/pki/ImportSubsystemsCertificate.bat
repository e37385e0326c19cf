@echo off
rem Imports the certificate of @NAME@ into the certificate store of this machine.
rem
rem   ImportSubsystemsCertificate.bat [STORE]
rem
rem STORE is the folder that the programs of this machine read their certificate from; without it the variable
rem AGGREGATOR_CERTS names that folder, and the window stays open until a key is pressed. A certificate that is
rem there already is replaced. The work is done by "aggregator certs import", which is looked for in
rem %AGGREGATOR_HOME%\bin and on the PATH. On a machine that has no such command (its CIC server's client is another
rem program) the files are copied without being checked.
setlocal DisableDelayedExpansion
set "HERE=%~dp0"
set "STORE=%~1"
set "REASON="
if not defined STORE set "STORE=%AGGREGATOR_CERTS%"
if not defined STORE (
  set "REASON=no store given, expected: the store's folder as first argument, or in AGGREGATOR_CERTS"
  goto failed
)

for %%F in (certificate.pem private.key ca.pem) do (
  if not exist "%HERE%%%F" (
    set "REASON=%HERE%%%F is missing, expected: certificate.pem, private.key and ca.pem beside this script"
    goto failed
  )
)

rem The folder is private before it has any content: S-1-5-18 is the system, S-1-5-32-544 the administrators.
if exist "%STORE%\" goto prepared
mkdir "%STORE%"
if not exist "%STORE%\" (
  set "REASON=the folder %STORE% cannot be made"
  goto failed
)
icacls "%STORE%" /inheritance:r /grant:r "%USERNAME%:(OI)(CI)F" "*S-1-5-18:(OI)(CI)F" "*S-1-5-32-544:(OI)(CI)F" >nul
if errorlevel 1 (
  set "REASON=%STORE% cannot be made private, expected: an administrator account"
  goto failed
)
:prepared
for %%S in ("%STORE%\.") do set "STORE=%%~fS"
if /i "%STORE%\"=="%HERE%" (
  set "REASON=%STORE% is this script's own folder, expected: another folder as store"
  goto failed
)

set "AGGREGATOR="
if defined AGGREGATOR_HOME set "AGGREGATOR=%AGGREGATOR_HOME%\bin\aggregator.bat"
if not defined AGGREGATOR for %%P in (aggregator.bat) do set "AGGREGATOR=%%~$PATH:P"
if not defined AGGREGATOR goto copy
if not exist "%AGGREGATOR%" (
  set "REASON=%AGGREGATOR% does not exist, expected: the distribution's folder in AGGREGATOR_HOME"
  goto failed
)
rem With a dot at its end: a backslash there would escape the quotation mark.
call "%AGGREGATOR%" certs import "%HERE%." --to "%STORE%"
if errorlevel 1 (
  set "REASON=the reason stands above"
  goto failed
)
icacls "%STORE%\private.key" /inheritance:r /grant:r "%USERNAME%:F" "*S-1-5-18:F" "*S-1-5-32-544:F" >nul
if errorlevel 1 (
  >&2 echo %STORE%\private.key could not be made private, expected: an administrator account
  if "%~1"=="" pause
  exit /b 1
)
if "%~1"=="" pause
exit /b 0

:copy
type nul > "%STORE%\private.key.new"
icacls "%STORE%\private.key.new" /inheritance:r /grant:r "%USERNAME%:F" "*S-1-5-18:F" "*S-1-5-32-544:F" >nul
if errorlevel 1 (
  set "REASON=%STORE%\private.key cannot be made private, expected: an administrator account"
  goto failed
)
set "CRL="
if exist "%HERE%crl.pem" set "CRL=crl.pem"
for %%F in (certificate.pem private.key ca.pem %CRL%) do (
  copy /y "%HERE%%%F" "%STORE%\%%F.new" >nul
  if errorlevel 1 (
    set "REASON=%STORE%\%%F cannot be written"
    goto failed
  )
)
for %%F in (%CRL% ca.pem certificate.pem private.key) do (
  move /y "%STORE%\%%F.new" "%STORE%\%%F" >nul
  if errorlevel 1 (
    set "REASON=%STORE%\%%F cannot be replaced"
    goto failed
  )
)

echo Copied without a check: the aggregator command is not on this machine.
echo Store: %STORE%
echo Successfully imported into the Subsystems certificate for @NAME@
if "%~1"=="" pause
exit /b 0

:failed
if defined STORE for %%F in (certificate.pem private.key ca.pem crl.pem) do if exist "%STORE%\%%F.new" del "%STORE%\%%F.new"
>&2 echo The certificate for @NAME@ was not imported: %REASON%
if "%~1"=="" pause
exit /b 1
