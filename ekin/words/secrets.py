"""Words of the secrets that ekin needs, and of the keyring that may hold them."""

from __future__ import annotations

from typing import Final

from ekin.vocabulary import SecretSource

SOURCE: Final[dict[SecretSource, str]] = {
    SecretSource.ENVIRONMENT: "variabel lingkungan",
    SecretSource.KEYRING: "penyimpan sandi sistem",
    SecretSource.NONE: "tidak diisi",
}

NO_PASSWORD: Final = "alamat tanpa sandi; alamat bersandi disimpan dengan: ekin secret set EKIN_DATABASE_URL"

REFUSED: Final[dict[str, str]] = {
    "package": "Paket keyring belum terpasang; pasang dengan: pip install keyring, atau pakai variabel lingkungan.",
    "backend": "Komputer ini tidak punya penyimpan sandi yang dapat dipakai; nyalakan yang ada (Windows Credential Manager, Keychain, GNOME Keyring, KWallet), atau pakai variabel lingkungan.",
    "refused": "Penyimpan sandi sistem menolak atau terkunci; buka kuncinya lalu coba lagi, atau pakai variabel lingkungan.",
}

HELP: Final[dict[str, str]] = {
    "secret": "Rahasia dalam penyimpan sandi sistem operasi (paket keyring). Variabel lingkungan selalu didahulukan.",
    "set": "Simpan rahasia; ditanyakan tanpa tampil. Contoh: ekin secret set EKIN_DATABASE_URL",
    "remove": "Hapus rahasia dari penyimpan sandi. Contoh: ekin secret remove EKIN_DATABASE_URL",
    "name": "Nama rahasia: {names}.",
}

SAY: Final[dict[str, str]] = {
    "ask": "Isi {name} (tidak tampil): ",
    "again": "Sekali lagi: ",
    "kept": "{name} tersimpan dalam penyimpan sandi sistem.",
    "shadowed": "Variabel lingkungan {name} juga diisi dan tetap didahulukan.",
    "removed": "{name} dihapus dari penyimpan sandi sistem.",
    "absent": "{name} tidak ada dalam penyimpan sandi sistem.",
    "empty": "Isinya kosong, jadi tidak ada yang disimpan; ulangi dan isi rahasianya.",
    "differs": "Kedua isian berbeda, jadi tidak ada yang disimpan; ulangi.",
    "unknown": "Rahasia itu tidak dikenal; pilih salah satu: {names}.",
}
