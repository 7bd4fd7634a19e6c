@echo off
rem Makes .venv beside run.bat and fills it with the locked libraries; called by run.bat and check.bat.
rem The stamps hold a copy of what was installed, and are written last: later starts only compare.
setlocal
for %%I in ("%~dp0..") do set "project=%%~fI"
set "environment=%project%\.venv"

fc /b "%project%\requirements.lock" "%environment%\parts-are-ready" >nul 2>nul
if not errorlevel 1 "%environment%\Scripts\python.exe" -c "" >nul 2>nul && goto program

call :find_python
if not defined python (
    echo PCCDesk needs Python 3.11 to 3.14 and found none. Install it from python.org, then start again. >&2
    exit /b 1
)
echo Setting up PCCDesk. The first time this fetches about 300 MB, which takes a few minutes ...
%python% -m venv --clear "%environment%" || goto no_environment
"%environment%\Scripts\python.exe" -m pip install -qq --no-input --disable-pip-version-check --only-binary :all: --require-hashes -r "%project%\requirements.lock" || goto no_parts
copy /b /y "%project%\requirements.lock" "%environment%\parts-are-ready" >nul

:program
fc /b "%project%\pyproject.toml" "%environment%\program-is-ready" >nul 2>nul
if not errorlevel 1 exit /b 0
"%environment%\Scripts\python.exe" -m pip install -qq --no-input --disable-pip-version-check --no-deps --no-build-isolation -e "%project%" || goto no_program
copy /b /y "%project%\pyproject.toml" "%environment%\program-is-ready" >nul
exit /b 0

:find_python
set "python="
for %%V in (3.14 3.13 3.12 3.11) do (
    if not defined python py -%%V -c "import venv, ensurepip" >nul 2>nul && set "python=py -%%V"
)
if defined python exit /b 0
python -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))" >nul 2>nul && set "python=python"
exit /b 0

:no_environment
echo PCCDesk cannot go on: Python could not make the folder "%environment%". >&2
exit /b 1

:no_parts
echo PCCDesk cannot go on: the libraries could not be installed (the reason stands above). >&2
echo Nothing else is harmed: start again when the network is back. >&2
exit /b 1

:no_program
echo PCCDesk cannot go on: the program could not be installed in its own folder (the reason stands above). >&2
exit /b 1
