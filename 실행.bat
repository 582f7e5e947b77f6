@call "%~dp0run.bat" %*
