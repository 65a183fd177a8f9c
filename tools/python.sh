# Sourced by run, test and bench: sets PYTHON to an interpreter that can make the environment.
PYTHON=""
for candidate in python3 python3.13 python3.12 python3.11 python3.14; do
  if command -v "$candidate" >/dev/null 2>&1 &&
    "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    PYTHON=$candidate
    break
  fi
done
if [ -z "$PYTHON" ]; then
  echo "Cần Python 3.11 trở lên kèm mô-đun venv (Debian: apt install python3 python3-venv)." >&2
  echo "Python 3.11 or newer with the venv module is needed (Debian: apt install python3 python3-venv)." >&2
  exit 1
fi
export PYTHONUTF8=1
