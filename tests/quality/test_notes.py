"""Does a returning note say what to do? Notes written by hand; the last lists were never used to change the rules."""

from __future__ import annotations

import pytest

from ekin.quality.notes import check_note
from ekin.words.review import NOTE_QUESTION, NOTE_QUESTION_ACT


def _notes(block):
    return [note.strip() for line in block.strip().splitlines() for note in line.split(" | ")]


SAYS = _notes(
    """
    Sebutkan kelas dan materinya | Kegiatan apa? Tulis objek dan hasilnya | jumlahnya berapa, satuannya apa
    Dokumen yang mana? sebut nama dan periodenya | Bukti dukung tidak bisa dibuka
    Rencana aksi tidak cocok, pilih yang sesuai | Tulis tempat dan siapa yang dilayani | jml brp? satuannya blm ada
    Rapat membahas apa? | Lampirkan foto kegiatan | jam selesai keliru, mestinya 10.30 | Entri ganda, hapus salah satu
    Gabungkan dengan entri pukul 08.00 | Tautan kosong, isi dengan folder bulan Februari
    Tambahkan nomor surat dan tujuannya | Ganti RHK ke layanan adminduk | Untuk siapa surat ini?
    Pindahkan ke tanggal 12, kegiatan ini bukan hari Senin | Nama posyandunya belum ditulis
    mohon dilengkapi jumlah peserta | Realisasi 40 tetapi di uraian tertulis 14, samakan
    Pisahkan apel dan rapat menjadi dua entri | Tolong buka akses tautan buktinya | Hasil rapatnya apa
    Ini laporan triwulan berapa? | Kolom satuan masih kosong | Perbaiki jam mulai
    Cantumkan ruang atau bangsal, jangan nama pasien | Belum tampak siapa penerima layanannya
    ubah tanggalnya, 17 Februari itu libur | Berapa keping KTP yang dicetak? | Sebut desa yang dikunjungi
    Mapel apa dan kelas berapa | SPJ kegiatan yang mana, bulan apa | Tautannya minta izin akses, tolong dibuka
    Pilih rencana aksi tentang imunisasi | Jelaskan peran Bapak dalam rapat tersebut
    Durasi 9 jam untuk apel, betulkan jamnya | Tulis kerusakan printernya dan bagaimana diatasi
    Ini kegiatan kemarin, pindahkan tanggalnya | Uraian sama dengan tanggal 3, tulis apa yang berbeda hari ini
    Tidak ada bukti | Siapa pesertanya? | Jumlah pasien belum dicantumkan | unggah notulen
    Tidak sesuai rencana aksi yang dipilih | Di mana posyandunya? | Rapat apa | Apa saja yang dicetak, untuk warga mana
    Ini tugas guru kelas 4, bukan Anda; pilih entri yang benar | Tolong beri tahu topik webinar | Kurang satuannya Bu
    Yang dilayani siapa | Sertakan bukti cetaknya | Terangkan kasus pasiennya tanpa nama | Tgl 16 cuti bersama, hapus
    Entri ini milik Bu Wati | Pakai kata sendiri, jangan menyalin RHK | bkti dukung blm dilampirkan
    Rapatnya di mana dan tentang apa | Masukkan jumlah balita yang ditimbang | Unggah ulang, gambarnya terpotong
    Bukti yang dilampirkan milik bulan lalu | Sebutkan aplikasinya | Mengantar siapa, ke mana?
    Pilih jam yang wajar, apel tidak sampai tiga jam | Tolong sebut judul bukunya | Bedakan dengan entri kemarin
    Tulis hasil mediasinya | Salah rencana aksi | Ini dua kegiatan, jadikan dua entri | Berapa lembar yang dilegalisir
    Ketik nama dokumennya lengkap
    """
)
VAGUE = _notes(
    """
    Perbaiki | perbaiki uraiannya | kurang | Kurang jelas | Uraian terlalu umum, mohon diperjelas | kurang rinci | Revisi
    Tolong direvisi sesuai arahan | ditolak | Tidak sesuai | Tingkatkan terus kinerjanya, semangat! | Mohon lebih spesifik
    lengkapi | Mohon dilengkapi | cek lagi | Tulis ulang | Ini apa? | ??? | . | perjelas lagi uraian kegiatannya
    Jelaskan lebih rinci | Kerja apa ini, masa begini | belum memenuhi standar | sesuaikan dengan tupoksi
    Harap menjadi perhatian | silakan diperbaiki sebagaimana mestinya | salah | ok | Jangan diulangi lagi
    kualitas uraian harus ditingkatkan | Kinerja Anda kurang, harap hubungi saya | tidak sesuai ketentuan yang berlaku
    Mohon diperbaiki | Kok begini? | Kurang lengkap | Perlu penyempurnaan | Uraian asal-asalan | Tidak bisa disetujui
    Lebih detail lagi | Belum sesuai harapan pimpinan | mohon dicek kembali | Bahasanya dirapikan
    Kerjakan dengan sungguh-sungguh | Sebutkan dengan jelas | Nanti kita bicarakan | Terlalu singkat
    Kurang meyakinkan, coba lagi | Perbaiki hari ini juga | Laporan Anda salah | Hasil kerja kurang
    Bagaimana ini bisa terjadi | Bulan ini kurang | Siapa yang menyuruh begini | Apa tidak malu
    Tolong segera diperbaiki, waktu terbatas | Tahun ini harus lebih baik, perbaiki | Tulis yang benar | Jangan asal isi
    Mohon disesuaikan dengan arahan pimpinan tempo hari | Isi dengan benar dan lengkap | Sudah berapa kali saya bilang
    Kapan mau berubah | Ubah cara kerja Anda | Baca lagi petunjuknya | Tidak jelas maksudnya | Tolong lebih serius
    Diperbaiki ya Bu | Masih sama seperti yang lalu | Saya tidak paham | Kata-katanya kurang pas | Kenapa selalu begini
    Uraian kegiatan belum sesuai, mohon diperbaiki | Jangan copas | Terlalu umum | Belum bisa saya setujui
    Kurang detail, tolong detailkan | Kembali | Apa ini
    """
)
UNSEEN_SAYS = _notes(
    """
    Jenis imunisasinya apa | Sebutkan nama aplikasi yang diinput | Bukan RHK ini, cari yang tentang arsip
    Jumlah 300 tidak masuk akal, periksa lagi | Foto belum ada | Berapa orang yang datang?
    Tolong pecah menjadi dua kegiatan | Tulis apa yang diputuskan rapat
    Perjelas posisi Anda di acara itu: panitia atau peserta | Satuan harus dokumen, bukan kegiatan
    Kegiatan ini hari libur, jelaskan penugasannya | Lampirannya salah folder
    """
)
UNSEEN_VAGUE = _notes(
    """
    Buat yang bagus | Mohon perhatiannya | Uraian tidak mencerminkan kinerja | Kurang pantas | Tolong revisi secepatnya
    Belum dapat diterima | Semangat ya, lebih baik lagi besok | Harus ada peningkatan | Lain kali yang benar
    Saya kembalikan dulu | Coba dibaca ulang | Ini bukan uraian
    """
)


@pytest.mark.parametrize("note", SAYS)
def test_a_note_that_says_what_to_do_asks_nothing(note):
    assert check_note(note).says_what
    assert check_note(note.upper() + " !!").question == ""


@pytest.mark.parametrize("note", VAGUE)
def test_a_vague_note_is_asked_for_what_is_meant(note):
    found = check_note(note)
    assert not found.says_what
    assert found.question in (NOTE_QUESTION, NOTE_QUESTION_ACT)


def test_notes_the_rules_never_saw():
    """Measured: 9 of 12 and 12 of 12; a note wrongly called vague costs one more press, nothing more."""
    assert sum(check_note(note).says_what for note in UNSEEN_SAYS) == 9
    assert sum(not check_note(note).says_what for note in UNSEEN_VAGUE) == 12


@pytest.mark.parametrize("note", ["", " ", "\x00", "<script>alert(1)</script>", "perbaiki " * 5000, "\ud800"])
def test_nothing_breaks_it(note):
    assert not check_note(note).says_what
