using Forewarn.Core;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Forewarn.Learning.Verifiers;

/// <summary>Trains a classifier on observed and imagined latents in equal parts.</summary>
public sealed class OutcomeClassifierTask : ITrainingTask, IDisposable
{
    private readonly OutcomeClassifierOptions options;
    private readonly LatentNarrations latents;
    private readonly ClassTargets targets;

    public OutcomeClassifierTask(OutcomeClassifierOptions options, LatentNarrations latents, ClassTargets targets, SeedStream seed)
    {
        (this.options, this.latents, this.targets) = (options, latents, targets);
        Parameters = OutcomeClassifierNet.Declare(new ParameterStore(seed), latents.Size, options.Width, targets.Classes.Count);
    }

    public ParameterStore Parameters { get; }

    /// <inheritdoc />
    public IReadOnlyDictionary<string, double> Step(long step, SeedStream seed)
    {
        using var scope = NewDisposeScope();
        Parameters.ZeroGradients();
        var episodes = Enumerable.Range(0, options.Batch).Select(_ => latents.Train[seed.Next(latents.Train.Length)]).ToArray();
        var predicted = episodes.Select(_ => seed.Next(2) == 0).ToArray();
        var values = tensor(latents.Gather(episodes, i => predicted[i]), episodes.Length, latents.Steps, latents.Size);
        values += options.LatentNoise * randn_like(values);
        var loss = F.cross_entropy(OutcomeClassifierNet.Forward(Parameters, values),
            tensor(episodes.Select(e => (long)targets.Of(latents.Labels[e])).ToArray()));
        loss.backward();
        return new Dictionary<string, double> { ["loss"] = loss.item<float>() };
    }

    /// <inheritdoc />
    /// <returns>Accuracy on held-out plans from imagined and from observed latents, and the mean recall over classes.</returns>
    public IReadOnlyDictionary<string, double> Evaluate()
    {
        using var guard = no_grad();
        var figures = new Dictionary<string, double>();
        foreach (bool predicted in new[] { true, false })
        {
            using var scope = NewDisposeScope();
            var values = tensor(latents.Gather(latents.HeldOut, _ => predicted), latents.HeldOut.Length, latents.Steps, latents.Size);
            var best = OutcomeClassifierNet.Forward(Parameters, values).argmax(1).data<long>().ToArray();
            var right = latents.HeldOut.Select((e, i) => (Class: targets.Of(latents.Labels[e]), Right: best[i] == targets.Of(latents.Labels[e]) ? 1.0 : 0)).ToArray();
            string name = predicted ? "predicted" : "posterior";
            figures.Put($"accuracy/{name}", MetricInterval.OfShare([.. right.Select(r => r.Right > 0)]));
            figures[$"recall/{name}"] = right.GroupBy(r => r.Class).Average(g => g.Average(r => r.Right));
        }
        return figures;
    }

    public void Dispose() => Parameters.Dispose();
}
