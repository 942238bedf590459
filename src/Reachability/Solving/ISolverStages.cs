namespace Forewarn.Reachability.Solving;

/// <summary>A value on a grid that can be taken back in time, step by step.</summary>
internal interface ISolverStages : IDisposable
{
    /// <summary>Present values with halo.</summary>
    double[] Value { get; }

    /// <summary>Largest step that the CFL condition allows, s.</summary>
    double LargestStep { get; }

    void Advance(double step);
}
