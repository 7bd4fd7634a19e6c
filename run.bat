@echo off
rem Sets PCCDesk up where that is still to do, and starts it.
rem   run.bat             opens the window
rem   run.bat verify ...  passes a command on; run.bat --help lists them
setlocal
call "%~dp0installer\environment.bat" || exit /b 1
"%~dp0.venv\Scripts\pccdesk.exe" %*
exit /b %ERRORLEVEL%
