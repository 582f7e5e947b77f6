@echo off
rem 성과보고 프로그램을 엽니다. 이 파일을 두 번 누르면 됩니다.
setlocal
chcp 949 >nul
cd /d "%~dp0"
set "RUN="
if exist "%~dp0python\python.exe" set RUN="%~dp0python\python.exe"
for %%v in (3.13 3.12 3.11 3.14) do call :launcher %%v
for %%n in (python python3) do call :named %%n
for %%v in (313 312 311 314) do call :folder "%LocalAppData%\Programs\Python\Python%%v"
for %%v in (313 312 311 314) do call :folder "%ProgramFiles%\Python%%v"
if not defined RUN goto missing
%RUN% run.py %*
set "CODE=%ERRORLEVEL%"
if "%CODE%"=="0" goto end
if "%CODE%"=="20" goto end
echo.
echo 위에 적힌 문장을 확인해 주세요. 아무 키나 누르면 창이 닫힙니다.
pause >nul
:end
exit /b %CODE%

:missing
echo 파이썬을 찾지 못했습니다. 파이썬 3.13을 설치한 뒤 이 파일을 다시 두 번 눌러 주세요.
echo   1. 인터넷이 되는 컴퓨터: www.python.org 에서 Windows installer (64-bit)를 받아 설치합니다.
echo   2. 설치 첫 화면에서 "Add python.exe to PATH"에 표시합니다.
echo   3. 인터넷이 안 되는 컴퓨터: 전산 담당자에게 이 문장을 보여 주세요.
echo 아무 키나 누르면 창이 닫힙니다.
pause >nul
exit /b 1

:launcher
if defined RUN exit /b
py -%1 -c "import sys" >nul 2>nul
if not errorlevel 1 set "RUN=py -%1"
exit /b

:named
if defined RUN exit /b
%1 -c "import sys; sys.exit(not ((3, 11) <= sys.version_info[:2] <= (3, 14)))" >nul 2>nul
if not errorlevel 1 set "RUN=%1"
exit /b

:folder
if defined RUN exit /b
if exist "%~1\python.exe" set RUN="%~1\python.exe"
exit /b
