namespace Forewarn.Core;

/// <summary>A plan <c>[T, A]</c> in physical units.</summary>
public sealed class ActionChunk
{
    public ActionChunk(float[] values, ActionSpec spec)
    {
        if (values.Length == 0 || values.Length % spec.Width != 0)
            throw new ForewarnException($"plan: found {values.Length} values, wanted a multiple of A={spec.Width}.");
        (Values, Spec) = (values, spec);
    }

    /// <summary><c>[T, A]</c>, row-major.</summary>
    public float[] Values { get; }

    public ActionSpec Spec { get; }

    /// <summary><c>T</c>.</summary>
    public int Steps => Values.Length / Spec.Width;

    public ReadOnlySpan<float> Row(int step) => Values.AsSpan(step * Spec.Width, Spec.Width);
}
