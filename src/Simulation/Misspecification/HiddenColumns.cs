using Forewarn.Core;

namespace Forewarn.Simulation.Misspecification;

/// <summary>A learner who does not sense everything: named columns of the observation are missing.</summary>
public sealed class HiddenColumns : EnvironmentWrapper
{
    private readonly double[] _whole;
    private readonly int[] _kept;

    /// <param name="columns">Which columns are missing, for example the velocities.</param>
    /// <exception cref="ForewarnException">A column that does not exist, or none left.</exception>
    public HiddenColumns(IStateEnvironment inner, params IReadOnlyList<int> columns) : base(inner)
    {
        _whole = new double[inner.StateSize];
        foreach (int column in columns)
            if (column < 0 || column >= _whole.Length)
                throw ForewarnException.Of("hidden column", $"{column}", $"0 to {_whole.Length - 1}", "Name columns of the observation.",
                    ExitCode.Usage);
        _kept = [.. Enumerable.Range(0, _whole.Length).Except(columns)];
        if (_kept.Length == 0)
            throw ForewarnException.Of("hidden columns", "all of them", "one that is left", "Name fewer columns.", ExitCode.Usage);
    }

    public override int StateSize => _kept.Length;

    /// <summary>Columns of the inner observation that are left, ascending.</summary>
    public IReadOnlyList<int> Kept => _kept;

    public override void Sense(Span<double> state)
    {
        if (state.Length != _kept.Length) Shape.Require("observation", state.Length, ("S", _kept.Length));
        Inner.Sense(_whole);
        for (int i = 0; i < _kept.Length; i++) state[i] = _whole[_kept[i]];
    }

    public override Observation Observe()
    {
        var whole = Inner.Observe();
        return whole with { State = [.. _kept.Select(c => whole.State[c])] };
    }
}
