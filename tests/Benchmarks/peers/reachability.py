"""A WENO5 stage of a Hamilton-Jacobi avoid problem in numpy: the scheme of StageKernel, whole arrays at a time or a few planes, whatever is
fastest here, every result written in place, terms that neighbors share computed once.

    python3 reachability.py PACKAGES EXCHANGE
"""
import json
import platform
import sys

import numpy as np

from dialogue import serve, timed

HALO = 3
FLOOR = 12e-6  # of the roughness, in units of (slope difference)^2


class Solver:
    """Dubins car against a disc: x' = s cos th, y' = s sin th, th' = u, |u| <= w."""

    def __init__(self, task, planes):
        self.counts, self.periodic = task["counts"], task["periodic"]
        self.low, self.step = np.array(task["low"]), np.array(task["step"])
        self.speed, self.turn = task["speed"], task["turn"]
        self.planes = min(planes, self.counts[0])
        self.dt = task["dt"]
        heading = self.low[2] + self.step[2] * np.arange(self.counts[2])
        self.drift = [self.speed * np.cos(heading), self.speed * np.sin(heading), None]
        self.fastest = [np.abs(self.drift[0]), np.abs(self.drift[1]), self.turn]
        self.value = self.padded(np.load(task["margin"]))
        self.first, self.second = np.empty_like(self.value), np.empty_like(self.value)
        # Scratch for as many planes as are worked on at a time.
        shape = (self.planes + 2 * HALO, self.counts[1] + 2 * HALO, self.counts[2] + 2 * HALO)
        self.scratch = [np.empty(int(np.prod(shape))) for _ in range(14)]
        shape = (self.planes, self.counts[1], self.counts[2])
        self.mean, self.half = np.empty(shape), np.empty(shape)

    def padded(self, inner):
        values = np.zeros([n + 2 * HALO for n in self.counts])
        values[HALO:-HALO, HALO:-HALO, HALO:-HALO] = inner
        self.halo(values)
        return values

    def halo(self, values):
        for axis in range(3):
            v = np.moveaxis(values, axis, 0)
            n = self.counts[axis]
            if self.periodic[axis]:
                v[:HALO] = v[n:n + HALO]
                v[n + HALO:] = v[HALO:2 * HALO]
                continue
            for k in range(1, HALO + 1):
                np.subtract(v[HALO], v[HALO + 1], out=v[HALO - k])
                v[HALO - k] *= k
                v[HALO - k] += v[HALO]
                np.subtract(v[n + 2], v[n + 1], out=v[n + 2 + k])
                v[n + 2 + k] *= k
                v[n + 2 + k] += v[n + 2]

    def buffer(self, number, shape):
        return self.scratch[number][:shape[0] * shape[1] * shape[2]].reshape(shape)

    def slopes(self, slab, axis, mean, half):
        """Mean of both one-sided derivatives and half their difference (Jiang and Peng 2000), a shared term computed once per point."""
        inner = [slice(HALO, -HALO)] * 3
        inner[axis] = slice(None)
        v = slab[tuple(inner)]
        n = v.shape[axis] - 2 * HALO
        inverse = 1 / self.step[axis]

        def along(array, start, count):
            at = [slice(None)] * 3
            at[axis] = slice(start, start + count)
            return array[tuple(at)]

        def room(number, count):
            shape = list(v.shape)
            shape[axis] = count
            return self.buffer(number, shape)

        d, e, e3, f, u, t = room(0, n + 5), room(1, n + 4), room(2, n + 4), room(3, n + 3), room(4, n + 2), room(5, n + 3)
        p, q, r = room(6, n + 3), room(7, n + 3), room(8, n + 3)
        np.subtract(along(v, 1, n + 5), along(v, 0, n + 5), out=d)
        d *= inverse
        np.subtract(along(d, 1, n + 4), along(d, 0, n + 4), out=e)
        np.multiply(e, 3, out=e3)
        np.subtract(along(e, 0, n + 3), along(e, 1, n + 3), out=f)
        np.subtract(along(f, 0, n + 2), along(f, 1, n + 2), out=u)
        np.multiply(f, f, out=t)
        t *= 13
        t += FLOOR
        np.subtract(along(e, 0, n + 3), along(e3, 1, n + 3), out=p)
        np.add(along(e, 0, n + 3), along(e, 1, n + 3), out=q)
        np.subtract(along(e3, 0, n + 3), along(e, 1, n + 3), out=r)
        for rough in (p, q, r):
            rough *= rough
            rough *= 3
            rough += t
            rough *= rough
        a, b, c, s = (room(k, n) for k in (9, 10, 11, 12))
        left, right = mean, half
        for out, first, second, third, far, near in (
            (left, along(p, 0, n), along(q, 1, n), along(r, 2, n), along(u, 0, n), along(u, 1, n)),
            (right, along(r, 3, n), along(q, 2, n), along(p, 1, n), along(u, 2, n), along(u, 1, n)),
        ):
            # Weights 1, 6, 3 over the squared roughness, over a common denominator: one division.
            np.multiply(second, third, out=a)
            np.multiply(first, third, out=b)
            np.multiply(first, second, out=c)
            b *= 6
            c *= 3
            np.add(a, b, out=s)
            s += c
            # (w0 far + (w2 - 1/2) near / 2) / 3 = (2 a far + (c - a - b) near / 2) / 6 s
            c -= a
            c -= b
            c *= near
            c *= 0.5
            a *= far
            a *= 2
            a += c
            s *= 6
            np.divide(a, s, out=out)
        # left = central - L, right = central + R: mean = central + (R - L) / 2, half the difference = (R + L) / 2.
        np.subtract(right, left, out=a)
        right += left
        right *= 0.5
        np.add(along(d, 2, n), along(d, 3, n), out=b)
        b *= 7
        b -= along(d, 1, n)
        b -= along(d, 4, n)
        b *= 1 / 12
        a *= 0.5
        np.add(a, b, out=left)

    def stage(self, source, target, keep, dt):
        for start in range(0, self.counts[0], self.planes):
            stop = min(start + self.planes, self.counts[0])
            self.part(source[start:stop + 2 * HALO], target, start, stop, keep, dt)
        self.halo(target)

    def part(self, slab, target, start, stop, keep, dt):
        shape = (stop - start, self.counts[1], self.counts[2])
        rate = self.buffer(13, shape)
        out = target[start + HALO:stop + HALO, HALO:-HALO, HALO:-HALO]
        mean, half = self.mean[:shape[0]], self.half[:shape[0]]
        for axis in range(3):
            self.slopes(slab, axis, mean, half)
            if axis == 0:
                np.multiply(half, self.fastest[0], out=rate)
            else:
                half *= self.fastest[axis]
                rate += half
            if self.drift[axis] is None:
                np.abs(mean, out=mean)
                mean *= self.turn
            else:
                mean *= self.drift[axis]
            rate += mean
        np.minimum(rate, 0, out=rate)
        rate *= dt
        np.add(slab[HALO:-HALO, HALO:-HALO, HALO:-HALO], rate, out=out)
        if keep > 0:
            out *= 1 - keep
            np.multiply(self.value[start + HALO:stop + HALO, HALO:-HALO, HALO:-HALO], keep, out=rate)
            out += rate

    def advance(self):
        self.stage(self.value, self.first, 0, self.dt)
        self.stage(self.first, self.second, 3 / 4, self.dt)
        self.stage(self.second, self.first, 1 / 3, self.dt)
        self.value, self.first = self.first, self.value


class Peer:
    def __init__(self, exchange):
        self.exchange = exchange
        with open(f"{exchange}/reachability.json", encoding="utf-8") as file:
            self.tasks = json.load(file)
        self.solvers = {}

    def prepare(self, compile=False):
        forms = {}
        for name, task in self.tasks.items():
            costs, solvers = {}, {}
            for planes in (4, 8, 16, task["counts"][0]):
                form = "whole arrays" if planes == task["counts"][0] else f"{planes} planes at a time"
                solvers[form] = Solver(task, planes)
                costs[form] = min(timed(solvers[form].advance, 5)["cpu"] for _ in range(5))
            self.solvers[f"{name}, whole"] = solvers["whole arrays"]
            self.solvers[f"{name}, fastest"] = solvers[min(costs, key=costs.get)]
            forms[name] = costs
        return {"numpy": np.__version__, "python": platform.python_version(), "forms": forms}

    def answer(self, what):
        """Values after some steps from the margin, by whole arrays and by the fastest form, which must be the same."""
        task = self.tasks[what]
        inner = (slice(HALO, -HALO),) * 3
        found = []
        for planes in (task["counts"][0], self.solvers[f"{what}, fastest"].planes):
            solver = Solver(task, planes)
            for _ in range(task["steps"]):
                solver.advance()
            found.append(solver.value[inner])
        np.save(f"{self.exchange}/peer-{what}.npy", np.ascontiguousarray(found[0]))
        return {"apart": float(np.abs(found[1] - found[0]).max())}

    def time(self, what, repeats):
        return timed(self.solvers[what].advance, repeats)


if __name__ == "__main__":
    serve(Peer(sys.argv[2]))
