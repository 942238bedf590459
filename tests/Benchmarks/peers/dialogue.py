"""What every peer's script shares: one request per line on standard input (JSON), one answer per line on standard output."""
import json
import platform
import sys
import time


def blas():
    """The matrix library that the process really loaded."""
    with open("/proc/self/maps", encoding="utf-8") as file:
        maps = file.read()
    name = next((name for part, name in (("libmkl", "MKL"), ("openblas", "OpenBLAS")) if part in maps), "reference BLAS")
    kernels = {"MKL": ("libmkl_avx512", "libmkl_avx2", "libmkl_def"), "OpenBLAS": ()}.get(name, ())
    return " ".join([name, *(part for part in kernels if part in maps)])


def itself(forms):
    """What a peer of PyTorch says of itself once it is prepared."""
    import torch
    return {"torch": torch.__version__, "python": platform.python_version(), "forms": forms, "blas": blas(),
            "threads": torch.get_num_threads()}


def failure(fault):
    """Why a form could not run, in one line."""
    return f"{type(fault).__name__}: {(str(fault).splitlines() or [''])[0][:160]}"


def timed(call, repeats):
    """Milliseconds a call, wall and processor."""
    wall, processor = time.perf_counter_ns(), time.process_time_ns()
    for _ in range(repeats):
        call()
    spent = time.process_time_ns() - processor, time.perf_counter_ns() - wall
    return {"cpu": spent[0] / repeats / 1e6, "wall": spent[1] / repeats / 1e6}


def serve(peer):
    """Answers with the method that a request names, until the input ends."""
    for line in sys.stdin:
        request = json.loads(line)
        do = request.pop("do")
        print(json.dumps(getattr(peer, do)(**request)), flush=True)
