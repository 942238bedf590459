using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Forewarn.Learning.Nets;

/// <summary>Activations and their derivatives, from the activation's own output.</summary>
internal static class Nonlinearity
{
    public const float LeakySlope = 0.01f;

    private const int Lanes = 8;

    /// <summary>What the product in front of a piecewise linear activation applies itself: the slope below zero.</summary>
    public static float Slope(Activation kind) => kind switch
    {
        Activation.Relu => 0,
        Activation.LeakyRelu => LeakySlope,
        _ => 1,
    };

    /// <summary>The rest of the activation, in place.</summary>
    public static void Bend(Activation kind, Span<float> values)
    {
        if (kind == Activation.Tanh) TensorPrimitives.Tanh(values, values);
        else if (kind == Activation.Sigmoid) TensorPrimitives.Sigmoid(values, values);
    }

    /// <summary>Multiplies adjoints by the derivative at the outputs <paramref name="y"/>.</summary>
    public static void TakeBack(Activation kind, ReadOnlySpan<float> y, Span<float> adjoint)
    {
        if (kind == Activation.Identity) return;
        if (y.Length < adjoint.Length) throw new ArgumentException($"{y.Length} outputs for {adjoint.Length} adjoints.");
        ref float outputs = ref MemoryMarshal.GetReference(y), adjoints = ref MemoryMarshal.GetReference(adjoint);
        int i = 0;
        for (; i + Lanes <= adjoint.Length; i += Lanes)
        {
            var at = Vector256.LoadUnsafe(ref outputs, (nuint)i);
            (Vector256.LoadUnsafe(ref adjoints, (nuint)i) * Derivative(kind, at)).StoreUnsafe(ref adjoints, (nuint)i);
        }
        for (; i < adjoint.Length; i++) adjoint[i] *= Derivative(kind, Vector256.Create(y[i])).ToScalar();
    }

    /// <summary>
    /// Second derivative over first, <c>phi'' / phi'</c>, at the output <paramref name="y"/>; 0 where the activation is piecewise linear.
    /// </summary>
    public static float Curvature(Activation kind, float y) => kind switch
    {
        Activation.Tanh => -2 * y,
        Activation.Sigmoid => 1 - 2 * y,
        _ => 0,
    };

    private static Vector256<float> Derivative(Activation kind, Vector256<float> y) => kind switch
    {
        Activation.Tanh => Vector256<float>.One - y * y,
        Activation.Sigmoid => y * (Vector256<float>.One - y),
        _ => Vector256.ConditionalSelect(
            Vector256.GreaterThan(y, Vector256<float>.Zero), Vector256<float>.One, Vector256.Create(Slope(kind))),
    };
}
