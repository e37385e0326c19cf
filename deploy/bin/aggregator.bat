@echo off
rem The aggregator command. JAVA_HOME says which Java, AGGREGATOR_OPTS more options for it, separated by blanks.
setlocal
set "AGGREGATOR_HOME=%~dp0.."
call "%~dp0launcher.bat" "%~f0" || exit /b 1

rem Most commands live for a second: they start faster with the quick compiler and the small collector. Those that work hard do not. bench is to take
rem little of the machine that it measures: the parallel collector saves a part of what a change costs it.
set "AGGREGATOR_OPTIONS=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto"
if "%~1"=="simulate" set "AGGREGATOR_OPTIONS="
if "%~1"=="bench" set "AGGREGATOR_OPTIONS=-XX:+UseParallelGC -Xms1200m -Xmn600m -XX:MaxTenuringThreshold=2 -XX:MetaspaceSize=64m -Dio.grpc.netty.shaded.io.netty.leakDetection.level=disabled"
if "%~1"=="torture" set "AGGREGATOR_OPTIONS="

"%AGGREGATOR_JAVA%" %AGGREGATOR_NEWER_JAVA% %AGGREGATOR_OPTIONS% ^
  "-Daggregator.home=%AGGREGATOR_HOME%" ^
  "-Dlog4j2.configurationFile=%AGGREGATOR_HOME%\conf\log4j2-cli.xml" ^
  -Djava.util.logging.manager=org.apache.logging.log4j.jul.LogManager ^
  -cp "%AGGREGATOR_HOME%\lib\*" ^
  %AGGREGATOR_OPTS% ^
  org.statusaggregator.cli.Aggregator %*
exit /b %ERRORLEVEL%
