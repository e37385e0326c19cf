@rem Called by the launchers beside it. Sets AGGREGATOR_JAVA, and AGGREGATOR_NEWER_JAVA: the options that only a newer Java knows.
@set "AGGREGATOR_JAVA=java.exe"
@if defined JAVA_HOME set "AGGREGATOR_JAVA=%JAVA_HOME%\bin\java.exe"
@set "AGGREGATOR_NEWER_JAVA="
@set "AGGREGATOR_JAVA_VERSION="
@for /f "tokens=2 delims==" %%v in ('""%AGGREGATOR_JAVA%" -XshowSettings:properties -version 2>&1 | findstr /c:"java.specification.version ="" 2^>nul') do @set /a "AGGREGATOR_JAVA_VERSION=%%v" 2>nul
@if not defined AGGREGATOR_JAVA_VERSION (
  echo %~n1: %AGGREGATOR_JAVA% does not start ^(expected: a Java from 17 on, on the PATH or in JAVA_HOME^) 1>&2
  exit /b 1
)
@if %AGGREGATOR_JAVA_VERSION% LSS 17 (
  echo %~n1: %AGGREGATOR_JAVA% is of version %AGGREGATOR_JAVA_VERSION% ^(expected: a Java from 17 on, on the PATH or in JAVA_HOME^) 1>&2
  exit /b 1
)
@if %AGGREGATOR_JAVA_VERSION% GEQ 24 set "AGGREGATOR_NEWER_JAVA=--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
@exit /b 0
