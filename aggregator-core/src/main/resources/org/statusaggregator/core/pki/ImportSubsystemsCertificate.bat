@echo off
rem Imports the certificate of @NAME@ into the certificate store of this machine.
rem
rem   ImportSubsystemsCertificate.bat [STORE] [OPTION...]
rem
rem STORE is the folder that the programs of this machine read their certificate from; without it the variable
rem AGGREGATOR_CERTS names that folder. Without any argument the window stays open until a key is pressed. The work is
rem done by "aggregator certs import", which also takes the options; it is looked for in %AGGREGATOR_HOME%\bin and on
rem the PATH. On a machine that has no such command (its CIC server's client is another program) the files are copied
rem without being checked. Exit codes: those of "aggregator certs import", else 0 or 1.
setlocal DisableDelayedExpansion
set "HERE=%~dp0"
set "STORE="
set "OPTIONS="
set "REASON="
set "CODE=1"
set "FIRST=%~1"
if not defined FIRST goto arguments
if "%FIRST:~0,1%"=="-" goto option
set "STORE=%FIRST%"
shift /1
:option
if "%~1"=="" goto arguments
set OPTIONS=%OPTIONS% %1
shift /1
goto option

:arguments
if not defined STORE set "STORE=%AGGREGATOR_CERTS%"
if not defined STORE (
  set "REASON=no store given, expected: the store's folder as first argument, or in AGGREGATOR_CERTS"
  goto failed
)

set "AGGREGATOR="
if defined AGGREGATOR_HOME set "AGGREGATOR=%AGGREGATOR_HOME%\bin\aggregator.bat"
if not defined AGGREGATOR for %%P in (aggregator.bat) do set "AGGREGATOR=%%~$PATH:P"
if not defined AGGREGATOR goto files
if exist "%AGGREGATOR%" goto prepare
set "REASON=%AGGREGATOR% does not exist, expected: the distribution's folder in AGGREGATOR_HOME"
goto failed

:files
if defined OPTIONS (
  set "REASON=options are for the aggregator command, which is not on this machine, expected: none"
  goto failed
)
for %%F in (certificate.pem private.key ca.pem) do call :look "%HERE%%%F"
if defined REASON goto failed

:prepare
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

if not defined AGGREGATOR goto copy
rem With a dot at its end: a backslash there would escape the quotation mark.
call "%AGGREGATOR%" certs import "%HERE%." --to "%STORE%" %OPTIONS%
set "CODE=%ERRORLEVEL%"
if not "%CODE%"=="0" (
  set "REASON=the reason stands above"
  goto failed
)
set "CODE=1"
icacls "%STORE%\private.key" /inheritance:r /grant:r "%USERNAME%:F" "*S-1-5-18:F" "*S-1-5-32-544:F" >nul
if errorlevel 1 (
  set "REASON=it is there, but %STORE%\private.key cannot be made private, expected: an administrator account"
  goto failed
)
if not defined FIRST pause
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

rem What a path holds is printed by !NAME!, which takes an ampersand in it for what it is.
setlocal EnableDelayedExpansion
echo Copied without a check: the aggregator command is not on this machine.
echo Store: !STORE!
endlocal
echo Successfully imported into the Subsystems certificate for @NAME@
if not defined FIRST pause
exit /b 0

:failed
if defined STORE for %%F in (certificate.pem private.key ca.pem crl.pem) do if exist "%STORE%\%%F.new" del "%STORE%\%%F.new"
setlocal EnableDelayedExpansion
>&2 echo The certificate for @NAME@ was not imported: !REASON!
endlocal
if not defined FIRST pause
exit /b %CODE%

rem Is this file there?
:look
if defined REASON exit /b 0
if not exist "%~1" (
  set "REASON=%~1 is missing, expected: certificate.pem, private.key and ca.pem beside this script"
  exit /b 0
)
if "%~z1"=="0" set "REASON=%~1 is empty, expected: the file as it was generated"
exit /b 0
