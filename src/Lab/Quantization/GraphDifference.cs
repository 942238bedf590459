namespace Forewarn.Lab.Quantization;

/// <summary>How far an output of a graph moved when its weights were stored otherwise.</summary>
/// <param name="Graph">Role of the graph.</param>
/// <param name="Largest">Greatest difference of one number.</param>
/// <param name="Magnitude">Greatest number of the original's output.</param>
/// <param name="Numbers">How many were compared.</param>
internal sealed record GraphDifference(string Graph, string Output, double Largest, double Magnitude, long Numbers)
{
    /// <summary>The greatest difference as a share of the output's greatest number.</summary>
    public double Relative => Magnitude > 0 ? Largest / Magnitude : Largest;
}
