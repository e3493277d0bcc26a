"""What writers and superiors do all day, side by side, and what is left when they or PostgreSQL are killed."""

import math
import random
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from multiprocessing import get_context
from uuid import uuid4

import pandas as pd
from sqlalchemy.exc import DBAPIError

from ekin import service
from ekin.service import review
from ekin.vocabulary import Action
from tests.soak.office import SUPERIORS, WRITERS, Log, enter, faults, lines

PROCESSES = get_context("forkserver")  # imports ekin once, not for each process that is to be killed
PROCESSES.set_forkserver_preload(["tests.soak.crew"])
WORDS = ["Menyusun", "laporan", "stunting", "Desa", "Sukamaju", "untuk", "Puskesmas", "Melati", "sebanyak", "12", "halaman"]
SAVES, AT_ONCE = 3, 5


def write(session, log, pause, until):
    """Rewrite what came back, else begin an entry; save it as it grows, and send it; at least one."""
    day = session.today() + timedelta(days=1)
    while day > session.today() or time.time() < until:
        day -= timedelta(days=1)
        back = service.todo(session).query("kind == 'returned'")["entry_id"]
        one = service.edit(session, back.iloc[0]) if len(back) else service.new_draft(session, day)
        version, words = one.version, [*WORDS, uuid4().hex]
        if back.empty:
            log.note("ok", "open", one.id, ["draft", version, "", ""], 0)
        for part in range(1, SAVES + 1):
            time.sleep(pause * random.uniform(0.5, 1.5))
            text = " ".join(words[-part * len(words) // SAVES :])
            fields = {"start": "08:00", "end": "09:00", "description": text, "quantity": str(part), "quantity_unit": "Halaman"}
            with log.doing("save", one.id, ["draft", version + 1, text, str(part)]):
                version = service.save_draft(session, one.id, fields, version)
        with log.doing("send", one.id, ["entry", 0, text, str(part)]):
            sent = service.submit(session, {one.id: version})
        log.note("ok", "receipt", str(sent.entries["seq"].iloc[0]), sent.digest, 0)


def decide(session, log, pause, until):
    """Open what waits and decide: one in four goes back; at least one."""
    version = 0
    while not version or time.time() < until:
        time.sleep(pause * random.uniform(0.5, 1.5))
        for row in review.queue(session).head(5).itertuples():
            version, back = int(row.version), random.random() < 0.25
            with log.doing("look", f"{row.entry_id} {version} {session.nip}", True):
                review.open_entry(session, row.entry_id, version)
            decision, note = (Action.RETURN, "Sebutkan desanya") if back else (Action.APPROVE, "")
            with log.doing("decide", f"{row.entry_id} {version}", "returned" if back else "approved"):
                review.decide(session, row.entry_id, version, decision, note, 1.0)


def crew(jobs, seconds, pause):
    """Log everybody in, then let them work until the time is up; a job is what one does, URL, NIP and log."""
    with ThreadPoolExecutor(len(jobs)) as pool:
        sessions = list(pool.map(lambda job: enter(*job[1:3]), jobs))
        until = time.time() + seconds
        given = zip(sessions, jobs, strict=True)
        working = [pool.submit(does, session, Log(path), pause, until) for session, (does, *_, path) in given]
        for one in working:
            one.result()
    for session in sessions:
        session.close()


def load(office, *, seconds, pause, processes):
    """Let everybody work for some seconds, in some processes; give counts and milliseconds, and what is wrong."""
    people = [(write, nip) for nip in WRITERS] + [(decide, nip) for nip in SUPERIORS]
    jobs = [(does, office.url, nip, office.log()) for does, nip in people]
    with ProcessPoolExecutor(processes, mp_context=PROCESSES) as pool:
        parts = [jobs[number::processes] for number in range(processes)]
        list(pool.map(crew, parts, [seconds] * processes, [pause] * processes))
    done = pd.DataFrame(lines(path for *_, path in jobs), columns=["said", "what", "key", "state", "ms"]).query(
        "said == 'ok' and ms > 0"
    )
    figures = done.groupby("what")["ms"].describe(percentiles=[0.5, 0.95]).round(1)[["count", "50%", "95%", "max"]]
    return figures.to_dict("index") | {"faults": faults(office)}


def kill_clients(both, *, times):
    """Kill processes that each write on both databases, five side by side, and look at both after every five."""
    wrong, logs = [], {name: [] for name in both}
    for _ in range(times // AT_ONCE):
        jobs = [[(write, office.url, nip, office.log()) for office in both.values()] for nip in WRITERS[:AT_ONCE]]
        victims = [PROCESSES.Process(target=crew, args=(job, math.inf, 0)) for job in jobs]
        for victim in victims:
            victim.start()
        while not all(path.stat().st_size for job in jobs for *_, path in job):
            time.sleep(0.05)
        for victim in victims:
            time.sleep(random.uniform(0, 0.3))
            victim.kill()
            victim.join()
        for place, (name, office) in enumerate(both.items()):
            office.killed += AT_ONCE
            logs[name] += [job[place][-1] for job in jobs]
            wrong += [(name, *fault) for fault in faults(office)]
    return {"kills": times, **{name: _counted(paths) for name, paths in logs.items()}, "faults": wrong}


def kill_server(office, *, times):
    """Kill PostgreSQL under four writers, start it, look, and let the same sessions go on."""
    wrong, path, down = [], office.log(), []
    idle, *busy = sessions = [enter(office.url, nip) for nip in WRITERS[:5]]
    with ThreadPoolExecutor(len(busy)) as pool:
        for _ in range(times):
            before = _counted([path])["acknowledged"]
            working = [pool.submit(_until_broken, session, path) for session in busy]
            while _counted([path])["acknowledged"] == before:
                time.sleep(0.05)
            time.sleep(random.uniform(0, 0.5))
            office.kill()
            office.killed += len(busy)
            for one in working:
                one.result()
            down.append(-time.perf_counter())
            office.start()
            down[-1] += time.perf_counter()
            service.todo(idle)  # who did nothing while it was away notices nothing
            wrong += faults(office)
    for session in sessions:
        session.close()
    return {"kills": times, "restart_s": max(down), **_counted([path]), "faults": wrong}


def _counted(paths):
    """Count what was acknowledged, and what was under way when something was killed."""
    said = [line[0] for line in lines(paths) if line[1] in ("save", "send")]
    return {"acknowledged": said.count("ok"), "under_way": said.count("try") - said.count("ok")}


def _until_broken(session, path):
    with suppress(DBAPIError):
        write(session, Log(path), 0, math.inf)
