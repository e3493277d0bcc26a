"""Words of the reports of all units and of the index page that links them."""

from __future__ import annotations

from typing import Final

OFFICE: Final[dict[str, str]] = {
    "title": "Laporan evaluasi semua unit",
    "summary": "Satu halaman untuk pimpinan",
    "units": "Laporan setiap unit",
    "order": "Menurut abjad, bukan peringkat: interval yang saling menutupi tidak membedakan unit. Setiap nama membuka laporan unit itu.",
    "helped": "Perlu dibantu",
    "too_few": "Belum cukup data",
    "of_people": "{count} dari {people}",
    "no_unit": "(tanpa nama unit)",
    "hidden": "Tidak ada laporan untuk {units}: {masked}.",
    "trace": "Angka di halaman ini, satu baris tiap ukuran dan unit: ",
    "trace_rows": ". Entri di baliknya ada dalam berkas entri_… di samping laporan setiap unit.",
}
SLUG_OF_NO_UNIT: Final = "tanpa-unit"
SLUG_OF_ALL: Final = "semua-unit"
