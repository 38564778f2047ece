# En rad per kommando; bara `make` visar dem. Det som saknas installeras först, i .venv/.
ARGS =
ESLINT = eslint@9.39.5
# Utan sparad bytekod översätts hela programmet om vid varje kommando, också i testerna: 2,3 s i stället för 0,8.
unexport PYTHONDONTWRITEBYTECODE
.PHONY: help set-up verify test live drift bench soak check fix

help:
	@awk '/^# / {told = substr($$0, 3); next} /^[a-z]+:/ && told {sub(/:.*/, ""); printf "make %-7s %s\n", $$0, told} {told = ""}' Makefile

set-up:
	@for python in $(PYTHON) python3 python python3.14 python3.13 python3.12 python3.11; do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then exec $$python -m guidevakt.setup; fi; \
	done; \
	echo 'Guidevakt behöver Python 3.11 eller nyare. Installera det och kör samma kommando igen.' >&2; exit 2

# följer guiden på övningskopian och berättar vad som inte stämmer
verify: set-up
	@.venv/bin/guidevakt verify $(ARGS)

# kör projektets egna tester
test: set-up
	.venv/bin/pytest -n 2 $(ARGS)

# följer guiden på de riktiga webbplatserna (inget skickas dit)
live: set-up
	@.venv/bin/guidevakt verify --target live $(ARGS)

# ändrar övningskopian på alla kända sätt och räknar vad som upptäcks
drift: set-up
	@.venv/bin/guidevakt drift --readme $(ARGS)

# mäter tid, bilder och hur ofta förslagen är rätt (ARGS=tid, bilder, forslag eller filer: bara det; ARGS=natter: tre års nätter)
bench: set-up
	.venv/bin/python -m tests.bench $(ARGS)

# tar om bilder, ofarliga ändringar, belastade nätter, avbrott och udda sidor (ARGS=sidor) och räknar avvikelserna
soak: set-up
	.venv/bin/python -m tests.soak $(ARGS)

# granskar koden: stil, typer och sidornas skript
check: set-up
	.venv/bin/ruff check .
	.venv/bin/mypy
	@if command -v node npx >/dev/null; then \
	  for script in guidevakt/scripts/*.js pages/components/*.js; do node --check $$script || exit 1; done; \
	  if npx --yes $(ESLINT) --version >/dev/null 2>&1; then npx --yes $(ESLINT) guidevakt pages; \
	  else echo 'Skripten granskades inte med ESLint: det gick inte att hämta.'; fi; \
	else echo 'Skripten granskades inte: Node finns inte på den här datorn.'; fi

# rättar den stil som går att rätta automatiskt
fix: set-up
	.venv/bin/ruff check --fix .
