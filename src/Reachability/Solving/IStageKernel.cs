namespace Forewarn.Reachability.Solving;

/// <summary>Takes a row of points through one Runge-Kutta stage.</summary>
internal interface IStageKernel
{
    /// <summary>Lengths of the scratch that a thread brings.</summary>
    int ScratchRows { get; }

    /// <param name="index">Of the row, all axes but the last.</param>
    /// <param name="rows">Scratch, <see cref="ScratchRows"/>.</param>
    /// <param name="value">V, at the beginning of the step.</param>
    /// <param name="stage">W, with halo.</param>
    /// <param name="margin">l, or empty: caps the value in the variational form.</param>
    /// <param name="keep">Share of V in the result.</param>
    /// <param name="step">dt, s.</param>
    void Row(
        ReadOnlySpan<int> index, Span<int> rows, double[] value, double[] stage, double[] target, double[] margin, double keep, double step);
}
