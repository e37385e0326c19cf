@echo off
rem An aggregator node: aggregator-node --config FILE. JAVA_HOME says which Java, AGGREGATOR_NODE_OPTS more options for it, separated by blanks.
setlocal
set "AGGREGATOR_HOME=%~dp0.."
call "%~dp0launcher.bat" "%~f0" || exit /b 1

rem The opened modules are those that Hazelcast asks for. Where the common pool has one thread, as on two processors, Hazelcast would start
rem a new thread for every callback: hence the parallelism.
"%AGGREGATOR_JAVA%" %AGGREGATOR_NEWER_JAVA% ^
  --add-modules java.se ^
  --add-exports java.base/jdk.internal.ref=ALL-UNNAMED ^
  --add-opens java.base/java.lang=ALL-UNNAMED ^
  --add-opens java.base/sun.nio.ch=ALL-UNNAMED ^
  --add-opens java.management/sun.management=ALL-UNNAMED ^
  --add-opens jdk.management/com.sun.management.internal=ALL-UNNAMED ^
  -Djava.util.concurrent.ForkJoinPool.common.parallelism=2 ^
  -Dhazelcast.phone.home.enabled=false ^
  -Djava.util.logging.manager=org.apache.logging.log4j.jul.LogManager ^
  -Dio.grpc.netty.shaded.io.netty.leakDetection.level=disabled ^
  -XX:+ExitOnOutOfMemoryError ^
  "-Daggregator.home=%AGGREGATOR_HOME%" ^
  -cp "%AGGREGATOR_HOME%\lib\*" ^
  %AGGREGATOR_NODE_OPTS% ^
  org.statusaggregator.node.NodeMain %*
exit /b %ERRORLEVEL%
