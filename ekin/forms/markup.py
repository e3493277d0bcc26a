"""HTML that the forms show; whatever comes from people or files is escaped here."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

import pandas as pd

from ekin.exchange.extract import Extract
from ekin.exchange.receipt import Receipt
from ekin.vocabulary import Facet, Flag
from ekin.words import numbers
from ekin.words.forms import CHECK, FLAG_SIGN, IMPORT
from ekin.words.imports import RECEIPT
from ekin.words.quality import FACET, FACET_MEANING, FLAG, FLAG_MEANING

MAX_REFUSALS = 50
"""Refused cells shown; the csv has all of them."""

STYLE = """<style>
.ekin-form .widget-html-content{line-height:1.45;white-space:normal;overflow-wrap:anywhere}
.ekin-form .widget-html{height:auto;overflow:visible}
.ekin-form{padding:4px 8px 12px 0}
.ekin-form h4{margin:.9em 0 .3em;font-size:1.1em}
.ekin-form p{margin:.3em 0}
.ekin-form .ekin-scroll{overflow-x:auto;max-height:30em;overflow-y:auto}
.ekin-form .ekin-paged .ekin-scroll{max-height:none}
.ekin-form a{text-decoration:underline}
.ekin-form .ekin-grid{border-collapse:collapse;width:100%;font-size:.95em;table-layout:auto}
.ekin-form .ekin-grid th,.ekin-form .ekin-grid td{border-bottom:1px solid var(--jp-border-color1,#bbb);padding:.3em .6em;text-align:left;
 vertical-align:top;unicode-bidi:isolate;overflow-wrap:break-word}
.ekin-form .ekin-grid th{white-space:nowrap;border-bottom-width:2px}
.ekin-form .ekin-grid td.ekin-short{white-space:nowrap;overflow-wrap:normal}
.ekin-form .ekin-box{border-left:4px solid currentColor;padding:.4em .9em;margin:.4em 0;background:var(--jp-layout-color2,#f2f2f2)}
.ekin-form .ekin-decisions-rows .ekin-grid{table-layout:fixed}.ekin-form .ekin-decisions-rows td{overflow-wrap:anywhere}.ekin-form .ekin-decisions-rows th{white-space:normal}
.ekin-form .ekin-big{font-size:1.15em;font-weight:600}
.ekin-form mark{background:#ffe9a8;color:#1d2327;text-decoration:underline dotted}
.ekin-form .ekin-flag{background:#dfe3e7;color:#1d2327;padding:.1em .5em;border-radius:.3em;white-space:nowrap}
.ekin-form .ekin-flag-generic{background:#f6cf8f}.ekin-form .ekin-flag-specific{background:#bcdcf0}
.ekin-form{container-type:inline-size}
.ekin-form .ekin-warn{border-left-style:dashed}
.ekin-form .ekin-under{margin-left:1.9em}
.ekin-form .widget-checkbox{height:auto}.ekin-form .widget-label-basic{white-space:normal;overflow:visible;height:auto;line-height:1.5}
.ekin-form :is(input,select,textarea):is(:focus,:focus-within),.ekin-form :is(button,a,summary,[tabindex]):focus-visible{
 outline:3px solid #c25700!important;outline-offset:-2px!important}
.ekin-form .jupyter-button:focus-visible{box-shadow:inset 0 0 0 4px #fff!important}
.ekin-form :is(input[type=checkbox],a,summary):focus{outline-offset:1px!important}
.ekin-form summary{cursor:pointer;font-weight:600}
.ekin-form dl{display:grid;grid-template-columns:max-content 1fr;gap:.2em 1em;margin:.4em 0}
.ekin-form dt{opacity:.85;float:none;width:auto}.ekin-form dd{margin:0}
.ekin-form textarea{height:auto;font-family:inherit;field-sizing:content;min-height:4.6em}
.ekin-form .widget-textarea{height:auto}
@container (max-width:600px){
:is(.ekin-check-writing,.ekin-check-filing) thead{position:absolute;clip-path:inset(50%)}
:is(.ekin-check-writing,.ekin-check-filing) .ekin-grid :is(tbody,tr,td){display:block;border:0;padding:.1em 0}
:is(.ekin-check-writing,.ekin-check-filing) .ekin-grid tr{border-bottom:1px solid var(--jp-border-color1,#bbb);padding:.4em 0}
:is(.ekin-check-writing,.ekin-check-filing) .ekin-grid td.ekin-short{display:inline-block;margin-right:.6em}
.ekin-form .widget-inline-hbox:not(.widget-checkbox){flex-direction:column;align-items:stretch;height:auto}
.ekin-form .widget-inline-hbox>.widget-label{width:auto!important;text-align:left;justify-content:flex-start}
.ekin-form .widget-inline-hbox input:not([type=checkbox]),.ekin-form .widget-inline-hbox select,.ekin-form .widget-inline-hbox textarea{width:100%;flex:none;
 min-height:2.4em;font-size:16px}
.ekin-form .jupyter-button{min-height:2.6em;height:auto;max-width:100%;white-space:normal;line-height:1.4;padding:.4em .8em}
.ekin-board .ekin-grid th{white-space:normal}
.ekin-form .widget-hbox{gap:.3em .6em}
.ekin-form dl{grid-template-columns:1fr}.ekin-form dd{margin-bottom:.4em;font-weight:600}}
</style>"""


def heading(text: str) -> str:
    """Write a heading."""
    return f"<h4>{escape(text)}</h4>"


def note(text: str) -> str:
    """Write a paragraph."""
    return f"<p>{escape(text)}</p>"


def big(text: str) -> str:
    """Write the sentence that matters most."""
    return f'<p class="ekin-big" role="status">{escape(text)}</p>'


def error(text: str) -> str:
    """Write what went wrong so that it stands out, also to a screen reader."""
    return f'<div class="ekin-box" role="alert"><b>⚠ {escape(text)}</b></div>'


def warning(text: str) -> str:
    """Write what deserves a second look, without alarm; nothing for an empty text."""
    return f'<div class="ekin-box ekin-warn" role="note">{escape(text)}</div>' if text else ""


def folded(title: str, body: str, *, opened: bool) -> str:
    """Write a body of HTML that can be folded away under its title."""
    return f"<details{' open' if opened else ''}><summary>{escape(title)}</summary>{body}</details>"


def link(url: str) -> Html:
    """Write an address of the web as a link that opens beside the page; anything else stays plain text."""
    shown = escape(url)
    web = re.match(r"https?://[^\s/]", url, re.IGNORECASE)
    return Html(f'<a href="{shown}" target="_blank" rel="noopener noreferrer">{shown}</a>' if web else shown)


def lines(*parts: str) -> Html:
    """Write texts under each other; empty ones are left out."""
    return Html("<br>".join(escape(part) for part in parts if part))


def listed(title: str, lines: Iterable[str]) -> str:
    """Write a box with a title and a list."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f'<div class="ekin-box"><b>{escape(title)}</b><ul>{items}</ul></div>'


def pairs(rows: Iterable[tuple[str, str]]) -> str:
    """Write names and values beside each other."""
    return f"<dl>{''.join(f'<dt>{escape(name)}</dt><dd>{_safe(value)}</dd>' for name, value in rows)}</dl>"


def table(heads: Sequence[str], rows: Iterable[Sequence[object]], *, short: Sequence[int] = ()) -> str:
    """Write a table; `rows` hold plain values, or Markup-like `Html` that is already safe; columns in `short` do not wrap."""
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join(f"<tr>{''.join(_cell(cell, at in short) for at, cell in enumerate(row))}</tr>" for row in rows)
    return f'<div class="ekin-scroll" tabindex="0"><table class="ekin-grid"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


class Html(str):
    """Text that is HTML already."""


def download(path: Path) -> str:
    """Write a link that holds the file itself, so that it works wherever the server lets people look."""
    data = base64.b64encode(path.read_bytes()).decode()
    label = escape(IMPORT["download"].format(name=path.name))
    return f'<a download="{escape(path.name)}" href="data:application/octet-stream;base64,{data}">{label}</a>'


def preview(extract: Extract) -> str:
    """Show what was recognised in a file and what would be refused."""
    seen = Receipt(extract, extract.taken, 0, 0)
    counts = {name: numbers.number(getattr(extract, name)) for name in ("read", "taken", "refused")}
    parts = [heading(IMPORT["preview_title"].format(name=extract.path.name))]
    parts.append(big(IMPORT["ready"].format(**counts)))
    return "".join([*parts, *map(note, seen.lines()[2:]), _refusals(seen), _matches(seen, opened=True)])


def receipt(done: Receipt, saved: Path | None) -> str:
    """Show the receipt of an import; `saved` is the csv of the refusals."""
    lines = done.lines()
    names = ("read", "new", "changed", "unchanged", "refused")
    row = [numbers.number(getattr(done, name)) for name in names]
    parts = [heading(lines[0]), big(lines[1]), table([IMPORT[name] for name in names], [row])]
    parts += [*map(note, lines[2:]), _refusals(done)]
    if saved:
        parts.append(f"<p>{escape(IMPORT['refusals_file'].format(path=saved))} {download(saved)}</p>")
    return "".join([*parts, _matches(done, opened=False)])


def verdict(text: str, found: pd.Series) -> str:
    """Show the verdict on one description: the flag, what is missing, the empty words, the question, the chance."""
    missing = "".join(
        f"<li><b>{escape(FACET[Facet(code)])}</b>: {escape(FACET_MEANING[Facet(code)])}</li>" for code in found["missing"]
    )
    marked = f"<p>{escape(CHECK['empty_words'])}: “{marks(text, found['empty_words'])}”</p>" if found["empty_words"] else ""
    asked = f"<p>{escape(CHECK['question'])}: <b>{escape(found['question'])}</b></p>" if found["question"] else ""
    return (
        f'<div class="ekin-box" role="status"><p class="ekin-big">{flag(found["flag"])}</p>{note(FLAG_MEANING[Flag(found["flag"])])}'
        + (f"<p>{escape(CHECK['missing'])}:</p><ul>{missing}</ul>" if missing else "")
        + f"{asked}{marked}{note(_chance(float(found['p_generic'])))}</div>"
    )


def flag(code: str) -> Html:
    """Write a flag as a sign, a word and a colour."""
    return Html(f'<span class="ekin-flag ekin-flag-{escape(code)}">{FLAG_SIGN[code]}&nbsp;{escape(FLAG[Flag(code)])}</span>')


def reason(missing: Iterable[str], question: str) -> str:
    """Put into plain words what a description lacks, and what to ask (not yet escaped)."""
    lacks = ", ".join(FACET[Facet(code)] for code in missing)
    return " ".join(part for part in (f"{CHECK['missing']}: {lacks}." if lacks else "", question) if part)


def marks(text: str, spans: Iterable[Sequence[int]]) -> Html:
    """Mark spans (start, end) of a text."""
    out, at = [], 0
    for start, end in sorted(map(tuple, spans)):
        if start >= at:
            out += [escape(text[at:start]), f"<mark>{escape(text[start:end])}</mark>"]
            at = end
    return Html("".join([*out, escape(text[at:])]))


def _chance(p: float) -> str:
    """Put a probability into words; never as if the model were certain."""
    at = min(max(round(100 * p), 1), 99)
    return CHECK["chance"].format(n=f"{CHECK['at_most'] if p < 0.01 else CHECK['at_least'] if p > 0.99 else ''}{at}")


def _matches(seen: Receipt, *, opened: bool) -> str:
    columns = ("layout", "field", "column", "how")
    heads = [IMPORT["table"], *(RECEIPT[name] for name in columns[1:])]
    grid = table(heads, seen.matches()[list(columns)].itertuples(index=False))
    return f"<details{' open' if opened else ''}><summary>{escape(IMPORT['matches'])}</summary>{grid}</details>"


def _refusals(seen: Receipt) -> str:
    refused = seen.refusals()
    if refused.empty:
        return note(IMPORT["no_refusals"])
    columns = ("row", "cell", "field", "value", "hint")
    shown = refused.head(MAX_REFUSALS)
    title = IMPORT["refusals"].format(shown=len(shown), count=numbers.number(len(refused)))
    return heading(title) + table([RECEIPT[name] for name in columns], shown[list(columns)].itertuples(index=False), short=(0, 1))


def _safe(value: object) -> str:
    return value if isinstance(value, Html) else escape(str(value))


def _cell(value: object, short: bool) -> str:
    shown = _safe(value)
    return f'<td class="ekin-short">{shown}</td>' if short else f"<td>{shown}</td>"
