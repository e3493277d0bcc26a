"""The same entries through every door: what the judge says of them is the same."""

from datetime import datetime

import pandas as pd
from sqlalchemy import delete

from ekin import service
from ekin.cli import app
from ekin.domain.period import parse_period
from ekin.quality import judge
from ekin.service import review
from ekin.service.login import open_session
from ekin.settings import Settings, shipped
from ekin.storage import schema
from ekin.storage.statements import upsert
from ekin.storage.store import open_store

WRITER, SUPERIOR = "198609262015051001", "197501012000032002"
HEADER = ["NIP", "Tanggal", "Jam Mulai", "Jam Selesai", "Kegiatan Harian", "Realisasi", "Satuan"]
ODD = ["rapat", "  Rapat   anggaran\u00a0desa ", "Menyusun\nlaporan\tstunting", "dst spt kmrn", "Input 12 SPM – BPP “Juli”"]
ODD += ["MELAKSANAKAN TUGAS", "12", "✅ Imunisasi BCG 12 bayi", "=1+1", "<b>rapat</b> &amp; notulen", "e\u0301valuasi"]
SAID = ["flag", "missing", "question"]


def paths(folder, n, *, parts=False):
    """Send n entries through every door; give how far p_generic lies apart at most, and where anything else differs."""
    table = _table(n)
    table.to_csv(folder / "progres.csv", index=False)
    with open_store(Settings(database_url=f"sqlite:///{folder / 'typed.db'}")) as store:
        found = _typed(store, table)
    with open_store(Settings(database_url=f"sqlite:///{folder / 'imported.db'}")) as store:
        service.import_files(store, [folder / "progres.csv"])
        found["imported"] = service.load_records(store, parse_period("2026-01")).entries
    found["file"] = _command(folder / "progres.csv", folder / "file.parquet")
    if parts:
        (folder / "in").mkdir()
        for part in range(2):
            table[part::2].to_parquet(folder / "in" / f"{part}.parquet")
        found["parts"] = _command(folder / "in", folder / "out")
    found = {
        name: one.assign(missing=one["missing"].map(list)).sort_values("quantity").reset_index(drop=True)
        for name, one in found.items()
    }
    first = found["ready"]
    apart = {
        name: float((one["p_generic"] - first["p_generic"]).abs().max()) for name, one in found.items() if "p_generic" in one
    }
    wrong = [
        name for name, one in found.items() if len(one) != n or not one[SAID].astype(object).equals(first[SAID].astype(object))
    ]
    return {"entries": n, "flags": first["flag"].value_counts().to_dict(), "p_generic_apart": apart, "faults": wrong}


def _table(n):
    """Give rows of an export with texts that all differ, on the days of one month."""
    files = [shipped("samples") / f"progres-harian-2026-{month}.csv" for month in ("02", "03")]
    real = pd.concat([pd.read_csv(file, sep=None, engine="python", dtype="str") for file in files])["Kegiatan Harian"]
    rows = []
    for number, text in enumerate([*ODD, *real.dropna().drop_duplicates()][:n]):
        times = [f"{at // 60:02d}:{at % 60:02d}" for at in (300 + number // 28 * 15, 315 + number // 28 * 15)]
        rows.append([WRITER, f"{1 + number % 28:02d}/01/2026", *times, text, number, "Dokumen"])
    return pd.DataFrame(rows, columns=HEADER)


def _typed(store, table):
    """Give what the writer sees before sending, what is stored then, and what the superior sees where nothing is stored."""
    people = [{"nip": nip, "name": nip, "kind": "PNS", "superior_nip": up} for nip, up in ((WRITER, SUPERIOR), (SUPERIOR, None))]
    with store.transaction() as connection:
        upsert(connection, schema.employee, people)
    session = open_session(store, WRITER)
    for _, day, *typed in table.astype(str).itertuples(index=False):
        one = service.new_draft(session, datetime.strptime(day, "%d/%m/%Y").date())
        fields = dict(zip(("start", "end", "description", "quantity", "quantity_unit"), typed, strict=True))
        service.save_draft(session, one.id, fields, one.version)
    ready = pd.DataFrame([{"quantity": check.entry.quantity, **check.verdict} for check in service.ready(session)])
    sent = service.submit(
        session,
        [
            one.id
            for day in pd.unique(table["Tanggal"])
            for one in service.activities(session, datetime.strptime(day, "%d/%m/%Y").date())
        ],
    )
    stored = store.assessments(judge.version()).merge(sent.entries, left_on="entry_id", right_on="id")
    with store.transaction() as connection:
        connection.execute(delete(schema.assessment))
    return {"ready": ready, "stored": stored, "queue": review.queue(open_session(store, SUPERIOR))}


def _command(source, target):
    app(["check", str(source), "-o", str(target)], standalone_mode=False)
    return pd.read_parquet(target).rename(columns={"Realisasi": "quantity"}).astype({"quantity": int})
