namespace Forewarn.Learning.Verifiers;

/// <summary>How a decoder graph keeps the matrices of its products.</summary>
public enum DecoderPrecision
{
    /// <summary>32-bit floats.</summary>
    Float,

    /// <summary>Eight-bit integers with a scale for every 32 of a row; activations, norms and the cache stay in floats.</summary>
    Int8,
}
