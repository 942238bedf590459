using Forewarn.Core;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>
/// Fits a <see cref="PlanRewardNet"/> to labeled pairs by Bradley-Terry; a tie counts half for either side. Every member sees a
/// resampled set of its own, so that members differ where the labels are few.
/// </summary>
public sealed class PlanRewardTask : ITrainingTask, IDisposable
{
    private readonly PlanRewardNet _net;
    private readonly LabeledPlans _pairs, _heldOut;
    private readonly Tensor _weights;

    /// <param name="pairs">The caller keeps and disposes them, as <paramref name="heldOut"/>.</param>
    public PlanRewardTask(PlanRewardNet net, LabeledPlans pairs, LabeledPlans heldOut, SeedStream seed)
    {
        (_net, _pairs, _heldOut) = (net, pairs, heldOut);
        Parameters = net.Declare(new(seed.Child("weights")));
        var counts = new float[net.Options.Members * pairs.Count];
        var draw = seed.Child("resampling");
        for (int i = 0; i < counts.Length; i++) counts[i / pairs.Count * pairs.Count + draw.Next(pairs.Count)]++;
        _weights = tensor(counts).view(net.Options.Members, pairs.Count).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public ParameterStore Parameters { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Step(long step, SeedStream seed)
    {
        using var scope = NewDisposeScope();
        Parameters.ZeroGradients();
        var (chosen, rejected) = Sides(_pairs);
        var told = tensor(Array.ConvertAll(_pairs.Rewards, r => r.Chosen == r.Rejected ? 0.5f : 1f));
        var losses = BradleyTerryLoss.Of(chosen, rejected) * told + BradleyTerryLoss.Of(rejected, chosen) * (1 - told);
        var loss = (losses * _weights).mean();
        loss.backward();
        return new Dictionary<string, double> { ["loss"] = loss.ToDouble(), ["rewards/accuracies"] = Accuracy(_pairs) };
    }

    /// <summary>Accuracy and log-loss of the members' mean on pairs of scenes that were never trained on.</summary>
    public IReadOnlyDictionary<string, double> Evaluate()
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        var figures = new Dictionary<string, double> { ["train/accuracies"] = Accuracy(_pairs) };
        if (_heldOut.Count == 0) return figures;
        bool[] told = Array.ConvertAll(_heldOut.Rewards, r => r.Chosen != r.Rejected);
        var (chosen, rejected) = Sides(_heldOut);
        double[] margins = OnlineTask.Doubles((chosen - rejected).mean([0L]));
        double[] right = [.. margins.Where((_, i) => told[i]).Select(m => m > 0 ? 1.0 : 0.0)];
        double[] loss = [.. OnlineTask.Doubles(BradleyTerryLoss.Of(chosen.mean([0L]), rejected.mean([0L]))).Where((_, i) => told[i])];
        if (right.Length == 0) return figures;
        figures.Put("accuracies", MetricInterval.OfMean(right));
        figures.Put("log_loss", MetricInterval.OfMean(loss));
        return figures;
    }

    public void Dispose()
    {
        Parameters.Dispose();
        _weights.Dispose();
    }

    private (Tensor Chosen, Tensor Rejected) Sides(LabeledPlans pairs)
    {
        var features = pairs.Features.index_select(0, tensor(Array.ConvertAll(pairs.Scenes, s => (long)s)));
        return (_net.Rewards(Parameters, pairs.Chosen, features), _net.Rewards(Parameters, pairs.Rejected, features));
    }

    private double Accuracy(LabeledPlans pairs)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        var (chosen, rejected) = Sides(pairs);
        double[] margins = OnlineTask.Doubles((chosen - rejected).mean([0L]));
        double[] told = [.. margins.Where((_, i) => pairs.Rewards[i].Chosen != pairs.Rewards[i].Rejected)];
        return told.Length == 0 ? double.NaN : told.Average(m => m > 0 ? 1.0 : 0.0);
    }
}
