namespace Forewarn.Learning.Nets;

/// <summary>Elementwise nonlinearity after a layer.</summary>
public enum Activation
{
    Identity,
    Relu,
    /// <summary>Slope 0.01 below zero.</summary>
    LeakyRelu,
    Tanh,
    Sigmoid,
}
