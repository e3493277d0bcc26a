"""One entry and what a superior reads beside it, as HTML."""

from __future__ import annotations

from html import escape

import pandas as pd

from ekin.forms import markup
from ekin.quality.reasons import empty_spans
from ekin.service.review import Opened
from ekin.vocabulary import TIME_ZONES
from ekin.words import numbers
from ekin.words.errors import STATUS
from ekin.words.forms import FLAG_SIGN
from ekin.words.quality import FLAG
from ekin.words.review import DECISION_SIGN
from ekin.words.review import ENTRY_PAGE as SAY

STYLE = """<style>
.ekin-form .ekin-beside{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,16rem),1fr));gap:.3em 1.2em}
.ekin-form .ekin-beside h5{margin:.5em 0 .1em;font-size:1em}
.ekin-form .ekin-said{font-size:1.15em;margin:.3em 0 .5em;border-left:4px solid var(--jp-border-color0,#888);padding:.1em .7em}
.ekin-form .ekin-desk{gap:0 1.2rem}
.ekin-form .ekin-desk>*{min-width:0;container-type:inline-size}
.ekin-form button.ekin-queue-open{white-space:pre-line;text-align:left;line-height:1.4;padding:.4em .6em;overflow-wrap:anywhere}
.ekin-form button.ekin-here{font-weight:600;box-shadow:inset 4px 0 0 0 currentColor;background:var(--jp-layout-color3,#ddd)}
</style>"""


def dossier(opened: Opened, zone: str) -> str:
    """Show an entry of the queue beside its plan, the advice on it, and what came before; days are those of the zone."""
    row, day = opened.entry, numbers.short_day
    earlier = [(day(old.day), old.description, _status(old.status)) for old in opened.earlier.itertuples()]
    similar = [(day(old.day), old.description, numbers.percent(old.likeness)) for old in opened.similar.itertuples()]
    local = opened.events["at"].dt.tz_convert(TIME_ZONES[zone])
    steps = opened.events.assign(at=local)[["at", "actor", "to_status", "note"]].itertuples(index=False)
    events = [(day(at), actor, _status(status), note) for at, actor, status, note in steps]
    sides = f'<div class="ekin-beside"><div>{_written(row)}</div><div>{_planned(row)}</div></div>'
    beside = _folded("earlier", ("day", "description", "status"), earlier)
    beside += _folded("similar", ("day", "description", "likeness"), similar, SAY["similar_note"])
    return sides + advice(row) + beside + _folded("events", ("at", "actor", "step", "note"), events)


def advice(row: pd.Series) -> str:
    """Show the checker's flag with its reasons."""
    said = markup.note(markup.reason(row["missing"], row["question"])) if row["flag"] != "specific" else ""
    return f'<div class="ekin-box"><p>{escape(SAY["advice"])}: <b>{markup.flag(row["flag"])}</b></p>{said}</div>'


def _written(row: pd.Series) -> str:
    times = {"start": f"{row['start']:%H.%M}", "end": f"{row['end']:%H.%M}", "minutes": numbers.number(row["minutes"])}
    amount = "" if pd.isna(row["quantity"]) else f"{numbers.number(row['quantity'])} {row['quantity_unit']}"
    pairs = [(SAY["quantity"], amount.strip() or SAY["no_quantity"])]
    pairs.append((SAY["evidence"], markup.link(row["evidence_url"]) if row["evidence_url"] else SAY["no_evidence"]))
    said = markup.marks(row["description"], empty_spans(row["description"]))
    head = f"<h5>{escape(SAY['written'])}</h5><p><b>{escape(row['name'])}</b> · {escape(row['unit'])}</p>"
    return f'{head}{markup.note(SAY["when"].format(day=numbers.day(row["day"]), **times))}<p class="ekin-said">{said}</p>{markup.pairs(pairs)}'


def _planned(row: pd.Series) -> str:
    found = [(SAY["plan"], row["plan"] or SAY["no_plan"]), (SAY["rhk"], row["rhk"] or SAY["no_rhk"])]
    return f"<h5>{escape(SAY['planned'])}</h5>{markup.pairs(found)}"


def _status(code: str) -> str:
    return f"{DECISION_SIGN[code]} {STATUS[code]}"


def _folded(name: str, heads: tuple[str, ...], rows: list[tuple], said: str = "") -> str:
    title = SAY[name].format(n=len(rows))
    if not rows:
        return markup.note(f"{title}: {SAY['nothing']}")
    grid = markup.table([SAY[head] for head in heads], rows, short=(0,))
    return markup.folded(title, (markup.note(said) if said else "") + grid, opened=False)


def brief(row: object) -> str:
    """Write flag and question of a row in one line (not yet escaped)."""
    said = f"{FLAG_SIGN[row.flag]} {FLAG[row.flag]}"
    return f"{said}: {row.question}" if row.question else said
