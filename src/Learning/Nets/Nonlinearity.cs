using System.Numerics.Tensors;

namespace Forewarn.Learning.Nets;

/// <summary>Activations and their derivatives, from the activation's own output.</summary>
internal static class Nonlinearity
{
    public const float LeakySlope = 0.01f;

    /// <summary>In place.</summary>
    public static void Apply(Activation kind, Span<float> values)
    {
        switch (kind)
        {
            case Activation.Relu: TensorPrimitives.Max(values, 0f, values); break;
            case Activation.LeakyRelu:
                for (int i = 0; i < values.Length; i++) values[i] = values[i] > 0 ? values[i] : LeakySlope * values[i];
                break;
            case Activation.Tanh: TensorPrimitives.Tanh(values, values); break;
            case Activation.Sigmoid: TensorPrimitives.Sigmoid(values, values); break;
        }
    }

    /// <summary>Multiplies adjoints by the derivative at the outputs <paramref name="y"/>.</summary>
    public static void TakeBack(Activation kind, ReadOnlySpan<float> y, Span<float> adjoint)
    {
        switch (kind)
        {
            case Activation.Relu:
                for (int i = 0; i < adjoint.Length; i++) adjoint[i] = y[i] > 0 ? adjoint[i] : 0;
                break;
            case Activation.LeakyRelu:
                for (int i = 0; i < adjoint.Length; i++) adjoint[i] *= y[i] > 0 ? 1 : LeakySlope;
                break;
            case Activation.Tanh:
                for (int i = 0; i < adjoint.Length; i++) adjoint[i] *= 1 - y[i] * y[i];
                break;
            case Activation.Sigmoid:
                for (int i = 0; i < adjoint.Length; i++) adjoint[i] *= y[i] * (1 - y[i]);
                break;
        }
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
}
