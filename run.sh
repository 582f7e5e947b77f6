#!/bin/sh
# The same for Linux and macOS: finds a Python and starts the program beside this file.
cd "$(dirname "$0")" || exit 1
for name in python3.13 python3.12 python3.11 python3.14 python3; do
    if "$name" -c "" >/dev/null 2>&1; then exec "$name" run.py "$@"; fi
done
echo "파이썬을 찾지 못했습니다. 파이썬 3.13을 설치한 뒤 다시 실행해 주세요." >&2
exit 1
