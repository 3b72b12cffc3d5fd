#!/bin/bash
# Times W2 in everything that is here and prints the tables of ../../SPEED.md. usage: [DRAWDOWN=/path/to/drawdown] ./run.sh [rounds=5] [draws=100000]
# DRAWDOWN       the program; it is run as: drawdown ensemble w2.toml --draws N --seed 1 --table quantiles --format csv $DRAWDOWN_ARGS
# DRAWDOWN_ARGS  default "--method random": the draws that anyone can regenerate
# Every figure is of a whole process. What is missing (numpy, gcc, GNU time, Python 3.11) is left out, with a word.
R=${1:-5}; N=${2:-100000}; cd "$(dirname "$0")" || exit 2; T=$(mktemp -d) || exit 2; trap 'rm -rf "$T"' EXIT
[ -n "$DRAWDOWN" ] && DRAWDOWN=$(realpath "$DRAWDOWN"); ARGS=${DRAWDOWN_ARGS---method random}

export OPENBLAS_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE=1
Q200=bc763d7e3b8b0d6f2366e392c542ad37ee1ffd80b5cb8736b9848fc530949bdc P200=42a1a2a64b74a790a6f34203cba05d0d53e51df3498a8fe6be4bcc78b64f94bd   # SHA-256 of the reference's two tables at 200 draws, seed 1
PY=; for p in python3 /usr/bin/python3; do $p -c 'import tomllib' 2>/dev/null && { [ -z "$PY" ] && PY=$p; $p -c 'import numpy' 2>/dev/null && { PY=$p; NP=1; break; }; }; done
[ -z "$PY" ] && { echo "skipped: everything (no Python 3.11 or later)"; exit 0; }
[ -x /usr/bin/time ] || { echo "skipped: everything (no GNU time at /usr/bin/time)"; exit 0; }
[ -z "$NP" ] && echo "skipped: numpy (not installed for $PY)"
if command -v gcc >/dev/null; then
  $PY gen_w2_tables.py >"$T/w2_tables.h" && C=1
  gcc -O2 -fno-tree-vectorize -ffp-contract=off -I"$T" -o "$T/c-o2" w2.c -lm -lpthread || C=
  gcc -O3 -march=native -mprefer-vector-width=512 -fno-math-errno -fno-trapping-math -ffp-contract=off -DB=128 -I"$T" -o "$T/c-o3" w2.c -lm -lpthread || C=
else echo "skipped: C (no gcc)"; fi
[ -z "$DRAWDOWN" ] && echo "skipped: drawdown (set DRAWDOWN)"

# name | command with %t table, %n draws
LIST=()
[ -n "$NP" ] && LIST+=("numpy, every system|$PY w2_numpy.py %t %n 1 16384 1 full" "numpy, hoisted|$PY w2_numpy.py %t %n 1 16384 1" "numpy, hoisted, 2 processes|$PY w2_numpy.py %t %n 1 16384 2")
[ -n "$C" ] && LIST+=("C scalar -O2, every system|$T/c-o2 scalar full %t %n 1 1" "C scalar -O2, hoisted|$T/c-o2 scalar hoisted %t %n 1 1"
  "C SoA native, every system|$T/c-o3 soa full %t %n 1 1" "C SoA native, hoisted|$T/c-o3 soa hoisted %t %n 1 1" "C SoA native, hoisted, 2 threads|$T/c-o3 soa hoisted %t %n 1 2")
[ -n "$DRAWDOWN" ] && LIST+=("drawdown, 1 worker|$DRAWDOWN ensemble w2.toml --draws %n --seed 1 --table %t --format csv $ARGS --workers 1"
  "drawdown, default workers|$DRAWDOWN ensemble w2.toml --draws %n --seed 1 --table %t --format csv $ARGS")
fill() { local c=${1//%t/$2}; echo "${c//%n/$3}"; }
sha() { sha256sum | cut -c1-64; }

# do the tables agree? 200 draws with the reference's, N draws with the first implementation's that ran
BASE= RUNS=(); touch "$T/agree" "$T/res" "$T/mem"
for e in "${LIST[@]}"; do
  name=${e%%|*}; cmd=${e#*|}; w=
  $(fill "$cmd" quantiles 200) >/dev/null 2>"$T/err" || { echo "skipped: $name (exit status $?: $(head -c 200 "$T/err" | tr '\n' ' '))"; continue; }
  RUNS+=("$e"); [ "$($(fill "$cmd" quantiles 200) 2>"$T/err" | sha)" = $Q200 ] || w="quantiles at 200 DIFFER"
  [ "$($(fill "$cmd" probability 200) 2>>"$T/err" | sha)" = $P200 ] || w="$w probability at 200 DIFFERS"
  s=$($(fill "$cmd" quantiles "$N") 2>>"$T/err" | sha); [ -z "$BASE" ] && BASE=$s; [ "$s" = "$BASE" ] || w="$w quantiles at $N DIFFER"
  note=; [ -s "$T/err" ] && note=" (it said: $(head -c 60 "$T/err" | tr '\n|' '  '))"; echo "$name|${w:-agree}$note" >>"$T/agree"
done
TIMEFORMAT="%3R %3U %3S"
once() { { time /usr/bin/time -f %M -o "$T/rss" "$@" >/dev/null 2>&1; } 2>"$T/time"; echo "$(cat "$T/time") $(tail -1 "$T/rss")"; }
for i in $(seq "$R"); do for e in "${RUNS[@]}"; do
  echo "${e%%|*}|$N $(once $(fill "${e#*|}" quantiles "$N"))" >>"$T/res"
done; done
for n in 10000 1000000; do for i in 1 2 3; do for e in "${RUNS[@]}"; do case $e in *scalar*|*every*) continue;; esac
  echo "${e%%|*}|$n $(once $(fill "${e#*|}" quantiles "$n"))" >>"$T/mem"; done; done; done
$PY - "$T" <<'S'
import sys, statistics as st
T = sys.argv[1]
def read(f):
    d = {}
    for l in open(T + "/" + f):
        k, v = l.rstrip("\n").split("|")
        d.setdefault(k, []).append(v)
    return d
agree = read("agree"); res = {k: [[float(x) for x in r.split()] for r in v] for k, v in read("res").items()}
wall = {k: st.median(r[0]/max(r[1], .001) for r in v) for k, v in res.items()}; cpu = {k: st.median(r[0]/max(r[2] + r[3], .001) for r in v) for k, v in res.items()}
N, C = "numpy, hoisted", "C SoA native, hoisted"
ratio = lambda d, k, b: "%.3g" % (d[k]/d[b]) if b in d else "-"
print("\n| implementation | draws/s | draws/CPU s | x numpy | x numpy, CPU | x C, CPU | MB | tables |\n|---|---:|---:|---:|---:|---:|---:|---|")
for k, v in res.items():
    print("| %s | %.4g | %.4g | %s | %s | %s | %.0f | %s |" % (k, wall[k], cpu[k], ratio(wall, k, N), ratio(cpu, k, N), ratio(cpu, k, C), max(r[4] for r in v)/1024, agree[k][0]))
m = {}
for k, v in read("mem").items():
    for r in v:
        r = [float(x) for x in r.split()]; m.setdefault(k, {}).setdefault(int(r[0]), []).append(r)
mar = {k: 990000/max(st.median(r[2] + r[3] for r in d[1000000]) - st.median(r[2] + r[3] for r in d[10000]), .001) for k, d in m.items()}
print("\n| implementation | s at 1e4 | s at 1e6 | MB at 1e4 | MB at 1e6 | marginal draws/CPU s | x numpy | x C |\n|---|---:|---:|---:|---:|---:|---:|---:|")
for k, d in m.items():
    a, b = d[10000], d[1000000]; med = lambda r, i: st.median(x[i] for x in r)
    print("| %s | %.2f | %.2f | %.1f | %.1f | %.4g | %s | %s |" % (k, med(a, 1), med(b, 1), med(a, 4)/1024, med(b, 4)/1024, mar[k], ratio(mar, k, N), ratio(mar, k, C)))
S
