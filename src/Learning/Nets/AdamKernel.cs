using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Forewarn.Learning.Nets;

/// <summary>One pass over parameters, gradients and moments.</summary>
internal static class AdamKernel
{
    public static void Plain(Span<float> v, ReadOnlySpan<float> g, Span<float> m, Span<float> s, float b1, float b2, float eta, float eps)
    {
        int i = 0, lanes = Vector512<float>.Count;
        for (; i + lanes <= v.Length; i += lanes)
        {
            var gradient = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(g), (nuint)i);
            var first = b1 * Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(m), (nuint)i) + (1 - b1) * gradient;
            var second = b2 * Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(s), (nuint)i) + (1 - b2) * gradient * gradient;
            first.StoreUnsafe(ref m[i]);
            second.StoreUnsafe(ref s[i]);
            var value = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(v), (nuint)i);
            (value - eta * first / (Vector512.Sqrt(second) + Vector512.Create(eps))).StoreUnsafe(ref v[i]);
        }
        for (; i < v.Length; i++)
        {
            m[i] = b1 * m[i] + (1 - b1) * g[i];
            s[i] = b2 * s[i] + (1 - b2) * g[i] * g[i];
            v[i] -= eta * m[i] / (MathF.Sqrt(s[i]) + eps);
        }
    }

    public static void Optimistic(Span<float> v, ReadOnlySpan<float> g, Span<float> m, Span<float> s, float b1, float b2, float eta, float eps)
    {
        int i = 0, lanes = Vector512<float>.Count;
        for (; i + lanes <= v.Length; i += lanes)
        {
            var gradient = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(g), (nuint)i);
            var first = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(m), (nuint)i);
            var second = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(s), (nuint)i);
            var value = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(v), (nuint)i);
            value += eta * first / (Vector512.Sqrt(second) + Vector512.Create(eps));
            first = b1 * first + (1 - b1) * gradient;
            second = b2 * second + (1 - b2) * gradient * gradient;
            first.StoreUnsafe(ref m[i]);
            second.StoreUnsafe(ref s[i]);
            (value - 2 * eta * first / (Vector512.Sqrt(second) + Vector512.Create(eps))).StoreUnsafe(ref v[i]);
        }
        for (; i < v.Length; i++)
        {
            float value = v[i] + eta * m[i] / (MathF.Sqrt(s[i]) + eps);
            m[i] = b1 * m[i] + (1 - b1) * g[i];
            s[i] = b2 * s[i] + (1 - b2) * g[i] * g[i];
            v[i] = value - 2 * eta * m[i] / (MathF.Sqrt(s[i]) + eps);
        }
    }
}
