# Allt körs i projektets egen miljö, .venv. Den Python som redan finns på datorn ändras inte.
# En viss Python: PYTHON=python3.13 make test
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help check signera kluster test test-browser bench prov fuzz mutation tackning granska golden schema docs lock run-env dev-env
unexport VIRTUAL_ENV PYTHONPATH PYTHONHOME
export PYTHONNOUSERSITE := 1
BIN := .venv/bin
UV ?= uv
wheels = $(BIN)/python -m pip --quiet --disable-pip-version-check install --require-hashes --no-deps --only-binary :all: -r $(1) || { echo "Paketen i $(1) kunde inte installeras. Kontrollera nätverket, eller pips inställning för proxy eller spegel." >&2; exit 1; }

help: ## visar den här listan
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1	\2/p' Makefile | expand -t 20

check: run-env ## ställer i ordning och kör check 2020
	@code=0; $(BIN)/check 2020 || code=$$?; \
	case $$code in \
	0) said="allt som bedöms är uppfyllt";; \
	1) said="något är ej eller delvis uppfyllt, motsagt, avvikande eller försenat";; \
	3) said="underlag saknas för minst en bedömning";; \
	2) said="uppgifterna kunde inte läsas";; \
	*) said="internt fel, ingenting har bedömts";; \
	esac; \
	echo "check 2020 gav slutkod $$code: $$said" >&2; \
	case $$code in 0|1|3) ;; *) exit $$code;; esac

signera: run-env ## lägger till det som underskrifter behöver: check nyckel, check signera
	@$(call wheels,requirements-signera.lock)

kluster: run-env ## lägger till det som flera datorer behöver: check alla --kluster
	@$(call wheels,requirements-kluster.lock)

test: dev-env ## ställer i ordning och kör alla prov: ruff, mypy och pytest
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/pytest -n auto

CHROMIUM ?= chromium
test-browser: dev-env ## öppnar bilagan och översikten i chromium: tillgänglighet ljust och mörkt, 320 bildpunkters bredd
	@command -v $(CHROMIUM) >/dev/null || { echo "Chromium behövs för det här provet. Installera det (apt install chromium i Debian, dnf install chromium i Fedora), eller peka ut det: CHROMIUM=/sökväg/till/chromium make test-browser" >&2; exit 1; }
	@$(call wheels,requirements-browser.lock)
	@CHROMIUM="$$(command -v $(CHROMIUM))" $(BIN)/pytest -q -m browser tests/test_browser.py tests/test_browser_overview.py

bench: dev-env ## mäter tiden bredvid andra motorer, hela processen, många organisationer, bilagan, inläsning
	@$(call wheels,requirements-bench.lock)
	@$(BIN)/python tests/bench.py

prov: dev-env ## bedömer 400 påhittade organisationer i tio år och jämför varje bedömning
	@$(BIN)/python tests/prov.py

fuzz: dev-env ## prövar varje läsare med trasiga och fientliga filer, en bestämd mängd
	@$(BIN)/python tests/fuzz.py

mutation: dev-env ## ändrar en sak i taget i regler och kod och ser om ett prov märker det
	@$(call wheels,requirements-mutation.lock)
	@$(BIN)/python tests/mutation.py

COVERAGE := $(BIN)/coverage
# med en stängd eller full ström skriver mätningen själv i den
UNMEASURED := -m "not browser" -k "not (closed_or_full or cannot_be_told or closed_stream)" --ignore tests/test_killed.py
tackning: dev-env ## räknar vilka grenar av koden som proven går igenom, också i processer som de startar
	@rm -rf .venv/tackning && mkdir -p .venv/tackning
	@code=0; $(COVERAGE) run --rcfile=tests/tackning.toml -m pytest -q -n auto $(UNMEASURED) || code=$$?; \
	$(COVERAGE) combine -q --rcfile=tests/tackning.toml; \
	$(COVERAGE) report -i --rcfile=tests/tackning.toml --include="facts/*,rules/*,reports/*,checker/*" && exit $$code

granska: dev-env ## jämför beroendena med kända sårbarheter (kräver nätverk) och listar deras licenser
	@$(BIN)/python tests/dependencies.py

golden: dev-env ## skriver om de förväntade rapporterna i tests/golden; läs skillnaden
	@$(BIN)/pytest -q --update-golden tests/test_golden.py

schema: dev-env ## skriver om det som genereras ur modellerna: facts/schema
	@$(BIN)/python -m facts.schema

docs: dev-env ## skriver om hjälptexten i README
	@$(BIN)/python tests/test_documentation.py

LOCK = $(UV) pip compile pyproject.toml --universal --generate-hashes --no-header --no-annotate --quiet --upgrade --extra build
lock: ## låser om beroendena efter en ändring i pyproject.toml (kräver uv)
	@command -v $(UV) >/dev/null || { echo "Kommandot uv behövs för att låsa beroenden. Installera det, eller peka ut det: UV=/sökväg/till/uv make lock" >&2; exit 1; }
	@$(LOCK) -o requirements.lock
	@$(LOCK) --extra signera -c requirements.lock -o requirements-signera.lock
	@$(LOCK) --extra dev -c requirements.lock -o requirements-dev.lock
	@$(LOCK) --extra kluster -c requirements-dev.lock -o requirements-kluster.lock
	@$(LOCK) --extra dev --extra browser -c requirements-dev.lock -o requirements-browser.lock
	@$(LOCK) --extra dev --extra bench -c requirements-dev.lock -o requirements-bench.lock
	@$(LOCK) --extra dev --extra mutation -c requirements-dev.lock -o requirements-mutation.lock

run-env:
	@sh .ci/setup run

dev-env:
	@sh .ci/setup dev
