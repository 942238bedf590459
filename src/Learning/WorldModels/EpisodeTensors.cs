using Forewarn.Core;
using Forewarn.Learning.Training;
using Forewarn.Simulation.Episodes;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.WorldModels;

/// <summary>All episodes in memory: small pictures as bytes, states and actions in physical units.</summary>
public sealed class EpisodeTensors : IDisposable
{
    private EpisodeTensors(Tensor images, Tensor states, Tensor actions) =>
        (Images, States, Actions) = (images, states, actions);

    /// <summary>
    /// uint8 <c>[E, F, C, R, R]</c>: front RGB, wrist RGB, and the wrist's detail where the options ask for it.
    /// </summary>
    public Tensor Images { get; }

    /// <summary><c>[E, F, S]</c>.</summary>
    public Tensor States { get; }

    /// <summary><c>[E, F, rows * A]</c>, the plan rows BEFORE each frame; zeros before the first.</summary>
    public Tensor Actions { get; }

    public int Count => (int)Images.shape[0];

    public int Frames => (int)Images.shape[1];

    /// <summary>Reads and shrinks every frame of the stores, one after the other.</summary>
    /// <exception cref="ForewarnException">The sizes in a store do not fit the options, or there are too few
    /// episodes.</exception>
    public static EpisodeTensors Load(IReadOnlyList<EpisodeStore> stores, RssmOptions options)
    {
        options.Validate();
        foreach (var store in stores) Check(store, options);
        int count = stores.Sum(s => s.Count), frames = stores[0].Frames, r = options.Resolution;
        if (count < 10)
            throw ForewarnException.Of("episodes", $"{count}", "at least 10 (every tenth is held out)",
                "Collect more.", ExitCode.Usage);
        var images = empty([count, frames, options.InputChannels, r, r], ScalarType.Byte).DetachFromDisposeScope();
        var states = new float[count * frames * options.StateSize];
        var actions = new float[count * frames * options.ActionSize];
        using var shrink = new PictureShrinker(options);
        var buffer = new byte[frames * PictureShrinker.FrameBytes(options)];
        int at = 0;
        foreach (var store in stores)
        {
            for (int e = 0; e < store.Count; e++, at++)
            {
                int size = PictureShrinker.FrameBytes(options);
                for (int f = 0; f < frames; f++) store.ReadFrame(e, f, buffer.AsSpan(f * size, size));
                shrink.Into(images, at, buffer, frames);
                store.States(e).CopyTo(states.AsSpan(at * frames * options.StateSize));
                // Frame f follows rows [(f-1) * rows, f * rows): shifting the plan by one step aligns it.
                store.Plan(e)[..((frames - 1) * options.ActionSize)]
                    .CopyTo(actions.AsSpan((at * frames + 1) * options.ActionSize));
                if (at % 200 == 199) NativeHeap.Trim();
            }
        }
        return new(images, tensor(states, count, frames, options.StateSize).DetachFromDisposeScope(),
            tensor(actions, count, frames, options.ActionSize).DetachFromDisposeScope());
    }

    /// <summary>Statistics over the given episodes.</summary>
    public InputStatistics Statistics(RssmOptions options, ReadOnlySpan<int> episodes)
    {
        using var scope = NewDisposeScope();
        var rows = tensor(episodes.ToArray().Select(e => (long)e).ToArray());
        var mean = zeros(Images.shape[2..]);
        long sampled = Math.Min(300, rows.shape[0]);
        for (long i = 0; i < sampled; i++)
            using (NewDisposeScope()) mean.add_(Images[rows[i].item<long>()].to(ScalarType.Float32).mean([0]));
        var states = States.index_select(0, rows).view(-1, options.StateSize);
        var plans = Actions.narrow(1, 1, Frames - 1).index_select(0, rows)
            .reshape(rows.shape[0], -1, options.PlanWidth);
        long steps = plans.shape[1];
        var deltas = (plans.narrow(1, 1, steps - 1) - plans.narrow(1, 0, steps - 1)).reshape(-1, options.PlanWidth);
        var flat = plans.reshape(-1, options.PlanWidth);
        return new((mean / (sampled * 255.0)).data<float>().ToArray(),
            states.mean([0]).data<float>().ToArray(), (states.std(0) + 1e-3).data<float>().ToArray(),
            flat.mean([0]).data<float>().ToArray(), (flat.std(0) + 1e-3).data<float>().ToArray(),
            (deltas.std(0) + 1e-4).data<float>().ToArray());
    }

    public void Dispose()
    {
        Images.Dispose();
        States.Dispose();
        Actions.Dispose();
    }

    internal static void Check(EpisodeStore store, RssmOptions options)
    {
        void Require(string thing, int found, int wanted)
        {
            if (found != wanted)
                throw ForewarnException.Of($"data set {store.Folder}: {thing}", $"{found}", $"{wanted}",
                    "Use data of this task.", ExitCode.Usage);
        }
        Require("cameras", store.Cameras, 2);
        Require("picture size", store.Size, options.CameraSize);
        Require("state size", store.StateSize, options.StateSize);
        Require("plan width", store.PlanWidth, options.PlanWidth);
        Require("plan steps", store.PlanSteps, (store.Frames - 1) * options.RowsPerStep);
    }
}
