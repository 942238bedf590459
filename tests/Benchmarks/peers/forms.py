"""Forms in which PyTorch can run a function, and the choice of the fastest on this machine."""
import sys
import time

import torch


# The tracer's own code generator does not come to an end on a chain of unrolled steps.
torch._C._jit_set_texpr_fuser_enabled(False)


def _traced(module, inputs):
    return torch.jit.freeze(torch.jit.trace(module, inputs, check_trace=False).eval())


def _fused(module, inputs):
    return torch.jit.optimize_for_inference(_traced(module, inputs))


def _compiled(module, inputs):
    from torch._inductor import config
    config.freezing = True
    torch._dynamo.config.cache_size_limit = 64
    return torch.compile(module, dynamic=False)


FORMS = {"eager": lambda module, inputs: module, "traced": _traced, "traced, fused": _fused, "compiled": _compiled}


def cost(call, repeats):
    """Best of three: milliseconds of processor time a call."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time_ns()
        for _ in range(repeats):
            call()
        best = min(best, (time.process_time_ns() - start) / repeats / 1e6)
    return best


PLAIN = ("eager", "traced", "traced, fused")
COMPILED = (*PLAIN, "compiled")


def fastest(name, module, inputs, report, repeats=5, forms=PLAIN):
    """The form that costs least on these inputs; every form's cost, or why it failed, goes into `report`."""
    found, least, costs = module, float("inf"), {}
    for form in forms:
        try:
            made = FORMS[form](module, inputs)
            for _ in range(4):
                made(*inputs)
            costs[form] = cost(lambda: made(*inputs), repeats)
        except Exception as fault:  # a form that this build lacks must not end the comparison
            lines = [line for line in str(fault).splitlines() if "Error" in line] or str(fault).splitlines() or [""]
            costs[form] = f"{type(fault).__name__}: {lines[0].strip()[:160]}"
            continue
        if costs[form] < least:
            found, least = made, costs[form]
    report[name] = costs
    print(f"peer: {name}: {costs}", file=sys.stderr, flush=True)
    return found
