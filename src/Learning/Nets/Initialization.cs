namespace Forewarn.Learning.Nets;

/// <summary>How weights start.</summary>
public enum Initialization
{
    /// <summary>Weights and biases uniform within <c>1 / sqrt(inputs)</c> either way: the default of common libraries.</summary>
    Uniform,
    /// <summary>Rows or columns orthonormal, times sqrt 2 in front of an activation (the last layer: times 1); biases zero (Saxe et al. 2014).</summary>
    Orthogonal,
}
