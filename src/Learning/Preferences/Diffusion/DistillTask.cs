using Forewarn.Core;
using Forewarn.Learning.Policies;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>
/// Best-of-K distillation: the policy's own training loss on the winners alone. The cheap baseline that every method must beat.
/// </summary>
public sealed class DistillTask : ITrainingTask, IDisposable
{
    private readonly ICleanPredictor _net;
    private readonly Tensor _winners;
    private readonly (int Level, double Signal)[] _levels;
    private readonly int _batch;
    private readonly Func<IReadOnlyDictionary<string, double>> _evaluate;

    /// <param name="winners">Whitened plans, <c>[N, D]</c>; copied.</param>
    /// <param name="levels">Noise levels that the network knows.</param>
    /// <param name="batch">Plans per level and update.</param>
    public DistillTask(
        ICleanPredictor net, ParameterStore parameters, Tensor winners, NoiseSchedule schedule, IReadOnlyList<int> levels, int batch,
        Func<IReadOnlyDictionary<string, double>> evaluate)
    {
        if (winners.shape[0] == 0)
            throw ForewarnException.Of("winners", "none", "at least one plan that was preferred", "Label more pairs.", ExitCode.Usage);
        (_net, Parameters, _batch, _evaluate) = (net, parameters, batch, evaluate);
        _winners = winners.clone().DetachFromDisposeScope();
        _levels = [.. levels.Select(l => (l, schedule.SignalShare(l)))];
    }

    /// <inheritdoc/>
    public ParameterStore Parameters { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Step(long step, SeedStream seed)
    {
        using var scope = NewDisposeScope();
        Parameters.ZeroGradients();
        double sum = 0;
        foreach (var (level, share) in _levels)
        {
            using var one = NewDisposeScope();
            var rows = new long[_batch];
            for (int i = 0; i < rows.Length; i++) rows[i] = seed.Next((int)_winners.shape[0]);
            var clean = _winners.index_select(0, tensor(rows));
            var signal = full(_batch, 1, share, ScalarType.Float32);
            var noise = new float[_batch * _net.Size];
            seed.FillNormal(noise);
            var noised = DiffusionLoss.Noised(clean, tensor(noise).view(_batch, _net.Size), signal);
            var loss = DiffusionLoss.Of(_net.Clean(Parameters, level, noised), clean, signal) / _levels.Length;
            loss.backward();
            sum += loss.ToDouble();
        }
        return new Dictionary<string, double> { ["loss"] = sum };
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Evaluate() => _evaluate();

    public void Dispose() => _winners.Dispose();
}
