# `make help` lists what there is. QGIS's Python runs the plugin; the worker's runs the models.
PYTHON ?= /usr/bin/python3
PROFILE ?= default
SCENE ?=
TESTS ?=
QGIS ?=
DATA ?= $(wildcard ../shared/data)
LAUNCH = $(PYTHON) protocol/launch.py
WORKER = $$($(LAUNCH) roofline.plugin.environment --python)

.DEFAULT_GOAL := help
.PHONY: help setup bundle test-tools demo test test-qgis check lint selftest translations link package screenshots tutorial-banepa picture base-model ship benchmark clean

help:  ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup:  ## QGIS from apt where it is missing, and the worker's environment (ROOFLINE_HOME moves it)
	@sh tools/system_packages.sh
	@$(LAUNCH) roofline.plugin.environment

bundle:  ## The wheels of the worker's environment in TO=folder, for a computer without network; FOR="windows 3.12" for another kind; EXTRAS=terratorch
	@$(LAUNCH) roofline.plugin.environment --bundle-to "$(or $(TO),bundle)" --bundle-for "$(FOR)" --extras "$(EXTRAS)"

test-tools: setup
	@sh tools/system_packages.sh tests
	@sh tools/test_tools.sh "$(WORKER)"

demo: setup  ## Train, predict and score on a synthetic scene, or on SCENE=folder; MAX_SECONDS limits the training
	@$(LAUNCH) roofline.tools.demo $(if $(SCENE),"$(SCENE)")

test: test-tools  ## Every test, or those in TESTS=folders or files; ends with one summary, and fails when any test does
	@$(PYTHON) tools/run_tests.py $(PYTHON) "$(WORKER)" $(TESTS)

test-qgis:  ## The tests and the demo with QGIS=3.40, 3.44 or 3.40-bookworm, each on its own Debian
	@TESTS="$(TESTS)" MAX_SECONDS="$(or $(MAX_SECONDS),30)" sh tools/test_qgis.sh "$(QGIS)"

lint: test-tools  ## ruff, mypy, and the scans that QGIS's plugin repository makes of an upload
	@python="$(WORKER)"; "$$python" -m ruff check . && "$$python" -m mypy tests && \
		mkdir -p .mypy_cache/package && ln -sfn ../.. .mypy_cache/package/roofline && \
		(cd .mypy_cache/package && "$$python" -m mypy --config-file roofline/pyproject.toml --cache-dir .. -p roofline) && \
		MYPYPATH=tests/qt6/stubs "$$python" -m mypy --no-strict-optional --cache-dir .mypy_cache/qt6 plugin ui && \
		"$$python" protocol/launch.py roofline.tools.scan_package

check: lint test  ## lint, and every test

selftest: setup  ## Whether all works on this computer, and how fast; PAGE=file keeps the page
	@$(LAUNCH) roofline.tools.selftest $(if $(PAGE),"$(PAGE)")

translations:  ## Texts into i18n/*.ts, and what is translated into *.qm, for this checkout
	@$(LAUNCH) roofline.tools.translations

link:  ## Put this checkout into your QGIS profile (PROFILE=default) as the plugin "roofline"
	@$(LAUNCH) roofline.tools.link "$(PROFILE)"

package: setup  ## The zip for QGIS's plugin repository, in dist/, installed into a clean profile and tried there
	@$(LAUNCH) roofline.tools.package
	@$(LAUNCH) roofline.tools.try_package

screenshots: setup  ## The pictures of docs/tutorial.md, taken in a real QGIS
	@$(LAUNCH) roofline.tools.screenshots

tutorial-banepa: setup  ## The numbers of docs/tutorial-banepa.md, played in a real QGIS on DATA=folder; OUT=folder keeps project and pictures
	@$(LAUNCH) roofline.tools.banepa "$(DATA)" $(if $(OUT),"$(OUT)")

picture: setup  ## docs/banepa.jpg, the picture of README.md, from the imagery in DATA=folder
	@"$(WORKER)" protocol/launch.py roofline.tools.readme_picture "$(DATA)" docs/banepa.jpg

base-model: setup  ## Train the base model that ships, from synthetic towns and the labelled sets in DATA=folder
	@"$(WORKER)" protocol/launch.py roofline.recipes.base_model $(if $(DATA),--data "$(DATA)") $(ARGS)

ship: setup  ## Put a finished base model, MODEL=folder, into models/zoo
	@"$(WORKER)" protocol/launch.py roofline.recipes.ship "$(MODEL)" $(ARGS)

benchmark: test-tools  ## A table of docs/benchmarks.md: NAME=base_model (few_labels, claims, training_speed, ...), ARGS=its options
	@case "$(NAME)$$ROOFLINE_PYTHON" in training_speed|outlines|foundation) "$(WORKER)" -m pip install --quiet --no-input \
		--disable-pip-version-check --only-binary :all: --no-deps -r requirements/benchmarks.txt;; esac
	@"$(WORKER)" protocol/launch.py roofline.benchmarks.$(NAME) $(if $(DATA),--data "$(DATA)") $(ARGS)

clean:  ## Remove what was built here; the environment and your runs stay
	@rm -rf dist demo .mypy_cache .ruff_cache .pytest_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
