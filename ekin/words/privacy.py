"""Words of `ekin pseudonymise`."""

from __future__ import annotations

from typing import Final

from ekin.vocabulary import Identifier

TAG: Final[dict[Identifier, str]] = {
    Identifier.NUMBER: "[nomor]",
    Identifier.PHONE: "[telepon]",
    Identifier.EMAIL: "[surel]",
    Identifier.ADDRESS: "[alamat]",
}
STRUCK: Final = "[disamarkan]"

FOUND: Final[dict[Identifier, str]] = {
    Identifier.PERSON: "NIP dan nama",
    Identifier.NUMBER: "nomor pribadi",
    Identifier.PHONE: "telepon",
    Identifier.EMAIL: "surel",
    Identifier.ADDRESS: "alamat",
    Identifier.LINK: "tautan",
    Identifier.ID: "id",
}

HELP: Final[dict[str, str]] = {
    "pseudonymise": "Buat salinan kerja tanpa identitas untuk analisis. Contoh: ekin pseudonymise progres.xlsx -o salinan.parquet --key ~/kunci/ekin.key --register pegawai.csv",
    "file": "Berkas .xlsx, .xls, .ods, .csv, .tsv, atau .parquet; yang dibaca tabel pertamanya.",
    "out": "Salinan: .csv, .xlsx, atau .parquet.",
    "key": "Berkas kunci, disimpan di folder lain. Kunci yang sama memberi samaran yang sama di semua berkas.",
    "new_key": "Buat berkas kunci itu bila belum ada (hanya dapat dibaca pemiliknya).",
    "register": "Tabel pegawai (NIP dan nama), supaya nama mereka dikenali di dalam uraian.",
    "coarsen": "Kasarkan kolom ini: golongan menjadi I-IV, kolom lain dibuang. Boleh diulang.",
    "hide_small": "Samarkan jabatan, unit, dan golongan orang yang kelompoknya masih terlalu kecil.",
}

SAY: Final[dict[str, str]] = {
    "found": "Diganti: {found}. Register: {people} orang.",
    "dropped": "Kolom yang dibuang: {columns}.",
    "attack": "Uji bocor atas {cells} sel: {struck} sel masih mengandung identitas dan disamarkan seluruhnya; sesudahnya {left}.",
    "bare": "{n} sel masih memuat nama depan tanpa sapaan yang tidak dapat dibedakan dari kata biasa; baca sebelum dibagikan.",
    "no_register": "Tidak ada register: nama di dalam uraian dikenali dari daftar kata nama, bunyi, sapaan, atau gelarnya, dan yang salah ketik atau disingkat bisa lolos. Tambahkan --register pegawai.csv.",
    "k": "k = {k} (batas {minimum}) atas {columns}; {hidden} dari {people} orang disamarkan kelompoknya.",
    "limits": "Ini pseudonim, bukan anonim: isi uraian, waktu, dan susunan atasan tetap dapat menunjuk orang. Jaga salinan ini seperti data pribadi.",
}

KEY: Final[dict[str, str]] = {
    "missing": "berkasnya tidak ada; buat dengan --new-key, atau tunjuk kunci yang sudah ada.",
    "exists": "berkas itu sudah ada; hilangkan --new-key, atau pilih nama lain.",
    "short": "isinya kurang dari {minimum} bita; buat yang baru dengan --new-key.",
    "open": "orang lain di komputer ini dapat membacanya; jalankan chmod 600 pada berkas itu.",
    "beside": "letaknya sefolder dengan salinan; simpan kunci di folder lain.",
    "unreadable": "berkas itu tidak dapat dibaca atau ditulis; periksa letak dan izinnya.",
}
REFUSED: Final[dict[str, str]] = {
    "key": "Kunci {name} tidak dapat dipakai: {why} Tidak ada salinan yang ditulis.",
    "k": "Salinan tidak ditulis: k = {k}, batasnya {minimum}; {small} dari {people} orang berada di kelompok yang lebih kecil menurut {columns}. Ulangi dengan {advice}.",
    "nobody": "Salinan tidak ditulis: tidak ada kolom NIP atau nama untuk menghitung k atas {columns}. Tambahkan kolom NIP, atau buang kolom itu dengan {advice}.",
    "few": "Salinan tidak ditulis: hanya {people} orang di berkas ini, batasnya {minimum}; gabungkan dengan berkas lain.",
}
