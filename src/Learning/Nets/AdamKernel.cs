using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Forewarn.Learning.Nets;

/// <summary>
/// One pass over parameters, gradients and moments: <c>m = b1 m + c1 g, s = b2 s + c2 g^2, v -= eta m / (sqrt s + epsilon)</c>.
/// </summary>
internal static class AdamKernel
{
    public static void Plain(Span<float> v, ReadOnlySpan<float> g, Span<float> m, Span<float> s, in AdamRates rates)
    {
        var r = rates;
        int i = 0, lanes = Vector512<float>.Count;
        for (; i + lanes <= v.Length; i += lanes)
        {
            var gradient = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(g), (nuint)i);
            var first = r.B1 * Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(m), (nuint)i) + r.C1 * gradient;
            var second = r.B2 * Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(s), (nuint)i) + r.C2 * gradient * gradient;
            first.StoreUnsafe(ref m[i]);
            second.StoreUnsafe(ref s[i]);
            var value = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(v), (nuint)i);
            (value - r.Eta * first / (Vector512.Sqrt(second) + Vector512.Create(r.Epsilon))).StoreUnsafe(ref v[i]);
        }
        for (; i < v.Length; i++)
        {
            m[i] = r.B1 * m[i] + r.C1 * g[i];
            s[i] = r.B2 * s[i] + r.C2 * g[i] * g[i];
            v[i] -= r.Eta * m[i] / (MathF.Sqrt(s[i]) + r.Epsilon);
        }
    }

    /// <summary>As above; before it the last step is undone, and the new one counts twice.</summary>
    public static void Optimistic(Span<float> v, ReadOnlySpan<float> g, Span<float> m, Span<float> s, in AdamRates rates)
    {
        var r = rates;
        int i = 0, lanes = Vector512<float>.Count;
        for (; i + lanes <= v.Length; i += lanes)
        {
            var gradient = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(g), (nuint)i);
            var first = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(m), (nuint)i);
            var second = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(s), (nuint)i);
            var value = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(v), (nuint)i);
            value += r.Eta * first / (Vector512.Sqrt(second) + Vector512.Create(r.Epsilon));
            first = r.B1 * first + r.C1 * gradient;
            second = r.B2 * second + r.C2 * gradient * gradient;
            first.StoreUnsafe(ref m[i]);
            second.StoreUnsafe(ref s[i]);
            (value - 2 * r.Eta * first / (Vector512.Sqrt(second) + Vector512.Create(r.Epsilon))).StoreUnsafe(ref v[i]);
        }
        for (; i < v.Length; i++)
        {
            float value = v[i] + r.Eta * m[i] / (MathF.Sqrt(s[i]) + r.Epsilon);
            m[i] = r.B1 * m[i] + r.C1 * g[i];
            s[i] = r.B2 * s[i] + r.C2 * g[i] * g[i];
            v[i] = value - 2 * r.Eta * m[i] / (MathF.Sqrt(s[i]) + r.Epsilon);
        }
    }
}
