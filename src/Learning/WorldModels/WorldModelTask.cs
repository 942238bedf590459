using Forewarn.Core;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.WorldModels;

/// <summary>
/// Trains a world model in two stages: first pictures alone (encoder straight into decoder), then whole episodes from
/// their first frame, some seen throughout, most imagined from one to three frames, which is how decisions use it. No
/// label enters.
/// </summary>
public sealed class WorldModelTask : ITrainingTask, IDisposable
{
    private readonly WorldModelOptions options;
    private readonly EpisodeTensors episodes;
    private readonly int[] training;
    private readonly Tensor stateWeights;

    public WorldModelTask(Rssm model, WorldModelOptions options, EpisodeTensors episodes)
    {
        (Model, this.options, this.episodes) = (model, options, episodes);
        training = EpisodeSplit.Training(episodes.Count);
        var weights = new float[model.Options.StateSize];
        Array.Fill(weights, 1);
        int joints = (model.Options.StateSize - 6) / 2;
        Array.Fill(weights, (float)options.VelocityWeight, joints, joints);
        weights[2 * joints] = (float)options.WidthWeight;
        stateWeights = tensor(weights).DetachFromDisposeScope();
    }

    public Rssm Model { get; }

    public ParameterStore Parameters => Model.Parameters;

    /// <inheritdoc/>
    public double LearningRateScale(long step)
    {
        if (step < options.AutoencoderSteps) return options.AutoencoderRate;
        // The recurrent part meets the optimizer's old moments: let it warm up again.
        return Math.Min(1, (step - options.AutoencoderSteps + 1) / 100.0);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Step(long step, SeedStream seed)
    {
        using var scope = NewDisposeScope();
        Parameters.ZeroGradients();
        return step < options.AutoencoderSteps ? AutoencoderStep(seed) : SequenceStep(seed);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Evaluate() =>
        WorldModelEvaluation.Run(Model, episodes, options.EvaluationEpisodes);

    public void Dispose() => stateWeights.Dispose();

    private Dictionary<string, double> AutoencoderStep(SeedStream seed)
    {
        var frames = Enumerable.Range(0, options.AutoencoderBatch)
            .Select(_ => (long)training[seed.Next(training.Length)] * episodes.Frames + seed.Next(episodes.Frames))
            .ToArray();
        var images = Model.CenterImages(episodes.Images.flatten(0, 1).index_select(0, tensor(frames)));
        var decoded = Model.DecodeCode(Model.EncodeImages(images));
        var targets = images.narrow(1, 0, 6);
        var loss = 0.5 * RssmLoss.Image(decoded, targets, options.Foreground).mean();
        loss.backward();
        using var guard = no_grad();
        return new() { ["autoencoder/image"] = RssmLoss.Image(decoded, targets, 0).mean().item<float>() };
    }

    private Dictionary<string, double> SequenceStep(SeedStream seed)
    {
        var batch = new SequenceBatch(episodes, training, options, seed);
        var (latents, posterior, prior) = Unroll(batch);
        var keep = MemberMask(batch, posterior.Mean.shape[0]);
        var dynamics = (RssmLoss.Dynamics(posterior, prior, options.FreeNats) * keep).sum() / keep.sum();
        var representation = RssmLoss.Representation(posterior, Rssm.Mean(prior), options.FreeNats).mean();

        var states = Model.StandardizeStates(batch.States);
        var stateError = RssmLoss.State(Model.DecodeStates(latents), states, stateWeights);
        var targets = Model.CenterImages(batch.DecodedImages());
        var decoded = Model.DecodeImages(latents.index_select(1, batch.DecodedTimes).flatten(0, 1));
        var imageError = RssmLoss.Image(decoded, targets, options.Foreground);
        var loss = options.ImageWeight * 0.5 * imageError.mean() + 0.5 * stateError.mean()
            + options.DynamicsWeight * dynamics + options.RepresentationWeight * representation;
        loss.backward();
        return Figures(batch, loss, posterior, prior, stateError, imageError);
    }

    /// <summary>
    /// Latents <c>[B, F, Z]</c>, and posterior <c>[N, z]</c> with members' priors <c>[members, N, z]</c> of every frame
    /// that was seen.
    /// </summary>
    private (Tensor Latents, Gaussian Posterior, Gaussian Prior) Unroll(SequenceBatch batch)
    {
        int closed = batch.Closed, size = batch.Size, frames = episodes.Frames, z = Model.Options.Stochastic;
        var noisy = Model.StandardizeStates(batch.SeenStates());
        noisy = noisy + options.StateNoise * randn_like(noisy);
        var observed = Model.ProjectObservation(Model.Encode(Model.CenterImages(batch.SeenImages()), noisy));
        var (closedSeen, openSeen) = batch.Split(observed);
        var actions = Model.ProjectAction(Model.ActionFeatures(batch.Actions));
        var noise = randn(frames, size, z);
        var head = Model.MeanHead();

        Tensor h = zeros(size, Model.Options.Deterministic), stochastic = zeros(size, z);
        List<Tensor> latents = [], seenStates = [], means = [], deviations = [];
        for (int t = 0; t < frames; t++)
        {
            h = Model.Transition(h, stochastic, t == 0 ? zeros(size, Model.Options.Units) : actions.select(1, t));
            int seen = t < batch.Context ? size : closed;
            var parts = new List<Tensor>();
            if (seen > 0)
            {
                var here = closedSeen.select(1, t);
                if (t < batch.Context) here = cat([here, openSeen.select(1, t)]);
                var seenH = h.narrow(0, 0, seen);
                var posterior = Model.Posterior(seenH, here);
                parts.Add(posterior.Sample(noise[t].narrow(0, 0, seen)));
                seenStates.Add(seenH);
                means.Add(posterior.Mean);
                deviations.Add(posterior.Std);
            }
            if (seen < size) parts.Add(Model.PriorMean(h.narrow(0, seen, size - seen), head));
            stochastic = parts.Count == 1 ? parts[0] : cat(parts);
            latents.Add(cat([h, stochastic], -1));
        }
        return (stack(latents, 1), new(cat(means), cat(deviations)), Model.Members(cat(seenStates)));
    }

    /// <summary>
    /// Which member learns from which seen frame, <c>[members, N]</c>: fixed per episode, so that members differ by
    /// data.
    /// </summary>
    private Tensor MemberMask(SequenceBatch batch, long count)
    {
        var rows = batch.SeenEpisodes();
        var mask = new float[Model.Options.Members * count];
        for (int m = 0; m < Model.Options.Members; m++)
            for (int i = 0; i < count; i++)
                mask[m * count + i] =
                    new SeedStream((ulong)rows[i]).Child("member", m).NextDouble() < options.MemberShare ? 1 : 0;
        return tensor(mask, Model.Options.Members, count) + 1e-6;
    }

    private static Dictionary<string, double> Figures(
        SequenceBatch batch, Tensor loss, Gaussian posterior, Gaussian prior, Tensor stateError, Tensor imageError)
    {
        using var guard = no_grad();
        int closed = batch.Closed, open = batch.Size - closed;
        var images = imageError.view(batch.Size, -1);
        var figures = new Dictionary<string, double>
        {
            ["loss"] = loss.item<float>(),
            ["kl"] = RssmLoss.Kl(posterior, Rssm.Mean(prior)).mean().item<float>(),
            ["disagreement"] = Rssm.Disagreement(prior).mean().item<float>(),
        };
        if (closed > 0)
        {
            figures["image/seen"] = images.narrow(0, 0, closed).mean().item<float>();
            figures["state/seen"] = stateError.narrow(0, 0, closed).mean().item<float>();
        }
        if (open > 0)
        {
            figures["image/imagined"] = images.narrow(0, closed, open).mean().item<float>();
            figures["state/imagined"] = stateError.narrow(0, closed, open).mean().item<float>();
        }
        return figures;
    }
}
