@echo off
rem Every check of the project, in order; all run, then the exit code says whether one failed.
setlocal
call "%~dp0installer\environment.bat" || exit /b 1
cd /d "%~dp0"
set "PATH=%~dp0.venv\Scripts;%PATH%"
set "QT_QPA_PLATFORM=offscreen"
set "failed="

call :step "Format" ruff format --check .
call :step "Lint" ruff check .
call :step "Types" mypy
call :step "Imports run one way" lint-imports
call :step "Tests" python -m pytest -q -n 2 --dist loadgroup

if defined failed (
    echo These failed:%failed%
    exit /b 1
)
echo All checks passed.
exit /b 0

:step
set "name=%~1"
echo %name% ...
%2 %3 %4 %5 %6 %7 %8 %9
if errorlevel 1 (
    echo %name%: FAILED
    set "failed=%failed% [%name%]"
) else (
    echo %name%: passed
)
exit /b 0
