"""Keyframe distance and non-maximum suppression over sampled plans, vectorized in numpy."""
import numpy as np

WINDOW, YAW_WEIGHT, YAW_SCALE, DROP, LEAST_TRAVEL = 5, 0.25, 0.2, 0.4, 0.002


def modes(plans, radius, most):
    """plans [N, T, 5] (x, y, z, yaw, width) to the indices of the kept plans."""
    count, steps = plans.shape[:2]
    width = plans[..., 4].astype(np.float64)
    travel = width.max(1) - width.min(1)
    closing = width < np.maximum.accumulate(width, 1) - DROP * travel[:, None]
    first = np.where(closing.any(1) & (travel >= LEAST_TRAVEL), closing.argmax(1), steps - 1)
    rows = np.minimum(first, steps - WINDOW)[:, None] + np.arange(WINDOW)
    keys = plans[np.arange(count)[:, None], rows, :4].astype(np.float64)
    gap = keys[:, None] - keys[None]
    yaw = np.remainder(gap[..., 3] + np.pi, 2 * np.pi) - np.pi
    square = ((100 * gap[..., :3]) ** 2).sum(-1) + YAW_WEIGHT * (yaw / YAW_SCALE) ** 2
    distance = np.sqrt(square.mean(-1))
    density = np.exp(distance ** 2 * (-2 / radius ** 2)).sum(1)
    kept = []
    while len(kept) < most and density.max() > -np.inf:
        best = int(density.argmax())
        kept.append(best)
        density[distance[best] <= radius] = -np.inf
    return kept
