"""The fast stage compiled: lines are read from their Arrow buffers byte by byte, without a Python object for a line.

What a word adds stands in a direct-mapped cache under its 64-bit hash, so a word met before costs one look-up. A line that
needs more than ASCII folding (another script, markup, a link, too long) goes through `fold` first. The figures are those
of `FastStage.heads_plain`; a property test holds that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pyarrow as pa
from numba import njit

from ekin.quality import lexicon, spelling
from ekin.quality.fast import BITS, END, GOLD, JUNK_LOGIT, MAX_GRAM, MAX_SIGMA, MIN_GRAM, OFFSET, PRIME, START, hash_bytes
from ekin.quality.marks import MAX_COUNT, PERIOD_REACH
from ekin.quality.normalize import MAX_CHARS, MAX_WORDS, NUMBER, as_arrow, fold, pick
from ekin.quality.rarity import EVERYDAY_ZIPF, UNKNOWN_ZIPF, load_zipf

if TYPE_CHECKING:
    from ekin.quality.fast import FastStage

CACHE_BITS: Final = 16
_OFFSET, _PRIME, _GOLD, _ONE, _THREE = map(np.uint64, (OFFSET, PRIME, GOLD, 1, 3))
_START, _END = (np.uint64(hash_bytes(edge.encode())) for edge in (START, END))
_TABLE_SHIFT, _CACHE_SHIFT = np.uint64(64 - BITS), np.uint64(64 - CACHE_BITS)
_SEPARATOR, _LOOK, _FOLD, _DIGIT, _SPACE = 0, 1, 2, 48, 32
_SETS: Final = (
    *(lexicon.OFFICE_WORDS, lexicon.TOPIC_WORDS, lexicon.NAMED_PLACES, lexicon.SCHOOL_SUBJECTS),
    *(lexicon.PERIODS, lexicon.PERIOD_DOCUMENTS, lexicon.JUNK_WORDS, {NUMBER}, load_zipf()),
)
_OFFICE, _TOPIC, _PLACE, _SUBJECT, _PERIOD, _DOCUMENT, _JUNK, _NUMBER, _KNOWN, _LONG, _SHORT = (
    np.uint64(1 << bit) for bit in range(len(_SETS) + 2)
)
_NONE = np.uint64(0)
_KEY, _ID, _FLAGS, _ZIPF, _ADDS = range(5)
_SHORTENED = np.uint64(hash_bytes(b"\x02"))
_A, _E, _I, _O, _U, _Z = map(ord, "aeiouz")


class Cache(NamedTuple):
    """Words in rows of 64 bytes: two hashes (as written, as expanded), flags; in `figures`, the same memory, Zipf and adds."""

    codes: np.ndarray
    figures: np.ndarray


class Tables(NamedTuple):
    """The word lists by sorted hash, what other words stand for as rows of a cache, and the tables of the stage.

    `cuts` holds the sorted hashes of `spelling.cut_short` and `spelling.shortened`, `cut_at` the place of each in
    `spelling.common`, whose words stand in `letters` between `ends`; abbreviations come after them in `meant`.
    """

    keys: np.ndarray
    zipf: np.ndarray
    flags: np.ndarray
    stands_for: np.ndarray
    meant: Cache
    cuts: np.ndarray
    cut_at: np.ndarray
    letters: np.ndarray
    ends: np.ndarray
    words: np.ndarray
    pairs: np.ndarray
    mean: np.ndarray
    per_scale: np.ndarray
    numbers: np.ndarray
    intercept: np.ndarray


class Reader:
    """Reads texts with the tables of one stage; holds the interpreter's lock, so threads share one cache safely."""

    def __init__(self, stage: FastStage) -> None:
        short, zipf, common = lexicon.ABBREVIATIONS, load_zipf(), spelling.common()
        words = sorted({*spelling.known(), NUMBER}, key=lambda word: hash_bytes(word.encode()))
        flags = [sum(1 << bit for bit, one in enumerate(_SETS) if word in one) for word in words]
        keys = np.array([hash_bytes(word.encode()) for word in words], np.uint64)
        figures = np.array([zipf.get(word, UNKNOWN_ZIPF) for word in words])
        stands_for = np.array([len(common) + list(short).index(word) if word in short else -1 for word in words])
        meant = [*common, *short.values()]
        letters, ends = _joined([f" {word} " for word in meant])
        tables = (stage.words, stage.pairs, stage.mean, 1 / stage.scale, stage.numbers, stage.intercept)
        self.cache, rows = _cache(1 << CACHE_BITS), _cache(len(meant))
        lists = (keys, figures, np.array(flags, np.uint64), np.full_like(stands_for, -1), rows, *_cuts(), letters, ends)
        learn_all(Tables(*lists, *tables), rows)
        self.tables = Tables(*lists, *tables)._replace(stands_for=stands_for)

    def read(self, texts: Sequence[str]) -> np.ndarray:
        """Return the logits of texts, shape (n, 4)."""
        logits, rows = self._read(as_arrow(texts), _RAW)
        if len(rows):
            logits[rows] = self._read(as_arrow([fold(text) for text in pick(texts, rows)]), _FOLDED)[0]
        return logits

    def _read(self, texts: pa.Array, classes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        _, offsets, data = texts.buffers()
        offsets = np.frombuffer(offsets, np.int64)[texts.offset : texts.offset + len(texts) + 1]
        data = np.frombuffer(data or b"\0", np.uint8)
        logits, to_fold = np.zeros((len(texts), 4)), np.zeros(len(texts), np.bool_)
        read_lines(data, offsets, classes, self.tables, self.cache, logits, to_fold)
        return logits, np.flatnonzero(to_fold)


def _joined(words: Iterable[str]) -> tuple[np.ndarray, np.ndarray]:
    """Return the bytes of all words and where each ends, starting with 0."""
    coded = [word.encode() for word in words]
    return np.frombuffer(b"".join(coded), np.uint8).copy(), np.cumsum([0, *map(len, coded)])


def _cuts() -> tuple[np.ndarray, np.ndarray]:
    """Return the sorted hashes of what unknown words are looked up by, and the place in `spelling.common` of each."""
    found = spelling.cut_short() | {f"\x02{short}": at for short, at in spelling.shortened().items()}
    hashes = hash_all(*_joined(found))
    order = np.argsort(hashes)
    return hashes[order], np.array(list(found.values()))[order]


def _cache(n: int) -> Cache:
    codes = np.zeros((n, 8), np.uint64)
    return Cache(codes, codes.view(np.float64))


def _classes(others: np.ndarray | int) -> np.ndarray:
    """Return what to do with each byte: the byte of the folded word, or `_SEPARATOR`, `_LOOK` (around it), `_FOLD`."""
    marks = {ord("<"): _FOLD} | dict.fromkeys(b"&:.", _LOOK)
    kept = [ord(chr(byte).lower()) if chr(byte).isalpha() else _DIGIT if chr(byte).isdigit() else 0 for byte in range(128)]
    classes = np.array([marks.get(byte, kind) for byte, kind in enumerate(kept)] + [0] * 128, np.uint8)
    classes[128:] = others
    return classes


_RAW, _FOLDED = _classes(_FOLD), _classes(np.arange(128, 256))


@njit(cache=True)
def read_lines(data, offsets, classes, tables, cache, logits, to_fold):  # noqa: ANN001, ANN201
    """Set the logits of every line, or mark it as one to fold first."""
    buffer, numbers = np.zeros(4 * MAX_CHARS + 8, np.uint8), np.zeros(len(tables.mean))
    flags, zipf = np.zeros(MAX_WORDS + 1, np.uint64), np.zeros(MAX_WORDS)
    for row in range(len(logits)):
        adds = logits[row]
        n = _scan(data, offsets[row], offsets[row + 1], classes, tables, cache, buffer, flags, zipf, adds)
        if n < 0:
            to_fold[row] = True
        elif _count(flags, zipf, n, numbers):
            adds[:] = JUNK_LOGIT
        else:
            scale = 1 / np.sqrt(n)
            a, b, c, d = adds[0] * scale, adds[1] * scale, adds[2] * scale, adds[3] * scale  # scalars are fastest
            for k in range(len(numbers)):
                z = min(max((numbers[k] - tables.mean[k]) * tables.per_scale[k], -MAX_SIGMA), MAX_SIGMA)
                a += z * tables.numbers[k, 0]
                b += z * tables.numbers[k, 1]
                c += z * tables.numbers[k, 2]
                d += z * tables.numbers[k, 3]
            adds[0], adds[1], adds[2], adds[3] = a, b, c, d
            adds += tables.intercept


@njit(cache=True)
def _scan(data, start, end, classes, tables, cache, buffer, flags, zipf, adds):  # noqa: ANN001, ANN202, C901
    """Split a line into words, sum what words and pairs add, and return the number of words; -1 for a line to fold."""
    if end - start > MAX_CHARS and classes[128] == _FOLD:
        return -1
    n, at, before = 0, start, _START
    a = b = c = d = 0.0  # scalars are fastest
    while n < MAX_WORDS:
        while at < end and classes[data[at]] <= _FOLD:
            if classes[data[at]] != _SEPARATOR and _needs_fold(data, at, start, end):
                return -1
            at += 1
        if at >= end:
            break
        size, code, last, run = 1, _OFFSET, 0, 0
        digits = classes[data[at]] == _DIGIT
        while at < end:
            byte = classes[data[at]]
            if byte <= _FOLD or (byte == _DIGIT) != digits:
                break
            at += 1
            run = run + 1 if byte == last else 0
            last = byte
            if run < (1 if digits else 2) or byte > 127:
                buffer[size] = byte
                size += 1
                code = (code ^ np.uint64(byte)) * _PRIME
        slot = np.int64(code * _GOLD >> _CACHE_SHIFT)
        if cache.codes[slot, _KEY] != code:
            learn(slot, code, size, tables, cache, buffer)
        flags[n], zipf[n], after = cache.codes[slot, _FLAGS], cache.figures[slot, _ZIPF], cache.codes[slot, _ID]
        pair = np.int64((before * _THREE ^ after) * _GOLD >> _TABLE_SHIFT)
        a += cache.figures[slot, _ADDS] + tables.pairs[pair, 0]
        b += cache.figures[slot, _ADDS + 1] + tables.pairs[pair, 1]
        c += cache.figures[slot, _ADDS + 2] + tables.pairs[pair, 2]
        d += cache.figures[slot, _ADDS + 3] + tables.pairs[pair, 3]
        n, before = n + 1, after
    adds[0], adds[1], adds[2], adds[3] = a, b, c, d
    adds += tables.pairs[np.int64((before * _THREE ^ _END) * _GOLD >> _TABLE_SHIFT)]
    return n


@njit(cache=True)
def _needs_fold(data, at, start, end):  # noqa: ANN001, ANN202
    """Say whether a byte that is no separator needs more than ASCII folding: not so & : or . without entity or link."""
    if data[at] == ord("<") or data[at] > 127:
        return True
    if data[at] == ord("."):
        return at - start > 2 and (data[at - 1] | 32) == (data[at - 2] | 32) == (data[at - 3] | 32) == ord("w")
    after = data[at + 1] if at + 1 < end else _SPACE
    return after == ord("/") if data[at] == ord(":") else after > _SPACE


@njit(cache=True)
def learn(slot, code, size, tables, cache, buffer):  # noqa: ANN001, ANN201
    """Put the word in buffer[1:size] into a row of the cache, an abbreviation as what it stands for."""
    entry = min(np.searchsorted(tables.keys, code), len(tables.keys) - 1)
    found = tables.keys[entry] == code
    other = tables.stands_for[entry] if found else _meant(size, tables, buffer)
    if other >= 0:
        cache.codes[slot] = tables.meant.codes[other]
        cache.codes[slot, _KEY] = code
        return
    n_chars = 0
    for at in range(1, size):
        n_chars += (buffer[at] & 0xC0) != 0x80
    shape = (_LONG if n_chars > 1 else _NONE) | (_SHORT if n_chars <= 5 else _NONE)
    cache.codes[slot, _KEY] = cache.codes[slot, _ID] = code
    cache.codes[slot, _FLAGS] = shape | (tables.flags[entry] if found else _NONE)
    cache.figures[slot, _ZIPF] = tables.zipf[entry] if found else UNKNOWN_ZIPF
    _add_grams(code, size, tables.words, buffer, cache.figures[slot, _ADDS:])


@njit(cache=True)
def learn_all(tables, rows):  # noqa: ANN001, ANN201
    """Learn every word that others stand for, each into its own row."""
    for row in range(len(tables.ends) - 1):
        text = tables.letters[tables.ends[row] : tables.ends[row + 1]].copy()
        learn(row, hash_all(text[1:-1], np.array([0, len(text) - 2]))[0], len(text) - 1, tables, rows, text)


@njit(cache=True)
def hash_all(letters, ends):  # noqa: ANN001, ANN201
    """Return the hash of every word between two ends."""
    codes = np.full(len(ends) - 1, _OFFSET)
    for word in range(len(codes)):
        for at in range(ends[word], ends[word + 1]):
            codes[word] = (codes[word] ^ np.uint64(letters[at])) * _PRIME
    return codes


@njit(cache=True)
def _meant(size, tables, buffer):  # noqa: ANN001, ANN202
    """Return the row of the word that the unknown one in buffer[1:size] stands for, or -1 (`spelling.meant`)."""
    if size - 1 < spelling.MIN_CONSONANTS:
        return -1
    vowels, short = False, _SHORTENED
    for at in range(1, size):
        if not _A <= buffer[at] <= _Z:
            return -1
        vowels |= at > 1 and buffer[at] in (_A, _E, _I, _O, _U)
        short = (short ^ np.uint64(buffer[at])) * _PRIME
    if not vowels:
        return _look_up(short, tables)
    best = -1
    for skipped in range(size if size - 1 >= spelling.MIN_LETTERS else 0):  # 0 skips none
        part = _OFFSET
        for at in range(1, size):
            if at != skipped:
                part = (part ^ np.uint64(buffer[at])) * _PRIME
        row = _look_up(part, tables)
        if row >= 0 and (best < 0 or row < best) and _one_slip(buffer, size, tables, row):
            best = row
    return best


@njit(cache=True)
def _look_up(code, tables):  # noqa: ANN001, ANN202
    entry = min(np.searchsorted(tables.cuts, code), len(tables.cuts) - 1)
    return tables.cut_at[entry] if tables.cuts[entry] == code else -1


@njit(cache=True)
def _one_slip(buffer, size, tables, row):  # noqa: ANN001, ANN202
    """Say whether buffer[1:size] and a word differ by one slip, as `spelling` does."""
    a, b = buffer[1:size], tables.letters[tables.ends[row] + 1 : tables.ends[row + 1] - 1]
    at = 0
    while at < min(len(a), len(b)) and a[at] == b[at]:
        at += 1
    a, b = a[at:], b[at:]
    exchanged = len(a) > 1 and len(b) > 1 and a[0] == b[1] and a[1] == b[0] and _same(a[2:], b[2:])
    return _same(a[1:], b) or _same(a[1:], b[1:]) or _same(a, b[1:]) or exchanged


@njit(cache=True)
def _same(a, b):  # noqa: ANN001, ANN202
    return len(a) == len(b) and (a == b).all()


@njit(cache=True)
def _add_grams(code, size, table, buffer, adds):  # noqa: ANN001, ANN202
    """Set adds to what a word and its n-grams add (`ekin.quality.fast.word_buckets`)."""
    buffer[0] = buffer[size] = _SPACE
    adds[:], n = 0, 0
    for start in range(size + 2 - MIN_GRAM):
        part = _OFFSET
        for at in range(start, min(start + MAX_GRAM, size + 1)):
            part = (part ^ np.uint64(buffer[at])) * _PRIME
            if at - start + 1 >= MIN_GRAM:
                n += 1
                for head in range(4):
                    adds[head] += table[np.int64(part * _GOLD >> _TABLE_SHIFT), head]
    for head in range(4):
        adds[head] = table[np.int64((code ^ _ONE) * _PRIME * _GOLD >> _TABLE_SHIFT), head] + adds[head] / np.sqrt(n)


@njit(cache=True)
def _count(flags, zipf, n, out):  # noqa: ANN001, ANN202, C901 - one pass over the words
    """Set out to `ekin.quality.fast.line_numbers` and return whether the line is junk."""
    low_1 = low_2 = low_3 = low_4 = 9.0
    high_1 = high_2 = total = 0.0
    unknown = under_35 = under_4 = acronyms = office = topics = places = subjects = periods = size = 0
    document, junk, flags[n] = -PERIOD_REACH - 1, True, _OFFICE
    for at in range(n):
        flag, value, after = flags[at], zipf[at], flags[at + 1]
        junk = junk and (not flag & _LONG or flag & _JUNK != _NONE)
        office += flag & _OFFICE != _NONE
        topics += flag & _TOPIC and not after & _OFFICE and after & (_LONG | _NUMBER) != _NONE
        places += flag & _PLACE != _NONE and not after & _OFFICE
        subjects += flag & _SUBJECT != _NONE
        periods += flag & _PERIOD and at - document <= PERIOD_REACH
        document = at if flag & _DOCUMENT else document
        if flag & _LONG and not flag & _OFFICE:
            size, total = size + 1, total + value
            low_4, low_3 = min(low_4, max(low_3, value)), min(low_3, max(low_2, value))
            low_2, low_1 = min(low_2, max(low_1, value)), min(low_1, value)
            high_2, high_1 = max(high_2, min(high_1, value)), max(high_1, value)
            unknown += not flag & _KNOWN
            under_35 += value < 3.5
            under_4 += value < 4
            acronyms += not flag & _KNOWN and flag & _SHORT != _NONE
    out[12], out[13] = min(topics, MAX_COUNT), min(places, MAX_COUNT)
    out[14], out[15] = min(subjects, MAX_COUNT), min(periods, MAX_COUNT)
    out[5], out[7], out[8], out[9], out[11] = unknown, under_35, under_4, acronyms, office
    out[0], out[3], out[6], out[10] = low_1, total / max(size, 1), unknown / max(size, 1), np.log1p(size)
    out[1] = (low_1 + low_2) / 2 if size > 1 else low_1
    out[2] = (low_1 + low_2 + low_3 + low_4) / 4 if size > 3 else out[3]
    out[4] = (high_1 + high_2) / 2 if size > 1 else high_1
    if size == 0:
        out[:5] = EVERYDAY_ZIPF
    return junk
