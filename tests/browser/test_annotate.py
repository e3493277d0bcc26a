"""Annotation by keys in a real JupyterLab: lines in seconds, undo, and work that goes on after the kernel is gone."""

from __future__ import annotations

import re
import time

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from ekin.service import annotation
from ekin.vocabulary import Batch

pytestmark = pytest.mark.browser

READ_S = 0.4
"""A script looks at each line for so long; a label sooner than `forms.annotate.MIN_SEEN_S` is refused."""

CELL = """from ekin.forms.annotate import AnnotateForm
from ekin.service.annotation import open_bench
AnnotateForm(open_bench("tugas", "ani"))"""


@pytest.fixture
def task(lab):
    """Give the folder of a task of ani's and budi's, shown by a notebook beside it."""
    folder = lab[1] / "notebooks"
    items = pd.DataFrame({"item": [f"b{at}" for at in range(12)], "text": [f"Memeriksa <b>{at}</b> berkas" for at in range(12)]})
    items["batch"] = [Batch.RANDOM, Batch.ACTIVE] * 6
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    nbformat.write(new_notebook(cells=[new_code_cell(CELL)], metadata=kernel), folder / "anotasi.ipynb")
    return annotation.make_task(folder / "tugas", items, ["ani", "budi"], lead="ani")


def press(page, keys):
    """Type the keys of one line, wait until the next line is there, and give the seconds it took."""
    shown, began = page.locator(".ekin-annotate-place").inner_text(), time.perf_counter()
    page.wait_for_timeout(READ_S * 1000)
    page.locator(".ekin-annotate-keys input").press_sequentially(keys, delay=30)
    page.wait_for_function("shown => document.querySelector('.ekin-annotate-place').innerText !== shown", arg=shown)
    return time.perf_counter() - began


def test_lines_by_keyboard_undo_and_resume_after_the_kernel_is_gone(opened, lab, task, axe, shoot):
    budi = annotation.open_bench(task, "budi")
    for item in budi.mine:
        annotation.label(budi, item, ["detail"], note="RAHASIA-BUDI")
    page = opened("anotasi.ipynb")
    place, form = page.locator(".ekin-annotate-place"), page.locator(".ekin-annotate")
    page.locator(".ekin-annotate-keys input").click()
    took = [press(page, keys) for keys in ("s", "oru", "ru", "bs", "aoru")]
    print(f"seconds a line, n = {len(took)}: {[round(one, 2) for one in took]}")  # noqa: T201
    assert max(took) < 5
    assert place.inner_text() == "5 dari 12 selesai"
    press(page, "z")
    assert place.inner_text() == "4 dari 12 selesai"
    ani = annotation.open_bench(task, "ani")
    kept = annotation.labels(ani).query("annotator == 'ani'").set_index("item")
    assert kept.loc[ani.mine[:4], ["label", "object", "detail", "borderline"]].to_numpy().tolist() == [
        [0, 1, 1, False], [1, 0, 0, False], [1, 1, 0, False], [0, 1, 1, True],
    ]  # fmt: skip
    assert "RAHASIA" not in page.content()
    for session in page.request.get(f"{lab[0]}/api/sessions").json():
        page.request.delete(f"{lab[0]}/api/sessions/{session['id']}", headers=_token(page))
    page = opened("anotasi.ipynb")
    page.get_by_text("4 dari 12 selesai").wait_for()
    assert ani.items[ani.mine[4]] in page.locator(".ekin-annotate-line").inner_text()
    page.locator(".ekin-annotate-batch select").select_option(label="sampel aktif (yang diragukan model)")
    page.get_by_text(re.compile(r"dari 6 selesai")).wait_for()
    page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
    shoot(page, ".ekin-annotate", "06-anotasi")
    shoot(page, ".ekin-annotate", "06-anotasi-380", width=380)
    axe(page, ".ekin-annotate")
    assert form.count() == 1


def _token(page):
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    return {"X-XSRFToken": cookies.get("_xsrf", "")}
